# SPDX-License-Identifier: GPL-3.0-or-later
"""What a key pair is: made by the cloud, or imported; its public half is known by its fingerprint."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from dataclasses import replace
from hashlib import sha256

from .catalogue import KEY_PAIR
from .errors import Refused
from .kind import Field
from .resource import Resource
from .tags import tags_of
from .vpc import of_machines

NAME = re.compile(r"[0-9A-Za-z_]{1,25}")
LONGEST_DESCRIPTION = 60
RSA = "ssh-rsa"


def checked(want: dict, _region: str) -> dict:
    if want["name"] is not None and not NAME.fullmatch(want["name"]):
        raise Refused(f"name: {want['name']!r} is not accepted; 1 to 25 letters, digits and underscores are")
    about = want["description"] or ""
    if len(about) > LONGEST_DESCRIPTION:
        raise Refused(f"description: has {len(about)} characters; at most {LONGEST_DESCRIPTION} are accepted")
    return want


def public_half(option: str, text: str) -> str:
    """The kind and the material of a public key, without its comment; raises `Refused` for anything else."""
    words = text.split()
    if "PRIVATE KEY" in text:
        raise Refused(f"{option}: is a private key; the public half of it is accepted, and goes to the cloud")
    if len(words) < 2 or words[0] != RSA:
        raise Refused(
            f"{option}: is no RSA key in the form of OpenSSH; one that begins with {RSA} is accepted"
        )
    if not carries(words[1], RSA):
        raise Refused(f"{option}: begins with {RSA}, but what follows is no key; it may be cut off")
    return " ".join(words[:2])


def carries(material: str, kind: str) -> bool:
    """Whether the base64 text holds fields of stated lengths to its very end, the first one the kind."""
    try:
        data = b64decode(material, validate=True)
    except ValueError:
        return False
    fields, place = [], 0
    while place < len(data):
        length = int.from_bytes(data[place : place + 4], "big")
        fields.append(data[place + 4 : place + 4 + length])
        place += 4 + length
    return place == len(data) and len(fields) == 3 and fields[0] == kind.encode()


def fingerprint(public: str | None) -> str | None:
    """As `ssh-keygen -l` prints it."""
    words = (public or "").split()
    if len(words) < 2:
        return None
    try:
        digest = sha256(b64decode(words[1], validate=True)).digest()
    except ValueError:
        return None
    return "SHA256:" + b64encode(digest).decode().rstrip("=")


def bare(public: str | None) -> str | None:
    """Without the comment, which is the cloud's."""
    return " ".join((public or "").split()[:2]) or None


def against(want: dict, have: dict | None) -> dict:
    """A key pair keeps the key it was made with."""
    there = bare((have or {}).get("PublicKey"))
    if have and want["public_key"] not in (None, there):
        raise Refused(
            f"public_key: key pair {have[KEY_PAIR.id]} has the key {fingerprint(there)}, asked for is "
            f"{fingerprint(want['public_key'])}; a key pair keeps its key, make one under another name or "
            "after state: absent"
        )
    return want


def fits(want: dict, _siblings: list[dict]) -> None:
    if want["public_key"] is None and want["private_key_file"] is None:
        raise Refused(
            "private_key_file: not given; the cloud shows the private half of a new key pair once, and it "
            "goes to that file; or import a pair of your own with public_key or public_key_file"
        )


def shape(row: dict) -> dict:
    """A key pair as results show it, from a row of DescribeKeyPairs. There is no private half in it."""
    return {
        "key_pair_id": row[KEY_PAIR.id],
        "name": row["KeyName"],
        "description": row.get("Description") or "",
        "project": row.get("ProjectId"),
        "public_key": bare(row.get("PublicKey")),
        "fingerprint": fingerprint(row.get("PublicKey")),
        "instances": row.get("AssociatedInstanceIds") or [],
        "created_at": row.get("CreatedTime"),
        "tags": tags_of(row.get("Tags")),
    }


MADE = Resource(
    word="key_pair",
    kind=KEY_PAIR,
    filters="project-id key-name tag-key tag-value",
    fields=(
        Field("name", "KeyName", by="ModifyKeyPairAttribute"),
        Field("project", "ProjectId"),
        Field("public_key", "PublicKey", show=bare),
        Field("description", "", by="ModifyKeyPairAttribute", sent_as="Description", seen="Description"),
    ),
    create="CreateKeyPair",
    born="KeyPair.KeyId",
    delete="DeleteKeyPairs",
    one="KeyId",
    aims=(("DeleteKeyPairs", "KeyIds"),),
    tagged_as="cvm:keypair",
    tags="Tags",
    birth_tags=lambda rows: {"TagSpecification": [{"ResourceType": "keypair", "Tags": rows}]},
    shape=shape,
    defaults=(("project", 0),),
    holders=(of_machines(of="AssociatedInstanceIds"),),
    checked=checked,
    against=against,
    fits=fits,
)
IMPORTED = replace(MADE, create="ImportKeyPair", born="KeyId")

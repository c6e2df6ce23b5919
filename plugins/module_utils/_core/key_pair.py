# SPDX-License-Identifier: GPL-3.0-or-later
"""What a key pair is: made by the cloud, or imported."""

from __future__ import annotations

import re
from dataclasses import replace

from .catalogue import KEY_PAIR
from .errors import Refused
from .kind import Field
from .public_key import bare, fingerprint
from .resource import Resource
from .tags import tags_of
from .vpc import of_machines

NAME = re.compile(r"[0-9A-Za-z_]{1,25}")
LONGEST_DESCRIPTION = 60


def checked(want: dict, _region: str) -> dict:
    if want["name"] is not None and not NAME.fullmatch(want["name"]):
        raise Refused(f"name: {want['name']!r} is not accepted; 1 to 25 letters, digits and underscores are")
    about = want["description"] or ""
    if len(about) > LONGEST_DESCRIPTION:
        raise Refused(f"description: has {len(about)} characters; at most {LONGEST_DESCRIPTION} are accepted")
    return want


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

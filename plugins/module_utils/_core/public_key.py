# SPDX-License-Identifier: GPL-3.0-or-later
"""The public half of a key: whether a text is one, and how it is known again."""

from __future__ import annotations

from base64 import b64decode, b64encode
from hashlib import sha256

from .errors import Refused

RSA = "ssh-rsa"


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

# SPDX-License-Identifier: GPL-3.0-or-later
"""Ids and draws: they look random, and follow from the seed of the world and a running number."""

from __future__ import annotations

import re
from hashlib import blake2b
from uuid import UUID

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def _bytes(seed: str, kind: str, number: int, size: int) -> bytes:
    return blake2b(f"{seed}/{kind}/{number}".encode(), digest_size=size).digest()


def mint(seed: str, kind: str, number: int) -> str:
    """`ins-` and eight of [0-9a-z], for kind "ins"."""
    value = int.from_bytes(_bytes(seed, kind, number, 8), "big")
    text = ""
    for _ in range(8):
        value, digit = divmod(value, 36)
        text += DIGITS[digit]
    return f"{kind}-{text}"


def draw(seed: str, kind: str, number: int) -> float:
    """A number from 0 up to 1."""
    return int.from_bytes(_bytes(seed, kind, number, 4), "big") / 2**32


def uuid(seed: str, number: int) -> str:
    return str(UUID(bytes=_bytes(seed, "uuid", number, 16), version=4))


def well_formed(kind: str, text: str) -> bool:
    return re.fullmatch(rf"{kind}-[0-9a-z]{{8}}", text) is not None

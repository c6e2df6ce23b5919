# SPDX-License-Identifier: GPL-3.0-or-later
"""The NextToken of a listing: where the next page begins; it is good for a day and cannot be made up."""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import blake2b

from ..ask import Ask
from ..errors import bad_value

LIFE = 86_400


def make_token(ask: Ask, seq: int) -> str:
    """For the page after the object with this number."""
    text = f"{seq}.{int(ask.now + LIFE)}"
    return urlsafe_b64encode(f"{text}.{_seal(ask, text)}".encode()).decode()


def read_token(ask: Ask, token: str) -> int:
    """The number after which to go on; 0 for no token."""
    if not token:
        return 0
    try:
        text, _, seal = urlsafe_b64decode(token).decode().rpartition(".")
    except (binascii.Error, ValueError):
        text, seal = "", ""
    seq, _, until = text.partition(".")
    if seal != _seal(ask, text) or float(until) < ask.now:
        raise bad_value("NextToken", token, "unknown or too old", "InvalidParameterValue.Malformed")
    return int(seq)


def _seal(ask: Ask, text: str) -> str:
    return blake2b(f"{ask.seed}/{ask.action}/{ask.region}/{text}".encode(), digest_size=6).hexdigest()

# SPDX-License-Identifier: GPL-3.0-or-later
"""Address ranges as options give them."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network

from .errors import Refused


def range_of(option: str, text: str) -> IPv4Network:
    """An IPv4 range with a mask and no bits behind it; raises `Refused` for anything else."""
    try:
        if "/" in text:
            return IPv4Network(text)
    except ValueError:
        pass
    raise Refused(f"{option}: {text!r} is not a range of addresses{meant(text)}")


def meant(text: str) -> str:
    try:
        return f"; did you mean {IPv4Network(text, strict=False)}?"
    except ValueError:
        return "; one like 10.0.0.0/16 is accepted"


def refuse_address(option: str, text: str) -> None:
    try:
        IPv4Address(text)
    except ValueError:
        raise Refused(f"{option}: {text!r} is not an address; one like 10.0.0.2 is accepted") from None

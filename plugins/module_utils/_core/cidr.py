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


def free_ranges(within: list[str], taken: list[str], mask: int, count: int) -> list[str]:
    """The lowest `count` ranges of this mask inside `within` that touch none of the taken ones.

    Passes over a range that is taken in one step, however many of the mask fit into it.
    """
    held = sorted({range_of("taken", text) for text in taken}, key=ends)
    found: list[str] = []
    for space in (range_of("within", text) for text in within):
        if not space.prefixlen <= mask <= 32:
            raise Refused(f"mask: {mask} is not accepted; {space.prefixlen} to 32 are in {space}")
        size, start = 2 ** (32 - mask), int(space.network_address)
        while len(found) < count and start + size <= int(space.broadcast_address) + 1:
            block = IPv4Network((start, mask))
            beside = next((other for other in held if other.overlaps(block)), None)
            if beside is None:
                found.append(str(block))
            past = start if beside is None else int(beside.broadcast_address) // size * size
            start = max(start, past) + size
    if len(found) < count:
        raise Refused(
            f"{', '.join(within)} has room for {len(found)} ranges with mask {mask} beside what is there, "
            f"{count} are needed"
        )
    return found


def ends(network: IPv4Network) -> int:
    return int(network.broadcast_address)

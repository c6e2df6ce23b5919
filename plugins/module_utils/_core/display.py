# SPDX-License-Identifier: GPL-3.0-or-later
"""Display and host names of many machines from one pattern (`web-{R:1}`, `{IP}`)."""

from __future__ import annotations

import re
from collections.abc import Iterable

PARTS = re.compile(r"(\{R:\d+(?:,F:[0-8])?\}|\{IP\})")
TELLING = re.compile(r"\{R:\d+|\{IP\}")
NUMBER = re.compile(r"\{R:(\d+)(?:,F:([0-8]))?\}")


def matches(pattern: str, shown: str | None) -> bool:
    """Whether the pattern could have given this name. Where nothing in it differs a number is appended."""
    text = "".join(
        r"\d+" if NUMBER.fullmatch(part) else r"[\d.]+" if part == "{IP}" else re.escape(part)
        for part in PARTS.split(pattern)
    )
    return bool(re.fullmatch(text + ("" if TELLING.search(pattern) else r"\d*"), shown or ""))


def expanded(pattern: str, place: int, address: str, alone: bool) -> str:
    """The name of the machine at this place (from 0)."""
    name = NUMBER.sub(lambda found: str(int(found[1]) + place).zfill(int(found[2] or 0)), pattern)
    return name.replace("{IP}", address) + ("" if alone or TELLING.search(pattern) else str(place + 1))


def renamed(pattern: str, shown: Iterable[tuple[str, str | None, str]]) -> dict[str, str]:
    """New names, by id, for those whose name is not of the pattern; `shown`: id, name, address of all."""
    everyone = list(shown)
    taken = {name for _id, name, _address in everyone if matches(pattern, name)}
    names: dict[str, str] = {}
    place = 0
    for id, name, address in everyone:
        if matches(pattern, name):
            continue
        while expanded(pattern, place, address, len(everyone) == 1) in taken:
            place += 1
        names[id] = expanded(pattern, place, address, len(everyone) == 1)
        taken.add(names[id])
    return names

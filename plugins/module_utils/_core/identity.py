# SPDX-License-Identifier: GPL-3.0-or-later
"""Who belongs to a fleet: the two tags, the order's token, the display names.

A fleet is the instances of a region that carry the tag `ansible-cvm-fleet: <name>`. The tag
`ansible-cvm-order: <number>.<size>.<token>` says which purchase bought an instance.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import NamedTuple

from .errors import Refused
from .tags import FLEET, ORDER, tags_of

INSIDE, LONGEST = "._-", 50
PATTERN = re.compile(r"\{R:(\d+)(?:,F:[0-8])?\}")


class Mark(NamedTuple):
    """What an order tag says: the order's number (from 0), how many it bought, its token."""

    number: int
    size: int
    token: str

    def text(self) -> str:
        return f"{self.number}.{self.size}.{self.token}"


def read_mark(text: str | None) -> Mark | None:
    """The mark in an order tag's value; None for anything else."""
    parts = (text or "").split(".")
    if len(parts) != 3 or not (parts[0].isdigit() and parts[1].isdigit() and parts[2]):
        return None
    return Mark(int(parts[0]), int(parts[1]), parts[2])


def mark_of(row: dict) -> Mark | None:
    """Which order bought an instance, as far as its tags show."""
    return read_mark(tags_of(row.get("Tags")).get(ORDER))


def fleet_filter(fleet: str) -> list[dict]:
    return [{"Name": f"tag:{FLEET}", "Values": [fleet]}]


def digest(*parts: object) -> str:
    """40 hexadecimal characters, the same for the same parts in every process and on every run."""
    text = json.dumps(parts, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:40]


def in_a_name(letter: str) -> bool:
    return "\u4e00" <= letter <= "\u9fff" or (letter.isascii() and (letter.isalnum() or letter in INSIDE))


def refuse_name(name: str) -> None:
    if not (0 < len(name) <= LONGEST and all(map(in_a_name, name)) and name[0] not in INSIDE):
        raise Refused(
            f"name: {name!r} cannot name a fleet; 1 to 50 letters, digits, dots, underscores and hyphens are "
            "accepted, beginning with a letter or digit"
        )


def display_pattern(name: str, given: str | None, ordinal: int) -> str:
    """The InstanceName of an order whose first machine has this ordinal."""
    return given or f"{name}-{{R:{ordinal}}}"


def stem(name: str, given: str | None) -> str:
    """What every display name of the fleet begins with."""
    return PATTERN.split(given)[0] if given else f"{name}-"


def first_name(name: str, given: str | None, ordinal: int) -> str:
    """The display name of the first machine of the next order."""
    return PATTERN.sub(lambda found: found[1], given) if given else f"{name}-{ordinal}"


def ordinal_of(name: str, display: str) -> int:
    """The ordinal in a display name of the fleet; 0 for a name of another form."""
    found = re.fullmatch(re.escape(name) + r"-(\d+)", display)
    return int(found[1]) if found else 0


def belongs(name: str, given: str | None, display: str) -> bool:
    """Whether a display name could be one this fleet gives."""
    if given:
        return display.startswith(stem(name, given))
    return ordinal_of(name, display) > 0

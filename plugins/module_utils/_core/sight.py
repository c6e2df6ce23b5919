# SPDX-License-Identifier: GPL-3.0-or-later
"""From rows of DescribeInstances to what the purchase protocol sees."""

from __future__ import annotations

from collections.abc import Iterable

from . import identity
from .orders import Seen, Sight
from .tags import FLEET, tags_of
from .timer import seconds


def seen(row: dict, fleet: str) -> Seen:
    tags = tags_of(row.get("Tags"))
    return Seen(
        id=row["InstanceId"],
        state=row["InstanceState"],
        created=seconds(row["CreatedTime"]),
        tagged=tags.get(FLEET) == fleet,
        mark=identity.mark_of(row),
        ordinal=identity.ordinal_of(fleet, row.get("InstanceName") or ""),
        addressed=bool(row.get("PublicIpAddresses")),
        zone=row["Placement"]["Zone"],
    )


def sight(rows: Iterable[dict], fleet: str, clock: int) -> Sight:
    return Sight(tuple(seen(row, fleet) for row in rows), clock)


def name_filter(fleet: str, given: str | None, ordinal: int) -> list[dict]:
    """By name: its beginning, should the cloud match parts of names, and the next order's first name, should
    it match whole names only. Which of the two it does is not documented.
    """
    values = dict.fromkeys([identity.stem(fleet, given) or fleet, identity.first_name(fleet, given, ordinal)])
    return [{"Name": "instance-name", "Values": list(values)}]


def newborns(rows: Iterable[dict], fleet: str, given: str | None) -> list[dict]:
    """The rows whose display name is one this fleet gives and that belong to no other fleet."""
    return [
        row
        for row in rows
        if identity.belongs(fleet, given, row.get("InstanceName") or "")
        and tags_of(row.get("Tags")).get(FLEET, fleet) == fleet
    ]

# SPDX-License-Identifier: GPL-3.0-or-later
"""From rows of DescribeInstances to what the purchase protocol sees."""

from __future__ import annotations

from collections.abc import Iterable

from .errors import Refused
from .identity import Mark, belongs, first_name, ordinal_of, read_mark, stem
from .orders import Seen, Sight
from .tags import FLEET, ORDER, tags_of
from .timer import seconds


def mark_of(row: dict) -> Mark | None:
    """Which order bought an instance, as far as its tags show."""
    return read_mark(tags_of(row.get("Tags")).get(ORDER))


def seen(row: dict, fleet: str) -> Seen:
    tags = tags_of(row.get("Tags"))
    return Seen(
        id=row["InstanceId"],
        state=row["InstanceState"],
        created=seconds(row["CreatedTime"]),
        tagged=tags.get(FLEET) == fleet,
        mark=mark_of(row),
        ordinal=ordinal_of(fleet, row.get("InstanceName") or ""),
        addressed=bool(row.get("PublicIpAddresses")),
        zone=row["Placement"]["Zone"],
    )


def sight(rows: Iterable[dict], fleet: str, clock: int) -> Sight:
    return Sight(tuple(seen(row, fleet) for row in rows), clock)


FILTERS = (
    *("zone", "project-id", "host-id", "dedicated-cluster-id", "vpc-id", "subnet-id", "security-group-id"),
    *("instance-id", "uuid", "instance-name", "instance-charge-type", "instance-state"),
    *("private-ip-address", "public-ip-address", "ipv6-address", "tag-key", "tag-value"),
    *("creation-start-time", "creation-end-time"),
)
MOST_FILTERS, MOST_VALUES = 10, 5


def asked_filters(filters: dict) -> list[dict]:
    """Filters as DescribeInstances takes them, from names and values."""
    if len(filters) > MOST_FILTERS:
        raise Refused(f"filters: {len(filters)} given, at most {MOST_FILTERS} are accepted")
    rows = []
    for name, value in filters.items():
        values = [str(one) for one in (value if isinstance(value, list) else [value])]
        if name not in FILTERS and not name.startswith("tag:"):
            raise Refused(f"filters: {name!r} is not a filter; tag:<key>, {', '.join(FILTERS)} are")
        if not 1 <= len(values) <= MOST_VALUES:
            raise Refused(f"filters: {name} has {len(values)} values; 1 to {MOST_VALUES} are accepted")
        rows.append({"Name": name, "Values": values})
    return rows


def fleet_filter(fleet: str) -> list[dict]:
    return [{"Name": f"tag:{FLEET}", "Values": [fleet]}]


def name_filter(fleet: str, given: str | None, ordinal: int) -> list[dict]:
    """By name: its beginning, should the cloud match parts of names, and the next order's first name, should
    it match whole names only. Which of the two it does is not documented.
    """
    values = dict.fromkeys([stem(fleet, given) or fleet, first_name(fleet, given, ordinal)])
    return [{"Name": "instance-name", "Values": list(values)}]


def newborns(rows: Iterable[dict], fleet: str, given: str | None) -> list[dict]:
    """The rows whose display name is one this fleet gives and that belong to no other fleet."""
    return [
        row
        for row in rows
        if belongs(fleet, given, row.get("InstanceName") or "")
        and tags_of(row.get("Tags")).get(FLEET, fleet) == fleet
    ]

# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a fleet, or the machines that were named."""

from __future__ import annotations

from .._core.errors import Refused
from .._core.identity import fleet_filter
from .._core.instance import INSTANCE
from .._core.polling import interval
from .._core.states import PASSING, PENDING
from .cloud import Cloud
from .read import find, find_ids

AWAITED = {"present": {PENDING}, "absent": frozenset(), "released": frozenset()}


def members(cloud: Cloud, want: dict) -> list[dict]:
    """The rows of the fleet, or of `instance_ids`; an id that does not exist is refused, never bought."""
    if want["instance_ids"] is None:
        return find(cloud, INSTANCE, fleet_filter(want["name"]))
    rows = find_ids(cloud, INSTANCE, want["instance_ids"])
    missing = set(want["instance_ids"]) - {row[INSTANCE.id] for row in rows}
    if missing and want["state"] not in ("absent", "released"):
        raise Refused(f"instance_ids: {', '.join(sorted(missing))} does not exist in {cloud.region}")
    return rows


def at_rest(cloud: Cloud, want: dict, rows: list[dict]) -> list[dict]:
    """The same rows once nothing is in passing that has to come to rest before it can be planned for."""
    shown = {row[INSTANCE.id]: row for row in rows}
    polls = 0
    while want["wait"] and not cloud.rehearsal:
        passing = [
            id for id, row in shown.items() if row["InstanceState"] in AWAITED.get(want["state"], PASSING)
        ]
        if not passing:
            break
        if polls:
            cloud.patience.pause(interval(polls), "machines in passing", tuple(passing))
        polls += 1
        found = {row[INSTANCE.id]: row for row in find_ids(cloud, INSTANCE, passing)}
        shown = {id: found.get(id, row) for id, row in shown.items() if id not in passing or id in found}
    return list(shown.values())

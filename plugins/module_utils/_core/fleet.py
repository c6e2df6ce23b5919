# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan for a fleet: what to terminate, change and switch, and how many machines are missing."""

from __future__ import annotations

from typing import NamedTuple

from . import states
from .errors import Refused
from .instance import INSTANCE
from .plan import Call
from .reconcile import Drift, reconciled
from .words import CHARGE_TYPES


class Plan(NamedTuple):
    """`steps` for the members there are, `missing` machines to buy, `count` members then, `notes` for the
    user, `drifts` that are left as they are.
    """

    steps: list[Call]
    missing: int
    count: int
    notes: list[str]
    drifts: list[Drift]


def plan(want: dict, members: list[dict], region: str) -> Plan:
    """The way from the members there are (rows of DescribeInstances) to the fleet that is asked for."""
    live = sorted(filter(states.is_live, members), key=age)
    notes = [
        f"{row['InstanceId']} failed to launch{states.said(row)}; the cloud removes it"
        for row in members
        if is_failed(row)
    ]
    if want["state"] == "absent":
        binned = [
            row for row in members if row["InstanceState"] == states.BINNED and want["allow_prepaid_return"]
        ]
        return Plan(ends(want, allowed(want, live) + binned), 0, 0, notes, [])
    if want["state"] == "released":
        from .fleet_tags import releases

        return Plan(releases(live, region), 0, len(live), notes, [])
    count = size(want, live)
    gone = allowed(want, victims(want["scale_in"], live)[: max(0, len(live) - count)])
    going = {row[INSTANCE.id] for row in gone}
    kept = [row for row in live if row[INSTANCE.id] not in going]
    again, kept = installed_anew(want, kept)
    steps, drifts = reconciled(want, kept, region)
    notes += [drift.note(len(kept)) for drift in drifts]
    return Plan(ends(want, gone) + again + steps, count - len(kept), count, notes, drifts)


def ends(want: dict, gone: list[dict]) -> list[Call]:
    """What ends machines is imported where there are some: most runs end none."""
    if not gone:
        return []
    from .ending import terminations

    return terminations(want, gone)


def installed_anew(want: dict, rows: list[dict]) -> tuple[list[Call], list[dict]]:
    """The calls, and the rows as they will be."""
    if want["state"] != "rebuilt":
        return [], rows
    from .rebuild import rebuilds

    return rebuilds(want, rows)


def size(want: dict, live: list[dict]) -> int:
    """How many members there shall be; without a count the first is bought and none terminated."""
    if want["instance_ids"] is not None:
        return len(live)
    return max(1, len(live)) if want["exact_count"] is None else want["exact_count"]


def age(row: dict) -> tuple[str, str]:
    return row["CreatedTime"], row[INSTANCE.id]


VICTIMS = {
    "newest": age,
    "spot_first": lambda row: (row["InstanceChargeType"] == CHARGE_TYPES["spot"], *age(row)),
    "stopped_first": lambda row: (row["InstanceState"] == states.STOPPED, *age(row)),
}


def victims(scale_in: str, live: list[dict]) -> list[dict]:
    """The members in the order in which they go; `live` is sorted by age."""
    return live if scale_in == "oldest" else sorted(live, key=VICTIMS[scale_in], reverse=True)


def allowed(want: dict, gone: list[dict]) -> list[dict]:
    """The machines to terminate, unless they are more than `max_delete`."""
    if want["max_delete"] is not None and len(gone) > want["max_delete"]:
        ids = ", ".join(row[INSTANCE.id] for row in gone)
        raise Refused(
            f"max_delete: {len(gone)} machines would be terminated, at most {want['max_delete']} may: {ids}"
        )
    return gone


def is_failed(row: dict) -> bool:
    return row["InstanceState"] == states.FAILED

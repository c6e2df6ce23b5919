# SPDX-License-Identifier: GPL-3.0-or-later
"""From the members there are to the members that are asked for: one kind of call after another, in batches.

Tags, then what can be changed while a machine runs, then, between a stop and a start, what cannot.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from . import power
from .display import renamed
from .fleet_tags import tag_steps
from .instance import INSTANCE
from .kind import Field, dig
from .plan import Call, merged
from .states import RESCUE_MODE, RUNNING, STOPPED
from .ways import plain

ASLEEP = "it is stopped without charging, which allows no change; state: running starts it first"
IN_RESCUE = "it is in rescue mode, which allows no change"
BIRTH = "it is settled at birth, only a new machine could have what is asked for"
RESTART = "it takes a restart; allow_restart: true permits that"
NAMES = ("instance_name", "hostname")


class Drift(NamedTuple):
    """An option that some members do not have as asked for, and why they are left so."""

    option: str
    instance_ids: list[str]
    reason: str

    def shape(self) -> dict:
        return self._asdict()

    def note(self, count: int) -> str:
        ids = self.instance_ids
        return f"{self.option}: {len(ids)} of {count} machines differ ({ids[0]} is one): {self.reason}"


def reconciled(want: dict, rows: list[dict], region: str) -> tuple[list[Call], list[Drift]]:
    """The calls, and what is left as it is. `rows`: DescribeInstances, with what else was read for them."""
    woken = power.wakes(want["state"], rows)
    now = {row[INSTANCE.id]: power.at_rest_in(row) for row in rows}
    now.update((row[INSTANCE.id], RUNNING) for row in woken)
    want = {**want, "names": new_names(want, rows)}
    todo, drifts = sorted_out(want, [{**row, "InstanceState": now[row[INSTANCE.id]]} for row in rows])
    steps = tag_steps(want, rows, region) + power.start(woken)
    for field in sorted(todo, key=lambda each: (each.needs is not None, each.leaves is not None)):
        if field.needs:
            halted = [row for row in rows_of(todo) if now[row[INSTANCE.id]] == RUNNING]
            steps += power.halt(want, halted)
            now.update((row[INSTANCE.id], STOPPED) for row in halted)
        steps += calls(field, want, todo[field])
        if field.leaves:
            now.update((row[INSTANCE.id], field.leaves) for row in todo[field])
    return steps + power.last_switch(want, rows, now, {row[INSTANCE.id] for row in rows_of(todo)}), drifts


def rows_of(todo: dict[Field, list[dict]]) -> list[dict]:
    """The machines with a change that they must be stopped for."""
    found = {row[INSTANCE.id]: row for field, rows in todo.items() if field.needs for row in rows}
    return list(found.values())


def new_names(want: dict, rows: list[dict]) -> dict[str, dict[str, str]]:
    by_option = {field.option: field for field in INSTANCE.fields if field.option in NAMES}
    return {
        option: renamed(
            want[option],
            [
                (row[INSTANCE.id], dig(row, field.path), next(iter(row.get("PrivateIpAddresses") or []), ""))
                for row in rows
            ],
        )
        for option, field in by_option.items()
        if want[option]
    }


def sorted_out(want: dict, rows: list[dict]) -> tuple[dict[Field, list[dict]], list[Drift]]:
    """What differs: what is going to be changed, and what is not."""
    todo, left = defaultdict(list), defaultdict(list)
    asked = [field for field in INSTANCE.fields if dig(want, field.option) is not None]
    for row in rows:
        for field in asked:
            if field.agrees(want, row) and field.option not in want["anew"]:
                continue
            reason = obstacle(field, want, row)
            if reason:
                left[field.option, reason].append(row[INSTANCE.id])
            else:
                todo[field].append(row)
    return todo, [Drift(option, ids, reason) for (option, reason), ids in left.items()]


def obstacle(field: Field, want: dict, row: dict) -> str | None:
    """Why this machine cannot get what is asked for; None when it can."""
    if not (field.by or field.ways):
        return BIRTH
    if row["InstanceState"] == RESCUE_MODE:
        return IN_RESCUE
    if power.dozes(row):
        return ASLEEP
    reason = field.unless(want, row)
    stays_down = row["InstanceState"] == STOPPED or want["state"] == "stopped"
    if reason or not field.needs or want["allow_restart"] or want["state"] == "restarted":
        return reason
    return None if stays_down and not field.leaves else RESTART


def calls(field: Field, want: dict, rows: list[dict]) -> list[Call]:
    """The field's calls for these rows: purchases first, then the first call of each row, then the second."""
    ordered = sorted(
        (
            (not call.makes, place, call)
            for row in rows
            for place, call in enumerate((field.ways or plain)(field, want, row))
        ),
        key=lambda entry: entry[:2],
    )
    return merged(call for _bought, _place, call in ordered)

# SPDX-License-Identifier: GPL-3.0-or-later
"""On, off, and on again: the calls that switch machines."""

from __future__ import annotations

from dataclasses import replace

from .instance import INSTANCE
from .plan import Call, batched
from .states import RESCUE, RESCUE_MODE, RUNNING, STOPPED
from .words import CHARGE_TYPES

IDS_PER_CALL = 100
REST = {"STOPPING": STOPPED, STOPPED: STOPPED, **dict.fromkeys(RESCUE, RESCUE_MODE)}
MODES = {"keep_charging": "KEEP_CHARGING", "stop_charging": "STOP_CHARGING"}
SOFT_THEN_HARD = {"StopType": "SOFT_FIRST"}


def on(rows: list[dict], action: str, then: str | None, **params: object) -> list[Call]:
    """An action on instances, as many ids in one call as the API takes."""
    ids = [row[INSTANCE.id] for row in rows]
    return [
        Call("cvm", action, {"InstanceIds": some, **params}, ids="InstanceIds", then=then)
        for some in batched(ids, IDS_PER_CALL)
    ]


def at_rest_in(row: dict) -> str:
    """Where a machine comes to rest when it is left alone."""
    return REST.get(row["InstanceState"], RUNNING)


def dozes(row: dict) -> bool:
    return row["InstanceState"] == STOPPED and row.get("StopChargingMode") == MODES["stop_charging"]


def wakes(state: str, rows: list[dict]) -> list[dict]:
    """Those that must run before anything can be changed on them, and are to run anyway."""
    return [row for row in rows if state in ("running", "restarted") and dozes(row)]


def start(rows: list[dict]) -> list[Call]:
    return on(rows, "StartInstances", RUNNING)


def stop(rows: list[dict], mode: str = "keep_charging") -> list[Call]:
    return on(rows, "StopInstances", STOPPED, StoppedMode=MODES[mode], **SOFT_THEN_HARD)


def goal(want: dict, row: dict) -> str:
    """The state in which a machine is to be in the end: as asked for, or as it was found."""
    asked = {"running": RUNNING, "restarted": RUNNING, "stopped": STOPPED}
    return asked.get(want["state"], at_rest_in(row))


def halt(want: dict, rows: list[dict]) -> list[Call]:
    """Stops machines for a change; those that are to run afterwards for now only."""
    brief = [row for row in rows if goal(want, row) == RUNNING]
    lasting = [row for row in rows if goal(want, row) != RUNNING]
    return [*(replace(call, for_now=True) for call in stop(brief)), *stop(lasting)]


def last_switch(want: dict, rows: list[dict], now: dict[str, str], halted: set[str]) -> list[Call]:
    """What brings every machine where it is to be in the end, or back to where it was found.

    `now`: the states after all else. `halted`: who was stopped for a change, or restarted by one.
    """
    off_now = [row for row in rows if now[row[INSTANCE.id]] == STOPPED]
    on_now = [row for row in rows if now[row[INSTANCE.id]] == RUNNING]
    up = [row for row in off_now if goal(want, row) == RUNNING]
    down = [row for row in on_now if goal(want, row) == STOPPED]
    again = [row for row in on_now if row[INSTANCE.id] not in halted] if want["state"] == "restarted" else []
    fresh = [row for row in again if at_rest_in(row) == RUNNING]
    return [
        *start(up),
        *stops(want, down),
        *reboots(fresh),
    ]


def stops(want: dict, rows: list[dict]) -> list[Call]:
    """Without charging those that can be, the others with."""
    mode = want["stop_mode"] or "keep_charging"
    unable = [row for row in rows if mode != "keep_charging" and not can_idle(row)]
    ids = {row[INSTANCE.id] for row in unable}
    return stop([row for row in rows if row[INSTANCE.id] not in ids], mode) + stop(unable)


def can_idle(row: dict) -> bool:
    """Only an hourly machine with cloud disks stops without charging (StopInstances, StoppedMode)."""
    disks = [row["SystemDisk"], *(row.get("DataDisks") or [])] if row.get("SystemDisk") else []
    local = any(disk["DiskType"].startswith("LOCAL") for disk in disks)
    return row.get("InstanceChargeType") == CHARGE_TYPES["pay_as_you_go"] and not local


def reboots(rows: list[dict]) -> list[Call]:
    return [replace(call, tracked=True) for call in on(rows, "RebootInstances", RUNNING, **SOFT_THEN_HARD)]

# SPDX-License-Identifier: GPL-3.0-or-later
"""StartInstances, StopInstances, RebootInstances, TerminateInstances: all members of a batch or none."""

from __future__ import annotations

import sqlite3
from typing import Any

from ..ask import Ask, action
from ..catalogue.disks import DISKS
from ..errors import ApiError, bad_value
from ..lifecycle import ACTS
from ..order.births import next_public_address
from ..passage import enter, instance, schedule
from ..stock import left, take
from .members import doc, members, operate, refuse_states

STOP_TYPES = ("SOFT", "SOFT_FIRST", "HARD")
STOPPED_MODES = ("KEEP_CHARGING", "STOP_CHARGING")


@action("cvm", "StartInstances", limit=10)
def start_instances(ask: Ask) -> dict[str, Any]:
    rows = members(ask)
    refuse_states(ask, rows, ACTS[ask.action].allowed)
    for row in rows:
        if not row["holds_stock"]:
            _take_back_stock(ask, row)
        if doc(row)["assigned"] and row["public_ip"] is None:
            _update(ask, row, "public_ip", next_public_address(ask))
        _update(ask, row, "stop_mode", "KEEP_CHARGING")
        _begin(ask, row)
    return {}


@action("cvm", "StopInstances", limit=10)
def stop_instances(ask: Ask) -> dict[str, Any]:
    rows = members(ask)
    mode = ask.params.get("StoppedMode", STOPPED_MODES[0])
    _check_stop_type(ask, "ForceStop")
    if mode not in STOPPED_MODES:
        raise bad_value("StoppedMode", mode)
    _refuse_stopped_without_charge(rows)
    refuse_states(ask, rows, ACTS[ask.action].allowed)
    for row in rows:
        if mode == "STOP_CHARGING":
            _check_stop_charging(row)
            _update(ask, row, "public_ip", None)
        _update(ask, row, "stop_mode", mode)
        _begin(ask, row)
    return {}


@action("cvm", "RebootInstances", limit=10)
def reboot_instances(ask: Ask) -> dict[str, Any]:
    rows = members(ask)
    _check_stop_type(ask, "ForceReboot")
    _refuse_stopped_without_charge(rows)
    refuse_states(ask, rows, ACTS[ask.action].allowed)
    for row in rows:
        _begin(ask, row)
    return {}


@action("cvm", "TerminateInstances", limit=10)
def terminate_instances(ask: Ask) -> dict[str, Any]:
    rows = members(ask)
    if len({row["charge"] for row in rows}) > 1:
        raise ApiError(
            "UnsupportedOperation.InstanceMixedPricingModel",
            "The instances in `InstanceIds` have more than one charge type.",
        )
    refuse_states(ask, rows, ACTS[ask.action].allowed)
    for row in rows:
        if row["protected"]:
            raise ApiError(
                "UnsupportedOperation.InstancesProtected", f"`{row['id']}` is protected from termination."
            )
    for row in rows:
        _begin(ask, row)
    return {}


def _begin(ask: Ask, row: sqlite3.Row) -> None:
    act = ACTS[ask.action]
    seconds = getattr(ask.settings, act.setting)
    enter(ask.db, ask.settings, instance(ask.db, row["seq"]), act.enters, ask.now)
    schedule(ask.db, row["seq"], act.move, ask.now + seconds)
    operate(ask, row, ask.action, max(0, seconds + act.trails) if seconds else 0)


def _update(ask: Ask, row: sqlite3.Row, column: str, value: object) -> None:
    ask.db.execute(f"UPDATE instance SET {column} = ? WHERE seq = ?", (value, row["seq"]))


def _take_back_stock(ask: Ask, row: sqlite3.Row) -> None:
    if not left(ask.db, row["zone"], row["type"], row["charge"]):
        raise ApiError(
            "ResourceInsufficient.SpecifiedInstanceType",
            f"`{row['id']}` gave its hardware back, and `{row['type']}` is sold out in `{row['zone']}`.",
        )
    take(ask.db, row["zone"], row["type"], row["charge"], 1)
    _update(ask, row, "holds_stock", 1)


def _check_stop_type(ask: Ask, deprecated: str) -> None:
    if "StopType" in ask.params and deprecated in ask.params:
        raise ApiError("InvalidParameterCombination", f"`StopType` and `{deprecated}` exclude one another.")
    if ask.params.get("StopType", STOP_TYPES[0]) not in STOP_TYPES:
        raise bad_value("StopType", ask.params["StopType"])


def _refuse_stopped_without_charge(rows: list[sqlite3.Row]) -> None:
    for row in rows:
        if row["state"] == "STOPPED" and row["stop_mode"] == "STOP_CHARGING":
            raise ApiError(
                "UnsupportedOperation.StoppedModeStopCharging", f"`{row['id']}` is stopped without charging."
            )


def _check_stop_charging(row: sqlite3.Row) -> None:
    disks = [doc(row)["system"], *doc(row)["data"]]
    if row["charge"] != "POSTPAID_BY_HOUR" or any(DISKS[kind].local for _, kind, _ in disks):
        raise ApiError(
            "UnsupportedOperation.StoppedModeStopCharging",
            f"`{row['id']}` cannot stop without charging: that takes pay-as-you-go and cloud disks only.",
        )

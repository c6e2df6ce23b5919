# SPDX-License-Identifier: GPL-3.0-or-later
"""StartInstances, StopInstances, RebootInstances, TerminateInstances: all members of a batch or none."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from .. import disk_terms
from ..ask import Ask, action
from ..catalogue.disks import DISKS
from ..eips import bound
from ..errors import ApiError, bad_value
from ..isolation import RETURNED, bin_end, hardware, isolate
from ..order.births import next_public_address
from ..passage import enter, instance, schedule
from ..prepaid import give_back
from ..store import doc
from .members import begin, members, operate, refuse_unfit, update

STOP_TYPES = ("SOFT", "SOFT_FIRST", "HARD")
STOPPED_MODES = ("KEEP_CHARGING", "STOP_CHARGING")


@action("cvm", "StartInstances", limit=10)
def start_instances(ask: Ask) -> dict[str, Any]:
    rows = _others(ask, members(ask), "RUNNING")
    refuse_unfit(ask, rows)
    for row in rows:
        if not hardware(ask.db, row):
            _start_in_vain(ask, row)
            continue
        if doc(row)["assigned"] and row["public_ip"] is None:
            update(ask, row, public_ip=next_public_address(ask))
        update(ask, row, stop_mode="KEEP_CHARGING")
        begin(ask, row)
    return {}


@action("cvm", "StopInstances", limit=10)
def stop_instances(ask: Ask) -> dict[str, Any]:
    rows = _others(ask, members(ask), "STOPPED")
    mode = ask.params.get("StoppedMode", STOPPED_MODES[0])
    _check_stop_type(ask, "ForceStop")
    if mode not in STOPPED_MODES:
        raise bad_value("StoppedMode", mode)
    refuse_unfit(ask, rows)
    for row in rows:
        if mode == "STOP_CHARGING":
            _check_stop_charging(row)
            if not bound(ask.db, row["seq"]):
                update(ask, row, public_ip=None)
        update(ask, row, stop_mode=mode)
        begin(ask, row)
    return {}


@action("cvm", "RebootInstances", limit=10)
def reboot_instances(ask: Ask) -> dict[str, Any]:
    rows = members(ask)
    _check_stop_type(ask, "ForceReboot")
    refuse_unfit(ask, rows)
    for row in rows:
        begin(ask, row)
    return {}


@action("cvm", "TerminateInstances", limit=10)
def terminate_instances(ask: Ask) -> dict[str, Any]:
    """PREPAID goes to the recycle bin first, its money back; what is there already is destroyed.

    An ordinary EIP stays, `ReleaseAddress` or not: that counts for the kinds an instance is born with.
    """
    rows = members(ask)
    if len({row["charge"] for row in rows}) > 1:
        raise ApiError(
            "UnsupportedOperation.InstanceMixedPricingModel",
            "The instances in `InstanceIds` have more than one charge type.",
        )
    refuse_unfit(ask, rows)
    for row in rows:
        if row["protected"]:
            raise ApiError(
                "UnsupportedOperation.InstancesProtected", f"`{row['id']}` is protected from termination."
            )
    for row in rows:
        if ask.params.get("ReleaseAddress"):
            update(ask, row, doc=json.dumps(doc(row) | {"release": True}))
        if ask.params.get("ReleasePrepaidDataDisks"):
            for each in disk_terms.attached_prepaid(ask.db, row["seq"]):
                disk_terms.give_back(ask.db, ask.settings, each, ask.now)
        if row["charge"] == "PREPAID" and row["state"] != "SHUTDOWN":
            give_back(ask.db, ask.settings, row, ask.now)
            isolate(ask.db, ask.settings, row, RETURNED, ask.now, bin_end(ask.now, ask.settings.recycle_bin))
            operate(ask, row, ask.action, ask.settings.terminate)
        else:
            begin(ask, row)
    return {}


def _start_in_vain(ask: Ask, row: sqlite3.Row) -> None:
    text = f"`{row['id']}` gave its hardware back, and `{row['type']}` is sold out in `{row['zone']}`."
    if ask.settings.start_sold_out == "refuse":
        raise ApiError("ResourceInsufficient.SpecifiedInstanceType", text)
    enter(ask.db, ask.settings, instance(ask.db, row["seq"]), "STARTING", ask.now)
    schedule(ask.db, row["seq"], "sink", ask.now + ask.settings.start)
    operate(ask, row, ask.action, ask.settings.start, text)


def _others(ask: Ask, rows: list[sqlite3.Row], wanted: str) -> list[sqlite3.Row]:
    """Without those in the wanted state already, where the setting lets them pass."""
    return [row for row in rows if row["state"] != wanted] if ask.settings.idle_power == "accept" else rows


def _check_stop_type(ask: Ask, deprecated: str) -> None:
    if "StopType" in ask.params and deprecated in ask.params:
        raise ApiError("InvalidParameterCombination", f"`StopType` and `{deprecated}` exclude one another.")
    if ask.params.get("StopType", STOP_TYPES[0]) not in STOP_TYPES:
        raise bad_value("StopType", ask.params["StopType"])


def _check_stop_charging(row: sqlite3.Row) -> None:
    disks = [doc(row)["system"], *doc(row)["data"]]
    if row["charge"] != "POSTPAID_BY_HOUR" or any(DISKS[kind].local for _, kind, *_ in disks):
        raise ApiError(
            "UnsupportedOperation.StoppedModeStopCharging",
            f"`{row['id']}` cannot stop without charging: that takes pay-as-you-go and cloud disks only.",
        )

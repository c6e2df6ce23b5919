# SPDX-License-Identifier: GPL-3.0-or-later
"""ModifyInstancesAttribute: exactly one attribute of up to 100 instances."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from typing import Any

from ..ask import Ask, action
from ..catalogue.images import IMAGES
from ..errors import ApiError, bad_value, not_emulated
from ..lifecycle import ATTRIBUTES_ALLOWED
from ..order.marks import check_user_data
from ..order.names import legal_host_name
from ..order.place import check_groups
from ..passage import enter, instance, schedule
from .members import members, operate, refuse_states

LONGEST_NAME = 60
GROUPS_TAKE = 2
COMPANIONS = ("InstanceIds", "AutoReboot")
NOT_EMULATED = ("CamRoleName", "CamRoleType", "EnableJumboFrame")


@action("cvm", "ModifyInstancesAttribute", limit=10)
def modify_instances_attribute(ask: Ask) -> dict[str, Any]:
    given = [name for name in ask.params if name not in COMPANIONS]
    for name in given:
        if name in NOT_EMULATED:
            raise not_emulated(f"ModifyInstancesAttribute {name}")
    if not given:
        raise ApiError("MissingParameter", f"One of `{'`, `'.join(CHANGES)}` is required.")
    if len(given) > 1:
        raise bad_value(
            given[1], ask.params[given[1]], f"one attribute per request, `{given[0]}` is given too"
        )
    if "AutoReboot" in ask.params and given != ["HostName"]:
        raise bad_value("AutoReboot", ask.params["AutoReboot"], "goes with HostName only")
    rows = members(ask)
    for row in rows:
        if row["state"] == "STOPPED" and row["stop_mode"] == "STOP_CHARGING":
            raise ApiError(
                "UnsupportedOperation.StoppedModeStopCharging", f"`{row['id']}` is stopped without charging."
            )
    refuse_states(ask, rows, ATTRIBUTES_ALLOWED)
    CHANGES[given[0]](ask, rows, ask.params[given[0]])
    return {}


def _name(ask: Ask, rows: list[sqlite3.Row], name: str) -> None:
    if len(name) > LONGEST_NAME:
        raise bad_value(
            "InstanceName", name, f"at most {LONGEST_NAME} characters", "InvalidInstanceName.TooLong"
        )
    _set(ask, rows, "name", name)


def _protection(ask: Ask, rows: list[sqlite3.Row], protected: bool) -> None:
    _set(ask, rows, "protected", int(protected))


def _user_data(ask: Ask, rows: list[sqlite3.Row], data: str) -> None:
    check_user_data(data)
    _set(ask, rows, "user_data", data)


def _groups(ask: Ask, rows: list[sqlite3.Row], groups: list[str]) -> None:
    """Replaces all of them."""
    if not groups:
        raise bad_value("SecurityGroups", groups, "at least one group")
    check_groups(ask, groups, "SecurityGroups", "LimitExceeded.AssociateUSGLimitExceeded")
    _set(ask, rows, "groups", json.dumps(groups))
    for row in rows:
        ask.db.execute("DELETE FROM attached WHERE seq = ?", (row["seq"],))
        ask.db.executemany("INSERT INTO attached VALUES (?, ?)", [(group, row["seq"]) for group in groups])
        operate(ask, row, "ModifyInstancesAttribute.SecurityGroups", GROUPS_TAKE)


def _host_name(ask: Ask, rows: list[sqlite3.Row], name: str) -> None:
    """Reboots what runs, unless AutoReboot is false."""
    for row in rows:
        if not legal_host_name(name, IMAGES[row["image"]].windows):
            raise bad_value("HostName", name, code="InvalidParameterValue.IllegalHostName")
    _set(ask, rows, "host_name", name)
    for row in rows:
        reboots = ask.params.get("AutoReboot", True) and row["state"] == "RUNNING"
        if reboots:
            enter(ask.db, ask.settings, instance(ask.db, row["seq"]), "REBOOTING", ask.now)
            schedule(ask.db, row["seq"], "reboot", ask.now + ask.settings.reboot)
        operate(ask, row, "ModifyInstancesAttribute.HostName", ask.settings.reboot if reboots else 0)


def _set(ask: Ask, rows: list[sqlite3.Row], column: str, value: object) -> None:
    ask.db.executemany(
        f"UPDATE instance SET {column} = ? WHERE seq = ?", [(value, row["seq"]) for row in rows]
    )


CHANGES: dict[str, Callable[[Ask, list[sqlite3.Row], Any], None]] = {
    "InstanceName": _name,
    "SecurityGroups": _groups,
    "HostName": _host_name,
    "DisableApiTermination": _protection,
    "UserData": _user_data,
}

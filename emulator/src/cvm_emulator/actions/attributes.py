# SPDX-License-Identifier: GPL-3.0-or-later
"""ModifyInstancesAttribute: exactly one attribute of up to 100 instances."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable
from typing import Any

from ..ask import Ask, action
from ..catalogue.types import find_type
from ..errors import ApiError, bad_value
from ..group_room import check_group_room
from ..images import image_of
from ..order.extras import check_jumbo, check_role
from ..order.marks import check_user_data
from ..order.names import legal_host_name
from ..order.place import check_groups
from ..store import doc
from .members import begin, members, operate, refuse_unfit, update

LONGEST_NAME = 60
GROUPS_TAKE = 2
COMPANIONS = {"AutoReboot": "HostName", "CamRoleType": "CamRoleName"}
ROLE_TYPES = ("user", "system", "service_linked")


@action("cvm", "ModifyInstancesAttribute", limit=10)
def modify_instances_attribute(ask: Ask) -> dict[str, Any]:
    given = [name for name in ask.params if name != "InstanceIds" and name not in COMPANIONS]
    if not given:
        raise ApiError("MissingParameter", f"One of `{'`, `'.join(CHANGES)}` is required.")
    if len(given) > 1:
        raise bad_value(
            given[1], ask.params[given[1]], f"one attribute per request, `{given[0]}` is given too"
        )
    for name, main in COMPANIONS.items():
        if name in ask.params and given != [main]:
            raise bad_value(name, ask.params[name], f"goes with {main} only")
    rows = members(ask)
    refuse_unfit(ask, rows)
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
    newly = [group for row in rows for group in groups if group not in json.loads(row["groups"])]
    check_group_room(ask, Counter(newly))
    _set(ask, rows, "groups", json.dumps(groups))
    for row in rows:
        ask.db.execute("DELETE FROM attached WHERE seq = ?", (row["seq"],))
        ask.db.executemany("INSERT INTO attached VALUES (?, ?)", [(group, row["seq"]) for group in groups])
        operate(ask, row, "ModifyInstancesAttribute.SecurityGroups", GROUPS_TAKE)


def _host_name(ask: Ask, rows: list[sqlite3.Row], name: str) -> None:
    """Reboots what runs, unless AutoReboot is false."""
    for row in rows:
        if not legal_host_name(name, image_of(ask.db, row).windows):
            raise bad_value("HostName", name, code="InvalidParameterValue.IllegalHostName")
    _set(ask, rows, "host_name", name)
    for row in rows:
        reboots = ask.params.get("AutoReboot", True) and row["state"] == "RUNNING"
        if reboots:
            begin(ask, row, "ModifyInstancesAttribute.HostName")
        else:
            operate(ask, row, "ModifyInstancesAttribute.HostName", 0)


def _role(ask: Ask, rows: list[sqlite3.Row], role: str) -> None:
    """An empty name takes the role away."""
    if ask.params.get("CamRoleType", ROLE_TYPES[0]) not in ROLE_TYPES:
        raise bad_value("CamRoleType", ask.params["CamRoleType"])
    check_role(ask, role)
    _set(ask, rows, "role", role)


def _jumbo(ask: Ask, rows: list[sqlite3.Row], jumbo: bool) -> None:
    """Takes a machine that is stopped: it counts from the next start."""
    for row in rows:
        check_jumbo(find_type(row["type"]))
        if row["state"] != "STOPPED":
            raise ApiError(
                "UnsupportedOperation.InstancesEnableJumboWithoutReboot",
                f"`{row['id']}` is `{row['state']}`.",
            )
        update(ask, row, doc=json.dumps(doc(row) | {"jumbo": jumbo}))


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
    "CamRoleName": _role,
    "EnableJumboFrame": _jumbo,
}

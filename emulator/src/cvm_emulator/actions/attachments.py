# SPDX-License-Identifier: GPL-3.0-or-later
"""AssociateSecurityGroups and DisassociateSecurityGroups: one group, put on instances or taken off them."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from typing import Any

from ..ask import Ask, action
from ..errors import ApiError, bad_value
from ..group_room import check_group_room
from ..ids import well_formed
from ..order.place import MOST_GROUPS
from .members import members, operate, refuse_unfit

TAKES = 2


@action("cvm", "AssociateSecurityGroups", limit=10)
def associate_security_groups(ask: Ask) -> dict[str, Any]:
    """Behind the groups that are there: their order is their rank."""
    group, rows = _group(ask), members(ask)
    refuse_unfit(ask, rows)
    joining = [row for row in rows if group not in json.loads(row["groups"])]
    check_group_room(ask, Counter({group: len(joining)}))
    for row in joining:
        groups = json.loads(row["groups"])
        if len(groups) >= MOST_GROUPS:
            raise ApiError(
                "LimitExceeded.AssociateUSGLimitExceeded", f"`{row['id']}` has `{len(groups)}` groups."
            )
        _write(ask, row, [*groups, group])
        ask.db.execute("INSERT INTO attached VALUES (?, ?)", (group, row["seq"]))
    return {}


@action("cvm", "DisassociateSecurityGroups", limit=10)
def disassociate_security_groups(ask: Ask) -> dict[str, Any]:
    """An instance keeps at least one group."""
    group, rows = _group(ask), members(ask)
    refuse_unfit(ask, rows)
    for row in rows:
        groups = json.loads(row["groups"])
        if group not in groups:
            continue
        if groups == [group]:
            raise ApiError("UnsupportedOperation", f"`{group}` is the only security group of `{row['id']}`.")
        _write(ask, row, [each for each in groups if each != group])
        ask.db.execute("DELETE FROM attached WHERE sg = ? AND seq = ?", (group, row["seq"]))
    return {}


def _group(ask: Ask) -> str:
    ids = ask.params["SecurityGroupIds"]
    if not ids:
        raise ApiError("MissingParameter", "The request is missing a required parameter `SecurityGroupIds`.")
    if len(ids) > 1:
        raise bad_value("SecurityGroupIds", len(ids), "one at a time", "InvalidParameterValue.LimitExceeded")
    if not well_formed("sg", ids[0]):
        raise bad_value("SecurityGroupIds", ids[0], code="InvalidSgId.Malformed")
    query = "SELECT 1 FROM security_group WHERE id = ? AND region = ?"
    if ask.db.execute(query, (ids[0], ask.region)).fetchone() is None:
        raise bad_value("SecurityGroupIds", ids[0], "unknown", "InvalidSecurityGroupId.NotFound")
    return ids[0]


def _write(ask: Ask, row: sqlite3.Row, groups: list[str]) -> None:
    ask.db.execute("UPDATE instance SET groups = ? WHERE seq = ?", (json.dumps(groups), row["seq"]))
    operate(ask, row, ask.action, TAKES)

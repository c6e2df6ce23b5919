# SPDX-License-Identifier: GPL-3.0-or-later
"""Import-, Describe- and DeleteInstancesActionTimer: the moments at which instances are to be terminated."""

from __future__ import annotations

import sqlite3
from typing import Any

from ..ask import Ask, action
from ..clock import parse_utc, utc
from ..errors import ApiError, bad_value
from ..order.marks import check_timer
from ..timers import set_timer, timed
from .members import members, refuse_unfit
from .paging import MOST_IDS, check_ids, marks

STATES = ("UNDO", "DOING", "DONE")
ACTION = "TerminateInstances"


@action("cvm", "ImportInstancesActionTimer", limit=10)
def import_instances_action_timer(ask: Ask) -> dict[str, Any]:
    timer = ask.params["ActionTimer"]
    at = check_timer(timer, ask.now)
    if at is None:
        raise ApiError("InvalidParameter", "`ActionTimer` is empty.")
    rows = members(ask)
    refuse_unfit(ask, rows)
    for row in rows:
        if row["charge"] == "PREPAID":
            raise ApiError(
                "UnsupportedOperation.NotSupportImportInstancesActionTimer", f"`{row['id']}` is `PREPAID`."
            )
        if timed(ask.db, row["seq"]):
            raise ApiError("FailedOperation.MutActionTimerExist", f"`{row['id']}` has a timer already.")
    return {"ActionTimerIds": [set_timer(ask, row["seq"], at) for row in rows]}


@action("cvm", "DescribeInstancesActionTimer", limit=10)
def describe_instances_action_timer(ask: Ask) -> dict[str, Any]:
    where, values = ["region = ?"], [ask.region]
    for name, column in (
        ("ActionTimerIds", "timer.id"),
        ("InstanceIds", "instance.id"),
        ("StatusList", "status"),
    ):
        if given := _given(ask, name):
            where.append(f"{column} IN ({marks(given)})")
            values += given
    for name, sign in (("StartActionTime", ">="), ("EndActionTime", "<=")):
        if name in ask.params:
            where.append(f"timer.at {sign} ?")
            values.append(_moment(name, ask.params[name]))
    if ask.params.get("TimerAction", ACTION) != ACTION:
        raise bad_value("TimerAction", ask.params["TimerAction"], f"only {ACTION}")
    query = (
        "SELECT timer.id AS timer_id, instance.id, timer.at, status FROM timer JOIN instance USING (seq) "
        f"WHERE {' AND '.join(where)} ORDER BY timer.rowid"
    )
    return {"ActionTimers": [_shape(row) for row in ask.db.execute(query, values)]}


@action("cvm", "DeleteInstancesActionTimer", limit=10)
def delete_instances_action_timer(ask: Ask) -> dict[str, Any]:
    """Only timers that did not strike yet; one that is unknown or did fails the whole batch."""
    for each in _given(ask, "ActionTimerIds"):
        query = "SELECT timer.* FROM timer JOIN instance USING (seq) WHERE timer.id = ? AND region = ?"
        row = ask.db.execute(query, (each, ask.region)).fetchone()
        if row is None or row["status"] != "UNDO":
            raise bad_value("ActionTimerIds", each, "no timer that is still to strike")
        ask.db.execute("DELETE FROM timer WHERE id = ?", (each,))
    return {}


def _given(ask: Ask, name: str) -> list[str]:
    given = ask.params.get(name, [])
    if len(given) > MOST_IDS:
        raise bad_value(name, len(given), f"at most {MOST_IDS}", "InvalidParameterValue.LimitExceeded")
    if name == "InstanceIds":
        check_ids(given, name, "ins", "InvalidInstanceId.Malformed")
    for each in given:
        if name == "StatusList" and each not in STATES:
            raise bad_value(name, each, f"one of {', '.join(STATES)}")
    return given


def _moment(name: str, text: str) -> float:
    try:
        return parse_utc(text)
    except ValueError:
        raise bad_value(name, text, "", "InvalidParameterValue.InvalidTimeFormat") from None


def _shape(row: sqlite3.Row) -> dict[str, Any]:
    return {
        "ActionTimerId": row["timer_id"],
        "InstanceId": row["id"],
        "TimerAction": ACTION,
        "ActionTime": utc(row["at"]),
        "Status": row["status"],
        "Externals": {},
    }

# SPDX-License-Identifier: GPL-3.0-or-later
"""The instances that an action names: found, in a state that allows it, and marked with the operation."""

from __future__ import annotations

import json
import sqlite3

from ..ask import Ask
from ..errors import ApiError, bad_value
from ..lifecycle import ACTS, RULES, refusal
from ..passage import enter, instance, schedule
from .paging import MOST_IDS, check_ids, marks

KEPT_OPERATIONS = 3


def members(ask: Ask, most: int = MOST_IDS) -> list[sqlite3.Row]:
    """Every instance of `InstanceIds`, in that order; one that is unknown fails the whole batch."""
    ids = ask.params["InstanceIds"]
    if not ids:
        raise ApiError("MissingParameter", "The request is missing a required parameter `InstanceIds`.")
    check_ids(ids, "InstanceIds", "ins", "InvalidInstanceId.Malformed")
    if len(ids) > most:
        raise bad_value("InstanceIds", len(ids), f"at most {most}", "InvalidParameterValue.LimitExceeded")
    return _rows(ask, ids, "InstanceIds")


def member(ask: Ask) -> sqlite3.Row:
    """The one instance of `InstanceId`."""
    check_ids([ask.params["InstanceId"]], "InstanceId", "ins", "InvalidInstanceId.Malformed")
    return _rows(ask, [ask.params["InstanceId"]], "InstanceId")[0]


def _rows(ask: Ask, ids: list[str], path: str) -> list[sqlite3.Row]:
    query = f"SELECT * FROM instance WHERE id IN ({marks(ids)}) AND +region = ? AND +shown = 1"
    found = {row["id"]: row for row in ask.db.execute(query, (*ids, ask.region))}
    if found and ask.settings.unknown_instances == "skip":
        return [found[each] for each in ids if each in found]
    for each in ids:
        if each not in found:
            raise bad_value(path, each, "no such instance", "InvalidInstanceId.NotFound")
    return [found[each] for each in ids]


def refuse_unfit(ask: Ask, rows: list[sqlite3.Row], force: bool = False) -> None:
    """Refused as the rule of the action says: stopped without charging, in a wrong state, busy."""
    rule = RULES[ask.action]
    for row in rows:
        if not rule.idle and row["state"] == "STOPPED" and row["stop_mode"] == "STOP_CHARGING":
            raise ApiError(
                "UnsupportedOperation.StoppedModeStopCharging", f"`{row['id']}` is stopped without charging."
            )
    refuse_states(ask, rows, rule.allowed + rule.forced if force else rule.allowed, rule.patient)


def refuse_charges(ask: Ask, rows: list[sqlite3.Row], allowed: tuple[str, ...]) -> None:
    for row in rows:
        if row["charge"] not in allowed:
            raise ApiError("UnsupportedOperation.InstanceChargeType", f"`{row['id']}` is `{row['charge']}`.")


def refuse_states(ask: Ask, rows: list[sqlite3.Row], allowed: tuple[str, ...], patient: bool = False) -> None:
    """Refused by state first, then while the last operation is still under way."""
    for row in rows:
        if row["state"] not in allowed:
            raise ApiError(refusal(ask.action, row["state"]), f"`{row['id']}` is `{row['state']}`.")
    for row in rows:
        if not patient and under_way(row, ask.now):
            raise ApiError(
                "OperationDenied.InstanceOperationInProgress",
                f"The instance `['{row['id']}']` already has operation in progress. Please try again later.",
            )


def under_way(row: sqlite3.Row, now: float) -> bool:
    operations = json.loads(row["operations"])
    return bool(operations) and operations[-1][3] > now


def operate(ask: Ask, row: sqlite3.Row, name: str, seconds: float, error: str = "") -> None:
    """LatestOperation names it after a lag; it is done after so many seconds, FAILED with an error."""
    operations = [
        *json.loads(row["operations"]),
        [name, ask.request_id, ask.now + ask.settings.operation_lag, ask.now + seconds, error],
    ]
    text = json.dumps(operations[-KEPT_OPERATIONS:])
    ask.db.execute("UPDATE instance SET operations = ? WHERE seq = ?", (text, row["seq"]))


def begin(ask: Ask, row: sqlite3.Row, name: str = "") -> None:
    """The instance enters the state that the action begins, and leaves it after the setting's time."""
    act = ACTS[ask.action]
    seconds = getattr(ask.settings, act.setting)
    enter(ask.db, ask.settings, instance(ask.db, row["seq"]), act.enters, ask.now)
    schedule(ask.db, row["seq"], act.move, ask.now + seconds)
    operate(ask, row, name or ask.action, max(0, seconds + act.trails) if seconds else 0)


def update(ask: Ask, row: sqlite3.Row, **columns: object) -> None:
    names = ", ".join(f"{name} = ?" for name in columns)
    ask.db.execute(f"UPDATE instance SET {names} WHERE seq = ?", (*columns.values(), row["seq"]))

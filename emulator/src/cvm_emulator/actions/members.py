# SPDX-License-Identifier: GPL-3.0-or-later
"""The instances that an action names: found, in a state that allows it, and marked with the operation."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from ..ask import Ask
from ..errors import ApiError, bad_value
from ..lifecycle import refusal
from .paging import check_ids, marks

KEPT_OPERATIONS = 3


def members(ask: Ask) -> list[sqlite3.Row]:
    """Every instance of `InstanceIds`, in that order; one that is unknown fails the whole batch."""
    ids = ask.params["InstanceIds"]
    if not ids:
        raise ApiError("MissingParameter", "The request is missing a required parameter `InstanceIds`.")
    check_ids(ids, "InstanceIds", "ins", "InvalidInstanceId.Malformed")
    query = f"SELECT * FROM instance WHERE id IN ({marks(ids)}) AND +region = ? AND +shown = 1"
    found = {row["id"]: row for row in ask.db.execute(query, (*ids, ask.region))}
    for each in ids:
        if each not in found:
            raise bad_value("InstanceIds", each, "no such instance", "InvalidInstanceId.NotFound")
    return [found[each] for each in ids]


def refuse_states(ask: Ask, rows: list[sqlite3.Row], allowed: tuple[str, ...]) -> None:
    """Refused by state first, then while the last operation is still under way."""
    for row in rows:
        if row["state"] not in allowed:
            raise ApiError(refusal(ask.action, row["state"]), f"`{row['id']}` is `{row['state']}`.")
    for row in rows:
        if under_way(row, ask.now):
            raise ApiError(
                "OperationDenied.InstanceOperationInProgress",
                f"The instance `['{row['id']}']` already has operation in progress. Please try again later.",
            )


def under_way(row: sqlite3.Row, now: float) -> bool:
    operations = json.loads(row["operations"])
    return bool(operations) and operations[-1][3] > now


def operate(ask: Ask, row: sqlite3.Row, name: str, seconds: float) -> None:
    """LatestOperation names it after a lag, and calls it done after so many seconds."""
    operations = [
        *json.loads(row["operations"]),
        [name, ask.request_id, ask.now + ask.settings.operation_lag, ask.now + seconds],
    ]
    text = json.dumps(operations[-KEPT_OPERATIONS:])
    ask.db.execute("UPDATE instance SET operations = ? WHERE seq = ?", (text, row["seq"]))


def doc(row: sqlite3.Row) -> dict[str, Any]:
    return json.loads(row["doc"])

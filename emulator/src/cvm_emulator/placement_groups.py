# SPDX-License-Identifier: GPL-3.0-or-later
"""Placement groups: how many instances each holds, by kind, and who is in it."""

from __future__ import annotations

import sqlite3

ROOM = {"HOST": 50, "SW": 20, "RACK": 30}


def find(db: sqlite3.Connection, region: str, group_id: str) -> sqlite3.Row | None:
    query = "SELECT * FROM placement_group WHERE id = ? AND region = ?"
    return db.execute(query, (group_id, region)).fetchone()


def members(db: sqlite3.Connection, group_id: str) -> list[str]:
    query = "SELECT id FROM instance WHERE placed = ? AND gone = 0 ORDER BY seq"
    return [row["id"] for row in db.execute(query, (group_id,))]


def parts(db: sqlite3.Connection, group: sqlite3.Row, wanted: int | None, count: int) -> list[int | None]:
    """The partition of each of so many more: the one wanted, or in turn the emptiest. None: has none."""
    if not group["parts"]:
        return [None] * count
    if wanted is not None:
        return [wanted] * count
    query = "SELECT part, COUNT(*) AS held FROM instance WHERE placed = ? AND gone = 0 GROUP BY part"
    held = {row["part"]: row["held"] for row in db.execute(query, (group["id"],))}
    chosen = []
    for _ in range(count):
        part = min(range(1, group["parts"] + 1), key=lambda each: (held.get(each, 0), each))
        held[part] = held.get(part, 0) + 1
        chosen.append(part)
    return chosen


def room(db: sqlite3.Connection, group: sqlite3.Row) -> int:
    """How many more it takes."""
    return ROOM[group["kind"]] - len(members(db, group["id"]))

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


def room(db: sqlite3.Connection, group: sqlite3.Row) -> int:
    """How many more it takes."""
    return ROOM[group["kind"]] - len(members(db, group["id"]))

# SPDX-License-Identifier: GPL-3.0-or-later
"""Snapshots of cloud disks: made in a while, kept when their disk is gone, and put into new disks."""

from __future__ import annotations

import sqlite3

from .ask import Ask
from .errands import errand
from .errors import bad_value
from .ids import mint, well_formed
from .settings import Settings
from .tagging import forget

CREATING, NORMAL = "CREATING", "NORMAL"


def snapshot_id(seed: str, number: int) -> str:
    """Apart from the ids of the snapshots that belong to images."""
    return mint(f"{seed}/disk", "snap", number)


def find_snapshot(ask: Ask, path: str, wanted: str, malformed: str, unknown: str) -> sqlite3.Row:
    """`malformed`, `unknown`: the codes of ids that are; one still being created is unknown to most."""
    if not well_formed("snap", wanted):
        raise bad_value(path, wanted, code=malformed)
    query = "SELECT * FROM snapshot WHERE id = ? AND region = ?"
    row = ask.db.execute(query, (wanted, ask.region)).fetchone()
    if row is None or row["state"] != NORMAL:
        raise bad_value(path, wanted, "no such snapshot" if row is None else row["state"], unknown)
    return row


def drop(db: sqlite3.Connection, seq: int) -> None:
    db.execute("DELETE FROM snapshot WHERE seq = ?", (seq,))
    forget(db, "snapshot", seq)


@errand("snapshot made")
def _made(db: sqlite3.Connection, settings: Settings, seq: int, at: float) -> None:
    db.execute("UPDATE snapshot SET state = ? WHERE seq = ?", (NORMAL, seq))


@errand("snapshot ends")
def _ends(db: sqlite3.Connection, settings: Settings, seq: int, at: float) -> None:
    drop(db, seq)

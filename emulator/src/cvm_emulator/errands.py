# SPDX-License-Identifier: GPL-3.0-or-later
"""What falls due for anything but an instance: an errand of a kind, about a number, at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from .settings import Settings

Errand = Callable[[sqlite3.Connection, Settings, int, float], None]
ERRANDS: dict[str, Errand] = {}


def errand(name: str) -> Callable[[Errand], Errand]:
    """Registers what happens when an errand of this name falls due: (db, settings, ref, at)."""

    def register(happen: Errand) -> Errand:
        ERRANDS[name] = happen
        return happen

    return register


def send(db: sqlite3.Connection, name: str, ref: int, at: float) -> None:
    db.execute("INSERT INTO errand VALUES (?, ?, ?)", (at, name, ref))


def next_errand(db: sqlite3.Connection, now: float) -> sqlite3.Row | None:
    return db.execute("SELECT rowid, * FROM errand WHERE at <= ? ORDER BY at LIMIT 1", (now,)).fetchone()


def run(db: sqlite3.Connection, settings: Settings, due: sqlite3.Row) -> None:
    db.execute("DELETE FROM errand WHERE rowid = ?", (due["rowid"],))
    ERRANDS[due["name"]](db, settings, due["ref"], due["at"])

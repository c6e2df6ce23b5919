# SPDX-License-Identifier: GPL-3.0-or-later
"""What ends an instance at a moment that was set before: its timer, or a spot reclaim."""

from __future__ import annotations

import sqlite3

from .ask import Ask
from .ids import draw, uuid
from .passage import event, follow, schedule
from .settings import Settings

TIMER_IDS = 10**9  # apart from the numbers of instances


def set_timer(ask: Ask, seq: int, at: float) -> str:
    """The id of the new timer."""
    number = ask.db.execute("SELECT COALESCE(MAX(rowid), 0) + 1 FROM timer").fetchone()[0]
    timer_id = uuid(ask.seed, TIMER_IDS + number)
    ask.db.execute("INSERT INTO timer VALUES (?, ?, ?, 'UNDO')", (timer_id, seq, at))
    schedule(ask.db, seq, "timer", at)
    return timer_id


def timed(db: sqlite3.Connection, seq: int) -> bool:
    return db.execute("SELECT 1 FROM timer WHERE seq = ? AND status = 'UNDO'", (seq,)).fetchone() is not None


def spot_notice(ask: Ask, seq: int) -> float:
    """When the cloud gives notice of its own accord: after half the setting up to one and a half times it."""
    return ask.now + ask.settings.spot_life * (0.5 + draw(ask.seed, "spot", seq))


@event("timer")
def strike(db: sqlite3.Connection, settings: Settings, row: sqlite3.Row, at: float) -> None:
    """Terminates the instance, protected or not, unless the timer was deleted."""
    due = db.execute("SELECT id FROM timer WHERE seq = ? AND at = ? AND status = 'UNDO'", (row["seq"], at))
    if timer := due.fetchone():
        db.execute("UPDATE timer SET status = 'DONE' WHERE id = ?", (timer["id"],))
        follow(db, settings, row, "end", at)


@event("notice")
def give_notice(db: sqlite3.Connection, settings: Settings, row: sqlite3.Row, at: float) -> None:
    schedule(db, row["seq"], "reclaim", at + settings.reclaim_notice)


@event("reclaim")
def reclaim(db: sqlite3.Connection, settings: Settings, row: sqlite3.Row, at: float) -> None:
    follow(db, settings, row, "lose" if settings.reclaim_shows == "vanish" else "end", at)

# SPDX-License-Identifier: GPL-3.0-or-later
"""The passage of time: carries out what has fallen due, in order, with all that a new state brings."""

from __future__ import annotations

import json
import sqlite3

from .catalogue.prices import STEP_HOURS
from .lifecycle import MOVES, RELEASED
from .money import freeze, meter
from .settings import Settings
from .stock import take

UNPAID = ("PENDING", "LAUNCH_FAILED", "TERMINATING", RELEASED)
CHANGES = {"step": "step = step + 1", "show": "shown = 1"}
HARDWARE_BACK = ("LAUNCH_FAILED", RELEASED)


def anything_due(db: sqlite3.Connection, now: float) -> bool:
    return db.execute("SELECT 1 FROM due WHERE at <= ? LIMIT 1", (now,)).fetchone() is not None


def settle(db: sqlite3.Connection, settings: Settings, now: float) -> None:
    """Everything due by now, the earliest first: one may bring another."""
    while due := db.execute("SELECT rowid, * FROM due WHERE at <= ? ORDER BY at LIMIT 1", (now,)).fetchone():
        db.execute("DELETE FROM due WHERE rowid = ?", (due["rowid"],))
        row = instance(db, due["seq"])
        if due["move"] in CHANGES:
            db.execute(f"UPDATE instance SET {CHANGES[due['move']]} WHERE seq = ?", (row["seq"],))
            _meter(db, row["seq"], due["at"])
            continue
        move = MOVES[due["move"]]
        if row["state"] in move.leaves:
            enter(db, settings, row, move.enters, due["at"])
            if move.then:
                schedule(db, row["seq"], move.then[0], due["at"] + getattr(settings, move.then[1]))


def schedule(db: sqlite3.Connection, seq: int, move: str, at: float) -> None:
    db.execute("INSERT INTO due VALUES (?, ?, ?)", (at, seq, move))


def instance(db: sqlite3.Connection, seq: int) -> sqlite3.Row:
    return db.execute("SELECT * FROM instance WHERE seq = ?", (seq,)).fetchone()


def enter(db: sqlite3.Connection, settings: Settings, row: sqlite3.Row, state: str, at: float) -> None:
    seq = row["seq"]
    db.execute("UPDATE instance SET state = ? WHERE seq = ?", (state, seq))
    if state == "RUNNING" and row["running_at"] is None:
        db.execute("UPDATE instance SET running_at = ? WHERE seq = ?", (at, seq))
        for hours in STEP_HOURS:
            schedule(db, seq, "step", at + hours * 3600)
    if state in UNPAID and state != "PENDING":
        freeze(db, -row["frozen"])
        db.execute("UPDATE instance SET frozen = 0 WHERE seq = ?", (seq,))
    if row["holds_stock"] and (state in HARDWARE_BACK or _stops_charging(row, state)):
        take(db, row["zone"], row["type"], row["charge"], -1)
        db.execute("UPDATE instance SET holds_stock = 0 WHERE seq = ?", (seq,))
    if state == RELEASED:
        _release(db, settings, row, at)
    _meter(db, seq, at)


def _stops_charging(row: sqlite3.Row, state: str) -> bool:
    return state == "STOPPED" and row["stop_mode"] == "STOP_CHARGING"


def _release(db: sqlite3.Connection, settings: Settings, row: sqlite3.Row, at: float) -> None:
    seq = row["seq"]
    db.execute(
        "UPDATE instance SET gone = 1, shown = 0, released_at = ?, public_ip = NULL WHERE seq = ?", (at, seq)
    )
    db.execute("DELETE FROM attached WHERE seq = ?", (seq,))
    db.execute("DELETE FROM due WHERE seq = ?", (seq,))
    db.execute(
        "UPDATE address SET free_at = ? WHERE subnet = ? AND ip = ?",
        (at + settings.address_lag, row["subnet"], json.loads(row["doc"])["address"]),
    )


def _meter(db: sqlite3.Connection, seq: int, at: float) -> None:
    row = instance(db, seq)
    rate = _rate(row)
    if rate != row["rate"]:
        meter(db, rate - row["rate"], at)
        db.execute("UPDATE instance SET rate = ? WHERE seq = ?", (rate, seq))


def _rate(row: sqlite3.Row) -> int:
    if row["state"] in UNPAID:
        return 0
    prices = json.loads(row["prices"])
    return prices["rest"] + (0 if _stops_charging(row, row["state"]) else prices["machine"][row["step"]])

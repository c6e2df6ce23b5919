# SPDX-License-Identifier: GPL-3.0-or-later
"""The passage of time: carries out what has fallen due, in order, with all that a new state brings."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable

from . import errands
from .catalogue.prices import STEP_HOURS
from .lifecycle import MOVES, RELEASED
from .money import cents_to_freeze, charge, freeze, meter
from .settings import Settings
from .stock import take
from .store import doc

UNPAID = ("PENDING", "LAUNCH_FAILED", "SHUTDOWN", "TERMINATING", RELEASED)
HARDWARE_BACK = ("LAUNCH_FAILED", RELEASED)
DUE = """
SELECT EXISTS (SELECT 1 FROM due WHERE at <= ?) OR EXISTS (SELECT 1 FROM account WHERE turn_at <= ?)
OR EXISTS (SELECT 1 FROM errand WHERE at <= ?)
"""
Event = Callable[[sqlite3.Connection, Settings, sqlite3.Row, float], None]
Turn = Callable[[sqlite3.Connection, Settings, float], None]
EVENTS: dict[str, Event] = {}
TURNS: list[Turn] = []
RELEASES: list[Event] = []


def event(name: str) -> Callable[[Event], Event]:
    """Registers what happens to an instance when this falls due, beyond the moves of the life cycle."""

    def register(happen: Event) -> Event:
        EVENTS[name] = happen
        return happen

    return register


def on_turn(turn: Turn) -> Turn:
    """Registers what happens when the account's standing is due to change."""
    TURNS.append(turn)
    return turn


def on_release(happen: Event) -> Event:
    """Registers what happens besides when an instance is gone."""
    RELEASES.append(happen)
    return happen


def anything_due(db: sqlite3.Connection, now: float) -> bool:
    return bool(db.execute(DUE, (now, now, now)).fetchone()[0])


def settle(db: sqlite3.Connection, settings: Settings, now: float) -> None:
    """Everything due by now, the earliest first: one may bring another."""
    while True:
        due = db.execute("SELECT rowid, * FROM due WHERE at <= ? ORDER BY at LIMIT 1", (now,)).fetchone()
        turn = db.execute("SELECT turn_at AS at FROM account WHERE turn_at <= ?", (now,)).fetchone()
        other = errands.next_errand(db, now)
        soonest = min((each["at"] for each in (due, turn, other) if each), default=None)
        if soonest is None:
            return
        if turn and turn["at"] == soonest:
            for happen in TURNS:
                happen(db, settings, soonest)
        elif due and due["at"] == soonest:
            db.execute("DELETE FROM due WHERE rowid = ?", (due["rowid"],))
            _carry_out(db, settings, instance(db, due["seq"]), due["move"], soonest)
        else:
            errands.run(db, settings, other)


def _carry_out(db: sqlite3.Connection, settings: Settings, row: sqlite3.Row, name: str, at: float) -> None:
    if name in EVENTS:
        EVENTS[name](db, settings, row, at)
    else:
        follow(db, settings, row, name, at)


def follow(db: sqlite3.Connection, settings: Settings, row: sqlite3.Row, name: str, at: float) -> None:
    """Makes a move of the life cycle, from a state that it leaves."""
    move = MOVES[name]
    if row["state"] in move.leaves:
        enter(db, settings, row, move.enters, at)
        if move.then:
            schedule(db, row["seq"], move.then[0], at + getattr(settings, move.then[1]))


def schedule(db: sqlite3.Connection, seq: int, move: str, at: float) -> None:
    db.execute("INSERT INTO due VALUES (?, ?, ?)", (at, seq, move))


def unschedule(db: sqlite3.Connection, seq: int, move: str) -> None:
    db.execute("DELETE FROM due WHERE seq = ? AND move = ?", (seq, move))


def instance(db: sqlite3.Connection, seq: int) -> sqlite3.Row:
    return db.execute("SELECT * FROM instance WHERE seq = ?", (seq,)).fetchone()


@event("step")
def _step(db: sqlite3.Connection, settings: Settings, row: sqlite3.Row, at: float) -> None:
    db.execute("UPDATE instance SET step = step + 1 WHERE seq = ?", (row["seq"],))
    remeter(db, row["seq"], at)


@event("show")
def _show(db: sqlite3.Connection, settings: Settings, row: sqlite3.Row, at: float) -> None:
    db.execute("UPDATE instance SET shown = 1 WHERE seq = ?", (row["seq"],))


def enter(db: sqlite3.Connection, settings: Settings, row: sqlite3.Row, state: str, at: float) -> None:
    seq = row["seq"]
    db.execute("UPDATE instance SET state = ? WHERE seq = ?", (state, seq))
    if state == "RUNNING" and row["running_at"] is None:
        db.execute("UPDATE instance SET running_at = ? WHERE seq = ?", (at, seq))
        count_steps(db, seq, at)
    if state == "LAUNCH_FAILED":
        _note_failure(db, row, at)
    if state in UNPAID and state != "PENDING":
        refreeze(db, row, 0)
    if row["holds_stock"] and (state in HARDWARE_BACK or _stops_charging(row, state)):
        take(db, row["zone"], row["type"], row["pool"], -1)
        db.execute("UPDATE instance SET holds_stock = 0 WHERE seq = ?", (seq,))
    if state == RELEASED:
        _release(db, settings, row, at)
    remeter(db, seq, at)


def count_steps(db: sqlite3.Connection, seq: int, at: float) -> None:
    """The prices of pay-as-you-go fall with the hours of use, counted from `at`."""
    unschedule(db, seq, "step")
    db.execute("UPDATE instance SET step = 0 WHERE seq = ?", (seq,))
    for hours in STEP_HOURS:
        schedule(db, seq, "step", at + hours * 3600)


def refreeze(db: sqlite3.Connection, row: sqlite3.Row, cents: int) -> None:
    """So many cents are frozen for the instance, instead of those until now."""
    freeze(db, cents - instance(db, row["seq"])["frozen"])
    db.execute("UPDATE instance SET frozen = ? WHERE seq = ?", (cents, row["seq"]))


def first_hour(row: sqlite3.Row) -> int:
    """The cents that stay frozen for a metered instance."""
    return cents_to_freeze(row["hourly"], 1)


def remeter(db: sqlite3.Connection, seq: int, at: float) -> None:
    row = instance(db, seq)
    meter(db, row["id"], _rate(row), at)


def _note_failure(db: sqlite3.Connection, row: sqlite3.Row, at: float) -> None:
    """What was paid for a launch that failed comes back."""
    failed = [
        "RunInstances",
        row["request"],
        at,
        at,
        "The launch failed: the host could not create the instance.",
    ]
    db.execute(
        "UPDATE instance SET operations = ?, paid = 0 WHERE seq = ?", (json.dumps([failed]), row["seq"])
    )
    if row["paid"]:
        charge(db, row["id"], "launch failed", -row["paid"], at)


def _stops_charging(row: sqlite3.Row, state: str) -> bool:
    return state == "STOPPED" and row["stop_mode"] == "STOP_CHARGING"


def _release(db: sqlite3.Connection, settings: Settings, row: sqlite3.Row, at: float) -> None:
    seq = row["seq"]
    db.execute(
        "UPDATE instance SET gone = 1, shown = 0, released_at = ?, public_ip = NULL WHERE seq = ?", (at, seq)
    )
    db.execute("DELETE FROM attached WHERE seq = ?", (seq,))
    db.execute("DELETE FROM due WHERE seq = ?", (seq,))
    db.execute("DELETE FROM timer WHERE seq = ? AND status = 'UNDO'", (seq,))
    db.execute(
        "UPDATE address SET free_at = ? WHERE subnet = ? AND ip = ?",
        (at + settings.address_lag, row["subnet"], doc(row)["address"]),
    )
    for happen in RELEASES:
        happen(db, settings, row, at)


def _rate(row: sqlite3.Row) -> int:
    if row["state"] in UNPAID:
        return 0
    prices = json.loads(row["prices"])
    return prices["rest"] + (0 if _stops_charging(row, row["state"]) else prices["machine"][row["step"]])

# SPDX-License-Identifier: GPL-3.0-or-later
"""Instances that were not paid for: isolated in the recycle bin, brought back by money, else destroyed.

An account without money is owing; when it still owes after the grace, what it pays by the hour is isolated.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

from .clock import BEIJING
from .lifecycle import LIVE
from .money import GOOD, ISOLATED, OWING, set_standing, solvent
from .passage import enter, first_hour, instance, on_turn, refreeze, schedule, unschedule
from .settings import Settings
from .stock import left, take
from .store import doc

NOT_ISOLATED, RETURNED, EXPIRED, ARREAR = "NOTISOLATED", "MANMADE", "EXPIRE", "ARREAR"
HOURLY = "SELECT * FROM instance WHERE gone = 0 AND charge <> 'PREPAID'"


def isolate(
    db: sqlite3.Connection, settings: Settings, row: sqlite3.Row, source: str, at: float, until: float
) -> None:
    """Shut down and, unless brought back, destroyed at `until`."""
    db.execute("UPDATE instance SET isolated = ? WHERE seq = ?", (source, row["seq"]))
    enter(db, settings, row, "SHUTDOWN", at)
    schedule(db, row["seq"], "destroy", until)


def bring_back(db: sqlite3.Connection, settings: Settings, row: sqlite3.Row, at: float) -> None:
    """Stopped, or started where the setting says so and the hardware is still there."""
    seq = row["seq"]
    unschedule(db, seq, "destroy")
    db.execute("UPDATE instance SET isolated = ? WHERE seq = ?", (NOT_ISOLATED, seq))
    refreeze(db, row, first_hour(row))
    starts = settings.brought_back == "started" and (row["holds_stock"] or reserved(row))
    enter(db, settings, instance(db, seq), "STARTING" if starts else "STOPPED", at)
    if starts:
        schedule(db, seq, "start", at + settings.start)


def hardware(db: sqlite3.Connection, row: sqlite3.Row) -> bool:
    """Takes back the hardware that a stop without charging gave up; False when there is none."""
    if row["holds_stock"] or reserved(row):
        return True
    if not left(db, row["zone"], row["type"], row["charge"]):
        return False
    take(db, row["zone"], row["type"], row["charge"], 1)
    db.execute("UPDATE instance SET holds_stock = 1, pool = charge WHERE seq = ?", (row["seq"],))
    return True


def reserved(row: sqlite3.Row) -> bool:
    """On a host or out of a pack of the account's own: it took nothing out of the zone's stock."""
    return bool(row["host"] or doc(row)["pack"])


def bin_end(at: float, days: float) -> float:
    """Destroyed at the first midnight in Beijing after so many days in the recycle bin; 0: at once."""
    if not days:
        return at
    end = datetime.fromtimestamp(at + days * 86400, BEIJING)
    midnight = end.replace(hour=0, minute=0, second=0, microsecond=0)
    return (midnight + timedelta(days=1 if end > midnight else 0)).timestamp()


@on_turn
def turn(db: sqlite3.Connection, settings: Settings, at: float) -> None:
    standing = db.execute("SELECT standing FROM account").fetchone()["standing"]
    if standing == GOOD:
        set_standing(db, OWING, at + settings.arrears_grace if settings.arrears else None, at)
    elif solvent(db, at):
        set_standing(db, GOOD, None, at)
        for row in db.execute(f"{HOURLY} AND isolated = ? AND state = 'SHUTDOWN'", (ARREAR,)).fetchall():
            bring_back(db, settings, row, at)
    else:
        set_standing(db, ISOLATED, None, at)
        for row in db.execute(HOURLY).fetchall():
            if row["state"] in LIVE:
                isolate(db, settings, row, ARREAR, at, at + settings.arrears_kept)

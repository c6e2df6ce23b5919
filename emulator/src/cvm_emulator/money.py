# SPDX-License-Identifier: GPL-3.0-or-later
"""The account's money: all that runs is metered by one rate, so reading it costs nothing.

Rates are in millionths of a yuan per hour; balance and frozen money in cents; spent in millionths of a yuan.
What each resource cost, and when, stays in the tables `usage` (metered) and `bill` (taken at once).
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

MILLIONTHS_PER_CENT = 10_000
GOOD, OWING, ISOLATED = "good", "owing", "isolated"


class Purse(NamedTuple):
    """In cents: what was paid in, what is frozen, what was spent, and what is free to spend."""

    balance: int
    frozen: int
    spent: float
    free: float


def millionths(yuan: float) -> int:
    return round(yuan * 1_000_000)


def cents(yuan: float) -> int:
    return round(yuan * 100)


def cents_to_freeze(hourly_yuan: float, count: int) -> int:
    """One hour of the whole order, rounded up to a cent."""
    return -(-millionths(hourly_yuan) * count // MILLIONTHS_PER_CENT)


def shares(cents: int, count: int) -> list[int]:
    """The frozen money of an order, spread over its instances to the cent."""
    share, rest = divmod(cents, count)
    return [share + 1] * rest + [share] * (count - rest)


def purse(db: sqlite3.Connection, now: float) -> Purse:
    row = _account(db)
    spent = (row["spent"] + _metered(row, now)) / MILLIONTHS_PER_CENT
    return Purse(row["balance"], row["frozen"], spent, row["balance"] - row["frozen"] - spent)


def freeze(db: sqlite3.Connection, cents: int) -> None:
    """A negative amount is given free."""
    db.execute("UPDATE account SET frozen = frozen + ?", (cents,))


def meter(db: sqlite3.Connection, resource: str, rate: int, at: float) -> None:
    """From `at` on, the resource costs `rate` per hour; 0 ends it."""
    running = db.execute(
        "SELECT rowid, rate FROM usage WHERE resource = ? AND until IS NULL", (resource,)
    ).fetchone()
    before = running["rate"] if running else 0
    if rate == before:
        return
    if running:
        db.execute("UPDATE usage SET until = ? WHERE rowid = ?", (at, running["rowid"]))
    if rate:
        db.execute("INSERT INTO usage VALUES (?, ?, NULL, ?)", (resource, at, rate))
    _book(db, at, change=rate - before)


def charge(db: sqlite3.Connection, resource: str, what: str, cents: int, at: float) -> None:
    """Takes money at once; a negative amount is a refund."""
    db.execute("INSERT INTO bill VALUES (?, ?, ?, ?)", (at, resource, what, cents))
    _book(db, at, taken=cents * MILLIONTHS_PER_CENT)


def set_balance(db: sqlite3.Connection, cents: int, now: float) -> None:
    """Pays in or takes out until that much is there, before what is frozen."""
    db.execute("UPDATE account SET balance = ?", (cents + round(purse(db, now).spent),))
    _book(db, now)


def set_standing(db: sqlite3.Connection, standing: str, grace_ends: float | None, at: float) -> None:
    """Whether the account is good, owing, or isolated for what it owes."""
    db.execute("UPDATE account SET standing = ?, grace_ends = ?", (standing, grace_ends))
    _book(db, at)


def solvent(db: sqlite3.Connection, at: float) -> bool:
    """Whether there is money that was not spent, frozen or not."""
    row = _account(db)
    return _cash(row) - _metered(row, at) >= 1


def _account(db: sqlite3.Connection) -> sqlite3.Row:
    return db.execute("SELECT * FROM account").fetchone()


def _book(db: sqlite3.Connection, at: float, change: int = 0, taken: int = 0) -> None:
    row = _account(db)
    db.execute(
        "UPDATE account SET spent = ?, rate = rate + ?, charged_at = MAX(charged_at, ?)",
        (row["spent"] + _metered(row, at) + taken, change, at),
    )
    db.execute("UPDATE account SET turn_at = ?", (_turn_at(_account(db)),))


def _turn_at(row: sqlite3.Row) -> float | None:
    """When the account's standing will change, as things are now."""
    if row["standing"] == GOOD:
        if row["rate"] <= 0:
            return None
        return row["charged_at"] + max(0.0, _cash(row) / row["rate"] * 3600)
    return row["charged_at"] if _cash(row) >= 1 else row["grace_ends"]


def _cash(row: sqlite3.Row) -> float:
    return row["balance"] * MILLIONTHS_PER_CENT - row["spent"]


def _metered(account: sqlite3.Row, now: float) -> float:
    return account["rate"] * max(0.0, now - account["charged_at"]) / 3600

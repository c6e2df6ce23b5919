# SPDX-License-Identifier: GPL-3.0-or-later
"""The account's money: all that runs is metered by one rate, so reading it costs nothing.

The rate is in millionths of a yuan per hour; balance and frozen money in cents; spent in
millionths of a yuan.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

MILLIONTHS_PER_CENT = 10_000


class Purse(NamedTuple):
    """In cents: what was paid in, what is frozen, what was spent, and what is free to spend."""

    balance: int
    frozen: int
    spent: float
    free: float


def millionths(yuan: float) -> int:
    return round(yuan * 1_000_000)


def cents_to_freeze(hourly_yuan: float, count: int) -> int:
    """One hour of the whole order, rounded up to a cent."""
    return -(-millionths(hourly_yuan) * count // MILLIONTHS_PER_CENT)


def shares(cents: int, count: int) -> list[int]:
    """The frozen money of an order, spread over its instances to the cent."""
    share, rest = divmod(cents, count)
    return [share + 1] * rest + [share] * (count - rest)


def purse(db: sqlite3.Connection, now: float) -> Purse:
    row = db.execute("SELECT * FROM account").fetchone()
    spent = (row["spent"] + _metered(row, now)) / MILLIONTHS_PER_CENT
    return Purse(row["balance"], row["frozen"], spent, row["balance"] - row["frozen"] - spent)


def freeze(db: sqlite3.Connection, cents: int) -> None:
    db.execute("UPDATE account SET frozen = frozen + ?", (cents,))


def meter(db: sqlite3.Connection, change: int, at: float) -> None:
    """From `at` on, the account pays `change` more (or less) per hour."""
    row = db.execute("SELECT * FROM account").fetchone()
    db.execute(
        "UPDATE account SET spent = ?, rate = rate + ?, charged_at = MAX(charged_at, ?)",
        (row["spent"] + _metered(row, at), change, at),
    )


def set_balance(db: sqlite3.Connection, cents: int, now: float) -> None:
    """Pays in or takes out until that much is there, before what is frozen."""
    db.execute("UPDATE account SET balance = ?", (cents + round(purse(db, now).spent),))


def _metered(account: sqlite3.Row, now: float) -> float:
    return account["rate"] * max(0.0, now - account["charged_at"]) / 3600

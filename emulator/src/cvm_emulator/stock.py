# SPDX-License-Identifier: GPL-3.0-or-later
"""How many of a type a zone still has to sell, per charge type; and in which words the catalogue says so."""

from __future__ import annotations

import sqlite3

from .catalogue.types import TYPES, initial_stock

CATEGORIES = ((0, "WithoutStock"), (10, "UnderStock"), (100, "NormalStock"))


def left(db: sqlite3.Connection, zone: str, kind: str, charge: str) -> int:
    row = db.execute(
        "SELECT left FROM stock WHERE zone = ? AND type = ? AND charge = ?", (zone, kind, charge)
    ).fetchone()
    return initial_stock(zone, TYPES[kind], charge) if row is None else row["left"]


def changed_stock(db: sqlite3.Connection) -> dict[tuple[str, str, str], int]:
    """Every row that is not at its initial stock any more, or was set."""
    return {
        (row["zone"], row["type"], row["charge"]): row["left"] for row in db.execute("SELECT * FROM stock")
    }


def set_left(db: sqlite3.Connection, zone: str, kind: str, charge: str, count: int) -> None:
    db.execute(
        "INSERT INTO stock VALUES (?, ?, ?, ?) "
        "ON CONFLICT (zone, type, charge) DO UPDATE SET left = excluded.left",
        (zone, kind, charge, count),
    )


def take(db: sqlite3.Connection, zone: str, kind: str, charge: str, count: int) -> None:
    """A negative count gives back."""
    set_left(db, zone, kind, charge, left(db, zone, kind, charge) - count)


def category(count: int) -> str:
    return next((word for most, word in CATEGORIES if count <= most), "EnoughStock")

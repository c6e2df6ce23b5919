# SPDX-License-Identifier: GPL-3.0-or-later
"""Cloud disks: their life as data, whose they are, and what they cost when they stand alone.

A disk bought with an instance is part of it (its price too) until it is made portable or outlives it.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from typing import Any, NamedTuple

from . import errands
from .catalogue.prices import disks as hourly
from .money import freeze, meter, millionths
from .passage import on_release
from .settings import Settings
from .tagging import forget

SYSTEM, DATA = "SYSTEM_DISK", "DATA_DISK"
CREATING, UNATTACHED, ATTACHING, ATTACHED = "CREATING", "UNATTACHED", "ATTACHING", "ATTACHED"
DETACHING, EXPANDING, TORECYCLE, GONE = "DETACHING", "EXPANDING", "TORECYCLE", "GONE"
HOURLY, PREPAID = "POSTPAID_BY_HOUR", "PREPAID"
COLUMNS = (
    *("seq", "id", "region", "zone", "usage", "kind", "size", "name", "charge", "state", "portable"),
    *("with_instance", "instance", "origin", "last", "project", "at"),
    *("expires", "renew", "paid", "paid_from", "frozen"),
    *("throughput", "encrypted", "kms", "burst"),
)
INSERT = f"INSERT INTO disk ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"
PRESET: dict[str, Any] = {
    "instance": None,
    "origin": None,
    "last": None,
    "project": 0,
    "expires": None,
    "renew": None,
    "paid": 0,
    "paid_from": None,
    "frozen": 0,
    "throughput": 0,
    "encrypted": 0,
    "kms": None,
    "burst": 0,
}


class Move(NamedTuple):
    """What an errand does to a disk in the state that it leaves; another state by then: nothing."""

    leaves: str
    enters: str


MOVES = {
    "disk made": Move(CREATING, UNATTACHED),
    "disk attached": Move(ATTACHING, ATTACHED),
    "disk detached": Move(DETACHING, UNATTACHED),
    "disk larger": Move(EXPANDING, ATTACHED),
    "disk destroyed": Move(TORECYCLE, GONE),
}


def insert(db: sqlite3.Connection, rows: list[dict[str, Any]]) -> None:
    db.executemany(INSERT, [tuple((PRESET | row)[column] for column in COLUMNS) for row in rows])


def disk(db: sqlite3.Connection, seq: int) -> sqlite3.Row | None:
    return db.execute("SELECT * FROM disk WHERE seq = ?", (seq,)).fetchone()


def of_instances(db: sqlite3.Connection, seqs: list[int]) -> dict[int, list[sqlite3.Row]]:
    """The disks of each instance, in the order in which they were bought."""
    found: dict[int, list[sqlite3.Row]] = defaultdict(list)
    query = f"SELECT * FROM disk WHERE instance IN ({', '.join('?' * len(seqs))}) ORDER BY seq"
    for row in db.execute(query, seqs):
        found[row["instance"]].append(row)
    return found


def bundled(row: sqlite3.Row) -> bool:
    """Part of the instance that it was bought with."""
    return row["instance"] is not None and row["origin"] == row["instance"] and not row["portable"]


def local(row: sqlite3.Row) -> bool:
    return row["kind"].startswith("LOCAL")


def rate(row: sqlite3.Row, size: int = 0) -> int:
    """Millionths of a yuan per hour, of this size or another."""
    yuan = hourly(row["zone"], [(row["kind"], size or row["size"], row["throughput"])])
    return millionths(yuan) if row["charge"] == HOURLY else 0


def resized(db: sqlite3.Connection, disk_id: str, size: int) -> None:
    db.execute("UPDATE disk SET size = ? WHERE id = ?", (size, disk_id))


def recharge(db: sqlite3.Connection, seq: int, charge: str) -> None:
    """The disks that are part of an instance are paid as it is."""
    db.execute(
        "UPDATE disk SET charge = ? WHERE instance = ? AND origin = instance AND NOT portable", (charge, seq)
    )


def remove(db: sqlite3.Connection, row: sqlite3.Row, at: float) -> None:
    meter(db, row["id"], 0, at)
    freeze(db, -row["frozen"])
    db.execute("DELETE FROM disk WHERE seq = ?", (row["seq"],))
    forget(db, "disk", row["seq"])


@on_release
def outlive(db: sqlite3.Connection, settings: Settings, instance: sqlite3.Row, at: float) -> None:
    """What goes with an instance that is gone, and what stays without it, at a price of its own."""
    for row in of_instances(db, [instance["seq"]])[instance["seq"]]:
        with_it = row["with_instance"] or row["usage"] == SYSTEM or local(row)
        if with_it or (bundled(row) and instance["running_at"] is None):
            remove(db, row, at)
            continue
        meter(db, row["id"], rate(row), at)
        db.execute(
            "UPDATE disk SET state = ?, portable = 1, instance = NULL, last = ? WHERE seq = ?",
            (UNATTACHED, instance["id"], row["seq"]),
        )


def _happens(name: str) -> None:
    move = MOVES[name]

    @errands.errand(name)
    def happen(db: sqlite3.Connection, settings: Settings, seq: int, at: float) -> None:
        row = disk(db, seq)
        if row is None or row["state"] != move.leaves:
            return
        if move.enters == GONE:
            remove(db, row, at)
            return
        state = move.enters
        if move.leaves == DETACHING:
            db.execute("UPDATE disk SET instance = NULL WHERE seq = ?", (seq,))
        if move.leaves == EXPANDING:
            state = ATTACHED if row["instance"] else UNATTACHED
            db.execute("UPDATE disk SET size = growing, growing = NULL WHERE seq = ?", (seq,))
        db.execute("UPDATE disk SET state = ? WHERE seq = ?", (state, seq))


for _name in MOVES:
    _happens(_name)

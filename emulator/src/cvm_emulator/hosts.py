# SPDX-License-Identifier: GPL-3.0-or-later
"""Dedicated hosts: which are there, what room they have, and the end of what was paid for them."""

from __future__ import annotations

import sqlite3

from .catalogue.hosts import HOST_TYPES
from .catalogue.prices import period_share
from .catalogue.types import InstanceType, find_type, is_custom
from .clock import add_months
from .errands import errand, send
from .money import charge, purse
from .order.terms import RENEWALS
from .settings import Settings

PENDING, RUNNING, EXPIRED = "PENDING", "RUNNING", "EXPIRED"
AUTOMATIC = RENEWALS[1]
Room = tuple[int, int]


def months_cents(kind: str, months: int) -> int:
    return round(HOST_TYPES[kind].month * months * period_share(months) * 100)


def inside(db: sqlite3.Connection, host_id: str) -> list[sqlite3.Row]:
    return db.execute(
        "SELECT * FROM instance WHERE host = ? AND gone = 0 ORDER BY seq", (host_id,)
    ).fetchall()


def room(db: sqlite3.Connection, host: sqlite3.Row) -> Room:
    """The vCPUs and GiB that are free on it."""
    kind, held = HOST_TYPES[host["type"]], inside(db, host["id"])
    memory = sum(find_type(row["type"]).memory for row in held)
    return kind.cpu - sum(row["cpu"] for row in held), kind.memory - memory


def takes(host: sqlite3.Row, kind: InstanceType) -> bool:
    wanted = HOST_TYPES[host["type"]]
    return wanted.custom if is_custom(kind.name) else kind.family.name == wanted.family


@errand("host made")
def _made(db: sqlite3.Connection, settings: Settings, seq: int, at: float) -> None:
    db.execute("UPDATE host SET state = ? WHERE seq = ?", (RUNNING, seq))


@errand("host expires")
def _expires(db: sqlite3.Connection, settings: Settings, seq: int, at: float) -> None:
    """Renewed for a month where that was ordered and there is money; else it takes no more machines."""
    host = db.execute("SELECT * FROM host WHERE seq = ?", (seq,)).fetchone()
    due = months_cents(host["type"], 1)
    if host["renew"] != AUTOMATIC or purse(db, at).free < due:
        db.execute("UPDATE host SET state = ? WHERE seq = ?", (EXPIRED, seq))
        return
    charge(db, host["id"], "renewal", due, at)
    expires = add_months(host["expires"], 1)
    db.execute("UPDATE host SET expires = ? WHERE seq = ?", (expires, seq))
    send(db, "host expires", seq, expires)

# SPDX-License-Identifier: GPL-3.0-or-later
"""What happened: every call, every instance ever bought, and the money."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict, deque
from threading import Lock
from typing import Any

from .catalogue.regions import REGIONS
from .catalogue.types import offers
from .clock import utc_millis
from .money import purse
from .stock import changed_stock, initial_stock

KEPT = 10_000
LEDGER = """
SELECT seq, id, region, zone, type, charge, hourly, token, request, bought_at, state, released_at, name
FROM instance ORDER BY seq
"""


class CallLog:
    """The last calls and the count of all, in memory; may be used from several threads."""

    def __init__(self) -> None:
        self._calls: deque[dict[str, Any]] = deque(maxlen=KEPT)
        self._counts: Counter[str] = Counter()
        self._lock = Lock()

    def add(self, at: float, action: str, duration_ms: float, **seen: Any) -> None:
        """`code` is empty for a success, `write` tells whether the call changed the world."""
        entry = {"at": utc_millis(at), "action": action, **seen, "duration_ms": round(duration_ms, 3)}
        with self._lock:
            self._calls.append(entry)
            self._counts[action] += 1

    def last(self, count: int) -> list[dict[str, Any]]:
        with self._lock:
            return list(self._calls)[-count:][::-1]

    def clear(self) -> None:
        with self._lock:
            self._calls.clear()
            self._counts.clear()

    def as_dict(self) -> dict[str, Any]:
        with self._lock:
            return {"calls": list(self._calls), "counts": dict(self._counts)}


def ledger(db: sqlite3.Connection, now: float) -> dict[str, Any]:
    """{"instances": [...], "frozen": cents, "spent": cents}; tags are the latest, lag or no lag."""
    tags: dict[int, dict[str, str]] = defaultdict(dict)
    for row in db.execute("SELECT ref, key, value FROM tag WHERE kind = 'instance' AND until IS NULL"):
        tags[row["ref"]][row["key"]] = row["value"]
    money = purse(db, now)
    return {
        "instances": [_entry(row, tags[row["seq"]]) for row in db.execute(LEDGER)],
        "frozen": money.frozen,
        "spent": round(money.spent, 4),
    }


def overview(db: sqlite3.Connection, now: float) -> dict[str, Any]:
    """Instances not gone (newest first, at most 200), their number, money in cents, what is sold out."""
    rows = db.execute("SELECT * FROM instance WHERE gone = 0 ORDER BY seq DESC LIMIT 200").fetchall()
    money = purse(db, now)
    return {
        "now": utc_millis(now),
        "total": db.execute("SELECT COUNT(*) FROM instance WHERE gone = 0").fetchone()[0],
        "ever": db.execute("SELECT COUNT(*) FROM instance").fetchone()[0],
        "instances": [
            {
                "instance_id": row["id"],
                "name": row["name"],
                "zone": row["zone"],
                "instance_type": row["type"],
                "charge_type": row["charge"],
                "state": row["state"],
                "age": round(now - row["bought_at"], 1),
                "hourly_price": row["hourly"],
                "private_ip": row["private_ip"],
                "public_ip": row["public_ip"],
            }
            for row in rows
        ],
        "money": {
            "balance": round(money.balance - money.spent, 2),
            "frozen": money.frozen,
            "spent": round(money.spent, 2),
            "free": round(money.free, 2),
        },
        "sold_out": [
            {"zone": zone, "instance_type": kind, "charge_type": charge}
            for zone, kind, charge in _sold_out(db)
        ],
    }


def _entry(row: sqlite3.Row, tags: dict[str, str]) -> dict[str, Any]:
    return {
        "instance_id": row["id"],
        "name": row["name"],
        "region": row["region"],
        "zone": row["zone"],
        "instance_type": row["type"],
        "charge_type": row["charge"],
        "hourly_price": row["hourly"],
        "tags": tags,
        "client_token": row["token"],
        "request_id": row["request"],
        "bought_at": utc_millis(row["bought_at"]),
        "state": row["state"],
        "released_at": None if row["released_at"] is None else utc_millis(row["released_at"]),
    }


def _sold_out(db: sqlite3.Connection) -> list[tuple[str, str, str]]:
    changed = changed_stock(db)
    return [
        (zone, kind.name, charge)
        for region in REGIONS
        for zone, kind, charge in offers(region)
        if changed.get((zone, kind.name, charge), initial_stock(zone, kind, charge)) == 0
    ]

# SPDX-License-Identifier: GPL-3.0-or-later
"""What happened: every call, every instance ever bought, and the money."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict, deque
from threading import Lock
from typing import Any

from .clock import utc_millis
from .money import purse

KEPT = 10_000
LEDGER = """
SELECT seq, id, region, zone, type, charge, hourly, token, request, bought_at, state, released_at, name,
  frozen
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
    """{"instances": [...], "frozen": cents, "spent": cents, "usage": [...], "bills": [...]}.

    Tags are the latest, lag or no lag. `spent` is the sum of all bills (cents) and all usage: rate
    (millionths of a yuan per hour) times the time from `since` to `until` (unix seconds; now, while it runs).
    """
    tags: dict[int, dict[str, str]] = defaultdict(dict)
    for row in db.execute("SELECT ref, key, value FROM tag WHERE kind = 'instance' AND until IS NULL"):
        tags[row["ref"]][row["key"]] = row["value"]
    money = purse(db, now)
    return {
        "instances": [_entry(row, tags[row["seq"]]) for row in db.execute(LEDGER)],
        "frozen": money.frozen,
        "spent": round(money.spent, 4),
        "usage": [
            {
                "resource": row["resource"],
                "since": row["since"],
                "until": now if row["until"] is None else row["until"],
                "running": row["until"] is None,
                "rate": row["rate"],
            }
            for row in db.execute("SELECT * FROM usage ORDER BY rowid")
        ],
        "bills": [
            {"at": utc_millis(row["at"]), **{name: row[name] for name in ("resource", "what", "cents")}}
            for row in db.execute("SELECT * FROM bill ORDER BY rowid")
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
        "frozen": row["frozen"],
        "released_at": None if row["released_at"] is None else utc_millis(row["released_at"]),
    }

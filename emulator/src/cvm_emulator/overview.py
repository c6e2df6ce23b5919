# SPDX-License-Identifier: GPL-3.0-or-later
"""What people see at a glance: regions, machines, money over time, and what a zone has in stock."""

from __future__ import annotations

import sqlite3
from itertools import accumulate
from typing import Any

from .catalogue.regions import REGIONS, open_zones
from .catalogue.types import offers
from .clock import utc_millis
from .money import purse
from .stock import changed_stock, initial_stock

SHOWN = 200
COLUMNS = 120
MILLIONTHS = 1_000_000
RATES = """
SELECT since AS at, rate FROM usage
UNION ALL SELECT until, -rate FROM usage WHERE until IS NOT NULL ORDER BY at
"""


def overview(db: sqlite3.Connection, now: float) -> dict[str, Any]:
    """Instances not gone (newest first, at most 200), their number, money in cents, what is sold out."""
    rows = db.execute("SELECT * FROM instance WHERE gone = 0 ORDER BY seq DESC LIMIT ?", (SHOWN,)).fetchall()
    return {
        "now": utc_millis(now),
        "total": db.execute("SELECT COUNT(*) FROM instance WHERE gone = 0").fetchone()[0],
        "ever": db.execute("SELECT COUNT(*) FROM instance").fetchone()[0],
        "regions": _regions(db),
        "instances": [_instance(row, now) for row in rows],
        "money": _money(db, now),
        "rates": rates_over_time(db, now),
        "sold_out": [
            {"zone": zone, "instance_type": kind, "charge_type": charge}
            for zone, kind, charge, count, _ in stock(db)
            if count == 0
        ],
    }


def stock(db: sqlite3.Connection, only: str = "") -> list[tuple[str, str, str, int, int]]:
    """Zone, type, charge type, how many are left and how many there were at first; of one zone, or of all."""
    changed = changed_stock(db)
    found = []
    for region in REGIONS:
        for zone, kind, charge in offers(region):
            if only in ("", zone):
                first = initial_stock(zone, kind, charge)
                found.append((zone, kind.name, charge, changed.get((zone, kind.name, charge), first), first))
    return found


def rates_over_time(db: sqlite3.Connection, now: float) -> list[tuple[float, float]]:
    """What all cost per hour, in yuan, at up to 120 moments (unix seconds) since the first purchase."""
    changes = db.execute(RATES).fetchall()
    if not changes:
        return []
    first = changes[0]["at"]
    width = max(now - first, 1) / COLUMNS
    steps = [0] * (COLUMNS + 1)
    for at, rate in changes:
        steps[min(COLUMNS, int((at - first) / width))] += rate
    return [(first + index * width, rate / MILLIONTHS) for index, rate in enumerate(accumulate(steps))]


def _regions(db: sqlite3.Connection) -> list[dict[str, Any]]:
    counted = {
        row["region"]: row
        for row in db.execute(
            "SELECT region, COUNT(*) AS instances, SUM(state = 'RUNNING') AS running, "
            "SUM(charge = 'SPOTPAID') AS spot FROM instance WHERE gone = 0 GROUP BY region"
        )
    }
    return [
        {
            "name": name,
            "zones": [zone.name for zone in open_zones(name)],
            **{
                word: counted[name][word] if name in counted else 0
                for word in ("instances", "running", "spot")
            },
        }
        for name in REGIONS
    ]


def _instance(row: sqlite3.Row, now: float) -> dict[str, Any]:
    return {
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


def _money(db: sqlite3.Connection, now: float) -> dict[str, float]:
    money = purse(db, now)
    return {
        "balance": round(money.balance - money.spent, 2),
        "frozen": money.frozen,
        "spent": round(money.spent, 2),
        "free": round(money.free, 2),
        "per_hour": db.execute("SELECT rate FROM account").fetchone()[0] / MILLIONTHS * 100,
    }

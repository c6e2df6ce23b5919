# SPDX-License-Identifier: GPL-3.0-or-later
"""Prices of cloud disks that stand alone: by the hour, or paid in advance for months; and their expiry."""

from __future__ import annotations

import math
import sqlite3
from typing import Any

from .catalogue.prices import MONTH_HOURS, disks, period_share
from .clock import add_months
from .disks import DETACHING, PREPAID, TORECYCLE, disk, of_instances
from .errands import errand, send
from .isolation import bin_end
from .money import cents, charge, purse
from .prepaid import AUTOMATIC, worth
from .settings import Settings


def listed(zone: str, kind: str, size: int, months: int) -> float:
    """Yuan for so many months, as listed."""
    return round(disks(zone, [(kind, size, 0)]) * MONTH_HOURS * months, 2)


def months_cents(zone: str, kind: str, size: int, months: int) -> int:
    return cents(listed(zone, kind, size, months) * period_share(months))


def hourly_price(yuan: float) -> dict[str, Any]:
    """Price of what is paid by the hour; the nulls of what does not apply."""
    return {
        "UnitPrice": round(yuan, 4),
        "UnitPriceDiscount": round(yuan, 4),
        "UnitPriceHigh": f"{yuan:.4f}",
        "UnitPriceDiscountHigh": f"{yuan:.4f}",
        "ChargeUnit": "HOUR",
        "OriginalPrice": None,
        "DiscountPrice": None,
        "OriginalPriceHigh": None,
        "DiscountPriceHigh": None,
    }


def period_price(plain: float, paid: float) -> dict[str, Any]:
    """Price of what is paid at once, in yuan."""
    return {
        "OriginalPrice": round(plain, 2),
        "DiscountPrice": round(paid, 2),
        "OriginalPriceHigh": f"{plain:.2f}",
        "DiscountPriceHigh": f"{paid:.2f}",
        "UnitPrice": None,
        "UnitPriceDiscount": None,
        "UnitPriceHigh": None,
        "UnitPriceDiscountHigh": None,
        "ChargeUnit": None,
    }


def price(zone: str, kind: str, size: int, months: int, times: int = 1) -> dict[str, Any]:
    """Of `times` disks; months 0: by the hour."""
    if not months:
        return hourly_price(disks(zone, [(kind, size, 0)]) * times)
    plain = listed(zone, kind, size, months)
    return period_price(plain * times, months_cents(zone, kind, size, months) / 100 * times)


@errand("disk expires")
def expire(db: sqlite3.Connection, settings: Settings, seq: int, at: float) -> None:
    """Renewed for a month where that was ordered and there is money; else to the recycle bin."""
    row = disk(db, seq)
    if row is None or row["charge"] != PREPAID or row["expires"] > at or row["state"] == TORECYCLE:
        return
    due = months_due(row, 1)
    if row["renew"] == AUTOMATIC and purse(db, at).free >= due:
        renew(db, row, 1, at)
    else:
        recycle(db, settings, row, at)


def renew(db: sqlite3.Connection, row: sqlite3.Row, months: int, at: float) -> None:
    """Paid for so many months more, counted from the end until now."""
    due, expires = months_due(row, months), add_months(row["expires"], months)
    charge(db, row["id"], "renewal", due, at)
    db.execute(
        "UPDATE disk SET paid = ?, paid_from = ?, expires = ? WHERE seq = ?",
        (math.floor(worth(row, at)) + due, at, expires, row["seq"]),
    )
    send(db, "disk expires", row["seq"], expires)


def months_due(row: sqlite3.Row, months: int) -> int:
    return months_cents(row["zone"], row["kind"], row["size"], months)


def attached_prepaid(db: sqlite3.Connection, seq: int) -> list[sqlite3.Row]:
    """The disks of an instance that were paid in advance by themselves."""
    held = of_instances(db, [seq])[seq]
    return [row for row in held if row["charge"] == PREPAID and row["portable"] and row["state"] != DETACHING]


def give_back(db: sqlite3.Connection, settings: Settings, row: sqlite3.Row, at: float) -> None:
    """The money for the time that is left; the disk waits in the recycle bin."""
    charge(db, row["id"], "refund", -math.floor(worth(row, at)), at)
    recycle(db, settings, row, at)


def recycle(db: sqlite3.Connection, settings: Settings, row: sqlite3.Row, at: float) -> None:
    last = "COALESCE((SELECT id FROM instance WHERE seq = disk.instance), last)"
    db.execute(
        f"UPDATE disk SET state = ?, last = {last}, instance = NULL, paid = 0 WHERE seq = ?",
        (TORECYCLE, row["seq"]),
    )
    send(db, "disk destroyed", row["seq"], bin_end(at, settings.recycle_bin))

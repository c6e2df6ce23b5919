# SPDX-License-Identifier: GPL-3.0-or-later
"""What was paid in advance: until when, what it is still worth, its renewal and its expiry."""

from __future__ import annotations

import math
import sqlite3
from typing import NamedTuple

from .clock import add_months
from .errors import ApiError
from .isolation import EXPIRED, bin_end, isolate
from .lifecycle import LIVE
from .money import charge, purse
from .order.holding import holding
from .order.quote import prepaid_cents, quote
from .passage import event, schedule, unschedule
from .settings import Settings

AUTOMATIC = "NOTIFY_AND_AUTO_RENEW"
RETURNS, FULL_RETURNS = "returned", "returned in full"
FULL_REFUND_SECONDS = 5 * 86400


class Refund(NamedTuple):
    cents: int
    what: str


def worth(row: sqlite3.Row, now: float) -> float:
    """The cents that the rest of the time is worth, of what was paid."""
    whole = row["expires"] - row["paid_from"]
    return row["paid"] * min(1.0, max(0.0, row["expires"] - now) / whole) if whole > 0 else 0.0


def months_left(row: sqlite3.Row, now: float) -> float:
    return max(0.0, row["expires"] - now) / (add_months(now, 1) - now)


def refund(
    db: sqlite3.Connection, settings: Settings, row: sqlite3.Row, now: float, before: int = 0
) -> Refund:
    """What comes back for returning it now, when `before` others were given back in full just before.

    ApiError when the account may return nothing, or no more.
    """
    if not settings.prepaid_returnable:
        raise ApiError("FailedOperation.Unreturnable", f"`{row['id']}` cannot be returned.")
    if _count(db, RETURNS) + _count(db, FULL_RETURNS) >= settings.return_quota:
        raise ApiError(
            "LimitExceeded.UserReturnQuota", f"`{settings.return_quota}` instances were returned already."
        )
    in_full = now - row["bought_at"] <= FULL_REFUND_SECONDS
    if in_full and _count(db, FULL_RETURNS) + before < settings.full_refunds:
        paid = db.execute("SELECT SUM(cents) FROM bill WHERE resource = ?", (row["id"],)).fetchone()[0]
        return Refund(paid, FULL_RETURNS)
    return Refund(math.floor(worth(row, now)), RETURNS)


def give_back(db: sqlite3.Connection, settings: Settings, row: sqlite3.Row, now: float) -> None:
    """The money for the time that is left; the time is over now."""
    cents, what = refund(db, settings, row, now)
    charge(db, row["id"], what, -cents, now)
    db.execute(
        "UPDATE instance SET paid = 0, paid_from = ?, expires = ? WHERE seq = ?", (now, now, row["seq"])
    )


def _count(db: sqlite3.Connection, what: str) -> int:
    return db.execute("SELECT COUNT(*) FROM bill WHERE what = ?", (what,)).fetchone()[0]


def extend(db: sqlite3.Connection, row: sqlite3.Row, months: int, cents: int, now: float) -> None:
    """Paid for so many months more, counted from the end until now."""
    expires = add_months(row["expires"], months)
    charge(db, row["id"], "renewal", cents, now)
    db.execute(
        "UPDATE instance SET paid = ?, paid_from = ?, expires = ? WHERE seq = ?",
        (math.floor(worth(row, now)) + cents, min(now, row["expires"]), expires, row["seq"]),
    )
    await_expiry(db, row["seq"], expires)


def await_expiry(db: sqlite3.Connection, seq: int, expires: float) -> None:
    unschedule(db, seq, "expire")
    schedule(db, seq, "expire", expires)


@event("expire")
def expire(db: sqlite3.Connection, settings: Settings, row: sqlite3.Row, at: float) -> None:
    """Renewed month by month where that was ordered and there is money; else isolated."""
    if row["state"] not in LIVE or row["charge"] != "PREPAID":
        return
    cents = prepaid_cents(quote(holding(row)), 1)
    if row["renew"] == AUTOMATIC and purse(db, at).free >= cents:
        extend(db, row, 1, cents, at)
    else:
        isolate(db, settings, row, EXPIRED, at, bin_end(at, settings.recycle_bin))

# SPDX-License-Identifier: GPL-3.0-or-later
"""What it costs to change an instance: a new rate by the hour, or the difference for the months left."""

from __future__ import annotations

import json
import math
import sqlite3
from typing import Any

from .ask import Ask
from .money import cents_to_freeze, charge
from .order.holding import afford, holding
from .order.quote import Config, metered, period_item, prepaid_cents, price, quote
from .passage import refreeze, remeter
from .prepaid import months_left, worth


def difference(row: sqlite3.Row, wanted: Config, now: float) -> int:
    """The cents to pay (or, below 0, to get back) for the months that are left of a PREPAID instance."""
    month = prepaid_cents(quote(wanted), 1) - prepaid_cents(quote(holding(row)), 1)
    return math.ceil(month * months_left(row, now))


def reprice(ask: Ask, row: sqlite3.Row, wanted: Config) -> None:
    """From now on the instance costs what the new configuration costs. ApiError without the money for it.

    `row` is the instance as it was before the change.
    """
    quoted = quote(wanted)
    frozen = cents_to_freeze(quoted.hourly, 1)
    due = difference(row, wanted, ask.now) if row["charge"] == "PREPAID" else 0
    afford(ask, max(0, due) + max(0, frozen - row["frozen"]))
    if due:
        charge(ask.db, row["id"], "upgrade" if due > 0 else "downgrade", due, ask.now)
        ask.db.execute(
            "UPDATE instance SET paid = ?, paid_from = ? WHERE seq = ?",
            (max(0, math.floor(worth(row, ask.now)) + due), ask.now, row["seq"]),
        )
    refreeze(ask.db, row, frozen)
    ask.db.execute(
        "UPDATE instance SET hourly = ?, prices = ? WHERE seq = ?",
        (quoted.hourly, json.dumps(metered(quoted)), row["seq"]),
    )
    remeter(ask.db, row["seq"], ask.now)


def change_item(row: sqlite3.Row, wanted: Config, now: float) -> dict[str, Any]:
    """`Price` of a change. By the hour: what the new configuration costs. PREPAID: what is paid on top."""
    if row["charge"] == "PREPAID":
        return {"InstancePrice": paid_once(difference(row, wanted, now))}
    return price(quote(wanted), 0, 0, 1)


def paid_once(cents: int) -> dict[str, Any]:
    return period_item(max(0, cents) / 100, max(0, cents) / 100)

# SPDX-License-Identifier: GPL-3.0-or-later
"""ModifyInstancesChargeType: from paying by the hour to paying in advance and back; and what that costs."""

from __future__ import annotations

import json
import math
import sqlite3
from collections import Counter
from typing import Any

from ..ask import Ask, action
from ..clock import add_months
from ..disks import recharge
from ..errors import ApiError, bad_value
from ..money import cents_to_freeze, charge
from ..order.holding import afford, holding
from ..order.limits import quota
from ..order.quote import EVERY_MONTH, Config, metered, period_price, prepaid_cents, price, quote
from ..order.terms import RENEWALS, Terms, read_terms
from ..passage import count_steps, refreeze, remeter
from ..prepaid import await_expiry, worth
from ..store import doc
from ..timers import timed
from .members import members, operate, refuse_charges, refuse_unfit, update

MOST = 20
FROM = {"PREPAID": "POSTPAID_BY_HOUR", "POSTPAID_BY_HOUR": "PREPAID"}
TAKES = 3


@action("cvm", "ModifyInstancesChargeType", limit=10)
def modify_instances_charge_type(ask: Ask) -> dict[str, Any]:
    """PREPAID is paid from now on; coming back from it, the money for the months left is returned."""
    rows, terms = _read(ask)
    for row in rows:
        wanted = _converted(row, ask.params["InstanceChargeType"])
        quoted = quote(wanted)
        taken = prepaid_cents(quoted, terms.months) if terms else -math.floor(worth(row, ask.now))
        frozen = cents_to_freeze(quoted.hourly, 1)
        afford(ask, max(0, taken + frozen - row["frozen"]))
        charge(ask.db, row["id"], "conversion", taken, ask.now)
        refreeze(ask.db, row, frozen)
        update(
            ask,
            row,
            charge=wanted.charge,
            hourly=quoted.hourly,
            prices=json.dumps(metered(quoted)),
            doc=json.dumps(doc(row) | {"internet": wanted.internet}),
            **_terms(terms, taken, ask.now),
        )
        recharge(ask.db, row["seq"], wanted.charge)
        if terms:
            await_expiry(ask.db, row["seq"], add_months(ask.now, terms.months))
        else:
            count_steps(ask.db, row["seq"], ask.now)
        remeter(ask.db, row["seq"], ask.now)
        operate(ask, row, ask.action, TAKES)
    return {}


@action("cvm", "InquiryPriceModifyInstancesChargeType", limit=10)
def inquiry_price_modify_instances_charge_type(ask: Ask) -> dict[str, Any]:
    """To PREPAID: of all instances together. Back from it: what the first will cost by the hour."""
    rows, terms = _read(ask)
    quotes = [quote(_converted(row, ask.params["InstanceChargeType"])) for row in rows]
    if terms:
        return {"Price": period_price(quotes, terms.months)}
    return {"Price": price(quotes[0], holding(rows[0]).mbit, 0, 1)}


def _read(ask: Ask) -> tuple[list[sqlite3.Row], Terms | None]:
    target = ask.params["InstanceChargeType"]
    if target not in FROM:
        raise bad_value("InstanceChargeType", target, f"one of {', '.join(FROM)}")
    rows = members(ask, MOST)
    terms = read_terms(ask.params, target)
    refuse_charges(ask, rows, (FROM[target],))
    refuse_unfit(ask, rows)
    _check_quota(ask, rows, target)
    for row in rows:
        if timed(ask.db, row["seq"]):
            raise ApiError(
                "InvalidInstance.NotSupported", f"`{row['id']}` has a timer that will terminate it."
            )
    return rows, terms


def _check_quota(ask: Ask, rows: list[sqlite3.Row], target: str) -> None:
    for zone, count in Counter(row["zone"] for row in rows).items():
        remaining = quota(ask.db, ask.settings, zone, target, ask.now).remaining
        if count > remaining:
            raise ApiError(
                "LimitExceeded.InstanceQuota",
                f"`{count}` are above the remaining quota `{remaining}` of `{zone}`.",
            )


def _converted(row: sqlite3.Row, target: str) -> Config:
    """Bandwidth by the month is for PREPAID only: it becomes bandwidth by the hour."""
    now = holding(row)
    internet = "BANDWIDTH_POSTPAID_BY_HOUR" if now.internet == EVERY_MONTH else now.internet
    return now._replace(charge=target, internet=internet)


def _terms(terms: Terms | None, taken: int, now: float) -> dict[str, Any]:
    if terms is None:
        return {"expires": None, "renew": None, "paid": 0, "paid_from": None}
    return {
        "expires": add_months(now, terms.months),
        "renew": terms.renew or RENEWALS[0],
        "paid": taken,
        "paid_from": now,
    }

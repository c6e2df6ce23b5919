# SPDX-License-Identifier: GPL-3.0-or-later
"""What bounds a purchase: the account's quota, the zone's stock, the account's money."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from ..ask import Ask
from ..catalogue.types import HOSTED
from ..clock import month_began
from ..errors import ApiError, bad_value
from ..money import cents_to_freeze
from ..settings import Settings
from ..stock import left
from .holding import afford
from .quote import Quote, prepaid_cents
from .wares import Wares

TOO_MANY = {
    "SPOTPAID": "LimitExceeded.UserSpotQuota",
    "PREPAID": "LimitExceeded.PrepayQuota",
    "POSTPAID_BY_HOUR": "LimitExceeded.InstanceQuota",
}
TOO_MANY_TO_PRICE = "InstancesQuotaLimitExceeded"


class Used(NamedTuple):
    """Used and in all; instances, or vCPUs for spot."""

    used: int
    total: int

    @property
    def remaining(self) -> int:
        return max(0, self.total - self.used)


def quota(db: sqlite3.Connection, settings: Settings, zone: str, charge: str, now: float) -> Used:
    """PREPAID counts what was bought this month (in Beijing), gone or not; the others what is there."""
    if charge == "PREPAID":
        bought = "SELECT COUNT(*) FROM instance WHERE zone = ? AND charge = 'PREPAID' AND bought_at >= ?"
        return Used(db.execute(bought, (zone, month_began(now))).fetchone()[0], settings.prepaid_quota)
    counted = "COALESCE(SUM(cpu), 0)" if charge == "SPOTPAID" else "COUNT(*)"
    query = (
        f"SELECT {counted} FROM instance INDEXED BY instance_zone WHERE zone = ? AND gone = 0 AND charge = ?"
    )
    total = settings.spot_quota if charge == "SPOTPAID" else settings.postpaid_quota
    return Used(db.execute(query, (zone, charge)).fetchone()[0], total)


def check_quota(ask: Ask, wares: Wares) -> None:
    if wares.charge == HOSTED:
        return
    spot = wares.charge == "SPOTPAID"
    needed = wares.count * wares.kind.cpu if spot else wares.count
    remaining = quota(ask.db, ask.settings, wares.zone.name, wares.charge, ask.now).remaining
    if wares.charge == "PREPAID":
        remaining = min(remaining, ask.settings.prepaid_once_quota)
    if needed > remaining and (not spot or ask.action == "RunInstances"):
        code = TOO_MANY[wares.charge] if ask.action == "RunInstances" else TOO_MANY_TO_PRICE
        unit = "vCPUs" if spot else "instances"
        raise ApiError(
            code, f"`{needed}` {unit} are above the remaining quota `{remaining}` of `{wares.zone.name}`."
        )


def check_sold_out(ask: Ask, wares: Wares) -> None:
    """What a price inquiry says of a type without any stock."""
    if ask.settings.price_sold_out == "error" and not left(
        ask.db, wares.zone.name, wares.kind.name, wares.charge
    ):
        raise bad_value(
            "InstanceType",
            wares.kind.name,
            f"sold out in `{wares.zone.name}`",
            "ResourcesSoldOut.SpecifiedInstanceType",
        )


def deliverable(ask: Ask, wares: Wares) -> int:
    """How many can be delivered: all, or with MinCount what there is; the order fails whole otherwise."""
    least = _least(ask, wares)
    if wares.charge == HOSTED or wares.pack:
        return wares.count
    stock = left(ask.db, wares.zone.name, wares.kind.name, wares.charge)
    if stock >= wares.count:
        return wares.count
    if least is None and (ask.settings.short_stock == "refuse" or not stock):
        raise _short(wares, stock)
    if least is not None and stock < least:
        raise ApiError(
            "ResourceInsufficient.InsufficientOfferingMinimum",
            f"Stock `{stock}` is below `MinCount` `{least}`.",
        )
    return stock


def _least(ask: Ask, wares: Wares) -> int | None:
    least = ask.params.get("MinCount")
    if least is None:
        return None
    if ask.settings.min_count != "enabled":
        raise ApiError(
            "UnsupportedOperation.MinCountUnsupportedRegion", f"`MinCount` is not enabled in `{ask.region}`."
        )
    if wares.charge == HOSTED:
        raise ApiError(
            "UnsupportedOperation.MinCountUnsupportedChargeType", f"`MinCount` does not go with `{HOSTED}`."
        )
    if not 1 <= least < wares.count:
        raise bad_value(
            "MinCount",
            least,
            f"from 1 to below InstanceCount {wares.count}",
            "InvalidParameterValue.InvalidParameterMinCount",
        )
    return least


def _short(wares: Wares, stock: int) -> ApiError:
    code = (
        "InvalidParameterValue.InsufficientOffering"
        if wares.charge == "SPOTPAID"
        else ("ResourceInsufficient.SpecifiedInstanceType")
    )
    where = f"`{wares.kind.name}` in `{wares.zone.name}`"
    return ApiError(
        code, f"`{wares.count}` of {where} were asked for, the stock of `{wares.charge}` is `{stock}`."
    )


def check_money(ask: Ask, wares: Wares, quoted: Quote, count: int) -> tuple[int, int]:
    """The cents to freeze for the order, and those to take for each of its instances."""
    frozen = cents_to_freeze(quoted.hourly, count)
    taken = prepaid_cents(quoted, wares.terms.months) if wares.terms else 0
    afford(ask, frozen + taken * count)
    return frozen, taken

# SPDX-License-Identifier: GPL-3.0-or-later
"""What a configuration costs, per hour or per month paid in advance; and how the API puts it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from ..bandwidth_packages import IN_PACKAGE
from ..catalogue.prices import (
    MONTH_HOURS,
    SPOT_SHARE,
    TRAFFIC_GIB,
    Machine,
    bandwidth,
    disks,
    machine,
    period_share,
)
from ..catalogue.types import InstanceType
from ..errors import bad_value
from ..money import cents, millionths
from .wares import Wares

Three = tuple[float, float, float]
BY_BANDWIDTH = ("BANDWIDTH_POSTPAID_BY_HOUR", "BANDWIDTH_PREPAID")
EVERY_MONTH = "BANDWIDTH_PREPAID"


class Config(NamedTuple):
    """All of an instance that has a price. `disks`: kind, GiB, MiB/s; the system disk first."""

    zone: str
    kind: InstanceType
    charge: str
    disks: list[tuple[str, int, int]]
    mbit: int
    internet: str


class Quote(NamedTuple):
    """Yuan per hour and instance: the machine over three steps, its disks, its bandwidth."""

    charge: str
    internet: str
    machine: Machine
    disks: float
    bandwidth: float

    @property
    def prepaid(self) -> bool:
        return self.charge == "PREPAID"

    @property
    def hourly(self) -> float:
        """What is metered at first; of a PREPAID instance only bandwidth that is paid by the hour."""
        if self.prepaid:
            return 0.0 if self.internet == EVERY_MONTH else self.bandwidth
        return round(self.machine.paid[0] + self.disks + self.bandwidth, 6)


def config(wares: Wares) -> Config:
    return Config(
        zone=wares.zone.name,
        kind=wares.kind,
        charge=wares.charge,
        disks=[disk.priced for disk in (wares.system, *wares.data)],
        mbit=wares.internet.mbit,
        internet=wares.internet.charge,
    )


def quote(wanted: Config) -> Quote:
    fixed = wanted.mbit > 0 and wanted.internet in BY_BANDWIDTH
    return Quote(
        charge=wanted.charge,
        internet=wanted.internet,
        machine=machine(wanted.zone, wanted.kind, wanted.charge),
        disks=disks(wanted.zone, wanted.disks),
        bandwidth=bandwidth(wanted.mbit) if fixed else 0.0,
    )


def metered(quoted: Quote) -> dict[str, Any]:
    """In millionths of a yuan per hour: the machine over three steps, and the rest."""
    if quoted.prepaid:
        return {"machine": [0, 0, 0], "rest": millionths(quoted.hourly)}
    rest = quoted.disks + quoted.bandwidth
    return {"machine": [millionths(step) for step in quoted.machine.paid], "rest": millionths(rest)}


def prepaid_cents(quoted: Quote, months: int) -> int:
    """What one instance costs for so many months, to the cent."""
    return sum(cents(paid) for _, paid in _monthly_items(quoted, months))


def _monthly_items(quoted: Quote, months: int) -> list[tuple[float, float]]:
    """List price and price paid of the instance, then of bandwidth paid by the month."""
    hours = [quoted.machine.listed[0] + quoted.disks]
    if quoted.internet == EVERY_MONTH:
        hours.append(quoted.bandwidth)
    share = period_share(months)
    listed = [round(each * MONTH_HOURS * months, 2) for each in hours]
    return [(each, round(each * share, 2)) for each in listed]


def check_bid(wares: Wares, quoted: Quote, spot_bid: str) -> None:
    market = quoted.machine.paid[0] + (quoted.disks if spot_bid == "with-disks" else 0)
    if wares.bid is not None and wares.bid < Decimal(str(round(market, 4))):
        raise bad_value(
            "InstanceMarketOptions.SpotOptions.MaxPrice",
            wares.bid,
            f"the market price is {round(market, 4)}",
            "InvalidParameterValue.InsufficientPrice",
        )


def price(quoted: Quote, mbit: int, months: int, times: int) -> dict[str, Any]:
    """`Price` of the inquiries, `times` over; BandwidthPrice only when the instance pays for bandwidth."""
    answer = {"InstancePrice": _instance_item(quoted, months, times)}
    if mbit and quoted.internet != IN_PACKAGE:
        answer["BandwidthPrice"] = bandwidth_item(quoted, months, times)
    return answer


def period_price(quotes: list[Quote], months: int) -> dict[str, Any]:
    """`Price` of so many months of all of these together."""
    items = [_monthly_items(quoted, months) for quoted in quotes]
    answer = {"InstancePrice": period_item(*map(sum, zip(*(each[0] for each in items), strict=True)))}
    if bandwidths := [each[1] for each in items if len(each) > 1]:
        answer["BandwidthPrice"] = period_item(*map(sum, zip(*bandwidths, strict=True)))
    return answer


def _instance_item(quoted: Quote, months: int, times: int) -> dict[str, Any]:
    if quoted.prepaid:
        return period_item(*_monthly_items(quoted, months)[0], times)
    listed, paid = ([(step + quoted.disks) * times for step in steps] for steps in quoted.machine)
    return hourly_item(listed, paid, SPOT_SHARE * 100 if quoted.charge == "SPOTPAID" else 100.0)


def bandwidth_item(quoted: Quote, months: int, times: int) -> dict[str, Any]:
    if quoted.prepaid and quoted.internet == EVERY_MONTH:
        return period_item(*_monthly_items(quoted, months)[1], times)
    if quoted.internet in BY_BANDWIDTH:
        return hourly_item([quoted.bandwidth * times] * 3, [quoted.bandwidth * times] * 3, 100.0)
    return {"UnitPrice": TRAFFIC_GIB, "UnitPriceDiscount": TRAFFIC_GIB, "ChargeUnit": "GB", "Discount": 100.0}


def period_item(listed: float, paid: float, times: int = 1) -> dict[str, Any]:
    """A sum paid at once; the discount is the percentage that is paid."""
    discount = round(100 * paid / listed, 2) if listed else 100.0
    return {
        "OriginalPrice": round(listed * times, 2),
        "DiscountPrice": round(paid * times, 2),
        "Discount": discount,
    }


def hourly_item(listed: list[float] | Three, paid: list[float] | Three, discount: float) -> dict[str, Any]:
    steps = ("", "SecondStep", "ThirdStep")
    item: dict[str, Any] = {"ChargeUnit": "HOUR", "Discount": discount}
    for step, plain, reduced in zip(steps, listed, paid, strict=True):
        item[f"UnitPrice{step}"] = round(plain, 4)
        item[f"UnitPriceDiscount{step}"] = round(reduced, 4)
    return item

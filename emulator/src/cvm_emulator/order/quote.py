# SPDX-License-Identifier: GPL-3.0-or-later
"""What a purchase costs per instance and hour, and the shape in which the API says so."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from ..catalogue.prices import SPOT_SHARE, TRAFFIC_GIB, Machine, bandwidth, disks, machine
from ..errors import bad_value
from .wares import Wares

Three = tuple[float, float, float]


class Quote(NamedTuple):
    """Yuan per hour and instance: the machine over three steps, its disks, its bandwidth."""

    machine: Machine
    disks: float
    bandwidth: float

    @property
    def hourly(self) -> float:
        return round(self.machine.paid[0] + self.disks + self.bandwidth, 6)


def quote(wares: Wares) -> Quote:
    internet = wares.internet
    fixed = internet.mbit > 0 and internet.charge == "BANDWIDTH_POSTPAID_BY_HOUR"
    return Quote(
        machine=machine(wares.zone.name, wares.kind, wares.charge),
        disks=disks(wares.zone.name, [(disk.kind, disk.size) for disk in (wares.system, *wares.data)]),
        bandwidth=bandwidth(internet.mbit) if fixed else 0.0,
    )


def check_bid(wares: Wares, quoted: Quote, spot_bid: str) -> None:
    market = quoted.machine.paid[0] + (quoted.disks if spot_bid == "with-disks" else 0)
    if wares.bid is not None and wares.bid < Decimal(str(round(market, 4))):
        raise bad_value(
            "InstanceMarketOptions.SpotOptions.MaxPrice",
            wares.bid,
            f"the market price is {round(market, 4)}",
            "InvalidParameterValue.InsufficientPrice",
        )


def price(wares: Wares, quoted: Quote, times: int) -> dict[str, Any]:
    """`Price` of InquiryPriceRunInstances, `times` over; BandwidthPrice only when bandwidth is ordered."""
    listed, paid = ([(step + quoted.disks) * times for step in steps] for steps in quoted.machine)
    spot = wares.charge == "SPOTPAID"
    answer = {"InstancePrice": hourly_item(listed, paid, SPOT_SHARE * 100 if spot else 100.0)}
    if wares.internet.mbit and quoted.bandwidth:
        answer["BandwidthPrice"] = hourly_item(
            [quoted.bandwidth * times] * 3, [quoted.bandwidth * times] * 3, 100.0
        )
    elif wares.internet.mbit:
        answer["BandwidthPrice"] = {
            "UnitPrice": TRAFFIC_GIB,
            "UnitPriceDiscount": TRAFFIC_GIB,
            "ChargeUnit": "GB",
            "Discount": 100.0,
        }
    return answer


def hourly_item(listed: list[float] | Three, paid: list[float] | Three, discount: float) -> dict[str, Any]:
    steps = ("", "SecondStep", "ThirdStep")
    item: dict[str, Any] = {"ChargeUnit": "HOUR", "Discount": discount}
    for step, plain, reduced in zip(steps, listed, paid, strict=True):
        item[f"UnitPrice{step}"] = round(plain, 4)
        item[f"UnitPriceDiscount{step}"] = round(reduced, 4)
    return item

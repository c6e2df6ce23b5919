# SPDX-License-Identifier: GPL-3.0-or-later
"""What one machine costs, from the answer to an inquiry for one."""

from __future__ import annotations

from .month import in_advance, listed_per_hour, per_hour
from .price import STEPS, first_of, hourly, rounded


def quote(price: dict, by_traffic: bool, months: int | None = None) -> dict:
    """`price`: the Price of an inquiry; `months`: the period that is paid in advance, None for hourly ones.

    `hourly_price_each` covers machine, disks and bandwidth; of what is paid in advance an hour's share, at
    730 hours a month. Traffic is billed per GB and stands beside it. `upfront_price_each` is what the cloud
    takes or freezes with the order: the whole period, or one hour. `steps`: the machine's price from that
    hour of use on.
    """
    machine, bandwidth = price.get("InstancePrice") or {}, price.get("BandwidthPrice") or {}
    carriage = {} if by_traffic else bandwidth
    return {
        "period": months,
        "hourly_price_each": rounded(per_hour(machine, months or 1) + per_hour(carriage, months or 1)),
        "upfront_price_each": rounded(at_once(machine) + at_once(carriage)),
        "list_price_each": rounded(listed_per_hour(machine, months or 1)),
        "bandwidth_price_each": rounded(per_hour(carriage, months or 1)),
        "traffic_price_per_gb": rounded(hourly(bandwidth)) if by_traffic else None,
        "steps": [
            {"from_hour": hour, "hourly_price": rounded(first_of(machine, names))}
            for hour, names in STEPS
            if first_of(machine, names)
        ],
    }


def at_once(item: dict) -> float:
    """What an item takes from the balance with the order."""
    return hourly(item) or in_advance(item)


NO_PRICE = quote({}, by_traffic=False)

# SPDX-License-Identifier: GPL-3.0-or-later
"""Prices: what InquiryPriceRunInstances answers, in sums that can be compared.

Amounts are in the currency of the account (yuan on the Chinese site), per hour. In the API's answers absent,
null and 0 all mean that a price does not apply.
"""

from __future__ import annotations

STEPS = (
    (0, ("UnitPriceDiscount", "UnitPrice")),
    (96, ("UnitPriceDiscountSecondStep", "UnitPriceSecondStep")),
    (360, ("UnitPriceDiscountThirdStep", "UnitPriceThirdStep")),
)
DIGITS = 6


def first_of(item: dict | None, names: tuple[str, ...]) -> float:
    return next((float(item[name]) for name in names if (item or {}).get(name)), 0.0)


def hourly(item: dict | None) -> float:
    """The price paid per unit at first: after discount where there is one."""
    return first_of(item, STEPS[0][1])


def quote(price: dict, by_traffic: bool) -> dict:
    """What one machine costs, from the Price of an inquiry for one.

    `hourly_price_each` covers machine, disks and bandwidth billed by the hour; traffic is billed per GB and
    stands beside them. `upfront_price_each` is what the cloud takes or freezes with the order: one hour.
    `steps`: the machine's price from that hour of use on.
    """
    machine, bandwidth = price.get("InstancePrice") or {}, price.get("BandwidthPrice") or {}
    carriage = hourly(bandwidth)
    each = hourly(machine) + (0.0 if by_traffic else carriage)
    return {
        "hourly_price_each": rounded(each),
        "upfront_price_each": rounded(each),
        "list_price_each": rounded(first_of(machine, ("UnitPrice",))),
        "bandwidth_price_each": rounded(0.0 if by_traffic else carriage),
        "traffic_price_per_gb": rounded(carriage) if by_traffic else None,
        "steps": [
            {"from_hour": hour, "hourly_price": rounded(first_of(machine, names))}
            for hour, names in STEPS
            if first_of(machine, names)
        ],
    }


def sums(price: dict, count: int) -> dict:
    """The entries of a quote that depend on how many machines there are."""
    return {"count": count, "hourly_price": rounded(price["hourly_price_each"] * count)}


def total(parts: list[dict]) -> dict:
    """A purchase in parts, and what it costs per hour."""
    return {"hourly_price": rounded(sum(part["hourly_price"] for part in parts)), "parts": parts}


def amount(price: float) -> str:
    """An amount of money in words: as many digits as it has, never an exponent."""
    return f"{price:.{DIGITS}f}".rstrip("0").rstrip(".")


def rounded(amount: float) -> float:
    return round(amount, DIGITS)

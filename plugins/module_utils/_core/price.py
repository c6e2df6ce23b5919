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


def sums(price: dict, count: int) -> dict:
    """The entries of a quote that depend on how many machines there are."""
    return {
        "count": count,
        "hourly_price": rounded(price["hourly_price_each"] * count),
        "upfront_price": rounded(price["upfront_price_each"] * count),
    }


def total(parts: list[dict]) -> dict:
    """A purchase in parts, what it costs per hour, and what is taken or frozen with the order."""
    sums = {name: rounded(sum(part[name] for part in parts)) for name in ("hourly_price", "upfront_price")}
    return {**sums, "parts": parts}


def amount(price: float) -> str:
    """An amount of money in words: as many digits as it has, never an exponent."""
    return f"{price:.{DIGITS}f}".rstrip("0").rstrip(".")


def rounded(amount: float) -> float:
    return round(amount, DIGITS)

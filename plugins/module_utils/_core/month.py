# SPDX-License-Identifier: GPL-3.0-or-later
"""What a price comes to in a month, so that hours and months can be compared.

An item is the API's ItemPrice: a price per hour in steps of use, or a total for a period paid in advance.
"""

from __future__ import annotations

from .price import STEPS, first_of, hourly

HOURS = 730
PAID, LISTED = ("DiscountPrice", "OriginalPrice"), ("OriginalPrice",)


def in_advance(item: dict | None) -> float:
    """What is paid at once for the whole period; 0 where the price is one per hour."""
    return first_of(item, PAID)


def monthly(item: dict | None, months: int = 1) -> float:
    """A month of an item: its share of the total for `months`, or the first 730 hours of use."""
    return in_advance(item) / months or first_hours(item)


def first_hours(item: dict | None) -> float:
    """The first month of use by the hour; a step without a price goes on at the one before it."""
    price, total = hourly(item), 0.0
    ends = [step[0] for step in STEPS[1:]] + [HOURS]
    for (begin, names), end in zip(STEPS, ends):
        price = first_of(item, names) or price
        total += price * (end - begin)
    return total


def per_hour(item: dict | None, months: int = 1) -> float:
    """The price of the first hour; of a period paid in advance, an hour's share of it."""
    return hourly(item) or in_advance(item) / months / HOURS


def listed_per_hour(item: dict | None, months: int = 1) -> float:
    """The same before discount."""
    return first_of(item, ("UnitPrice",)) or first_of(item, LISTED) / months / HOURS

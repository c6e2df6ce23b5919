# SPDX-License-Identifier: GPL-3.0-or-later
"""A quote in parts: what of it is the machine, what its disks, what bandwidth; by the hour, month and period.

An inquiry puts machine and disks together. The machine alone is in the catalogue, so the disks are the rest.
"""

from __future__ import annotations

from .month import LISTED, in_advance, monthly, per_hour
from .price import first_of, rounded


def breakdown(price: dict, alone: dict | None, by_traffic: bool, months: int | None) -> dict:
    """One machine's price in parts, from the Price of an inquiry and that of the catalogue.

    `alone` None: the machine cannot be told from its disks, and `disks` is None. `months`: the period that is
    paid in advance, None for what is paid by the hour.
    """
    together = price.get("InstancePrice") or {}
    machine, both = amounts(scaled(alone or {}, together, months), months), amounts(together, months)
    return {
        "machine": machine if alone else both,
        "disks": {name: less(both[name], machine[name]) for name in both} if alone else None,
        "bandwidth": amounts({} if by_traffic else price.get("BandwidthPrice"), months),
    }


def amounts(item: dict | None, months: int | None) -> dict:
    """An item by the hour, by the month (of hourly ones the first 730 hours), and for the period."""
    month = monthly(item, months or 1)
    return {
        "hourly_price": rounded(per_hour(item, months or 1)),
        "monthly_price": rounded(month),
        "period_price": rounded(in_advance(item) or month * months) if months else None,
    }


def less(whole: float | None, part: float | None) -> float | None:
    return None if whole is None or part is None else max(0.0, rounded(whole - part))


def scaled(alone: dict, together: dict, months: int | None) -> dict:
    """A machine's catalogue price, which is for a month, for the whole period at the quote's discount."""
    if not months:
        return alone
    listed = first_of(together, LISTED)
    share = in_advance(together) / listed if listed else 1.0
    return {"OriginalPrice": first_of(alone, LISTED) * months * share}


def totals(parts: dict, count: int) -> dict:
    """The month and the period of all parts of so many machines; None where there is no period."""
    there = [part for part in parts.values() if part]
    return {
        name: None if there[0][name] is None else rounded(sum(part[name] for part in there) * count)
        for name in ("monthly_price", "period_price")
    }

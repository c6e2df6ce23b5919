# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks what things cost and what the account may buy, and refuses what goes beyond."""

from __future__ import annotations

from collections.abc import Iterable

from .._core.candidates import Candidate
from .._core.errors import AUTH, CloudError, Refused
from .._core.identity import digest
from .._core.price import quote, rounded
from .._core.quota import quota_filters, remaining
from .._core.requests import by_traffic, inquiry_of
from .cloud import Cloud


def price(cloud: Cloud, params: dict) -> dict:
    """A quote for one machine, by the parameters of InquiryPriceRunInstances."""
    answer = cloud.read("cvm", "InquiryPriceRunInstances", params)
    return quote(answer["Price"], by_traffic(params))


def running_cost(cloud: Cloud, rows: Iterable[dict]) -> float:
    """What machines cost per hour that are there already, priced as if they were bought again."""
    asked = [inquiry_of(row) for row in rows]
    prices = {digest(params): params for params in asked}
    costs = {key: price(cloud, params)["hourly_price_each"] for key, params in prices.items()}
    return sum(costs[digest(params)] for params in asked)


def refuse_too_dear(limit: float, spent: float, each: float, missing: int, zone: str) -> None:
    """`spent`: what the fleet costs per hour without the machines that are missing."""
    cost = rounded(spent + each * missing)
    if cost > limit:
        raise Refused(
            f"max_hourly_price: the fleet would cost {cost:g} an hour, the limit is {limit:g} ({missing} new "
            f"machines at {each:g} each in {zone}); raise the limit or ask for less"
        )


def refuse_beyond_quota(cloud: Cloud, candidate: Candidate, missing: int) -> None:
    """For a purchase in several orders: else a later one is refused when the first are paid for."""
    try:
        filters = quota_filters(candidate.zone, candidate.charge_type)
        left = remaining(
            cloud.read("cvm", "DescribeAccountQuota", {"Filters": filters}),
            candidate.zone,
            candidate.charge_type,
        )
    except CloudError as error:
        if error.klass != AUTH:
            raise
        return
    if left is not None and left < missing:
        raise Refused(
            f"exact_count: {missing} more machines are asked for, the quota for {candidate.charge_type} "
            f"in {candidate.zone} leaves {left}; ask for less, for a larger quota, or name another zone"
        )

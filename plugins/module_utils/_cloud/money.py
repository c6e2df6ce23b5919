# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks what things cost and what the account may buy, and refuses what goes beyond."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from .._core.balance import available
from .._core.candidates import Candidate
from .._core.errors import AUTH, CloudError
from .._core.identity import digest
from .._core.price import amount, rounded
from .._core.quota import SETS, quota_filters, remaining
from .._core.quote import NO_PRICE, quote
from .._core.requests import by_traffic, inquiry_of, is_priced, months_of
from .cloud import Cloud

LIMITS = ("max_hourly_price", "max_upfront_price", "balance_hours")


def price(cloud: Cloud, params: dict) -> dict:
    """A quote for one machine, by the parameters of InquiryPriceRunInstances."""
    return quoted(cloud, params)[0]


def quoted(cloud: Cloud, params: dict) -> tuple[dict, dict]:
    """The same, and the Price of the answer."""
    if not is_priced(params):
        return NO_PRICE, {}
    answer = cloud.read("cvm", "InquiryPriceRunInstances", params)["Price"]
    return quote(answer, by_traffic(params), months_of(params)), answer


def running_cost(cloud: Cloud, rows: Iterable[dict]) -> float:
    """What machines cost per hour that are there already, priced as if they were bought again."""
    asked = [inquiry_of(row) for row in rows]
    prices = {digest(params): params for params in asked}
    costs = {key: price(cloud, params)["hourly_price_each"] for key, params in prices.items()}
    return sum(costs[digest(params)] for params in asked)


def rehearse(cloud: Cloud, params: dict) -> None:
    """A dry run of an order; raises what the order would be refused with. It does not cover money."""
    try:
        cloud.read("cvm", "RunInstances", params)
    except CloudError as error:
        if error.code != "DryRunOperation":
            raise


def image_fits(cloud: Cloud, image: str, instance_type: str) -> bool:
    """Whether an image runs on an instance type: DescribeImages lists only those that do."""
    asked = {"InstanceType": instance_type, "Filters": [{"Name": "image-id", "Values": [image]}]}
    return cloud.read("cvm", "DescribeImages", asked)["TotalCount"] > 0


class Bill(NamedTuple):
    """What a purchase comes to; `each`: the price of one, `running`: what the fleet costs an hour already."""

    candidate: Candidate
    missing: int
    each: dict
    running: float

    def hourly(self) -> float:
        return rounded(self.running + self.each["hourly_price_each"] * self.missing)

    def upfront(self) -> float:
        return rounded(self.each["upfront_price_each"] * self.missing)

    def words(self) -> str:
        price = self.each["hourly_price_each"]
        return f"{self.missing} new machines at {amount(price)} an hour each in {self.candidate.zone}"


def objections(cloud: Cloud, want: dict, bill: Bill, order_size: int) -> list[str]:
    """All that speaks against a purchase before any of it is made."""
    limits = [option for option in LIMITS if want[option] is not None]
    if bill.candidate.charge_type == "dedicated_host" and limits:
        cloud.notes.append(
            f"{', '.join(limits)}: the cloud quotes no machine on a dedicated host, so what its disks and "
            "its bandwidth cost beside the host is not counted"
        )
    found = [
        too_dear("max_hourly_price", want["max_hourly_price"], bill.hourly(), f"an hour ({bill.words()})")
    ]
    found.append(too_dear("max_upfront_price", want["max_upfront_price"], bill.upfront(), "at once"))
    if bill.candidate.charge_type in SETS and (want["preflight"] or bill.missing > order_size):
        found.append(beyond_quota(cloud, bill.candidate, bill.missing))
    if want["preflight"] or want["balance_hours"] is not None:
        found.append(beyond_balance(cloud, want["balance_hours"], bill))
    return [text for text in found if text]


def too_dear(option: str, limit: float | None, cost: float, how: str) -> str:
    if limit is None or cost <= limit:
        return ""
    more = f"the fleet would cost {amount(cost)} {how}, the limit is {amount(limit)}"
    return f"{option}: {more}; raise it or ask for less"


def beyond_quota(cloud: Cloud, candidate: Candidate, missing: int) -> str:
    """Matters for a purchase in several orders: a later one would be refused when the first are paid for."""
    filters = quota_filters(candidate.zone, candidate.charge_type)
    answer = permitted(cloud, "cvm", "DescribeAccountQuota", {"Filters": filters})
    left = remaining(answer, candidate.zone, candidate.charge_type) if answer else None
    if left is None or left >= missing:
        return ""
    return (
        f"exact_count: {missing} more machines are asked for, the quota for {candidate.charge_type} in "
        f"{candidate.zone} leaves {left}; ask for less, for a larger quota, or name another zone"
    )


def beyond_balance(cloud: Cloud, hours: float | None, bill: Bill) -> str:
    """Whether the account can pay what the order takes at once, or the whole fleet for so many hours."""
    answer = permitted(cloud, "billing", "DescribeAccountBalance", {})
    needed = bill.upfront() if hours is None else max(bill.upfront(), rounded(bill.hourly() * hours))
    if answer is None or available(answer) >= needed:
        return ""
    what = "the new machines" if hours is None else f"{hours:g} hours of the fleet"
    has = amount(available(answer))
    return f"balance_hours: {what} cost {amount(needed)}, the account has {has}; top it up or ask for less"


def permitted(cloud: Cloud, service: str, action: str, params: dict) -> dict | None:
    """The answer to a question that a purchase can do without; None where the key may not ask it."""
    try:
        return cloud.read(service, action, params)
    except CloudError as error:
        if error.klass != AUTH:
            raise
        cloud.notes.append(
            f"{action} is not permitted to this key ({error.code}); what it tells was not checked"
        )
        return None

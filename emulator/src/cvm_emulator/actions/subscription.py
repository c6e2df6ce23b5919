# SPDX-License-Identifier: GPL-3.0-or-later
"""Paying in advance: renewal, what is to happen at the end, refunds; and what that costs."""

from __future__ import annotations

import sqlite3
from typing import Any

from ..ask import Ask, action
from ..disk_terms import attached_prepaid, listed, months_due, renew
from ..errors import ApiError
from ..isolation import bring_back
from ..order.holding import afford, holding
from ..order.quote import period_item, period_price, prepaid_cents, quote
from ..order.terms import Terms, check_renewal, read_terms
from ..passage import instance
from ..prepaid import FULL_RETURNS, extend, refund
from .members import members, operate, refuse_charges, refuse_unfit, update

TAKES = 2


@action("cvm", "RenewInstances", limit=10)
def renew_instances(ask: Ask) -> dict[str, Any]:
    """What is isolated comes back. Portable PREPAID disks on it are renewed too, unless told not to."""
    rows, terms = _renewed(ask)
    costs = [prepaid_cents(quote(holding(row)), terms.months) for row in rows]
    disks = _disks_too(ask, rows)
    afford(ask, sum(costs) + sum(months_due(each, terms.months) for each in disks))
    for each in disks:
        renew(ask.db, each, terms.months, ask.now)
    for row, cost in zip(rows, costs, strict=True):
        extend(ask.db, row, terms.months, cost, ask.now)
        if terms.renew:
            update(ask, row, renew=terms.renew)
        if row["state"] == "SHUTDOWN":
            bring_back(ask.db, ask.settings, instance(ask.db, row["seq"]), ask.now)
        operate(ask, row, ask.action, TAKES)
    return {}


@action("cvm", "InquiryPriceRenewInstances", limit=10)
def inquiry_price_renew_instances(ask: Ask) -> dict[str, Any]:
    """Of all instances together, and of the portable disks that would be renewed with them."""
    rows, terms = _renewed(ask)
    price = period_price([quote(holding(row)) for row in rows], terms.months)
    if disks := _disks_too(ask, rows):
        plain, paid = price["InstancePrice"]["OriginalPrice"], price["InstancePrice"]["DiscountPrice"]
        plain += sum(listed(each["zone"], each["kind"], each["size"], terms.months) for each in disks)
        paid += sum(months_due(each, terms.months) for each in disks) / 100
        price["InstancePrice"] = period_item(plain, paid)
    return {"Price": price}


@action("cvm", "ModifyInstancesRenewFlag", limit=10)
def modify_instances_renew_flag(ask: Ask) -> dict[str, Any]:
    rows = members(ask)
    check_renewal("RenewFlag", ask.params["RenewFlag"])
    refuse_charges(ask, rows, ("PREPAID",))
    refuse_unfit(ask, rows)
    for row in rows:
        update(ask, row, renew=ask.params["RenewFlag"])
        operate(ask, row, ask.action, 0)
    return {}


@action("cvm", "InquiryPriceTerminateInstances", limit=10)
def inquiry_price_terminate_instances(ask: Ask) -> dict[str, Any]:
    """In yuan. What is paid by the hour has no refund to ask for."""
    rows = members(ask)
    if len({row["charge"] for row in rows}) > 1:
        raise ApiError(
            "UnsupportedOperation.InstanceMixedPricingModel",
            "The instances in `InstanceIds` have more than one charge type.",
        )
    refuse_unfit(ask, rows)
    refunds, in_full = [], 0
    for row in rows:
        if row["charge"] != "PREPAID":
            raise ApiError("FailedOperation.InquiryRefundPriceFailed", f"`{row['id']}` is `{row['charge']}`.")
        cents, what = refund(ask.db, ask.settings, row, ask.now, in_full)
        in_full += what == FULL_RETURNS
        refunds.append(
            {"InstanceId": row["id"], "Refunds": cents / 100, "PriceDetail": f"{what}: {cents / 100:.2f}"}
        )
    return {"InstanceRefundsSet": refunds}


def _disks_too(ask: Ask, rows: list[sqlite3.Row]) -> list[sqlite3.Row]:
    too = ask.params.get("RenewPortableDataDisk", True)
    return [each for row in rows for each in attached_prepaid(ask.db, row["seq"]) if too]


def _renewed(ask: Ask) -> tuple[list[sqlite3.Row], Terms]:
    rows = members(ask)
    if len({row["charge"] for row in rows}) > 1:
        raise ApiError(
            "InvalidParameterValue.InstanceNotSupportedMixPricingModel",
            "The instances in `InstanceIds` have more than one charge type.",
        )
    refuse_charges(ask, rows, ("PREPAID",))
    terms = read_terms(ask.params, "PREPAID")
    refuse_unfit(ask, rows)
    return rows, terms

# SPDX-License-Identifier: GPL-3.0-or-later
"""AllocateAddresses, its price, and DescribeAddressQuota."""

from __future__ import annotations

import math
from typing import Any

from .. import networks
from ..ask import Ask, action
from ..catalogue.prices import TRAFFIC_GIB, bandwidth
from ..clock import beijing
from ..eips import add, begin, hourly
from ..errors import ApiError, bad_value
from ..ids import mint
from ..money import cents_to_freeze, purse
from ..order.marks import check_token
from ..order.tokens import remember, remembered
from .tags_given import ADDRESS, put_tags, read_tags

TRAFFIC, FIXED = "TRAFFIC_POSTPAID_BY_HOUR", "BANDWIDTH_POSTPAID_BY_HOUR"
LONGEST_NAME = 60
WIDEST = 100
ALLOCATED, REASSIGNED = "DAILY_EIP_APPLY", "DAILY_PUBLIC_IP_ASSIGN"
REASSIGNED_MOST = 10


@action("vpc", "AllocateAddresses", limit=100)
def allocate_addresses(ask: Ask) -> dict[str, Any]:
    check_token(ask.params.get("ClientToken", ""))
    if (ids := remembered(ask)) is not None:
        return {"AddressSet": ids[1:], "TaskId": ids[0]}
    charge, mbit = _read(ask)
    count, name = ask.params.get("AddressCount", 1), ask.params.get("AddressName")
    if name is not None and len(name.encode()) > LONGEST_NAME:
        raise bad_value("AddressName", name, f"at most {LONGEST_NAME} bytes")
    tags = read_tags(ask, ADDRESS)
    if count < 1:
        raise bad_value("AddressCount", count, code="InvalidParameterValue.Range")
    _check_quota(ask, count)
    cents = cents_to_freeze(hourly(ask.settings, "UNBIND", charge, mbit), count)
    if cents > math.floor(purse(ask.db, ask.now).free):
        raise ApiError("FailedOperation.BalanceInsufficient", f"`{cents}` cents an hour are not there.")
    use_daily(ask, ALLOCATED, count, ask.settings.eip_daily_quota)
    terms = {"name": name, "status": "CREATING", "charge": charge, "mbit": mbit}
    seqs = [add(ask, ip=networks.new_public_address(ask.db), **terms) for _ in range(count)]
    ids = [mint(ask.seed, "eip", seq) for seq in seqs]
    for each in ids:
        put_tags(ask, "eip", each, tags)
    task = str(begin(ask.db, ask.settings, ask.action, ask.region, seqs, ask.now))
    remember(ask, [task, *ids])
    return {"AddressSet": ids, "TaskId": task}


@action("vpc", "InquiryPriceAllocateAddresses", limit=100)
def inquiry_price_allocate_addresses(ask: Ask) -> dict[str, Any]:
    charge, mbit = _read(ask)
    price, unit = (bandwidth(mbit), "HOUR") if charge == FIXED else (TRAFFIC_GIB, "GB")
    item = {"UnitPrice": price, "DiscountPrice": price, "OriginalPrice": price, "ChargeUnit": unit}
    return {"Price": {"AddressPrice": item}}


@action("vpc", "DescribeAddressQuota", limit=100)
def describe_address_quota(ask: Ask) -> dict[str, Any]:
    quotas = (
        ("TOTAL_EIP_QUOTA", _owned(ask), ask.settings.eip_quota),
        (ALLOCATED, _used_today(ask, ALLOCATED), ask.settings.eip_daily_quota),
        (REASSIGNED, _used_today(ask, REASSIGNED), REASSIGNED_MOST),
    )
    return {
        "QuotaSet": [
            {"QuotaId": name, "QuotaCurrent": used, "QuotaLimit": most, "QuotaGroup": ask.region}
            for name, used, most in quotas
        ]
    }


def use_daily(ask: Ask, what: str, count: int, most: int) -> None:
    """Counts towards what may be done in a region on a day."""
    if _used_today(ask, what) + count > most:
        raise ApiError(
            "AddressQuotaLimitExceeded.DailyAllocate", f"`{most}` a day are allowed in `{ask.region}`."
        )
    ask.db.execute(
        "INSERT INTO daily VALUES (?, ?, ?, ?) "
        "ON CONFLICT (what, region, day) DO UPDATE SET used = used + excluded.used",
        (what, ask.region, beijing(ask.now)[:10], count),
    )


def _read(ask: Ask) -> tuple[str, int]:
    charge, mbit = ask.params.get("InternetChargeType", TRAFFIC), ask.params.get("InternetMaxBandwidthOut", 1)
    if charge not in (TRAFFIC, FIXED):
        raise bad_value("InternetChargeType", charge)
    if mbit < 1:
        raise bad_value("InternetMaxBandwidthOut", mbit, code="InvalidParameterValue.BandwidthTooSmall")
    if mbit > WIDEST:
        raise bad_value(
            "InternetMaxBandwidthOut", mbit, f"at most {WIDEST}", "InvalidParameterValue.BandwidthOutOfRange"
        )
    return charge, mbit


def _check_quota(ask: Ask, count: int) -> None:
    if _owned(ask) + count > ask.settings.eip_quota:
        raise ApiError(
            "AddressQuotaLimitExceeded", f"`{ask.region}` may have `{ask.settings.eip_quota}` EIPs."
        )


def _owned(ask: Ask) -> int:
    return ask.db.execute("SELECT COUNT(*) FROM eip WHERE region = ?", (ask.region,)).fetchone()[0]


def _used_today(ask: Ask, what: str) -> int:
    query = "SELECT used FROM daily WHERE what = ? AND region = ? AND day = ?"
    row = ask.db.execute(query, (what, ask.region, beijing(ask.now)[:10])).fetchone()
    return row["used"] if row else 0

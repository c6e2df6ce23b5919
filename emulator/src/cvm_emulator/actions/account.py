# SPDX-License-Identifier: GPL-3.0-or-later
"""DescribeAccountQuota and DescribeAccountBalance: the account about itself."""

from __future__ import annotations

from typing import Any

from ..ask import Ask, action
from ..catalogue.account import ACCOUNTS
from ..catalogue.regions import ZONES, open_zones
from ..errors import bad_value
from ..images import image_count
from ..money import purse
from ..order.limits import quota
from .paging import read_filters
from .placement_groups import group_quota

CHARGED = {
    "PostPaidQuotaSet": "POSTPAID_BY_HOUR",
    "PrePaidQuotaSet": "PREPAID",
    "SpotPaidQuotaSet": "SPOTPAID",
}
SETS = (*CHARGED, "ImageQuotaSet", "DisasterRecoverGroupQuotaSet")


@action("cvm", "DescribeAccountQuota", limit=20)
def describe_account_quota(ask: Ask) -> dict[str, Any]:
    """Spot figures are vCPUs, the others instances; PREPAID counts the month's purchases."""
    filters = read_filters(ask, ("zone", "quota-type"), 100, "InvalidFilter")
    for zone in filters.get("zone", []):
        if zone not in ZONES or ZONES[zone].region != ask.region:
            raise bad_value("Filters zone", zone, f"no zone of {ask.region}", "InvalidZone.MismatchRegion")
    wanted = filters.get("quota-type", list(SETS))
    for name in wanted:
        if name not in SETS:
            raise bad_value("Filters quota-type", name, code="InvalidFilter")
    zones = [zone.name for zone in open_zones(ask.region) if zone.name in filters.get("zone", [zone.name])]
    sets = {name: _set(ask, name, zones) if name in wanted else [] for name in SETS}
    return {
        "AppId": ACCOUNTS[ask.caller.account].app_id,
        "AccountQuotaOverview": {"Region": ask.region, "AccountQuota": sets},
    }


def _set(ask: Ask, name: str, zones: list[str]) -> list[dict[str, Any]]:
    if name == "ImageQuotaSet":
        return [{"UsedQuota": image_count(ask.db, ask.region), "TotalQuota": ask.settings.image_quota}]
    if name == "DisasterRecoverGroupQuotaSet":
        return [group_quota(ask)]
    more = {"OnceQuota": ask.settings.prepaid_once_quota} if CHARGED[name] == "PREPAID" else {}
    figures = [(zone, quota(ask.db, ask.settings, zone, CHARGED[name], ask.now)) for zone in zones]
    return [
        {
            "UsedQuota": each.used,
            "RemainingQuota": each.remaining,
            "TotalQuota": each.total,
            "Zone": zone,
            **more,
        }
        for zone, each in figures
    ]


@action("billing", "DescribeAccountBalance", limit=20)
def describe_account_balance(ask: Ask) -> dict[str, Any]:
    """In cents. No vouchers, no credit: what was overspent is owed."""
    money = purse(ask.db, ask.now)
    cash = round(money.balance - money.spent, 2)
    owed = max(0.0, -cash)
    cash = max(0.0, cash)
    real = round(cash - money.frozen - owed, 2)
    return {
        "Uin": int(ask.caller.account),
        "Balance": int(real),
        "RealBalance": real,
        "CashAccountBalance": cash,
        "IncomeIntoAccountBalance": 0.0,
        "PresentAccountBalance": 0.0,
        "FreezeAmount": float(money.frozen),
        "OweAmount": owed,
        "IsAllowArrears": False,
        "IsCreditLimited": False,
        "CreditAmount": 0.0,
        "CreditBalance": round(cash - owed, 2),
        "RealCreditBalance": real,
        "TempCredit": 0.0,
        "TempAmountInfoList": [],
    }

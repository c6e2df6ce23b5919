# SPDX-License-Identifier: GPL-3.0-or-later
"""DescribeAccountQuota, DescribeAccountBalance and GetCallerIdentity: the account about itself."""

from __future__ import annotations

from typing import Any

from ..ask import Ask, action
from ..catalogue.account import APP_ID
from ..catalogue.regions import ZONES, open_zones
from ..errors import bad_value
from ..money import purse
from ..order.limits import quota
from .paging import read_filters

CHARGED = {"PostPaidQuotaSet": "POSTPAID_BY_HOUR", "SpotPaidQuotaSet": "SPOTPAID"}
PREPAID_NONE = {"UsedQuota": 0, "OnceQuota": 0, "RemainingQuota": 0, "TotalQuota": 0}
OTHERS = {
    "ImageQuotaSet": [{"UsedQuota": 0, "TotalQuota": 10}],
    "DisasterRecoverGroupQuotaSet": [
        {
            "GroupQuota": 10,
            "CurrentNum": 0,
            "CvmInHostGroupQuota": 50,
            "CvmInSwitchGroupQuota": 20,
            "CvmInRackGroupQuota": 30,
        }
    ],
}
SETS = (*CHARGED, "PrePaidQuotaSet", *OTHERS)


@action("cvm", "DescribeAccountQuota", limit=20)
def describe_account_quota(ask: Ask) -> dict[str, Any]:
    """Spot figures are vCPUs, the others instances. PREPAID is not emulated, so its quota is none."""
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
    return {"AppId": APP_ID, "AccountQuotaOverview": {"Region": ask.region, "AccountQuota": sets}}


def _set(ask: Ask, name: str, zones: list[str]) -> list[dict[str, Any]]:
    if name in OTHERS:
        return OTHERS[name]
    if name == "PrePaidQuotaSet":
        return [PREPAID_NONE | {"Zone": zone} for zone in zones]
    figures = [(zone, quota(ask.db, ask.settings, zone, CHARGED[name])) for zone in zones]
    return [
        {"UsedQuota": each.used, "RemainingQuota": each.remaining, "TotalQuota": each.total, "Zone": zone}
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


@action("sts", "GetCallerIdentity", limit=20)
def get_caller_identity(ask: Ask) -> dict[str, Any]:
    caller = ask.caller
    return {
        "Arn": f"qcs::cam::uin/{caller.account}:uin/{caller.user}",
        "AccountId": caller.account,
        "UserId": caller.user,
        "PrincipalId": caller.user,
        "Type": "CAMUser",
    }

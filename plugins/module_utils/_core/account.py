# SPDX-License-Identifier: GPL-3.0-or-later
"""The account as results show it: who it is, what it can pay, and what it may still have."""

from __future__ import annotations

from .balance import available
from .price import rounded
from .quota import SETS

MONEY = {
    "cash": "CashAccountBalance",
    "income": "IncomeIntoAccountBalance",
    "vouchers": "PresentAccountBalance",
    "frozen": "FreezeAmount",
    "owed": "OweAmount",
    "credit": "CreditAmount",
}
GROUPS = {
    "used": "CurrentNum",
    "total": "GroupQuota",
    "machines_per_host_group": "CvmInHostGroupQuota",
    "machines_per_switch_group": "CvmInSwitchGroupQuota",
    "machines_per_rack_group": "CvmInRackGroupQuota",
}


def identity_shape(answer: dict) -> dict:
    """From GetCallerIdentity."""
    return {
        "account_id": str(answer["AccountId"]),
        "user_id": answer["UserId"],
        "principal_id": answer["PrincipalId"],
        "arn": answer["Arn"],
        "type": answer["Type"],
    }


def balance_shape(answer: dict | None) -> dict | None:
    """From DescribeAccountBalance, in the currency of the account; None where the key may not ask it."""
    if answer is None:
        return None
    amounts = {name: rounded(float(answer.get(path) or 0) / 100) for name, path in MONEY.items()}
    return {"available": rounded(available(answer)), **amounts}


def quota_shape(answer: dict | None) -> dict:
    """From DescribeAccountQuota: `quotas` by zone, and those of the region; None where it is not known."""
    if answer is None:
        return {"quotas": None, "image_quota": None, "placement_group_quota": None}
    sets = answer["AccountQuotaOverview"]["AccountQuota"]
    zones = sorted({row["Zone"] for name in SETS.values() for row in sets.get(name) or []})
    return {
        "quotas": [{"zone": zone, **by_way_to_pay(sets, zone)} for zone in zones],
        "image_quota": first(sets.get("ImageQuotaSet"), {"used": "UsedQuota", "total": "TotalQuota"}),
        "placement_group_quota": first(sets.get("DisasterRecoverGroupQuotaSet"), GROUPS),
    }


def by_way_to_pay(sets: dict, zone: str) -> dict:
    figures = {"used": "UsedQuota", "remaining": "RemainingQuota", "total": "TotalQuota"}
    once = {"at_once": "OnceQuota"}
    return {
        way: first(
            [row for row in sets.get(name) or [] if row["Zone"] == zone],
            {**figures, **once} if way == "prepaid" else figures,
        )
        for way, name in SETS.items()
    }


def first(rows: list[dict] | None, names: dict[str, str]) -> dict | None:
    """The figures of the first row under our names; None where there is no row."""
    return next(({name: row.get(path) for name, path in names.items()} for row in rows or []), None)

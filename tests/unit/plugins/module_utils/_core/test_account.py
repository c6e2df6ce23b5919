# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said about an account, also where the cloud says little."""

from __future__ import annotations

from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.account import balance_shape, quota_shape

POST = [{"UsedQuota": 1, "RemainingQuota": 9, "TotalQuota": 10, "Zone": "z-2"}]
PRE = [{"UsedQuota": 2, "RemainingQuota": 8, "TotalQuota": 10, "OnceQuota": 5, "Zone": "z-1"}]


def answer(**sets) -> dict:
    return {"AccountQuotaOverview": {"Region": "z", "AccountQuota": sets}}


def test_money_is_shown_in_whole_units_and_credit_can_be_spent():
    shown = balance_shape(
        {"RealBalance": 0, "RealCreditBalance": 12345, "CreditAmount": 20000, "OweAmount": 5}
    )
    assert (shown["available"], shown["credit"], shown["owed"], shown["cash"]) == (123.45, 200.0, 0.05, 0.0)


def test_quotas_of_all_ways_to_pay_stand_together_by_zone():
    shown = quota_shape(answer(PostPaidQuotaSet=POST, PrePaidQuotaSet=PRE, SpotPaidQuotaSet=None))
    assert [row["zone"] for row in shown["quotas"]] == ["z-1", "z-2"]
    assert shown["quotas"][0]["prepaid"] == {"used": 2, "remaining": 8, "total": 10, "at_once": 5}
    assert shown["quotas"][1]["pay_as_you_go"] == {"used": 1, "remaining": 9, "total": 10}
    assert (shown["quotas"][0]["pay_as_you_go"], shown["quotas"][1]["spot"]) == (None, None)
    assert (shown["image_quota"], shown["placement_group_quota"]) == (None, None)


def test_what_may_not_be_asked_is_not_known():
    assert balance_shape(None) is None
    assert quota_shape(None) == {"quotas": None, "image_quota": None, "placement_group_quota": None}

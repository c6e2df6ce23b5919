# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks the account about itself."""

from __future__ import annotations

from .._core.account import balance_shape, identity_shape, quota_shape
from .cloud import Cloud
from .money import permitted


def account(cloud: Cloud, want: dict) -> dict:
    """The result of account_info; what the key may not ask is None, with a note."""
    zones = [{"Name": "zone", "Values": want["zones"]}] if want["zones"] else []
    answer = permitted(cloud, "cvm", "DescribeAccountQuota", {"Filters": zones} if zones else {})
    return {
        "account": identity_shape(cloud.read("sts", "GetCallerIdentity", {})),
        "balance": balance_shape(permitted(cloud, "billing", "DescribeAccountBalance", {})),
        **quota_shape(answer),
    }

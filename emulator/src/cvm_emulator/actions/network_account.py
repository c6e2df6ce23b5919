# SPDX-License-Identifier: GPL-3.0-or-later
"""DescribeAccountAttributes, DescribeNetworkAccountType, DescribeVpcLimits: the account and its networks."""

from __future__ import annotations

from typing import Any

from ..ask import Ask, action

LIMITS = {"appid-max-vpcs": "vpc_quota", "vpc-max-subnets": "subnet_quota"}


@action("vpc", "DescribeVpcLimits", limit=20)
def describe_vpc_limits(ask: Ask) -> dict[str, Any]:
    limits = [(name, getattr(ask.settings, LIMITS[name])) for name in ask.params["LimitTypes"]]
    return {"VpcLimitSet": [{"LimitType": name, "LimitValue": value} for name, value in limits]}


@action("vpc", "DescribeAccountAttributes", limit=100)
def describe_account_attributes(ask: Ask) -> dict[str, Any]:
    return {"AccountAttributeSet": [{"AttributeName": "supported-platforms", "AttributeValues": ["VPC"]}]}


@action("vpc", "DescribeNetworkAccountType", limit=100)
def describe_network_account_type(ask: Ask) -> dict[str, Any]:
    return {"NetworkAccountType": "STANDARD"}

# SPDX-License-Identifier: GPL-3.0-or-later
"""What a VPC is, and the way to the account's default one."""

from __future__ import annotations

from .catalogue import VPC
from .plan import Call
from .tags import tags_of

DEFAULT = [{"Name": "is-default", "Values": ["TRUE"]}]


def plan(want: dict, have: dict | None) -> list[Call]:
    """The calls that make the default VPC; none when there is one."""
    if have:
        return []
    return [Call("vpc", "CreateDefaultVpc", {"Zone": want["zone"]} if want["zone"] else {})]


def vpc_shape(row: dict) -> dict:
    """A VPC as results show it, from a row of DescribeVpcs."""
    return {
        "vpc_id": row[VPC.id],
        "name": row["VpcName"],
        "cidr_block": row["CidrBlock"],
        "is_default": row["IsDefault"],
        "tags": tags_of(row.get("TagSet")),
    }


def subnet_shape(row: dict) -> dict:
    """A subnet as results show it, from a row of DescribeSubnets."""
    return {
        "subnet_id": row["SubnetId"],
        "name": row["SubnetName"],
        "zone": row["Zone"],
        "cidr_block": row["CidrBlock"],
        "is_default": row["IsDefault"],
        "free_addresses": row["AvailableIpAddressCount"],
    }


def group_shape(row: dict) -> dict:
    """A security group as results show it, from a row of DescribeSecurityGroups."""
    return {
        "security_group_id": row["SecurityGroupId"],
        "name": row["SecurityGroupName"],
        "project": int(row["ProjectId"]),
        "is_default": row["IsDefault"],
    }


def report(
    have: dict | None, after: dict | None, subnets: list[dict], groups: list[dict], steps: list[Call]
) -> dict:
    """The result: the same keys whether the VPC was found, made, or would be made."""
    shown = vpc_shape(after) if after else None
    return {
        "changed": bool(steps),
        "vpc": shown,
        "subnets": sorted((subnet_shape(row) for row in subnets), key=lambda subnet: subnet["zone"]),
        "security_groups": [group_shape(row) for row in groups if row["IsDefault"]],
        "steps": [step.shape() for step in steps],
        "diff": {
            "before": {"vpc": vpc_shape(have)["vpc_id"] if have else None},
            "after": {"vpc": shown["vpc_id"] if shown else "a new default VPC"},
        },
    }

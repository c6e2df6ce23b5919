# SPDX-License-Identifier: GPL-3.0-or-later
"""The kinds of thing a machine is chosen from and put into."""

from __future__ import annotations

from .kind import Kind

OFFER = Kind("cvm", "DescribeZoneInstanceConfigInfos", "InstanceTypeQuotaSet", "InstanceType", paging=None)
REGION = Kind("cvm", "DescribeRegions", "RegionSet", "Region", paging=None)
ZONE = Kind("cvm", "DescribeZones", "ZoneSet", "Zone", paging=None)
VPC = Kind("vpc", "DescribeVpcs", "VpcSet", "VpcId", ids="VpcIds", paging=str)
SUBNET = Kind("vpc", "DescribeSubnets", "SubnetSet", "SubnetId", ids="SubnetIds", paging=str)
SECURITY_GROUP = Kind("vpc", "DescribeSecurityGroups", "SecurityGroupSet", "SecurityGroupId", paging=str)
KEY_PAIR = Kind("cvm", "DescribeKeyPairs", "KeyPairSet", "KeyId", ids="KeyIds")
PLACEMENT_GROUP = Kind(
    "cvm", "DescribeDisasterRecoverGroups", "DisasterRecoverGroupSet", "DisasterRecoverGroupId"
)
LAUNCH_TEMPLATE = Kind("cvm", "DescribeLaunchTemplates", "LaunchTemplateSet", "LaunchTemplateId")
PROJECT = Kind("tag", "DescribeProjects", "Projects", "ProjectId", paging=None)


def region_shape(row: dict) -> dict:
    return {
        "region": row["Region"],
        "region_name": row["RegionName"],
        "available": row["RegionState"] == "AVAILABLE",
    }


def zone_shape(row: dict, offers: list[dict]) -> dict:
    """A zone, and what it sells of all these offers, in their order."""
    return {
        "zone": row["Zone"],
        "zone_name": row.get("ZoneName"),
        "zone_id": row.get("ZoneId"),
        "available": row.get("ZoneState") == "AVAILABLE",
        "offers": [offer for offer in offers if offer["zone"] == row["Zone"]],
    }

# SPDX-License-Identifier: GPL-3.0-or-later
"""The kinds of thing a machine is chosen from and put into."""

from __future__ import annotations

from .kind import Kind, dig
from .price import first_of, hourly

OFFER = Kind("cvm", "DescribeZoneInstanceConfigInfos", "InstanceTypeQuotaSet", "InstanceType", paging=None)
REGION = Kind("cvm", "DescribeRegions", "RegionSet", "Region", paging=None)
ZONE = Kind("cvm", "DescribeZones", "ZoneSet", "Zone", paging=None)
VPC = Kind("vpc", "DescribeVpcs", "VpcSet", "VpcId", ids="VpcIds", paging=str)
SUBNET = Kind("vpc", "DescribeSubnets", "SubnetSet", "SubnetId", ids="SubnetIds", paging=str)
SECURITY_GROUP = Kind("vpc", "DescribeSecurityGroups", "SecurityGroupSet", "SecurityGroupId", paging=str)


def offer_shape(row: dict) -> dict:
    """What a zone sells, from a row of DescribeZoneInstanceConfigInfos; the price is for the machine alone,
    per hour.
    """
    return {
        "instance_type": row["InstanceType"],
        "instance_family": row.get("InstanceFamily"),
        "cpu": row.get("Cpu"),
        "memory": row.get("Memory"),
        "gpu": row.get("GpuCount") or row.get("Gpu") or 0,
        "on_sale": row["Status"] == "SELL",
        "stock": row.get("StatusCategory"),
        "sold_out_reason": row.get("SoldOutReason") or None,
        "hourly_price": hourly(row.get("Price")),
        "list_price": first_of(dig(row, "Price"), ("UnitPrice",)),
    }


def zone_shape(row: dict, offers: list[dict]) -> dict:
    """A zone, and what it sells of what was asked for, cheapest first."""
    return {
        "zone": row["Zone"],
        "zone_name": row.get("ZoneName"),
        "zone_id": row.get("ZoneId"),
        "available": row.get("ZoneState") == "AVAILABLE",
        "offers": sorted(
            (offer_shape(offer) for offer in offers if offer["Zone"] == row["Zone"]),
            key=lambda offer: (offer["hourly_price"], offer["instance_type"]),
        ),
    }

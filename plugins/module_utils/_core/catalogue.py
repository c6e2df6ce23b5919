# SPDX-License-Identifier: GPL-3.0-or-later
"""The kinds of thing a machine is chosen from and put into."""

from __future__ import annotations

from functools import partial

from .ids import IDS_OR_NAMES
from .kind import Kind

OFFER = Kind("cvm", "DescribeZoneInstanceConfigInfos", "InstanceTypeQuotaSet", "InstanceType", paging=None)
REGION = Kind("cvm", "DescribeRegions", "RegionSet", "Region", paging=None)
ZONE = Kind("cvm", "DescribeZones", "ZoneSet", "Zone", paging=None)
VPC = Kind(
    "vpc",
    "DescribeVpcs",
    "VpcSet",
    "VpcId",
    ids="VpcIds",
    paging=str,
    noun="VPC",
    prefix=IDS_OR_NAMES["vpc"],
    name="VpcName",
    name_filter="vpc-name",
    id_filter="vpc-id",
)
SUBNET = Kind(
    "vpc",
    "DescribeSubnets",
    "SubnetSet",
    "SubnetId",
    ids="SubnetIds",
    paging=str,
    noun="subnet",
    prefix=IDS_OR_NAMES["subnets"],
    name="SubnetName",
    name_filter="subnet-name",
    id_filter="subnet-id",
)
SECURITY_GROUP = Kind(
    "vpc",
    "DescribeSecurityGroups",
    "SecurityGroupSet",
    "SecurityGroupId",
    paging=str,
    noun="security group",
    prefix=IDS_OR_NAMES["security_groups"],
    name="SecurityGroupName",
    name_filter="security-group-name",
    id_filter="security-group-id",
)
ADDRESS = Kind(
    "vpc",
    "DescribeAddresses",
    "AddressSet",
    "AddressId",
    ids="AddressIds",
    status="AddressStatus",
    noun="EIP",
    prefix="eip",
    name="AddressName",
    name_filter="address-name",
    id_filter="address-id",
    names_at_once=1,
)
DISK = Kind(
    "cbs",
    "DescribeDisks",
    "DiskSet",
    "DiskId",
    ids="DiskIds",
    status="DiskState",
    noun="disk",
    prefix="disk",
    name="DiskName",
    name_filter="disk-name",
    id_filter="disk-id",
)
few = partial(Kind, "cvm", values=5, names_at_once=5)  # CVM takes five values of a filter, the others 100
KEY_PAIR = few(
    "DescribeKeyPairs",
    "KeyPairSet",
    "KeyId",
    ids="KeyIds",
    noun="key pair",
    prefix=IDS_OR_NAMES["key_pairs"],
    name="KeyName",
    name_filter="key-name",
)
IMAGE = few(
    "DescribeImages",
    "ImageSet",
    "ImageId",
    ids="ImageIds",
    noun="image",
    prefix=IDS_OR_NAMES["image"],
    name="ImageName",
    name_filter="image-name",
)
LAUNCH_TEMPLATE = few(
    "DescribeLaunchTemplates",
    "LaunchTemplateSet",
    "LaunchTemplateId",
    noun="launch template",
    prefix="lt",
    name="LaunchTemplateName",
    name_filter="LaunchTemplateName",
)
PLACEMENT_GROUP = Kind(
    "cvm",
    "DescribeDisasterRecoverGroups",
    "DisasterRecoverGroupSet",
    "DisasterRecoverGroupId",
    noun="placement group",
    prefix=IDS_OR_NAMES["placement_group"],
    name="Name",
    names_at_once=1,
)
PROJECT = Kind(
    "tag",
    "DescribeProjects",
    "Projects",
    "ProjectId",
    paging=None,
    noun="project",
    name="ProjectName",
    names_at_once=1,
)


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

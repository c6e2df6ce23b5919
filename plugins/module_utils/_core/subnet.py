# SPDX-License-Identifier: GPL-3.0-or-later
"""What a subnet is, and where one fits."""

from __future__ import annotations

import re
from functools import partial
from ipaddress import IPv4Network
from typing import Callable

from .catalogue import SUBNET, VPC
from .cidr import range_of
from .errors import Refused
from .kind import Field
from .resource import Resource
from .tags import tags_of
from .vpc import of_machines, refuse_long

WIDEST, NARROWEST = 16, 28
modified = partial(Field, by="ModifySubnetAttribute")


def refuse_zone(zone: str | None, region: str) -> None:
    if zone is not None and not re.fullmatch(re.escape(region) + r"-[a-z0-9-]+", zone):
        raise Refused(f"zone: {zone!r} is not a zone of {region}; zones there are called like {region}-1")


def checked(want: dict, region: str) -> dict:
    refuse_long("name", want["name"])
    refuse_zone(want["zone"], region)
    if want["cidr_block"] is not None:
        cidr = range_of("cidr_block", want["cidr_block"])
        if not WIDEST <= cidr.prefixlen <= NARROWEST:
            raise Refused(f"cidr_block: {cidr} is not accepted; a mask from {WIDEST} to {NARROWEST} is")
    return want


def resolved(want: dict, look: Callable) -> dict:
    """`vpc` becomes its id; its ranges are kept for `fits`."""
    if want["vpc"] is None:
        return want
    row = look(VPC, [("vpc", want["vpc"])])[want["vpc"]]
    ranges = [row["CidrBlock"], *(each["CidrBlock"] for each in row.get("AssistantCidrSet") or [])]
    return {**want, "vpc": row[VPC.id], "ranges": ranges}


def fits(want: dict, siblings: list[dict]) -> None:
    """Refuses a new subnet that lies outside its VPC or on another subnet."""
    if want["cidr_block"] is None or want["vpc"] is None:
        return
    cidr = IPv4Network(want["cidr_block"])
    if not any(cidr.subnet_of(IPv4Network(each)) for each in want["ranges"]):
        raise Refused(
            f"cidr_block: {cidr} is not inside {' or '.join(want['ranges'])}, the range of {want['vpc']}"
        )
    taken = [row for row in siblings if cidr.overlaps(IPv4Network(row["CidrBlock"]))]
    if taken:
        names = ", ".join(f"{row[SUBNET.id]} ({row['SubnetName']}, {row['CidrBlock']})" for row in taken)
        raise Refused(f"cidr_block: {cidr} overlaps with {names} in {want['vpc']}; a free range is accepted")


def shape(row: dict) -> dict:
    """A subnet as results show it, from a row of DescribeSubnets."""
    return {
        "subnet_id": row[SUBNET.id],
        "name": row["SubnetName"],
        "vpc": row["VpcId"],
        "zone": row["Zone"],
        "cidr_block": row["CidrBlock"],
        "is_default": row["IsDefault"],
        "route_table": row.get("RouteTableId"),
        "addresses": row.get("TotalIpAddressCount"),
        "free_addresses": row["AvailableIpAddressCount"],
        "created_at": row.get("CreatedTime"),
        "tags": tags_of(row.get("TagSet")),
    }


A_SUBNET = Resource(
    word="subnet",
    kind=SUBNET,
    filters="subnet-id vpc-id cidr-block is-default is-remote-vpc-snat subnet-name zone tag-key cdc-id "
    "is-cdc-subnet ipv6-cidr-block isp-type address-type",
    fields=(
        modified("name", "SubnetName"),
        Field("vpc", "VpcId"),
        Field("zone", "Zone"),
        Field("cidr_block", "CidrBlock"),
    ),
    create="CreateSubnet",
    born="Subnet.SubnetId",
    delete="DeleteSubnet",
    one="SubnetId",
    tagged_as="vpc:subnet",
    shape=shape,
    needs=("vpc", "zone", "cidr_block"),
    scope=(("vpc", "vpc-id"),),
    siblings=("vpc", "vpc-id"),
    holders=(of_machines(filter="subnet-id"),),
    checked=checked,
    resolved=resolved,
    fits=fits,
)

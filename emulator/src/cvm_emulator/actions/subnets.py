# SPDX-License-Identifier: GPL-3.0-or-later
"""CreateSubnet, DeleteSubnet, and DescribeUsedIpAddress: who holds the addresses of a subnet."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network
from typing import Any

from .. import networks
from ..ask import Ask, action
from ..errors import ApiError, bad_value
from . import network_shape
from .network_objects import check_name, count, delete, find, find_id, find_zone, in_use, read_cidr
from .paging import page
from .tags_given import NETWORK, put_tags, read_tags

WIDEST, SMALLEST = 16, 28
MOST_ADDRESSES = 100
HELD = """
SELECT subnet, ip FROM address
WHERE subnet IN (SELECT id FROM subnet WHERE vpc = ?) AND (free_at IS NULL OR free_at > ?) ORDER BY subnet, ip
"""


@action("vpc", "CreateSubnet", limit=100)
def create_subnet(ask: Ask) -> dict[str, Any]:
    check_name("SubnetName", ask.params["SubnetName"])
    if "CidrBlock" not in ask.params:
        raise ApiError("MissingParameter", "The request is missing a required parameter `CidrBlock`.")
    tags, vpc = read_tags(ask, NETWORK), find(ask, "vpc", "VpcId")
    zone, cidr = find_zone(ask, ask.params["Zone"]), read_cidr(ask.params["CidrBlock"])
    if not WIDEST <= cidr.prefixlen <= SMALLEST:
        raise bad_value("CidrBlock", cidr, f"a mask from {WIDEST} to {SMALLEST}")
    if not cidr.subnet_of(IPv4Network(vpc["cidr"])):
        raise bad_value("CidrBlock", cidr, f"not in `{vpc['cidr']}`", "InvalidParameterValue.SubnetRange")
    for taken in networks.cidrs(ask.db, vpc["id"]):
        if cidr.overlaps(taken):
            raise bad_value("CidrBlock", cidr, f"`{taken}` is there", "InvalidParameterValue.SubnetConflict")
    if count(ask, "subnet", "vpc", vpc["id"]) >= ask.settings.subnet_quota:
        raise ApiError(
            "LimitExceeded", f"`{vpc['id']}` has the `{ask.settings.subnet_quota}` subnets it may have."
        )
    subnet = networks.add_subnet(
        ask.db, ask.seed, ask.region, vpc["id"], zone.name, ask.params["SubnetName"], cidr, ask.now
    )
    put_tags(ask, "subnet", subnet, tags)
    return {"Subnet": network_shape.show_one(ask, "subnet", subnet, network_shape.subnet)}


@action("vpc", "DeleteSubnet", limit=100)
def delete_subnet(ask: Ask) -> dict[str, Any]:
    """Refused while an address is held, and that is longer than the instance lives."""
    subnet = find(ask, "subnet", "SubnetId")
    if networks.used_addresses(ask.db, subnet["id"], ask.now):
        raise in_use(subnet["id"])
    delete(ask, "subnet", subnet)
    return {}


@action("vpc", "DescribeUsedIpAddress", limit=20)
def describe_used_ip_address(ask: Ask) -> dict[str, Any]:
    """Every address held, also by the card of an instance that is gone already."""
    vpc, wanted, asked = find(ask, "vpc", "VpcId"), page(ask), ask.params.get("IpAddresses", [])
    subnet = find(ask, "subnet", "SubnetId")["id"] if "SubnetId" in ask.params else None
    if subnet and find_id(ask, "subnet", "SubnetId", subnet)["vpc"] != vpc["id"]:
        raise ApiError("ResourceNotFound", f"`{subnet}` is not in `{vpc['id']}`.")
    if len(asked) > MOST_ADDRESSES:
        raise bad_value(
            "IpAddresses", len(asked), f"at most {MOST_ADDRESSES}", "InvalidParameterValue.LimitExceeded"
        )
    held = [
        {
            "VpcId": vpc["id"],
            "SubnetId": row["subnet"],
            "IpAddress": str(IPv4Address(row["ip"])),
            "ResourceType": "ENI",
            "ResourceId": networks.card(ask.seed, row["subnet"], row["ip"]),
        }
        for row in ask.db.execute(HELD, (vpc["id"], ask.now))
    ]
    found = [
        each
        for each in held
        if (subnet is None or each["SubnetId"] == subnet) and (not asked or each["IpAddress"] in asked)
    ]
    shown = found[wanted.offset : wanted.offset + wanted.limit]
    return {"TotalCount": len(found), "IpAddressStates": shown}

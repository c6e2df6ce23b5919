# SPDX-License-Identifier: GPL-3.0-or-later
"""CreateVpc, DeleteVpc and CreateDefaultVpc."""

from __future__ import annotations

from ipaddress import AddressValueError, IPv4Address, IPv4Network
from typing import Any

from .. import networks
from ..ask import Ask, action
from ..catalogue.regions import open_zones
from ..errors import ApiError, bad_value
from . import network_shape
from .network_objects import check_name, count, delete, find, find_zone, in_use, read_cidr
from .tags_given import NETWORK, put_tags, read_tags

PRIVATE = tuple(IPv4Network(text) for text in ("10.0.0.0/12", "172.16.0.0/12", "192.168.0.0/16"))
SMALLEST = 28
MOST_DNS = 4


@action("vpc", "CreateVpc", limit=100)
def create_vpc(ask: Ask) -> dict[str, Any]:
    check_name("VpcName", ask.params["VpcName"])
    if "CidrBlock" not in ask.params:
        raise ApiError("MissingParameter", "The request is missing a required parameter `CidrBlock`.")
    cidr, tags, dns = _cidr(ask.params["CidrBlock"]), read_tags(ask, NETWORK), read_dns(ask)
    check_multicast(ask.params.get("EnableMulticast", "false"))
    _check_quota(ask, "LimitExceeded")
    vpc = networks.add_vpc(
        ask.db,
        ask.seed,
        ask.region,
        ask.params["VpcName"],
        cidr,
        ask.now,
        dns=dns,
        domain=ask.params.get("DomainName", ""),
    )
    put_tags(ask, "vpc", vpc, tags)
    return {"Vpc": network_shape.show_one(ask, "vpc", vpc, network_shape.vpc)}


@action("vpc", "DeleteVpc", limit=100)
def delete_vpc(ask: Ask) -> dict[str, Any]:
    """Refused while it has a subnet, the default one too."""
    vpc = find(ask, "vpc", "VpcId")
    if count(ask, "subnet", "vpc", vpc["id"]):
        raise in_use(vpc["id"])
    delete(ask, "vpc", vpc)
    return {}


@action("vpc", "CreateDefaultVpc", limit=100)
def create_default_vpc(ask: Ask) -> dict[str, Any]:
    """The default VPC that exists, or a new one; with a subnet in the zone named, or else in any."""
    zone = find_zone(ask, ask.params.get("Zone", open_zones(ask.region)[0].name))
    vpc = networks.default_vpc(ask.db, ask.region)
    if vpc is None:
        _check_quota(ask, "LimitExceeded.DefaultVpcLimitExceeded")
        vpc = networks.add_default_vpc(ask.db, ask.seed, ask.region, ask.now)
    query = "SELECT * FROM subnet WHERE vpc = ? AND is_default ORDER BY zone <> ?, seq"
    if ask.db.execute(query, (vpc, zone.name)).fetchone() is None and not networks.add_default_subnet(
        ask.db, ask.seed, ask.region, vpc, zone.name, ask.now
    ):
        raise ApiError("ResourceInsufficient.CidrBlock", f"`{vpc}` has no room for another subnet.")
    subnet = ask.db.execute(query, (vpc, zone.name)).fetchone()
    row = ask.db.execute("SELECT * FROM vpc WHERE id = ?", (vpc,)).fetchone()
    answer = {"VpcId": vpc, "SubnetId": subnet["id"], "VpcName": row["name"], "SubnetName": subnet["name"]}
    return {"Vpc": {**answer, "CidrBlock": row["cidr"]}}


def _check_quota(ask: Ask, code: str) -> None:
    if count(ask, "vpc", "region", ask.region) >= ask.settings.vpc_quota:
        raise ApiError(code, f"`{ask.region}` has the `{ask.settings.vpc_quota}` VPCs it may have.")


def _cidr(text: str) -> IPv4Network:
    cidr = read_cidr(text)
    if any(cidr.subnet_of(private) for private in PRIVATE):
        if cidr.prefixlen <= SMALLEST:
            return cidr
        raise bad_value("CidrBlock", text, f"a mask of at most {SMALLEST}")
    raise bad_value("CidrBlock", text, f"not inside {', '.join(str(each) for each in PRIVATE)}")


def read_dns(ask: Ask) -> tuple[str, ...]:
    servers = ask.params.get("DnsServers", [])
    if len(servers) > MOST_DNS:
        raise bad_value(
            "DnsServers", len(servers), f"at most {MOST_DNS}", "InvalidParameterValue.LimitExceeded"
        )
    for each in servers:
        try:
            IPv4Address(each)
        except AddressValueError:
            raise bad_value("DnsServers", each, code="InvalidParameterValue.Malformed") from None
    return tuple(servers) or networks.DNS


def check_multicast(text: str) -> None:
    if text.lower() not in ("true", "false"):
        raise bad_value("EnableMulticast", text, "true or false", "InvalidParameterValue.Malformed")
    if text.lower() == "true":
        raise ApiError("UnsupportedOperation.EnableMulticast", "`EnableMulticast` is not on offer here.")

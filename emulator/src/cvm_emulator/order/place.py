# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a purchase goes: its subnet, its addresses there, its security groups."""

from __future__ import annotations

import sqlite3
from ipaddress import AddressValueError, IPv4Address
from typing import NamedTuple

from .. import networks
from ..ask import Ask
from ..errors import ApiError, bad_value
from ..ids import well_formed
from .wares import Wares

DEFAULT = "DEFAULT"
MOST_ADDRESSES, MOST_GROUPS, MOST_IPV6 = 20, 5, 10
Code = str


class Place(NamedTuple):
    """`addresses`: the ones asked for; empty leaves the choice to the cloud. `ipv6`: how many each.

    `gateway`: whether the machines are to forward what their VPC sends out; nothing is forwarded here.
    """

    subnet: sqlite3.Row
    addresses: list[int]
    groups: list[str]
    ipv6: int = 0
    gateway: bool = False


def read_place(ask: Ask, wares: Wares) -> Place:
    wanted = ask.params.get("VirtualPrivateCloud", {"VpcId": DEFAULT, "SubnetId": DEFAULT})
    subnet = find_subnet(ask, wanted["VpcId"], wanted["SubnetId"], wares.zone.name)
    addresses = check_addresses(ask, wanted.get("PrivateIpAddresses", []), subnet, wares.count)
    groups = check_groups(ask, ask.params.get("SecurityGroupIds", []), "SecurityGroupIds")
    ipv6, gateway = _ipv6(wanted.get("Ipv6AddressCount", 0), subnet), wanted.get("AsVpcGateway", False)
    return Place(subnet, addresses, groups, ipv6, gateway)


def _ipv6(count: int, subnet: sqlite3.Row) -> int:
    path = "VirtualPrivateCloud.Ipv6AddressCount"
    if count and not subnet["ipv6"]:
        code = "InvalidParameterValue.VpcNotSupportIpv6Address"
        raise bad_value(path, count, f"`{subnet['id']}` has no IPv6 block", code)
    if count > MOST_IPV6:
        raise bad_value(path, count, f"at most {MOST_IPV6}", "LimitExceeded.IPv6AddressNum")
    return count


def find_subnet(ask: Ask, vpc_id: str, subnet_id: str, zone: str) -> sqlite3.Row:
    if DEFAULT in (vpc_id, subnet_id):
        if vpc_id != subnet_id:
            raise ApiError(
                "InvalidParameterCombination", f"`VpcId` and `SubnetId` must both be `{DEFAULT}`, or neither."
            )
        vpc_id, subnet_id = _default(ask, zone)
    if not well_formed("vpc", vpc_id):
        raise bad_value("VirtualPrivateCloud.VpcId", vpc_id, code="InvalidParameterValue.VpcIdMalformed")
    if not well_formed("subnet", subnet_id):
        raise bad_value(
            "VirtualPrivateCloud.SubnetId", subnet_id, code="InvalidParameterValue.SubnetIdMalformed"
        )
    if _find(ask, "vpc", vpc_id) is None:
        raise bad_value("VirtualPrivateCloud.VpcId", vpc_id, "unknown", "InvalidParameterValue.VpcIdNotExist")
    subnet = _find(ask, "subnet", subnet_id)
    if subnet is None:
        raise bad_value(
            "VirtualPrivateCloud.SubnetId", subnet_id, "unknown", "InvalidParameterValue.SubnetNotExist"
        )
    if subnet["vpc"] != vpc_id:
        raise bad_value(
            "VirtualPrivateCloud.SubnetId",
            subnet_id,
            f"not in `{vpc_id}`",
            "InvalidParameterValue.VpcIdSubnetIdNotMatch",
        )
    if subnet["zone"] != zone:
        raise bad_value(
            "VirtualPrivateCloud.SubnetId",
            subnet_id,
            f"in `{subnet['zone']}`, not in `{zone}`",
            "InvalidParameterValue.SubnetIdZoneIdNotMatch",
        )
    return subnet


def _default(ask: Ask, zone: str) -> tuple[str, str]:
    vpc = networks.default_vpc(ask.db, ask.region)
    if vpc is None and ask.settings.default_network == "create":
        vpc = networks.add_default_vpc(ask.db, ask.seed, ask.region, ask.now)
    if vpc is None:
        raise ApiError("InvalidParameterValue.VpcIdNotExist", f"There is no default VPC in `{ask.region}`.")
    subnet = networks.default_subnet(ask.db, vpc, zone)
    if subnet is None and ask.settings.default_network == "create":
        subnet = networks.add_default_subnet(ask.db, ask.seed, ask.region, vpc, zone, ask.now)
    if subnet is None:
        raise ApiError("InvalidParameterValue.SubnetNotExist", f"There is no default subnet in `{zone}`.")
    return vpc, subnet


def _find(ask: Ask, table: str, object_id: str) -> sqlite3.Row | None:
    query = f"SELECT * FROM {table} WHERE id = ? AND region = ?"
    return ask.db.execute(query, (object_id, ask.region)).fetchone()


def check_addresses(ask: Ask, wanted: list[str], subnet: sqlite3.Row, count: int) -> list[int]:
    path = "VirtualPrivateCloud.PrivateIpAddresses"
    if not wanted:
        return []
    if len(wanted) > MOST_ADDRESSES:
        raise bad_value(path, len(wanted), f"at most {MOST_ADDRESSES}", "InvalidParameterValue.LimitExceeded")
    if len(wanted) != count:
        raise ApiError(
            "InvalidParameterCombination", f"`{path}` has `{len(wanted)}` for `InstanceCount` `{count}`."
        )
    if len(set(wanted)) != len(wanted):
        raise bad_value(path, wanted, "given twice", "InvalidParameterValue.Duplicate")
    first, last = networks.first_and_last(subnet["cidr"])
    addresses = [_parse(path, text) for text in wanted]
    for text, address in zip(wanted, addresses, strict=True):
        if not first <= address <= last:
            raise bad_value(path, text, f"not in {subnet['cidr']}", "VpcAddrNotInSubNet")
        if networks.address_used(ask.db, subnet["id"], address, ask.now):
            raise bad_value(path, text, "already in use", "VpcIpIsUsed")
    return addresses


def _parse(path: str, text: str) -> int:
    try:
        return int(IPv4Address(text))
    except AddressValueError:
        raise bad_value(path, text, code="InvalidParameterValue.InvalidIpFormat") from None


def check_groups(
    ask: Ask, wanted: list[str], path: str, too_many: Code = "InvalidParameterValue.LimitExceeded"
) -> list[str]:
    """The groups in the order given; none gives the project's default group, created when absent."""
    if len(wanted) > MOST_GROUPS:
        raise bad_value(path, len(wanted), f"at most {MOST_GROUPS}", too_many)
    if len(set(wanted)) != len(wanted):
        raise bad_value(path, wanted, "given twice", "InvalidParameterValue.Duplicate")
    for group in wanted:
        if _find(ask, "security_group", group) is None:
            raise bad_value(path, group, "unknown", "InvalidSecurityGroupId.NotFound")
    return wanted or [networks.default_group(ask.db, ask.seed, ask.region, ask.now)]

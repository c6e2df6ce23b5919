# SPDX-License-Identifier: GPL-3.0-or-later
"""DescribeVpcs, DescribeSubnets, DescribeSecurityGroups and CreateDefaultVpc."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any, NamedTuple

from .. import networks
from ..ask import Ask, action
from ..catalogue.regions import ZONES, open_zones
from ..clock import beijing
from ..errors import ApiError, bad_value, not_emulated
from .paging import marks, page, read_filters, read_ids
from .tagged import shown_tags, tag_condition

MOST_VALUES = 100
TAGS = ("tag-key", "tag-value", "tag:")


class Kind(NamedTuple):
    """A kind of network object: its table, its ids, and the column behind each filter ("0": no match)."""

    table: str
    prefix: str
    parameter: str
    filters: dict[str, str]
    fuzzy: str | None = None


VPC = Kind(
    "vpc",
    "vpc",
    "VpcIds",
    {
        "vpc-id": "id",
        "vpc-name": "name",
        "is-default": "is_default",
        "cidr-block": "cidr",
        "ipv6-cidr-block": "0",
        "isp-type": "0",
        "address-type": "0",
    },
    fuzzy="vpc-name",
)
SUBNET = Kind(
    "subnet",
    "subnet",
    "SubnetIds",
    {
        "subnet-id": "id",
        "vpc-id": "vpc",
        "cidr-block": "cidr",
        "is-default": "is_default",
        "subnet-name": "name",
        "zone": "zone",
        "is-remote-vpc-snat": "0",
        "cdc-id": "0",
        "is-cdc-subnet": "0",
        "ipv6-cidr-block": "0",
        "isp-type": "0",
        "address-type": "0",
    },
)
GROUP = Kind(
    "security_group",
    "sg",
    "SecurityGroupIds",
    {"security-group-id": "id", "security-group-name": "name", "project-id": "'0'"},
)
ORDERS = {"CreatedTime": "at", "UpdateTime": "changed_at"}


@action("vpc", "DescribeVpcs", limit=100)
def describe_vpcs(ask: Ask) -> dict[str, Any]:
    return _describe(ask, VPC, "VpcSet", _vpc)


@action("vpc", "DescribeSubnets", limit=100)
def describe_subnets(ask: Ask) -> dict[str, Any]:
    for name in ("MaxResults", "NextToken"):
        if name in ask.params:
            raise not_emulated(f"DescribeSubnets {name}")
    return _describe(ask, SUBNET, "SubnetSet", _subnet)


@action("vpc", "DescribeSecurityGroups", limit=100)
def describe_security_groups(ask: Ask) -> dict[str, Any]:
    field, direction = ask.params.get("OrderField", "CreatedTime"), ask.params.get("OrderDirection", "ASC")
    if field not in ORDERS:
        raise bad_value("OrderField", field)
    if direction.upper() not in ("ASC", "DESC"):
        raise bad_value("OrderDirection", direction)
    return _describe(ask, GROUP, "SecurityGroupSet", _group, f"{ORDERS[field]} {direction.upper()}, ")


@action("vpc", "CreateDefaultVpc", limit=100)
def create_default_vpc(ask: Ask) -> dict[str, Any]:
    """The existing default VPC, or a new one with one subnet, in the zone named or else the first."""
    zone = ask.params.get("Zone", open_zones(ask.region)[0].name)
    if zone not in ZONES or ZONES[zone].region != ask.region or not ZONES[zone].open:
        raise ApiError("ResourceNotFound", f"The zone `{zone}` is not one of `{ask.region}`.")
    vpc = networks.default_vpc(ask.db, ask.region)
    if vpc is None:
        vpc = networks.add_default_vpc(ask.db, ask.seed, ask.region, ask.now)
        networks.add_default_subnet(ask.db, ask.seed, ask.region, vpc, zone, ask.now)
    subnets = ask.db.execute(
        "SELECT * FROM subnet WHERE vpc = ? AND is_default ORDER BY seq", (vpc,)
    ).fetchall()
    subnet = next((each for each in subnets if each["zone"] == zone), subnets[0])
    row = ask.db.execute("SELECT * FROM vpc WHERE id = ?", (vpc,)).fetchone()
    answer = {"VpcId": vpc, "SubnetId": subnet["id"], "VpcName": row["name"], "SubnetName": subnet["name"]}
    return {"Vpc": {**answer, "CidrBlock": row["cidr"]}}


def _describe(
    ask: Ask, kind: Kind, answer: str, show: Callable[[Ask, sqlite3.Row], dict[str, Any]], order: str = ""
) -> dict[str, Any]:
    ids = read_ids(
        ask, kind.parameter, kind.prefix, "InvalidParameterValue.Malformed", "InvalidParameter.Coexist"
    )
    conditions, values = ["region = ?"], [ask.region]
    if ids is not None:
        conditions.append(f"id IN ({marks(ids)})")
        values += ids
    filters = read_filters(ask, (*kind.filters, *TAGS), MOST_VALUES, "InvalidParameter.FilterInvalidKey")
    for name, wanted in filters.items():
        text, more = _condition(ask, kind, name, wanted)
        conditions.append(text)
        values += more
    where, wanted_page = " AND ".join(conditions), page(ask)
    rows = ask.db.execute(f"SELECT * FROM {kind.table} WHERE {where} ORDER BY {order}seq", values).fetchall()
    if ids is not None and len(rows) < len(ids) and ask.settings.unknown_vpc == "error":
        missing = next(each for each in ids if each not in {row["id"] for row in rows})
        raise ApiError("ResourceNotFound", f"The resource `{missing}` is not found.")
    shown = rows[wanted_page.offset : wanted_page.offset + wanted_page.limit]
    tags = shown_tags(ask.db, kind.table, [row["seq"] for row in shown], ask.now)
    return {"TotalCount": len(rows), answer: [show(ask, row) | _tag_set(tags[row["seq"]]) for row in shown]}


def _condition(ask: Ask, kind: Kind, name: str, wanted: list[str]) -> tuple[str, list[Any]]:
    tagged = tag_condition(name, kind.table, wanted, ask.now)
    if tagged is not None:
        return tagged[0], list(tagged[1])
    column = kind.filters[name]
    if column == "0":
        return "0", []
    if column == "is_default":
        return f"is_default IN ({marks(wanted)})", [int(_truth(name, value)) for value in wanted]
    if name == kind.fuzzy:
        return "(" + " OR ".join([f"instr({column}, ?) > 0"] * len(wanted) or ["0"]) + ")", wanted
    return f"{column} IN ({marks(wanted)})", wanted


def _truth(name: str, value: str) -> bool:
    if value.upper() not in ("TRUE", "FALSE"):
        raise bad_value(f"Filters {name}", value, "TRUE or FALSE", "InvalidParameterValue.Malformed")
    return value.upper() == "TRUE"


def _tag_set(tags: list[tuple[str, str]]) -> dict[str, Any]:
    return {"TagSet": [{"Key": key, "Value": value} for key, value in tags]}


def _vpc(ask: Ask, row: sqlite3.Row) -> dict[str, Any]:
    return {
        "VpcId": row["id"],
        "VpcName": row["name"],
        "CidrBlock": row["cidr"],
        "IsDefault": bool(row["is_default"]),
        "EnableMulticast": False,
        "EnableDhcp": True,
        "DhcpOptionsId": "",
        "DnsServerSet": ["183.60.83.19", "183.60.82.98"],
        "DomainName": "",
        "CreatedTime": beijing(row["at"]),
        "Ipv6CidrBlock": "",
        "Ipv6CidrBlockSet": [],
        "AssistantCidrSet": [],
        "EnableRouteVpcPublish": False,
        "EnableRouteVpcPublishIpv6": False,
    }


def _subnet(ask: Ask, row: sqlite3.Row) -> dict[str, Any]:
    total = networks.total_addresses(row["cidr"])
    return {
        "SubnetId": row["id"],
        "VpcId": row["vpc"],
        "SubnetName": row["name"],
        "CidrBlock": row["cidr"],
        "Zone": row["zone"],
        "IsDefault": bool(row["is_default"]),
        "EnableBroadcast": False,
        "RouteTableId": f"rtb-{row['vpc'].removeprefix('vpc-')}",
        "NetworkAclId": "",
        "IsRemoteVpcSnat": False,
        "Ipv6CidrBlock": "",
        "TotalIpAddressCount": total,
        "AvailableIpAddressCount": total - networks.used_addresses(ask.db, row["id"], ask.now),
        "CreatedTime": beijing(row["at"]),
    }


def _group(ask: Ask, row: sqlite3.Row) -> dict[str, Any]:
    return {
        "SecurityGroupId": row["id"],
        "SecurityGroupName": row["name"],
        "SecurityGroupDesc": row["description"],
        "ProjectId": "0",
        "IsDefault": bool(row["is_default"]),
        "CreatedTime": beijing(row["at"]),
        "UpdateTime": beijing(row["changed_at"]),
    }

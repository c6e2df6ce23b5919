# SPDX-License-Identifier: GPL-3.0-or-later
"""VPCs, subnets and security groups as the API shows them, times in UTC+8."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

from .. import networks
from ..ask import Ask
from ..clock import beijing
from .tagged import shown_tags

Show = Callable[[Ask, sqlite3.Row], dict[str, Any]]


def show(ask: Ask, table: str, rows: list[sqlite3.Row], shape: Show) -> list[dict[str, Any]]:
    tags = shown_tags(ask.db, table, [row["seq"] for row in rows], ask.now)
    return [shape(ask, row) | {"TagSet": tag_set(tags[row["seq"]])} for row in rows]


def show_one(ask: Ask, table: str, object_id: str, shape: Show) -> dict[str, Any]:
    row = ask.db.execute(f"SELECT * FROM {table} WHERE id = ?", (object_id,)).fetchone()
    return show(ask, table, [row], shape)[0]


def tag_set(tags: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"Key": key, "Value": value} for key, value in tags]


def vpc(ask: Ask, row: sqlite3.Row) -> dict[str, Any]:
    return {
        "VpcId": row["id"],
        "VpcName": row["name"],
        "CidrBlock": row["cidr"],
        "IsDefault": bool(row["is_default"]),
        "EnableMulticast": False,
        "EnableDhcp": True,
        "DhcpOptionsId": "",
        "DnsServerSet": row["dns"].split(),
        "DomainName": row["domain"],
        "CreatedTime": beijing(row["at"]),
        "Ipv6CidrBlock": row["ipv6"],
        "Ipv6CidrBlockSet": _blocks(row["ipv6"]),
        "AssistantCidrSet": [],
        "EnableRouteVpcPublish": False,
        "EnableRouteVpcPublishIpv6": False,
    }


def _blocks(block: str) -> list[dict[str, str]]:
    return [{"IPv6CidrBlock": block, "ISPType": "BGP", "AddressType": "GUA"}] if block else []


def subnet(ask: Ask, row: sqlite3.Row) -> dict[str, Any]:
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
        "Ipv6CidrBlock": row["ipv6"],
        "TotalIpAddressCount": total,
        "AvailableIpAddressCount": total - networks.used_addresses(ask.db, row["id"], ask.now),
        "CreatedTime": beijing(row["at"]),
    }


def group(ask: Ask, row: sqlite3.Row) -> dict[str, Any]:
    return {
        "SecurityGroupId": row["id"],
        "SecurityGroupName": row["name"],
        "SecurityGroupDesc": row["description"],
        "ProjectId": "0",
        "IsDefault": bool(row["is_default"]),
        "CreatedTime": beijing(row["at"]),
        "UpdateTime": beijing(row["changed_at"]),
    }

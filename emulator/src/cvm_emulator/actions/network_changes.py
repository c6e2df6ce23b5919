# SPDX-License-Identifier: GPL-3.0-or-later
"""ModifyVpcAttribute, ModifySubnetAttribute, ModifySecurityGroupAttribute; who refers to a security group."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from ..ask import Ask, action
from ..errors import ApiError, bad_value
from .network_objects import check_name, find, find_id
from .policy_sets import DIRECTIONS
from .security_groups import LONGEST_DESCRIPTION
from .vpcs import check_multicast, read_dns


@action("vpc", "ModifyVpcAttribute", limit=100)
def modify_vpc_attribute(ask: Ask) -> dict[str, Any]:
    given = ask.params
    vpc = find(ask, "vpc", "VpcId")
    if "VpcName" in given:
        check_name("VpcName", given["VpcName"])
    check_multicast(given.get("EnableMulticast", "false"))
    dns = " ".join(read_dns(ask)) if "DnsServers" in given else vpc["dns"]
    name, domain = given.get("VpcName", vpc["name"]), given.get("DomainName", vpc["domain"])
    _set(ask, "vpc", vpc, name=name, dns=dns, domain=domain)
    return {}


@action("vpc", "ModifySubnetAttribute", limit=100)
def modify_subnet_attribute(ask: Ask) -> dict[str, Any]:
    subnet = find(ask, "subnet", "SubnetId")
    if "SubnetName" in ask.params:
        check_name("SubnetName", ask.params["SubnetName"])
        _set(ask, "subnet", subnet, name=ask.params["SubnetName"])
    return {}


@action("vpc", "ModifySecurityGroupAttribute", limit=100)
def modify_security_group_attribute(ask: Ask) -> dict[str, Any]:
    group = find(ask, "security_group", "SecurityGroupId")
    if group["is_default"]:
        raise ApiError("UnsupportedOperation", f"`{group['id']}` is the default security group.")
    name = ask.params.get("GroupName", group["name"])
    about = ask.params.get("GroupDescription", group["description"])
    check_name("GroupName", name)
    if len(about) > LONGEST_DESCRIPTION:
        raise bad_value(
            "GroupDescription",
            about,
            f"at most {LONGEST_DESCRIPTION} characters",
            "InvalidParameterValue.TooLong",
        )
    _set(ask, "security_group", group, name=name, description=about, changed_at=ask.now)
    return {}


@action("vpc", "DescribeSecurityGroupReferences", limit=100)
def describe_security_group_references(ask: Ask) -> dict[str, Any]:
    """The groups whose rules name each of those asked for; one that nobody names is left out."""
    ids = ask.params["SecurityGroupIds"]
    for each in ids:
        find_id(ask, "security_group", "SecurityGroupIds", each)
    rows = ask.db.execute(
        "SELECT * FROM security_group WHERE region = ? ORDER BY seq", (ask.region,)
    ).fetchall()
    named = {each: [row["id"] for row in rows if each in _named(row)] for each in ids}
    return {
        "ReferredSecurityGroupSet": [
            {"SecurityGroupId": each, "ReferredSecurityGroupIds": by} for each, by in named.items() if by
        ]
    }


def _named(row: sqlite3.Row) -> set[str]:
    return {rule.get("SecurityGroupId") for column in DIRECTIONS.values() for rule in json.loads(row[column])}


def _set(ask: Ask, table: str, row: sqlite3.Row, **columns: object) -> None:
    names = ", ".join(f"{name} = ?" for name in columns)
    ask.db.execute(f"UPDATE {table} SET {names} WHERE seq = ?", (*columns.values(), row["seq"]))

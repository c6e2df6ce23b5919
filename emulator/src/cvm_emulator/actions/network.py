# SPDX-License-Identifier: GPL-3.0-or-later
"""DescribeVpcs, DescribeSubnets and DescribeSecurityGroups."""

from __future__ import annotations

import sqlite3
from typing import Any, NamedTuple

from ..ask import Ask, action
from ..errors import ApiError, bad_value
from .network_shape import Show, group, show, subnet, vpc
from .next_token import make_token, read_token
from .paging import DEFAULT_LIMIT, MOST_ROWS, marks, page, read_filters, read_ids
from .tagged import tag_condition

MOST_VALUES = 100
TAGS = ("tag-key", "tag-value", "tag:")


class Kind(NamedTuple):
    """A kind of network object: its table, its ids, how it shows, the column of each filter ("0": none)."""

    table: str
    prefix: str
    parameter: str
    answer: str
    shape: Show
    filters: dict[str, str]
    fuzzy: str | None = None


VPC = Kind(
    "vpc",
    "vpc",
    "VpcIds",
    "VpcSet",
    vpc,
    {
        "vpc-id": "id",
        "vpc-name": "name",
        "is-default": "is_default",
        "cidr-block": "cidr",
        "ipv6-cidr-block": "ipv6",
        "isp-type": "0",
        "address-type": "0",
    },
    fuzzy="vpc-name",
)
SUBNET = Kind(
    "subnet",
    "subnet",
    "SubnetIds",
    "SubnetSet",
    subnet,
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
        "ipv6-cidr-block": "ipv6",
        "isp-type": "0",
        "address-type": "0",
    },
)
GROUP = Kind(
    "security_group",
    "sg",
    "SecurityGroupIds",
    "SecurityGroupSet",
    group,
    {"security-group-id": "id", "security-group-name": "name", "project-id": "'0'"},
)
ORDERS = {"CreatedTime": "at", "UpdateTime": "changed_at"}


@action("vpc", "DescribeVpcs", limit=100)
def describe_vpcs(ask: Ask) -> dict[str, Any]:
    return _describe(ask, VPC)


@action("vpc", "DescribeSubnets", limit=100)
def describe_subnets(ask: Ask) -> dict[str, Any]:
    walks = "MaxResults" in ask.params or "NextToken" in ask.params
    return _walk(ask, SUBNET) if walks else _describe(ask, SUBNET)


@action("vpc", "DescribeSecurityGroups", limit=100)
def describe_security_groups(ask: Ask) -> dict[str, Any]:
    field, direction = ask.params.get("OrderField", "CreatedTime"), ask.params.get("OrderDirection", "ASC")
    if field not in ORDERS:
        raise bad_value("OrderField", field)
    if direction.upper() not in ("ASC", "DESC"):
        raise bad_value("OrderDirection", direction)
    return _describe(ask, GROUP, f"{ORDERS[field]} {direction.upper()}, ")


def _describe(ask: Ask, kind: Kind, order: str = "") -> dict[str, Any]:
    rows, wanted = _matching(ask, kind, order), page(ask)
    shown = rows[wanted.offset : wanted.offset + wanted.limit]
    return {"TotalCount": len(rows), kind.answer: show(ask, kind.table, shown, kind.shape)}


def _walk(ask: Ask, kind: Kind) -> dict[str, Any]:
    """A page of MaxResults, from where the NextToken of the page before says; the last one has none."""
    for name in ("Offset", "Limit"):
        if name in ask.params:
            raise ApiError("InvalidParameter.Coexist", f"`{name}` and `MaxResults` exclude one another.")
    most = ask.params.get("MaxResults", DEFAULT_LIMIT)
    if not 1 <= most <= MOST_ROWS:
        raise bad_value("MaxResults", most, f"from 1 to {MOST_ROWS}", "InvalidParameterValue.Range")
    rows, after = _matching(ask, kind, ""), read_token(ask, ask.params.get("NextToken", ""))
    rest = [row for row in rows if row["seq"] > after]
    token = make_token(ask, rest[most - 1]["seq"]) if len(rest) > most else ""
    answer = show(ask, kind.table, rest[:most], kind.shape)
    return {"TotalCount": len(rows), kind.answer: answer, "NextToken": token}


def _matching(ask: Ask, kind: Kind, order: str) -> list[sqlite3.Row]:
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
    where = " AND ".join(conditions)
    rows = ask.db.execute(f"SELECT * FROM {kind.table} WHERE {where} ORDER BY {order}seq", values).fetchall()
    if ids is not None and len(rows) < len(ids) and ask.settings.unknown_vpc == "error":
        missing = next(each for each in ids if each not in {row["id"] for row in rows})
        raise ApiError("ResourceNotFound", f"The resource `{missing}` is not found.")
    return rows


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

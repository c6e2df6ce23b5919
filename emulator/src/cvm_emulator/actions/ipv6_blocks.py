# SPDX-License-Identifier: GPL-3.0-or-later
"""IPv6 blocks: assigned to a VPC and its subnets, and taken away while nothing uses them."""

from __future__ import annotations

import sqlite3
from ipaddress import AddressValueError, IPv6Network, NetmaskValueError
from typing import Any

from .. import ipv6
from ..ask import Ask, action
from ..errors import ApiError, bad_value
from .network_objects import find, find_id, in_use

GLOBAL = "GUA"
PATH = "Ipv6SubnetCidrBlocks.Ipv6CidrBlock"
MOST_SUBNETS = 100


@action("vpc", "AssignIpv6CidrBlock", limit=100)
def assign_ipv6_cidr_block(ask: Ask) -> dict[str, Any]:
    vpc = find(ask, "vpc", "VpcId")
    if vpc["ipv6"]:
        raise ApiError("LimitExceeded.CidrBlock", f"`{vpc['id']}` has `{vpc['ipv6']}` already.")
    block = ipv6.next_block(ask.db)
    ask.db.execute("UPDATE vpc SET ipv6 = ? WHERE seq = ?", (block, vpc["seq"]))
    return {"Ipv6CidrBlock": block, "AddressType": GLOBAL}


@action("vpc", "UnassignIpv6CidrBlock", limit=100)
def unassign_ipv6_cidr_block(ask: Ask) -> dict[str, Any]:
    """Refused while a subnet has a part of it."""
    vpc = find(ask, "vpc", "VpcId")
    if not vpc["ipv6"] or ask.params.get("Ipv6CidrBlock", vpc["ipv6"]) != vpc["ipv6"]:
        raise ApiError("ResourceNotFound", f"`{vpc['id']}` has no such IPv6 block.")
    if ipv6.taken(ask.db, vpc["id"]):
        raise in_use(vpc["id"])
    ask.db.execute("UPDATE vpc SET ipv6 = '' WHERE seq = ?", (vpc["seq"],))
    return {}


@action("vpc", "AssignIpv6SubnetCidrBlock", limit=100)
def assign_ipv6_subnet_cidr_block(ask: Ask) -> dict[str, Any]:
    """The block that is asked for, or the next one that is free."""
    vpc, answer = find(ask, "vpc", "VpcId"), []
    if not vpc["ipv6"]:
        raise ApiError("ResourceNotFound", f"`{vpc['id']}` has no IPv6 block.")
    for wanted, subnet in _subnets(ask, vpc):
        if subnet["ipv6"]:
            raise ApiError("LimitExceeded", f"`{subnet['id']}` has `{subnet['ipv6']}` already.")
        block = _block(ask, vpc, wanted.get("Ipv6CidrBlock", ""))
        ask.db.execute("UPDATE subnet SET ipv6 = ? WHERE seq = ?", (block, subnet["seq"]))
        answer.append({"SubnetId": subnet["id"], "Ipv6CidrBlock": block})
    return {"Ipv6SubnetCidrBlockSet": answer}


@action("vpc", "UnassignIpv6SubnetCidrBlock", limit=100)
def unassign_ipv6_subnet_cidr_block(ask: Ask) -> dict[str, Any]:
    """Refused while an instance has an address of it."""
    for wanted, subnet in _subnets(ask, find(ask, "vpc", "VpcId")):
        if not subnet["ipv6"] or wanted.get("Ipv6CidrBlock", subnet["ipv6"]) != subnet["ipv6"]:
            raise ApiError("ResourceNotFound", f"`{subnet['id']}` has no such IPv6 block.")
        if ipv6.in_use(ask.db, subnet["id"]):
            raise in_use(subnet["id"])
        ask.db.execute("UPDATE subnet SET ipv6 = '' WHERE seq = ?", (subnet["seq"],))
    return {}


def _subnets(ask: Ask, vpc: sqlite3.Row) -> list[tuple[dict[str, str], sqlite3.Row]]:
    blocks = ask.params["Ipv6SubnetCidrBlocks"]
    if not 1 <= len(blocks) <= MOST_SUBNETS:
        raise bad_value("Ipv6SubnetCidrBlocks", len(blocks), f"1-{MOST_SUBNETS}")
    if len({each["SubnetId"] for each in blocks}) < len(blocks):
        raise bad_value("Ipv6SubnetCidrBlocks.SubnetId", len(blocks), "given twice")
    rows = [find_id(ask, "subnet", "Ipv6SubnetCidrBlocks.SubnetId", each["SubnetId"]) for each in blocks]
    for row in rows:
        if row["vpc"] != vpc["id"]:
            raise ApiError("ResourceNotFound", f"`{row['id']}` is not in `{vpc['id']}`.")
    return list(zip(blocks, rows, strict=True))


def _block(ask: Ask, vpc: sqlite3.Row, text: str) -> str:
    whole, taken = IPv6Network(vpc["ipv6"]), set(ipv6.taken(ask.db, vpc["id"]))
    if not text:
        free = (each for each in whole.subnets(new_prefix=ipv6.SUBNET_PREFIX) if each not in taken)
        block = next(free, None)
        if block is None:
            raise ApiError("ResourceInsufficient.CidrBlock", f"`{vpc['ipv6']}` is used up.")
        return str(block)
    try:
        block = IPv6Network(text)
    except (AddressValueError, NetmaskValueError, ValueError):
        raise bad_value(PATH, text, code="InvalidParameterValue.Malformed") from None
    if block.prefixlen != ipv6.SUBNET_PREFIX or not block.subnet_of(whole):
        why = f"a /{ipv6.SUBNET_PREFIX} of `{whole}`"
        raise bad_value(PATH, text, why, "InvalidParameterValue.SubnetRange")
    if block in taken:
        raise bad_value(PATH, text, "taken", "InvalidParameterValue.SubnetConflict")
    return str(block)

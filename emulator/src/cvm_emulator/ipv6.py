# SPDX-License-Identifier: GPL-3.0-or-later
"""IPv6: blocks of VPCs and subnets out of the range for documentation, and the addresses of instances."""

from __future__ import annotations

import sqlite3
from ipaddress import IPv6Address, IPv6Network

from .passage import on_release
from .settings import Settings
from .store import next_number

RANGE = IPv6Network("2001:db8::/32")
VPC_PREFIX, SUBNET_PREFIX = 56, 64


def next_block(db: sqlite3.Connection) -> str:
    """A block for a VPC that no VPC ever had."""
    number = next_number(db, "ipv6_block")
    start = int(RANGE.network_address) + (number << (128 - VPC_PREFIX))
    return str(IPv6Network((start, VPC_PREFIX)))


def taken(db: sqlite3.Connection, vpc: str) -> list[IPv6Network]:
    """What the subnets of a VPC take of its block."""
    query = "SELECT ipv6 FROM subnet WHERE vpc = ? AND ipv6 <> ''"
    return [IPv6Network(row["ipv6"]) for row in db.execute(query, (vpc,))]


def take(db: sqlite3.Connection, subnet: sqlite3.Row, instance: int, count: int) -> list[str]:
    """So many addresses of the subnet, for an instance."""
    first = next_number(db, "ipv6", count)
    start = int(IPv6Network(subnet["ipv6"]).network_address)
    addresses = [str(IPv6Address(start + 0x100 + number)) for number in range(first, first + count)]
    db.executemany(
        "INSERT INTO ipv6 VALUES (?, ?, ?)", [(each, subnet["id"], instance) for each in addresses]
    )
    return addresses


def in_use(db: sqlite3.Connection, subnet: str) -> bool:
    return db.execute("SELECT 1 FROM ipv6 WHERE subnet = ?", (subnet,)).fetchone() is not None


@on_release
def give_back(db: sqlite3.Connection, settings: Settings, instance: sqlite3.Row, at: float) -> None:
    db.execute("DELETE FROM ipv6 WHERE instance = ?", (instance["seq"],))

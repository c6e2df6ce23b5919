# SPDX-License-Identifier: GPL-3.0-or-later
"""Networks of a region: the default VPC with its subnets and group, and the handing out of addresses."""

from __future__ import annotations

import json
import sqlite3
from ipaddress import IPv4Address, IPv4Network

from .catalogue.regions import REGIONS, open_zones
from .ids import mint
from .rules import OPEN
from .store import next_number, read_meta, write_meta

DEFAULT_CIDR = IPv4Network("172.16.0.0/16")
DEFAULT_SUBNETS = tuple(DEFAULT_CIDR.subnets(new_prefix=20))
DNS = ("183.60.83.19", "183.60.82.98")
UNUSABLE = 3
TAKEN = "SELECT ip FROM address WHERE subnet = ? AND ip BETWEEN ? AND ? AND (free_at IS NULL OR free_at > ?)"
PUBLIC = IPv4Network("198.18.0.0/15")


def chosen(default_vpc: str | list[str]) -> list[str]:
    """The regions that the setting default_vpc names."""
    if isinstance(default_vpc, str):
        return list(REGIONS) if default_vpc == "all" else []
    return [region for region in default_vpc if region in REGIONS]


def default_network(db: sqlite3.Connection, seed: str, region: str, now: float) -> None:
    """The default VPC, a subnet in every open zone, and the default group, for a region without them."""
    vpc = add_default_vpc(db, seed, region, now)
    for zone, cidr in zip(open_zones(region), DEFAULT_SUBNETS, strict=False):
        add_subnet(db, seed, region, vpc, zone.name, "Default-Subnet", cidr, now, default=True)
    default_group(db, seed, region, now)


def default_vpc(db: sqlite3.Connection, region: str) -> str | None:
    row = db.execute("SELECT id FROM vpc WHERE region = ? AND is_default", (region,)).fetchone()
    return row["id"] if row else None


def default_subnet(db: sqlite3.Connection, vpc: str, zone: str) -> str | None:
    row = db.execute(
        "SELECT id FROM subnet WHERE vpc = ? AND zone = ? AND is_default", (vpc, zone)
    ).fetchone()
    return row["id"] if row else None


def add_default_vpc(db: sqlite3.Connection, seed: str, region: str, now: float) -> str:
    return add_vpc(db, seed, region, "Default-VPC", DEFAULT_CIDR, now, default=True)


def add_default_subnet(
    db: sqlite3.Connection, seed: str, region: str, vpc: str, zone: str, now: float
) -> str | None:
    """None when the default VPC has no room left."""
    taken = cidrs(db, vpc)
    for cidr in DEFAULT_SUBNETS:
        if not any(cidr.overlaps(each) for each in taken):
            return add_subnet(db, seed, region, vpc, zone, "Default-Subnet", cidr, now, default=True)
    return None


def add_vpc(
    db: sqlite3.Connection,
    seed: str,
    region: str,
    name: str,
    cidr: IPv4Network,
    now: float,
    default: bool = False,
    dns: tuple[str, ...] = DNS,
    domain: str = "",
) -> str:
    number = next_number(db, "vpc")
    vpc = mint(seed, "vpc", number)
    db.execute(
        "INSERT INTO vpc (seq, id, region, name, cidr, is_default, at, dns, domain) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (number, vpc, region, name, str(cidr), default, now, " ".join(dns), domain),
    )
    return vpc


def add_subnet(
    db: sqlite3.Connection,
    seed: str,
    region: str,
    vpc: str,
    zone: str,
    name: str,
    cidr: IPv4Network,
    now: float,
    default: bool = False,
) -> str:
    number = next_number(db, "subnet")
    subnet = mint(seed, "subnet", number)
    db.execute(
        "INSERT INTO subnet (seq, id, region, vpc, zone, name, cidr, is_default, at, cursor) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
        (number, subnet, region, vpc, zone, name, str(cidr), default, now),
    )
    return subnet


def cidrs(db: sqlite3.Connection, vpc: str) -> list[IPv4Network]:
    """What the subnets of a VPC take of it."""
    return [IPv4Network(row["cidr"]) for row in db.execute("SELECT cidr FROM subnet WHERE vpc = ?", (vpc,))]


def default_group(db: sqlite3.Connection, seed: str, region: str, now: float) -> str:
    """The project's default security group, created when absent; it lets all IPv4 pass."""
    row = db.execute("SELECT id FROM security_group WHERE region = ? AND is_default", (region,)).fetchone()
    if row:
        return row["id"]
    group = add_group(db, seed, region, "default", "default security group", now, default=True)
    rules = json.dumps([OPEN | {"at": now}])
    db.execute(
        "UPDATE security_group SET version = 1, ingress = ?, egress = ? WHERE id = ?", (rules, rules, group)
    )
    return group


def add_group(
    db: sqlite3.Connection,
    seed: str,
    region: str,
    name: str,
    description: str,
    now: float,
    default: bool = False,
) -> str:
    """A security group without rules: nothing passes."""
    number = next_number(db, "security_group")
    group = mint(seed, "sg", number)
    db.execute(
        "INSERT INTO security_group (seq, id, region, name, description, is_default, at, changed_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (number, group, region, name, description, default, now, now),
    )
    return group


def first_and_last(cidr: str) -> tuple[int, int]:
    """The addresses to give out: not the network's own, the gateway's (the first), or the broadcast."""
    net = IPv4Network(cidr)
    return int(net.network_address) + 2, int(net.broadcast_address) - 1


def total_addresses(cidr: str) -> int:
    return IPv4Network(cidr).num_addresses - UNUSABLE


def used_addresses(db: sqlite3.Connection, subnet: str, now: float) -> int:
    query = "SELECT COUNT(*) FROM address WHERE subnet = ? AND (free_at IS NULL OR free_at > ?)"
    return db.execute(query, (subnet, now)).fetchone()[0]


def address_used(db: sqlite3.Connection, subnet: str, ip: int, now: float) -> bool:
    row = db.execute("SELECT free_at FROM address WHERE subnet = ? AND ip = ?", (subnet, ip)).fetchone()
    return row is not None and (row["free_at"] is None or row["free_at"] > now)


def free_addresses(db: sqlite3.Connection, subnet: sqlite3.Row, count: int, now: float) -> list[int]:
    """The next free addresses, onward from the last one given out; fewer when there are fewer."""
    first, last = first_and_last(subnet["cidr"])
    start = max(first, subnet["cursor"])
    found: list[int] = []
    for low, high in ((start, last), (first, start - 1)):
        while low <= high and len(found) < count:
            end = min(high, low + 2 * count)
            taken = {row["ip"] for row in db.execute(TAKEN, (subnet["id"], low, end, now))}
            found += [ip for ip in range(low, end + 1) if ip not in taken][: count - len(found)]
            low = end + 1
    return found


def occupy(db: sqlite3.Connection, subnet: str, ips: list[int], move_cursor: bool) -> None:
    db.executemany(
        "INSERT INTO address VALUES (?, ?, NULL) ON CONFLICT (subnet, ip) DO UPDATE SET free_at = NULL",
        [(subnet, ip) for ip in ips],
    )
    if move_cursor and ips:
        db.execute("UPDATE subnet SET cursor = ? WHERE id = ?", (ips[-1] + 1, subnet))


def new_public_address(db: sqlite3.Connection) -> str:
    """An address of the range for benchmarks that was not given out before, until all were."""
    number = int(read_meta(db, "public_addresses", 0))
    write_meta(db, "public_addresses", number + 1)
    return str(IPv4Address(int(PUBLIC.network_address) + 2 + number % (PUBLIC.num_addresses - 4)))


def card(seed: str, subnet: str, address: int) -> str:
    """The id of the network card that holds a private address."""
    return mint(f"{seed}/{subnet}", "eni", address)

# SPDX-License-Identifier: GPL-3.0-or-later
"""Private addresses of one's own: which subnets hold them, and which of them an order takes."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import AddressValueError, IPv4Address, IPv4Network

from .errors import Refused
from .identity import mark_of
from .states import is_live

PER_ORDER = 20


def refuse_addresses(addresses: list[str]) -> None:
    for address in addresses:
        try:
            IPv4Address(address)
        except AddressValueError:
            raise Refused(
                f"private_ips: {address!r} is not an address; IPv4 addresses of the subnet are accepted"
            ) from None
    if len(set(addresses)) < len(addresses):
        raise Refused("private_ips: an address is given twice; each machine has one of its own")


def refuse_too_few_addresses(want: dict) -> None:
    count, given = want.get("exact_count") or 1, want.get("private_ips")
    if given is not None and len(given) < count:
        raise Refused(f"private_ips: {len(given)} addresses for {count} machines; one for each is needed")


def around(subnets: list[dict], addresses: list[str] | None) -> list[dict]:
    """The subnets that hold all the addresses."""
    wanted = [IPv4Address(address) for address in addresses or []]
    return [row for row in subnets if all(one in IPv4Network(row["CidrBlock"]) for one in wanted)]


def free(wanted: list[str], rows: Iterable[dict], given: dict[str, list[str]], sold: set[str]) -> list[str]:
    """The addresses that no machine has or will have.

    `given`: the addresses of each order of this run, by its token; `sold`: the tokens of those that brought
    ids. New machines show no address before they boot.
    """
    rows = list(rows)
    tokens = sold | {mark.token for mark in map(mark_of, rows) if mark}
    held = {address for row in rows if is_live(row) for address in row.get("PrivateIpAddresses") or []}
    held |= {address for token in tokens for address in given.get(token, ())}
    return [address for address in wanted if address not in held]

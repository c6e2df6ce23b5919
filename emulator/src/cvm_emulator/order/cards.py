# SPDX-License-Identifier: GPL-3.0-or-later
"""The further network cards of a purchase: the addresses they hold until their machine is gone."""

from __future__ import annotations

import sqlite3
from typing import Any, NamedTuple

from .. import networks
from ..ask import Ask
from ..catalogue.types import InstanceType
from ..errors import ApiError, bad_value, not_emulated
from ..passage import on_release
from ..settings import Settings
from ..store import doc
from .place import Place, check_groups, find_subnet

PATH = "NetworkInterfaces"
PRIMARY, SECONDARY = "PRIMARY", "SECONDARY"
MOST_ADDRESSES, MOST_CARDS = 50, 8
UNKNOWN = "InvalidParameterValue.InvalidVpcIdSubnetIdNotFound"
MISMATCH = "InvalidParameterValue.ElasticNetworkVpcSubnetMismatch"


class Card(NamedTuple):
    """`addresses`: how many of its subnet."""

    subnet: sqlite3.Row
    addresses: int


def read_cards(ask: Ask, kind: InstanceType, place: Place) -> list[Card]:
    """Those besides the machine's own."""
    wanted = ask.params.get(PATH, [])
    if not wanted:
        return []
    most = min(MOST_CARDS, max(2, kind.cpu))
    if len(wanted) > most:
        raise bad_value(PATH, len(wanted), f"`{kind.name}` has `{most}`", "LimitExceeded.InstanceEniNumLimit")
    kinds = [each["InterfaceType"] for each in wanted]
    if kinds.count(PRIMARY) != 1 or not set(kinds) <= {PRIMARY, SECONDARY}:
        raise bad_value(f"{PATH}.InterfaceType", kinds, f"one {PRIMARY}, the others {SECONDARY}")
    found = [_card(ask, index, each, place) for index, each in enumerate(wanted)]
    own = found.pop(kinds.index(PRIMARY))
    if own.subnet["id"] != place.subnet["id"]:
        text = f"the {PRIMARY} one is not in the subnet of `VirtualPrivateCloud`"
        raise bad_value(f"{PATH}.SubnetId", own.subnet["id"], text, "InvalidParameterCombination")
    ids = [place.subnet["id"], *(each.subnet["id"] for each in found)]
    if len(set(ids)) < len(ids):
        raise bad_value(f"{PATH}.SubnetId", ids, "a subnet each", MISMATCH)
    return found


def choose(ask: Ask, cards: list[Card], count: int) -> list[list[list[Any]]]:
    """For each machine the subnets of its further cards, each with the addresses there, taken."""
    found: list[list[list[Any]]] = [[] for _ in range(count)]
    for card in cards:
        free = networks.free_addresses(ask.db, card.subnet, card.addresses * count, ask.now)
        if len(free) < card.addresses * count:
            raise ApiError(
                "FailedOperation.NoAvailableIpAddressCountInSubnet",
                f"`{card.subnet['id']}` has `{len(free)}` free addresses for `{PATH}`.",
            )
        if not ask.params.get("DryRun"):
            networks.occupy(ask.db, card.subnet["id"], free, True)
        for number in range(count):
            held = free[number * card.addresses : (number + 1) * card.addresses]
            found[number].append([card.subnet["id"], held])
    return found


@on_release
def free_cards(db: sqlite3.Connection, settings: Settings, row: sqlite3.Row, at: float) -> None:
    for subnet, held in doc(row)["cards"]:
        db.executemany(
            "UPDATE address SET free_at = ? WHERE subnet = ? AND ip = ?",
            [(at + settings.address_lag, subnet, address) for address in held],
        )


def _card(ask: Ask, index: int, wanted: dict[str, Any], place: Place) -> Card:
    path, own = f"{PATH}.{index}", wanted["InterfaceType"] == PRIMARY
    count = wanted["PrivateIpv4AddressCount"]
    if not 1 <= count <= MOST_ADDRESSES:
        raise bad_value(
            f"{path}.PrivateIpv4AddressCount", count, f"1-{MOST_ADDRESSES}", "InvalidParameterValue.Range"
        )
    if own and count > 1:
        raise not_emulated(f"{path}.PrivateIpv4AddressCount = {count} of the {PRIMARY} card")
    if own and wanted.get("SecurityGroupIds"):
        raise not_emulated(f"{path}.SecurityGroupIds of the {PRIMARY} card")
    if not own and not wanted.get("DeleteWithInstance", False):
        raise not_emulated(f"{path}.DeleteWithInstance = False")
    if wanted.get("SecurityGroupIds"):
        check_groups(ask, wanted["SecurityGroupIds"], f"{path}.SecurityGroupIds")
    try:
        subnet = find_subnet(ask, wanted["VpcId"], wanted["SubnetId"], place.subnet["zone"])
    except ApiError as error:
        if error.code in ("InvalidParameterValue.VpcIdNotExist", "InvalidParameterValue.SubnetNotExist"):
            raise ApiError(UNKNOWN, error.message) from None
        raise
    if subnet["vpc"] != place.subnet["vpc"]:
        raise bad_value(f"{path}.VpcId", subnet["vpc"], "all in one VPC", MISMATCH)
    return Card(subnet, count)

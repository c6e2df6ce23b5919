# SPDX-License-Identifier: GPL-3.0-or-later
"""What a machine is made of and how it is paid for: the options about that, checked and completed."""

from __future__ import annotations

from .addresses import refuse_addresses, refuse_too_few_addresses
from .cards import refuse_cards
from .disks import refuse_disks
from .errors import Refused
from .ids import with_good_ids
from .login import refuse_first_boot, refuse_login, texts
from .terms import address_terms, bid, refuse_purchase_terms, refuse_terms
from .timer import seconds_of


def machine(want: dict) -> dict:
    """Metadata become text, `spot.max_price` a plain decimal text, `ttl` seconds. Raises `Refused`."""
    refuse_addresses(want.get("private_ips") or [])
    refuse_login(want)
    refuse_first_boot(want)
    refuse_disks(want)
    for disk in want.get("data_disks") or []:
        with_good_ids("data_disks", "snap", disk.get("snapshot"))
    refuse_cards(want.get("network_interfaces") or [])
    refuse_terms(want)
    return {
        **want,
        "metadata": texts(want.get("metadata")),
        "spot": bid(want),
        "ttl": None if want.get("ttl") is None else seconds_of(want["ttl"]),
    }


def for_purchase(want: dict) -> dict:
    """The wish with what a new machine gets where nothing is said; refuses what no machine can be bought
    without.
    """
    if want["instance_types"] and (want["cpu"] is not None or want["memory"] is not None):
        raise Refused("cpu, memory: they choose instance types; give them or instance_types, not both")
    if not want["image"]:
        raise Refused("image: not given, nor a launch_template that has one; buying a machine needs it")
    if not want["instance_types"] and want["cpu"] is None and want["memory"] is None:
        raise Refused(
            "instance_types: not given, nor cpu and memory; buying a machine needs one or the other"
        )
    if want.get("partition_number") and not want["placement_group"]:
        raise Refused("partition_number: it is a part of a placement_group, which is not given")
    refuse_too_few_addresses(want)
    want = {
        **want,
        "charge_type": want["charge_type"] or "pay_as_you_go",
        "public_ip": address_terms(want["public_ip"]),
        "resource_pack": {"tenancy": "ResourcePool"} if want.get("resource_pack_ids") else None,
    }
    refuse_purchase_terms(want)
    return want

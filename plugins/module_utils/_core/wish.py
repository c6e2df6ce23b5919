# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of a purchase, checked before the cloud is asked anything."""

from __future__ import annotations

import re

from .addresses import refuse_addresses, refuse_too_few_addresses
from .cards import refuse_cards
from .disks import refuse_disks
from .errors import Refused
from .identity import refuse_name
from .kind import dig
from .login import refuse_first_boot, refuse_login, texts
from .tags import wished
from .terms import address_terms, bid, refuse_purchase_terms, refuse_terms
from .timer import seconds_of

IDS = {"instance_ids": "ins", "host_ids": "host", "hpc_cluster": "hpc", "resource_pack_ids": "rpp"}
INNER_IDS = {"public_ip.bandwidth_package": "bwp"}
MOST = {"security_groups": 5, "data_disks": 21, "zones": 100, "instance_types": 100, "instance_families": 100}
LEAST = {
    **dict.fromkeys(("exact_count", "max_delete", "launch_attempts", "settle_window"), 0),
    **dict.fromkeys(("max_hourly_price", "max_upfront_price", "balance_hours", "ipv6_address_count"), 0),
    **dict.fromkeys(("cpu", "memory", "wait_timeout", "partition_number", "launch_template.version"), 1),
    "cpu_topology.core_count": 1,
}


def checked(options: dict, region: str) -> dict:
    """The options in the form in which the rest works with them; raises `Refused` for what could never be.

    Tags and metadata become text, `spot.max_price` a plain decimal text, `ttl` seconds, repeated ids one.
    """
    want = dict(options)
    if want.get("name") is not None:
        refuse_name(want["name"])
    for option, prefix in IDS.items():
        want[option] = with_good_ids(option, prefix, want.get(option))
    for option, prefix in INNER_IDS.items():
        with_good_ids(option, prefix, dig(want, option))
    for option, most in MOST.items():
        if len(want.get(option) or []) > most:
            raise Refused(f"{option}: {len(want[option])} given, at most {most} are accepted")
    for option, least in LEAST.items():
        given = dig(want, option)
        if given is not None and not given >= least:
            raise Refused(f"{option}: {given} is not accepted; {least} or more is")
    refuse_zones(want.get("zones"), region)
    refuse_addresses(want.get("private_ips") or [])
    refuse_login(want)
    refuse_first_boot(want)
    refuse_disks(want)
    for disk in want.get("data_disks") or []:
        with_good_ids("data_disks", "snap", disk.get("snapshot"))
    refuse_cards(want.get("network_interfaces") or [])
    refuse_terms(want)
    want["tags"] = wished(want.get("tags"))
    want["metadata"] = texts(want.get("metadata"))
    want["spot"] = bid(want)
    want["anew"] = ("password",) if want.get("update_password") == "always" else ()
    want["ttl"] = None if want.get("ttl") is None else seconds_of(want["ttl"])
    return want


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


def with_good_ids(option: str, prefix: str, given: str | list[str] | None) -> str | list[str] | None:
    values = list(dict.fromkeys(given)) if isinstance(given, list) else [given] if given else []
    for value in values:
        if not re.fullmatch(prefix + r"-[0-9a-z]{8}", value):
            raise Refused(
                f"{option}: {value!r} is not an id; {prefix}- and 8 digits or small letters are accepted"
            )
    return values if isinstance(given, list) else given


def refuse_zones(zones: list[str] | None, region: str) -> None:
    for zone in zones or []:
        if not re.fullmatch(re.escape(region) + r"-[a-z0-9-]+", zone):
            raise Refused(
                f"zones: {zone!r} is not a zone of {region}; zones there are called like {region}-1"
            )

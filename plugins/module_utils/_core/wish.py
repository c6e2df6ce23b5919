# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of a purchase, checked before the cloud is asked anything."""

from __future__ import annotations

import re

from .errors import Refused
from .identity import refuse_name
from .ids import ONLY_IDS, with_good_ids
from .kind import dig
from .tags import wished

INNER_IDS = {"public_ip.bandwidth_package": "bwp"}
MOST = {"security_groups": 5, "data_disks": 21, "zones": 100, "instance_types": 100, "instance_families": 100}
RESHAPED = ("metadata", "spot", "ttl")
OF_A_MACHINE = (
    *RESHAPED,
    *("private_ips", "network_interfaces", "system_disk", "data_disks", "public_ip"),
    *("prepaid", "host_ids", "password", "user_data", "hostname"),
)
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
    for option, prefix in ONLY_IDS.items():
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
    want["tags"] = wished(want.get("tags"))
    want["anew"] = ("password",) if want.get("update_password") == "always" else ()
    return with_machine(want)


def with_machine(want: dict) -> dict:
    """What checks the options about a machine is imported where there are some."""
    if all(want.get(option) is None for option in OF_A_MACHINE):
        return {**want, **dict.fromkeys(RESHAPED)}
    from .machine import machine

    return machine(want)


def refuse_zones(zones: list[str] | None, region: str) -> None:
    for zone in zones or []:
        if not re.fullmatch(re.escape(region) + r"-[a-z0-9-]+", zone):
            raise Refused(
                f"zones: {zone!r} is not a zone of {region}; zones there are called like {region}-1"
            )

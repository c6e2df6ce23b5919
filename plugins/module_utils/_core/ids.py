# SPDX-License-Identifier: GPL-3.0-or-later
"""Ids: a prefix and eight characters, and the options of a machine that hold them."""

from __future__ import annotations

import re

from .errors import Refused

ONLY_IDS = {"instance_ids": "ins", "host_ids": "host", "hpc_cluster": "hpc", "resource_pack_ids": "rpp"}
IDS_OR_NAMES = {
    "vpc": "vpc",
    "subnets": "subnet",
    "security_groups": "sg",
    "key_pairs": "skey",
    "image": "img",
    "placement_group": "ps",
}
OTHER_NAMES = ("project", "network_interfaces")


def is_id(prefix: str, value: str) -> bool:
    return re.fullmatch(prefix + r"-[0-9a-z]{8}", value) is not None


def with_good_ids(option: str, prefix: str, given: str | list[str] | None) -> str | list[str] | None:
    """The ids, each once; refuses what is none."""
    for value in each(given):
        if not is_id(prefix, value):
            raise Refused(
                f"{option}: {value!r} is not an id; {prefix}- and 8 digits or small letters are accepted"
            )
    return list(dict.fromkeys(given)) if isinstance(given, list) else given


def each(given: str | list[str] | None) -> list[str]:
    return given if isinstance(given, list) else [given] if given else []


def only_ids(want: dict) -> bool:
    """Whether nothing is called by a name, and nothing twice: then there is nothing to look up."""
    held = [(prefix, each(want[option])) for option, prefix in IDS_OR_NAMES.items()]
    plain = all(is_id(prefix, value) for prefix, values in held for value in values)
    once = all(len(set(values)) == len(values) for _prefix, values in held)
    return plain and once and not any(want[option] for option in OTHER_NAMES)

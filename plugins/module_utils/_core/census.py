# SPDX-License-Identifier: GPL-3.0-or-later
"""Which machines instance_info is asked for, and what user data says."""

from __future__ import annotations

import re
from base64 import b64decode

from .errors import Refused
from .filters import asked
from .identity import fleet_filter, refuse_name
from .words import CHARGE_TYPES

FILTERS = (
    *("zone", "project-id", "host-id", "dedicated-cluster-id", "vpc-id", "subnet-id", "security-group-id"),
    *("instance-id", "uuid", "instance-name", "instance-charge-type", "instance-state"),
    *("private-ip-address", "public-ip-address", "ipv6-address", "tag-key", "tag-value"),
    *("creation-start-time", "creation-end-time"),
)
MOST_VALUES = 5
MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")


def census(want: dict) -> list[dict]:
    """The Filters of DescribeInstances; ways to pay may be said in the words of the options."""
    if want["name"] is not None:
        refuse_name(want["name"])
    fleet = fleet_filter(want["name"]) if want["name"] else []
    rows = asked(want["filters"] or {}, FILTERS, MOST_VALUES, beside=len(fleet))
    for row in rows:
        if row["Name"].startswith("creation-") and not (
            len(row["Values"]) == 1 and MOMENT.fullmatch(row["Values"][0])
        ):
            raise Refused(f"filters: {row['Name']} takes one time such as '2026-01-31 12:00:00'")
        if row["Name"] == "instance-charge-type":
            row["Values"] = [CHARGE_TYPES.get(value, value) for value in row["Values"]]
    return fleet + rows


def user_data_shown(coded: str) -> str | None:
    """The text that was given, None for what is no text."""
    try:
        return b64decode(coded).decode("utf-8")
    except ValueError:
        return None

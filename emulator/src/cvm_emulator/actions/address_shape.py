# SPDX-License-Identifier: GPL-3.0-or-later
"""EIPs as DescribeAddresses shows them, with nulls for what only a bound one has."""

from __future__ import annotations

import sqlite3
from typing import Any

from .. import networks
from ..ask import Ask
from ..clock import utc
from ..eips import PLAIN, in_arrears
from ..store import doc
from .network_shape import tag_set
from .tagged import shown_tags

UNNAMED = {"zh-CN": "未命名", "en-US": "Unnamed"}


def shapes(ask: Ask, rows: list[sqlite3.Row]) -> list[dict[str, Any]]:
    """EIPs as they show; the rows carry `holder`, `private_ip`, `subnet`, `doc` of the instance, or nulls."""
    tags, arrears = shown_tags(ask.db, "eip", [row["seq"] for row in rows], ask.now), in_arrears(ask.db)
    return [_shape(ask, row, arrears) | {"TagSet": tag_set(tags[row["seq"]])} for row in rows]


def _shape(ask: Ask, row: sqlite3.Row, arrears: bool) -> dict[str, Any]:
    card = None
    if row["holder"]:
        card = networks.card(ask.seed, row["subnet"], doc(row)["address"])
    shown = {
        "AddressId": row["id"],
        "AddressName": row["name"] or UNNAMED.get(ask.language, UNNAMED["en-US"]),
        "AddressIp": row["ip"],
        "AddressStatus": row["status"],
        "AddressType": row["kind"],
        "InstanceId": row["holder"],
        "InstanceType": "CVM" if row["holder"] else None,
        "NetworkInterfaceId": card,
        "PrivateAddressIp": row["private_ip"],
        "IsArrears": arrears,
        "IsBlocked": False,
        "IsEipDirectConnection": False,
        "EipAlgType": {"Ftp": False, "Sip": False},
        "LocalBgp": False,
        "CascadeRelease": False,
        "CreatedTime": utc(row["at"]),
        "InternetServiceProvider": PLAIN["InternetServiceProvider"],
        "InternetChargeType": row["charge"],
        "Bandwidth": row["mbit"],
        "BandwidthPackageId": None,
        "DeadlineDate": None,
        "Egress": None,
    }
    if row["shield"]:
        shown["AntiDDoSPackageId"] = row["shield"]
    return shown

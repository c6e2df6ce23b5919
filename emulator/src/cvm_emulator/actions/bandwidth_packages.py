# SPDX-License-Identifier: GPL-3.0-or-later
"""CreateBandwidthPackage, DescribeBandwidthPackages, DeleteBandwidthPackage; traffic costs nothing here."""

from __future__ import annotations

import sqlite3
from typing import Any

from ..ask import Ask, action
from ..bandwidth_packages import find_package, inside
from ..clock import utc
from ..errors import ApiError, bad_value
from ..ids import mint
from ..store import next_number
from ..tagging import put_new
from .network_objects import check_name, count, delete
from .paging import Condition, marks, read_filters, read_ids, select_page
from .tagged import tag_condition
from .tags_given import ADDRESS, read_tags

NETWORK = "BGP"
CHARGES = ("TOP5_POSTPAID_BY_MONTH", "PERCENT95_POSTPAID_BY_MONTH", "ENHANCED95_POSTPAID_BY_MONTH")
MOST_AT_ONCE, MOST_VALUES, UNLIMITED = 20, 100, -1
UNKNOWN = "InvalidParameterValue.BandwidthPackageNotFound"
HELD = "id IN (SELECT package FROM instance WHERE gone = 0 AND public_ip IS NOT NULL AND {} IN ({{}}))"
CONDITIONS = {
    "bandwidth-package_id": "id IN ({})",
    "bandwidth-package-name": "name IN ({})",
    "network-type": f"'{NETWORK}' IN ({{}})",
    "charge-type": "charge IN ({})",
    "resource.resource-type": HELD.format("'Address'"),
    "resource.resource-id": HELD.format("id"),
    "resource.address-ip": HELD.format("public_ip"),
}
TAGS = ("tag-key", "tag-value", "tag:")


@action("vpc", "CreateBandwidthPackage", limit=20)
def create_bandwidth_package(ask: Ask) -> dict[str, Any]:
    """Paid by the month afterwards; those that are paid in advance are not emulated."""
    given = ask.params
    charge = given.get("ChargeType", CHARGES[0])
    name, mbit, many = given.get("BandwidthPackageName", ""), _mbit(ask), _many(ask)
    if name:
        check_name("BandwidthPackageName", name)
    tags = read_tags(ask, ADDRESS)
    if count(ask, "bandwidth_package", "region", ask.region) + many > ask.settings.bandwidth_package_quota:
        quota = ask.settings.bandwidth_package_quota
        raise ApiError(
            "LimitExceeded.BandwidthPackageQuota", f"`{ask.region}` may have `{quota}` bandwidth packages."
        )
    first = next_number(ask.db, "bandwidth_package", many)
    rows = [
        (number, mint(ask.seed, "bwp", number), ask.region, name, charge, mbit, ask.now)
        for number in range(first, first + many)
    ]
    ask.db.executemany("INSERT INTO bandwidth_package VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    put_new(ask, "bandwidth_package", [row[0] for row in rows], tags)
    return {"BandwidthPackageId": rows[0][1], "BandwidthPackageIds": [row[1] for row in rows]}


@action("vpc", "DescribeBandwidthPackages", limit=100)
def describe_bandwidth_packages(ask: Ask) -> dict[str, Any]:
    malformed = "InvalidParameterValue.BandwidthPackageIdMalformed"
    ids = read_ids(ask, "BandwidthPackageIds", "bwp", malformed)
    conditions: list[Condition] = [("region = ?", [ask.region])]
    if ids:
        conditions.append((f"id IN ({marks(ids)})", ids))
    filters = read_filters(ask, (*CONDITIONS, *TAGS), MOST_VALUES, "InvalidParameterCombination")
    conditions += [_condition(ask, name, wanted) for name, wanted in filters.items()]
    total, rows = select_page(ask, "bandwidth_package", conditions, "seq")
    return {"TotalCount": total, "BandwidthPackageSet": [_shape(ask, row) for row in rows]}


@action("vpc", "DeleteBandwidthPackage", limit=20)
def delete_bandwidth_package(ask: Ask) -> dict[str, Any]:
    row = find_package(ask, "BandwidthPackageId", ask.params["BandwidthPackageId"], UNKNOWN)
    if inside(ask.db, row["id"]):
        raise bad_value(
            "BandwidthPackageId", row["id"], "in use", "InvalidParameterValue.BandwidthPackageInUse"
        )
    delete(ask, "bandwidth_package", row)
    return {}


def _mbit(ask: Ask) -> int:
    mbit = ask.params.get("InternetMaxBandwidth", UNLIMITED)
    if mbit != UNLIMITED and mbit < 1:
        raise bad_value("InternetMaxBandwidth", mbit, f"{UNLIMITED} (no limit), or at least 1")
    return mbit


def _many(ask: Ask) -> int:
    many = ask.params.get("BandwidthPackageCount", 1)
    if not 1 <= many <= MOST_AT_ONCE:
        raise bad_value("BandwidthPackageCount", many, f"1-{MOST_AT_ONCE}")
    return many


def _condition(ask: Ask, name: str, wanted: list[str]) -> Condition:
    if name in CONDITIONS:
        return CONDITIONS[name].format(marks(wanted)), wanted
    return tag_condition(name, "bandwidth_package", wanted, ask.now)


def _shape(ask: Ask, row: sqlite3.Row) -> dict[str, Any]:
    return {
        "BandwidthPackageId": row["id"],
        "BandwidthPackageName": row["name"],
        "NetworkType": NETWORK,
        "ChargeType": row["charge"],
        "Bandwidth": row["mbit"],
        "CreatedTime": utc(row["at"]),
        "Deadline": None,
        "Egress": "",
        "Status": "CREATED",
        "ResourceSet": [
            {"ResourceType": "Address", "ResourceId": each["id"], "AddressIp": each["public_ip"]}
            for each in inside(ask.db, row["id"])
            if each["public_ip"]
        ],
    }

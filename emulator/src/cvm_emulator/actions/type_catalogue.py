# SPDX-License-Identifier: GPL-3.0-or-later
"""DescribeInstanceTypeConfigs, DescribeInstanceFamilyConfigs and DescribeInstancesModification."""

from __future__ import annotations

import sqlite3
from typing import Any

from ..ask import Ask, action
from ..catalogue.regions import ZONES, open_zones
from ..catalogue.types import FAMILIES, TYPES, InstanceType, sold_in
from ..errors import ApiError, bad_value
from ..order.holding import holding
from ..order.wares import TYPE_FORM
from ..stock import left
from .members import members, refuse_charges
from .other_type import refusals
from .paging import read_filters

FILTERS = {"zone": "Zone", "instance-family": "InstanceFamily", "instance-type": "InstanceType"}
SELL, UNAVAILABLE = "SELL", "UNAVAILABLE"
MOST_INSTANCES = 20
CHARGES = ("POSTPAID_BY_HOUR", "PREPAID")
GPU_MEMORY = 16.0


@action("cvm", "DescribeInstanceTypeConfigs", limit=40)
def describe_instance_type_configs(ask: Ask) -> dict[str, Any]:
    """What there is by catalogue; it may be sold out. No pages."""
    filters = read_filters(ask, tuple(FILTERS), 1, "InvalidFilter")
    for zone in filters.get("zone", []):
        if zone not in ZONES or ZONES[zone].region != ask.region:
            raise bad_value("Filters zone", zone, f"no zone of {ask.region}", "InvalidZone.MismatchRegion")
        if not ZONES[zone].open:
            raise bad_value("Filters zone", zone, "closed", "InvalidParameterValue.ZoneNotSupported")
    for kind in filters.get("instance-type", []):
        if not TYPE_FORM.fullmatch(kind):
            raise bad_value("Filters instance-type", kind, code="InvalidInstanceType.Malformed")
    rows = [
        _config(zone.name, kind)
        for zone in open_zones(ask.region)
        for kind in TYPES.values()
        if sold_in(zone.name, kind)
    ]
    return {
        "InstanceTypeConfigSet": [
            row for row in rows if all(row[FILTERS[name]] in values for name, values in filters.items())
        ]
    }


@action("cvm", "DescribeInstanceFamilyConfigs", limit=10)
def describe_instance_family_configs(ask: Ask) -> dict[str, Any]:
    zones = open_zones(ask.region)
    return {
        "InstanceFamilyConfigSet": [
            {"InstanceFamily": family.name, "InstanceFamilyName": family.title}
            for family in FAMILIES
            if any(zone.name not in family.missing for zone in zones)
        ]
    }


@action("cvm", "DescribeInstancesModification", limit=20)
def describe_instances_modification(ask: Ask) -> dict[str, Any]:
    """The types that all of the instances can change to, by the rules of ResetInstancesType."""
    filters = read_filters(ask, ("status",), 2, "InvalidFilter")
    for status in filters.get("status", []):
        if status not in (SELL, UNAVAILABLE):
            raise bad_value("Filters status", status, code="InvalidFilter")
    rows = members(ask, most=MOST_INSTANCES)
    refuse_charges(ask, rows, CHARGES)
    if len({row["zone"] for row in rows}) > 1:
        raise ApiError("FailedOperation.ZoneInconsistent", "The instances are in more than one zone.")
    zone, found = rows[0]["zone"], []
    for kind in TYPES.values():
        if not sold_in(zone, kind) or not all(_can_change(row, kind) for row in rows):
            continue
        missing = any(not left(ask.db, zone, kind.name, row["charge"]) for row in rows)
        status = UNAVAILABLE if missing else SELL
        if status in filters.get("status", [status]):
            found.append(
                {
                    "Status": status,
                    "Message": "Sold out." if missing else "",
                    "InstanceTypeConfig": _config(zone, kind),
                }
            )
    return {"TotalCount": len(found), "InstanceTypeConfigStatusSet": found}


def _can_change(row: sqlite3.Row, kind: InstanceType) -> bool:
    now = holding(row)
    return kind != now.kind and not any(refused for refused, _ in refusals(now, kind))


def _config(zone: str, kind: InstanceType) -> dict[str, Any]:
    row = {
        "Zone": zone,
        "InstanceType": kind.name,
        "InstanceFamily": kind.family.name,
        "CPU": kind.cpu,
        "Memory": kind.memory,
        "GPU": kind.gpus,
        "GpuCount": float(kind.gpus),
        "FPGA": 0,
    }
    return row | {"GpuType": kind.family.gpu, "GpuMemory": GPU_MEMORY} if kind.gpus else row

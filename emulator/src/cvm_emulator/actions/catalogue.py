# SPDX-License-Identifier: GPL-3.0-or-later
"""DescribeRegions, DescribeZones and DescribeZoneInstanceConfigInfos: what is sold where, and its price."""

from __future__ import annotations

from functools import cache
from typing import Any

from ..ask import Ask, action
from ..catalogue.prices import SPOT_SHARE, machine, monthly
from ..catalogue.regions import REGIONS, ZONES, region_title, zone_title
from ..catalogue.types import InstanceType, initial_stock, offers
from ..errors import bad_value
from ..order.quote import hourly_item
from ..order.wares import TYPE_FORM
from ..stock import category, changed_stock
from .paging import read_filters

KEYS = {
    "zone": "Zone",
    "instance-family": "InstanceFamily",
    "instance-type": "InstanceType",
    "instance-charge-type": "InstanceChargeType",
}
CHARGES = ("PREPAID", "POSTPAID_BY_HOUR", "CDHPAID", "SPOTPAID", "CDCPAID")
SORTS = {"cpu": "Cpu", "mem": "Memory"}
MOST_VALUES = 100


@action("cvm", "DescribeRegions", limit=20)
def describe_regions(ask: Ask) -> dict[str, Any]:
    regions = [
        {"Region": region.name, "RegionName": region_title(region, ask.language), "RegionState": "AVAILABLE"}
        for region in REGIONS.values()
    ]
    return {"TotalCount": len(regions), "RegionSet": regions}


@action("cvm", "DescribeZones", limit=20)
def describe_zones(ask: Ask) -> dict[str, Any]:
    zones = [
        {
            "Zone": zone.name,
            "ZoneName": zone_title(zone, ask.language),
            "ZoneId": zone.zone_id,
            "ZoneState": "AVAILABLE" if zone.open else "UNAVAILABLE",
        }
        for zone in ZONES.values()
        if zone.region == ask.region
    ]
    return {"TotalCount": len(zones), "ZoneSet": zones}


@action("cvm", "DescribeZoneInstanceConfigInfos", limit=40)
def describe_zone_instance_config_infos(ask: Ask) -> dict[str, Any]:
    """All rows that match, in one answer: the action has no pages."""
    filters = read_filters(ask, (*KEYS, "sort-keys"), MOST_VALUES, "InvalidFilter")
    _check(ask, filters)
    changed = changed_stock(ask.db)
    rows = [
        row | _status(changed.get((row["Zone"], row["InstanceType"], row["InstanceChargeType"]), stock))
        for row, stock in _rows(ask.region)
        if all(row[KEYS[name]] in values for name, values in filters.items() if name in KEYS)
    ]
    for sort in reversed(filters.get("sort-keys", [])):
        name, _, direction = sort.partition(":")
        rows.sort(key=lambda row, name=name: row[SORTS[name]], reverse=direction == "desc")
    return {"InstanceTypeQuotaSet": rows}


def _check(ask: Ask, filters: dict[str, list[str]]) -> None:
    for zone in filters.get("zone", []):
        if zone not in ZONES or ZONES[zone].region != ask.region:
            raise bad_value("Filters zone", zone, f"no zone of {ask.region}", "InvalidZone.MismatchRegion")
        if not ZONES[zone].open:
            raise bad_value("Filters zone", zone, "closed", "InvalidParameterValue.ZoneNotSupported")
    for kind in filters.get("instance-type", []):
        if not TYPE_FORM.fullmatch(kind):
            raise bad_value("Filters instance-type", kind, code="InvalidInstanceType.Malformed")
    for charge in filters.get("instance-charge-type", []):
        if charge not in CHARGES:
            raise bad_value("Filters instance-charge-type", charge, code="InvalidFilter")
    for sort in filters.get("sort-keys", []):
        name, _, direction = sort.partition(":")
        if name not in SORTS or direction not in ("asc", "desc"):
            raise bad_value("Filters sort-keys", sort, "like cpu:desc or mem:asc", "InvalidFilter")


@cache
def _rows(region: str) -> list[tuple[dict[str, Any], int]]:
    """The rows without what the stock decides, and the initial stock of each."""
    return [(_row(*offer), initial_stock(*offer)) for offer in offers(region)]


def _row(zone: str, kind: InstanceType, charge: str) -> dict[str, Any]:
    family = kind.family
    local = family.local_disk
    return {
        "Zone": zone,
        "InstanceType": kind.name,
        "InstanceFamily": family.name,
        "TypeName": family.title,
        "InstanceChargeType": charge,
        "Cpu": kind.cpu,
        "Memory": kind.memory,
        "Gpu": kind.gpus,
        "GpuCount": float(kind.gpus),
        "Fpga": 0,
        "CpuType": family.cpu_type,
        "Frequency": family.frequency,
        "NetworkCard": 25,
        "InstanceBandwidth": round(1.5 + kind.cpu * 0.25, 2),
        "InstancePps": 25 * max(1, kind.cpu // 2),
        "StorageBlockAmount": 0,
        "Remark": "",
        "LocalDiskTypeList": [
            {
                "Type": local[0],
                "PartitionType": "LocalDataDisk",
                "Required": local[1],
                "MinSize": local[2],
                "MaxSize": local[3],
            }
        ]
        if local
        else [],
        "Externals": {},
        "Price": _price(zone, kind, charge),
    }


def _price(zone: str, kind: InstanceType, charge: str) -> dict[str, Any]:
    """Of the machine alone, without disks and bandwidth."""
    if charge == "PREPAID":
        total = monthly(zone, kind)
        return {"OriginalPrice": total, "DiscountPrice": total, "Discount": 100.0}
    listed, paid = machine(zone, kind, charge)
    return hourly_item(listed, paid, SPOT_SHARE * 100 if charge == "SPOTPAID" else 100.0)


def _status(stock: int) -> dict[str, str]:
    return {
        "Status": "SELL" if stock else "SOLD_OUT",
        "StatusCategory": category(stock),
        "SoldOutReason": "" if stock else "ResourcesSoldOut.SpecifiedInstanceType",
    }

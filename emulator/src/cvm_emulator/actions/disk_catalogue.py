# SPDX-License-Identifier: GPL-3.0-or-later
"""DescribeDiskConfigQuota: which disks are sold where, alone or with which instances, and their sizes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..ask import Ask, action
from ..catalogue.disks import DISKS, takes
from ..catalogue.regions import open_zones
from ..catalogue.types import FAMILIES, TYPES, Family
from ..disk_terms import price
from ..disks import DATA, HOURLY, SYSTEM
from ..errors import bad_value
from .disk_orders import CHARGES, SOLD, STEP

ALONE, WITH_INSTANCE = "INQUIRY_CBS_CONFIG", "INQUIRY_CVM_CONFIG"


@action("cbs", "DescribeDiskConfigQuota", limit=20)
def describe_disk_config_quota(ask: Ask) -> dict[str, Any]:
    """A row per zone, family, kind of disk, charge type and use; its price is that of the smallest size."""
    given = ask.params
    if given["InquiryType"] not in (ALONE, WITH_INSTANCE):
        raise bad_value("InquiryType", given["InquiryType"])
    zones = [zone.name for zone in open_zones(ask.region)]
    for zone in given.get("Zones", []):
        if zone not in zones:
            raise bad_value("Zones", zone, f"no open zone of {ask.region}")
    rows = []
    for zone in given.get("Zones") or zones:
        for family in _families(given, zone):
            rows += _rows(given, zone, family)
    return {"DiskConfigSet": rows}


def _families(given: dict[str, Any], zone: str) -> list[Family | None]:
    if given["InquiryType"] == ALONE:
        return [None]
    return [
        family
        for family in FAMILIES
        if zone not in family.missing
        and family.name in (given.get("InstanceFamilies") or [family.name])
        and any(
            kind.family == family
            and given.get("CPU", kind.cpu) == kind.cpu
            and given.get("Memory", kind.memory) == kind.memory
            for kind in TYPES.values()
        )
    ]


def _rows(given: dict[str, Any], zone: str, family: Family | None) -> Iterator[dict[str, Any]]:
    for kind in DISKS.values():
        if kind.name not in (given.get("DiskTypes") or [kind.name]):
            continue
        if kind.name not in SOLD if family is None else kind.local or not takes(family, kind):
            continue
        for charge in CHARGES:
            for usage, sizes in ((DATA, kind.data), (SYSTEM, kind.system)):
                asked = (
                    given.get("DiskChargeType", charge) == charge and given.get("DiskUsage", usage) == usage
                )
                if asked and sizes:
                    yield {
                        "Available": True,
                        "DiskChargeType": charge,
                        "DiskType": kind.name,
                        "DiskUsage": usage,
                        "Zone": zone,
                        "MinDiskSize": sizes[0],
                        "MaxDiskSize": sizes[1],
                        "StepSize": STEP,
                        "ExtraPerformanceRange": None,
                        "DeviceClass": None,
                        "InstanceFamily": family.name if family else None,
                        "Price": price(zone, kind.name, sizes[0], 0 if charge == HOURLY else 1),
                    }

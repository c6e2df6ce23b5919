# SPDX-License-Identifier: GPL-3.0-or-later
"""Kinds of disks, their sizes in GiB, and which instance types take them."""

from __future__ import annotations

from typing import NamedTuple

from .types import Family


class DiskKind(NamedTuple):
    """`gib_hour` in yuan. `system` and `data`: smallest and largest size, or None: not used so."""

    name: str
    gib_hour: float
    system: tuple[int, int] | None
    data: tuple[int, int] | None
    local: bool = False
    newest_only: bool = False


DISKS = {
    disk.name: disk
    for disk in (
        DiskKind("CLOUD_BASIC", 0.0003, None, None),
        DiskKind("CLOUD_PREMIUM", 0.0005, (20, 2048), (10, 32000)),
        DiskKind("CLOUD_BSSD", 0.0007, (20, 2048), (10, 32000)),
        DiskKind("CLOUD_SSD", 0.0014, (20, 2048), (100, 32000)),
        DiskKind("CLOUD_HSSD", 0.0021, (20, 2048), (20, 32000)),
        DiskKind("CLOUD_TSSD", 0.003, None, (20, 32000), newest_only=True),
        DiskKind("LOCAL_BASIC", 0.0002, (20, 50), (10, 500), local=True),
        DiskKind("LOCAL_SSD", 0.0006, (20, 50), (10, 500), local=True),
    )
}
UNNAMEABLE = ("LOCAL_NVME", "LOCAL_PRO")
DEFAULT_SYSTEM_SIZE = 50
THROUGHPUT_ABOVE = BURST_FROM = 460
MOST_THROUGHPUT = {"CLOUD_HSSD": 400, "CLOUD_TSSD": 3650}


def default_system_kind(family: Family) -> str:
    return "CLOUD_BSSD" if family.newest_disks else "CLOUD_PREMIUM"


def takes(family: Family, disk: DiskKind) -> bool:
    if disk.local:
        return family.local_disk is not None and family.local_disk[0] == disk.name
    return family.newest_disks or not disk.newest_only

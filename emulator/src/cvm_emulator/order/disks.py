# SPDX-License-Identifier: GPL-3.0-or-later
"""The disks of a purchase: kinds the machine takes, sizes the kind comes in."""

from __future__ import annotations

from typing import Any, NamedTuple

from ..ask import Ask
from ..catalogue.disks import DEFAULT_SYSTEM_SIZE, DISKS, UNNAMEABLE, DiskKind, default_system_kind, takes
from ..catalogue.images import Image
from ..catalogue.types import InstanceType
from ..errors import ApiError, bad_value
from .disk_extras import Cover, read_burst, read_cover, read_snapshot, read_throughput

MOST_CLOUD, MOST_LOCAL, STEP = 20, 1, 10


class Disk(NamedTuple):
    kind: str
    size: int
    name: str | None
    with_instance: bool = True
    throughput: int = 0
    cover: Cover = Cover()
    burst: bool = False

    @property
    def priced(self) -> tuple[str, int, int]:
        return self.kind, self.size, self.throughput


def system_disk(ask: Ask, wanted: dict[str, Any], kind: InstanceType, image: Image) -> Disk:
    """Without a type: the one in stock for the family. Never smaller than the image."""
    name = wanted.get("DiskType", default_system_kind(kind.family))
    disk = _fitting("SystemDisk.DiskType", name, kind)
    size = wanted.get("DiskSize", DEFAULT_SYSTEM_SIZE)
    if disk.system is None:
        raise ApiError(
            "ResourceInsufficient.CloudDiskUnavailable", f"`{name}` is no system disk for `{kind.name}`."
        )
    if not max(disk.system[0], image.size) <= size <= disk.system[1]:
        raise bad_value(
            "SystemDisk.DiskSize", size, f"{name} takes {max(disk.system[0], image.size)}-{disk.system[1]}"
        )
    cover = read_cover(ask, "SystemDisk", wanted, disk)
    return Disk(name, size, _disk_name("SystemDisk.DiskName", wanted), cover=cover)


def data_disks(ask: Ask, wanted: list[dict[str, Any]], kind: InstanceType) -> list[Disk]:
    """A disk without a type is a LOCAL_BASIC one, as the API text says; most machines do not take that."""
    disks = [_data_disk(ask, f"DataDisks.{index}", each, kind) for index, each in enumerate(wanted)]
    local = sum(DISKS[disk.kind].local for disk in disks)
    if local > MOST_LOCAL or len(disks) - local > MOST_CLOUD:
        raise bad_value(
            "DataDisks",
            len(disks),
            "at most 20 cloud disks and 1 local disk",
            "InvalidParameterValue.LimitExceeded",
        )
    return disks


def _data_disk(ask: Ask, path: str, wanted: dict[str, Any], kind: InstanceType) -> Disk:
    name, size = wanted.get("DiskType", "LOCAL_BASIC"), wanted["DiskSize"]
    disk = _fitting(f"{path}.DiskType", name, kind)
    if disk.data is None:
        raise ApiError(
            "ResourceInsufficient.CloudDiskUnavailable", f"`{name}` is no data disk for `{kind.name}`."
        )
    if name == "CLOUD_SSD" and size < disk.data[0]:
        raise bad_value(f"{path}.DiskSize", size, code="InvalidParameterValue.CloudSsdDataDiskSizeTooSmall")
    if not disk.data[0] <= size <= disk.data[1] or size % STEP:
        raise bad_value(
            f"{path}.DiskSize", size, f"{name} takes {disk.data[0]}-{disk.data[1]} in steps of {STEP}"
        )
    read_snapshot(ask, path, wanted, size)
    return Disk(
        name,
        size,
        _disk_name(f"{path}.DiskName", wanted),
        wanted.get("DeleteWithInstance", True),
        read_throughput(path, wanted, name, size),
        read_cover(ask, path, wanted, disk),
        read_burst(path, wanted, name, size),
    )


def _fitting(path: str, name: str, kind: InstanceType) -> DiskKind:
    if name in UNNAMEABLE or name not in DISKS:
        raise bad_value(path, name)
    disk = DISKS[name]
    if not takes(kind.family, disk):
        code = (
            "UnsupportedOperation.InvalidDisk" if disk.local else "ResourceInsufficient.CloudDiskUnavailable"
        )
        raise ApiError(code, f"`{kind.name}` does not take the disk type `{name}` given in `{path}`.")
    return disk


def _disk_name(path: str, wanted: dict[str, Any]) -> str | None:
    name = wanted.get("DiskName")
    if name is not None and len(name) > 128:
        raise bad_value(path, name, "at most 128 characters")
    return name

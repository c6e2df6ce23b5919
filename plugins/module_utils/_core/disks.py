# SPDX-License-Identifier: GPL-3.0-or-later
"""The disks of a machine, as they are asked for and as they are shown."""

from __future__ import annotations

from .errors import Refused

DISK_TYPES = (
    "CLOUD_PREMIUM",
    "CLOUD_BSSD",
    "CLOUD_SSD",
    "CLOUD_HSSD",
    "CLOUD_TSSD",
    "CLOUD_BASIC",
    "LOCAL_BASIC",
    "LOCAL_SSD",
)
SYSTEM_DISK = {
    "type": "DiskType",
    "size": "DiskSize",
    "name": "DiskName",
    "encrypt": "Encrypt",
    "kms_key": "KmsKeyId",
}
DATA_DISK = {
    **SYSTEM_DISK,
    "snapshot": "SnapshotId",
    "delete_with_instance": "DeleteWithInstance",
    "throughput_performance": "ThroughputPerformance",
    "burst_performance": "BurstPerformance",
}
SMALLEST, LONGEST_NAME = 10, 128
FAST = ("CLOUD_HSSD", "CLOUD_TSSD")


def disks_sent(disks: list[dict]) -> list[dict]:
    return [{DATA_DISK[key]: value for key, value in disk.items() if value is not None} for disk in disks]


def disk_shown(row: dict, paths: dict[str, str]) -> dict:
    """A disk as results show it: the options it could have been asked for with, and its id."""
    return {**{option: row.get(name) or None for option, name in paths.items()}, "id": row.get("DiskId")}


def system_disk_shown(row: dict | None) -> dict | None:
    return {**disk_shown(row, SYSTEM_DISK), "encrypt": bool(row.get("Encrypt"))} if row else None


def disks_shown(rows: list[dict] | None) -> list[dict]:
    """Throughput in MiB/s beyond what the size brings, null for none."""
    return [
        {
            **disk_shown(row, DATA_DISK),
            "encrypt": bool(row.get("Encrypt")),
            "delete_with_instance": row.get("DeleteWithInstance"),
        }
        for row in rows or []
    ]


def refuse_disks(want: dict) -> None:
    """Refuses disks that no machine could have."""
    refuse_disk("system_disk", want.get("system_disk") or {})
    for disk in want.get("data_disks") or []:
        refuse_disk("data_disks", disk, step=10)
        if disk.get("throughput_performance") is not None and disk.get("type") not in FAST:
            raise Refused(
                f"data_disks: throughput_performance goes with the types {' and '.join(FAST)}, "
                f"not with {disk['type']}"
            )


def refuse_disk(option: str, disk: dict, step: int = 1) -> None:
    size = disk.get("size")
    if size is not None and (size < SMALLEST or size % step):
        multiples = f" in steps of {step}" if step > 1 else ""
        raise Refused(f"{option}: size {size} is not accepted; {SMALLEST} GiB or more{multiples} is")
    if len(disk.get("name") or "") > LONGEST_NAME:
        raise Refused(
            f"{option}: the name {disk['name'][:20]!r}... has {len(disk['name'])} characters; at most "
            f"{LONGEST_NAME} are accepted"
        )
    if disk.get("kms_key") and not disk.get("encrypt"):
        raise Refused(f"{option}: kms_key is given without encrypt: true, which it is the key for")

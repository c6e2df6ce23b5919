# SPDX-License-Identifier: GPL-3.0-or-later
"""What a disk of a purchase may have besides kind and size: encryption, a snapshot in it, throughput."""

from __future__ import annotations

from typing import Any, NamedTuple

from ..ask import Ask
from ..catalogue.disks import BURST_FROM, MOST_THROUGHPUT, THROUGHPUT_ABOVE, DiskKind
from ..errors import ApiError, bad_value
from ..networks import chosen
from ..snapshots import find_snapshot


class Cover(NamedTuple):
    """`key`: the account's own; without it the service's."""

    encrypted: bool = False
    key: str | None = None


def read_cover(ask: Ask, path: str, wanted: dict[str, Any], disk: DiskKind) -> Cover:
    encrypted, key = wanted.get("Encrypt", False), wanted.get("KmsKeyId")
    if key and not encrypted:
        raise ApiError("InvalidParameterCombination", f"`{path}.KmsKeyId` needs `{path}.Encrypt` `true`.")
    if encrypted and disk.local:
        raise ApiError(
            "UnsupportedOperation.InvalidDisk", f"`{disk.name}` given in `{path}` has no encryption."
        )
    if encrypted and ask.region not in chosen(ask.settings.encrypted_disks):
        raise ApiError(
            "UnsupportedOperation.InvalidRegionDiskEncrypt", f"`{ask.region}` has no encrypted disks."
        )
    return Cover(encrypted, key or None)


def read_snapshot(ask: Ask, path: str, wanted: dict[str, Any], size: int) -> None:
    """A disk is at least as large as the snapshot in it."""
    snapshot_id = wanted.get("SnapshotId")
    if not snapshot_id:
        return
    row = find_snapshot(
        ask,
        f"{path}.SnapshotId",
        snapshot_id,
        "InvalidParameterValue.SnapshotIdMalformed",
        "InvalidParameter.SnapshotNotFound",
    )
    if row["size"] > size:
        raise bad_value(
            f"{path}.DiskSize",
            size,
            f"`{snapshot_id}` has {row['size']}",
            "FailedOperation.SnapshotSizeLargerThanDataSize",
        )


def read_throughput(path: str, wanted: dict[str, Any], kind: str, size: int) -> int:
    """MiB/s above what the size gives: for kinds that sell it, once the size gives all it can."""
    more = wanted.get("ThroughputPerformance", 0)
    if more and (kind not in MOST_THROUGHPUT or size <= THROUGHPUT_ABOVE):
        kinds = ", ".join(MOST_THROUGHPUT)
        raise bad_value(f"{path}.ThroughputPerformance", more, f"for {kinds} above {THROUGHPUT_ABOVE} GiB")
    if not 0 <= more <= MOST_THROUGHPUT.get(kind, 0):
        raise bad_value(f"{path}.ThroughputPerformance", more, f"0-{MOST_THROUGHPUT[kind]}")
    return more


def read_burst(path: str, wanted: dict[str, Any], kind: str, size: int) -> bool:
    burst = wanted.get("BurstPerformance", False)
    if burst and (kind not in MOST_THROUGHPUT or size < BURST_FROM):
        kinds = ", ".join(MOST_THROUGHPUT)
        raise bad_value(f"{path}.BurstPerformance", burst, f"for {kinds} of {BURST_FROM} GiB or more")
    return burst

# SPDX-License-Identifier: GPL-3.0-or-later
"""The disks of a machine: which of those there are is meant by which wish, and what to do about it."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from .identity import digest
from .plan import Call
from .tags import rows_of

DISK_OF = "ansible-cvm-disk-of"
MORE = {
    "snapshot": "SnapshotId",
    "kms_key": "KmsKeyId",
    "throughput_performance": "ThroughputPerformance",
    "burst_performance": "BurstPerformance",
}
ATTACHED, UNATTACHED = "ATTACHED", "UNATTACHED"


class Match(NamedTuple):
    """Pairs of a wished and a found disk, wishes without a disk, disks without a wish."""

    pairs: list[tuple[dict, dict]]
    wanting: list[dict]
    extra: list[dict]


def matched(wanted: list[dict], found: list[dict] | None) -> Match:
    """Of one type the largest wish gets the largest disk that is not larger: a disk grows, it never shrinks.

    `wanted` as the option says it, `found` as DescribeInstances shows it.
    """
    left = sorted(found or [], key=lambda disk: disk["DiskSize"], reverse=True)
    pairs, wanting = [], []
    for wish in sorted(wanted, key=lambda disk: disk["size"], reverse=True):
        fitting = [d for d in left if d["DiskType"] == wish["type"] and d["DiskSize"] <= wish["size"]]
        if fitting:
            left.remove(fitting[0])
            pairs.append((wish, fitting[0]))
        else:
            wanting.append(wish)
    return Match(pairs, wanting, left)


def same_disks(wanted: list[dict], found: list[dict] | None) -> bool:
    match = matched(wanted, found)
    grown = all(wish["size"] == disk["DiskSize"] for wish, disk in match.pairs)
    return grown and not match.wanting and not match.extra


def surplus(want: dict, row: dict) -> str | None:
    """Why the data disks cannot become what is asked for."""
    extra = matched(want["data_disks"], row.get("DataDisks")).extra
    disks = ", ".join(f"{disk['DiskId']} ({disk['DiskType']}, {disk['DiskSize']} GiB)" for disk in extra)
    return f"{disks} is not asked for, and disks never shrink and are never taken away" if extra else None


def too_large(want: dict, row: dict) -> str | None:
    """Why the system disk cannot have the size that is asked for."""
    return "disks never shrink" if row["SystemDisk"]["DiskSize"] > want["system_disk"]["size"] else None


def larger_system_disk(_field: object, want: dict, row: dict) -> list[Call]:
    size = want["system_disk"]["size"]
    return [resize(row, {"SystemDisk": {"DiskSize": size}}, row["SystemDisk"]["DiskId"], size)]


def resize(row: dict, disk: dict, id: str, size: int) -> Call:
    """The machine goes on running meanwhile."""
    online = {"ResizeOnline": True} if row["InstanceState"] == "RUNNING" else {}
    params = {"InstanceId": row["InstanceId"], **disk, **online}
    shows = partial(holds_disk, id, size)
    return Call("cvm", "ResizeInstanceDisks", params, ids="InstanceId", tracked=True, until=shows)


def holds_disk(id: str, size: int, row: dict) -> bool:
    disks = [row["SystemDisk"], *(row.get("DataDisks") or [])]
    return any(disk["DiskId"] == id and disk["DiskSize"] == size for disk in disks)


def grow(row: dict, disk: dict, size: int) -> Call:
    """Disks that can be moved to another machine grow at the disk service, the others at the machine's."""
    if disk.get("Portable"):
        larger = {"DiskId": disk["DiskId"], "DiskSize": size}
        shows = partial(has_size, size)
        return Call("cbs", "ResizeDisk", larger, ids="DiskId", until=shows, of=(row["InstanceId"],))
    larger = {"DataDisks": [{"DiskId": disk["DiskId"], "DiskSize": size}]}
    return resize(row, larger, disk["DiskId"], size)


def has_size(size: int, shown: dict) -> bool:
    return shown["DiskSize"] == size


def changed_data_disks(_field: object, want: dict, row: dict) -> list[Call]:
    """Those that grow, one in a call; then those that are missing are bought and put in."""
    match = matched(want["data_disks"], row.get("DataDisks"))
    steps = [grow(row, disk, wish["size"]) for wish, disk in match.pairs if wish["size"] != disk["DiskSize"]]
    spare = list(row.get("SpareDisks") or [])
    for number, wish in enumerate(match.wanting, len(match.pairs)):
        same = [d for d in spare if (d["DiskType"], d["DiskSize"]) == (wish["type"], wish["size"])]
        if same:
            spare.remove(same[0])
            steps.append(put_in(row, same[0]["DiskId"], wish))
        else:
            bought = purchase(want, row, wish, number)
            steps += [bought, put_in(row, bought.makes, wish)]
    return steps


def purchase(want: dict, row: dict, wish: dict, number: int) -> Call:
    """An hourly disk for this machine. Its token is the same in every run that sees the same cloud."""
    tags = {**(want["tags"] or {}), DISK_OF: row["InstanceId"]}
    terms = [wish["type"], wish["size"], [wish.get(option) for option in MORE], wish.get("encrypt"), number]
    params = {
        "Placement": {"Zone": row["Placement"]["Zone"], "ProjectId": row["Placement"].get("ProjectId") or 0},
        "DiskChargeType": "POSTPAID_BY_HOUR",
        "DiskType": wish["type"],
        "DiskSize": wish["size"],
        "DiskName": wish.get("name") or f"{row['InstanceName']}-data-{number + 1}"[:60],
        **{name: wish[option] for option, name in MORE.items() if wish.get(option)},
        **({"Encrypt": "ENCRYPT"} if wish.get("encrypt") else {}),
        "DiskCount": 1,
        "ClientToken": digest(row["InstanceId"], *terms),
        "Tags": rows_of(tags),
    }
    made = f"disk {number + 1} of {row['InstanceId']}"
    return Call("cbs", "CreateDisks", params, then=UNATTACHED, makes=made, of=(row["InstanceId"],))


def put_in(row: dict, disk: str, wish: dict) -> Call:
    goes = wish.get("delete_with_instance") is not False
    params = {"InstanceId": row["InstanceId"], "DiskIds": [disk], "DeleteWithInstance": goes}
    shows = partial(is_of, row["InstanceId"])
    return Call("cbs", "AttachDisks", params, "DiskIds", then=ATTACHED, until=shows, of=(row["InstanceId"],))


def is_of(machine: str, shown: dict) -> bool:
    return shown["InstanceId"] == machine

# SPDX-License-Identifier: GPL-3.0-or-later
"""What machines will be like after a plan, as far as that has a price by the hour."""

from __future__ import annotations

from collections.abc import Iterable

from .plan import GONE, Call
from .shows import machines_of

SYSTEM_DISK = ("ResizeInstanceDisks", "ResetInstance")


def prospect(rows: dict[str, dict], steps: Iterable[Call]) -> list[dict]:
    """The rows, by id, as the plan leaves them; without those that it ends."""
    left: dict[str, dict | None] = dict(rows)
    for step in steps:
        for id in machines_of(step):
            row = left.get(id)
            if row is not None:
                left[id] = None if step.then == GONE else changed(row, step)
    return [row for row in left.values() if row is not None]


def changed(row: dict, step: Call) -> dict:
    params = step.params
    if step.action == "ResetInstancesType":
        return {**row, "InstanceType": params["InstanceType"]}
    if step.action == "ResetInstancesInternetMaxBandwidth":
        return {**row, "InternetAccessible": {**row["InternetAccessible"], **params["InternetAccessible"]}}
    if step.action in SYSTEM_DISK and "SystemDisk" in params:
        return {**row, "SystemDisk": {**row["SystemDisk"], **params["SystemDisk"]}}
    if step.action == "ResizeInstanceDisks":
        return with_larger(row, params["DataDisks"])
    if step.action == "ResizeDisk":
        return with_larger(row, [params])
    if step.action == "CreateDisks":
        return {**row, "DataDisks": [*(row.get("DataDisks") or []), params]}
    return row


def with_larger(row: dict, larger: list[dict]) -> dict:
    sizes = {disk["DiskId"]: disk["DiskSize"] for disk in larger}
    disks = row.get("DataDisks") or []
    return {
        **row,
        "DataDisks": [
            {**disk, "DiskSize": sizes.get(disk.get("DiskId"), disk["DiskSize"])} for disk in disks
        ],
    }


def priced_options(steps: Iterable[Call]) -> list[str]:
    """The options whose change makes machines dearer, or could."""
    return list(dict.fromkeys(option for step in steps for option in [option_of(step)] if option))


def option_of(step: Call) -> str:
    if step.action in SYSTEM_DISK and "SystemDisk" in step.params:
        return "system_disk"
    return {
        "ResetInstancesType": "instance_types",
        "ResizeDisk": "data_disks",
        "ResizeInstanceDisks": "data_disks",
        "CreateDisks": "data_disks",
        "ResetInstancesInternetMaxBandwidth": "public_ip.bandwidth",
    }.get(step.action, "")

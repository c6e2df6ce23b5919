# SPDX-License-Identifier: GPL-3.0-or-later
"""What machines will be like after a plan, as far as that has a price by the hour."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Callable, NamedTuple

from .plan import GONE, Call


class Effect(NamedTuple):
    """What a call does to a price: the option that asks for it ("": none), and the row `on` which it was."""

    option: str
    on: Callable[[dict, dict], dict]


def prospect(rows: dict[str, dict], steps: Iterable[Call]) -> list[dict]:
    """The rows, by id, as the plan leaves them; without those that it ends."""
    left: dict[str, dict | None] = dict(rows)
    for step in steps:
        for id in step.machines():
            row = left.get(id)
            if row is not None:
                left[id] = None if step.then == GONE else effect(step).on(row, step.params)
    return [row for row in left.values() if row is not None]


def with_type(row: dict, params: dict) -> dict:
    return {**row, "InstanceType": params["InstanceType"]}


def with_bandwidth(row: dict, params: dict) -> dict:
    return {**row, "InternetAccessible": {**row["InternetAccessible"], **params["InternetAccessible"]}}


def with_system_disk(row: dict, params: dict) -> dict:
    return {**row, "SystemDisk": {**row["SystemDisk"], **params["SystemDisk"]}}


def with_larger(row: dict, params: dict) -> dict:
    """The machine's action names several disks, that of the disk service is about one."""
    sizes = {disk["DiskId"]: disk["DiskSize"] for disk in params.get("DataDisks", [params])}
    disks = row.get("DataDisks") or []
    return {
        **row,
        "DataDisks": [
            {**disk, "DiskSize": sizes.get(disk.get("DiskId"), disk["DiskSize"])} for disk in disks
        ],
    }


def with_another(row: dict, params: dict) -> dict:
    return {**row, "DataDisks": [*(row.get("DataDisks") or []), params]}


NONE = Effect("", lambda row, _params: row)
EFFECTS = {
    "ResetInstancesType": Effect("instance_types", with_type),
    "ResetInstancesInternetMaxBandwidth": Effect("public_ip.bandwidth", with_bandwidth),
    "ResizeInstanceDisks": Effect("data_disks", with_larger),
    "ResizeDisk": Effect("data_disks", with_larger),
    "CreateDisks": Effect("data_disks", with_another),
}
LARGER_SYSTEM_DISK = Effect("system_disk", with_system_disk)
SYSTEM_DISK = ("ResizeInstanceDisks", "ResetInstance")


def effect(step: Call) -> Effect:
    if step.action in SYSTEM_DISK and "SystemDisk" in step.params:
        return LARGER_SYSTEM_DISK
    return EFFECTS.get(step.action, NONE)


def priced_options(steps: Iterable[Call]) -> list[str]:
    """The options whose change makes machines dearer, or could."""
    return list(dict.fromkeys(option for step in steps for option in [effect(step).option] if option))

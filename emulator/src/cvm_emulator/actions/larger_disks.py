# SPDX-License-Identifier: GPL-3.0-or-later
"""ResizeInstanceDisks: a larger system or data disk for an instance that is there; and what that costs."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from ..ask import Ask, action
from ..catalogue.disks import DISKS
from ..catalogue.types import HOSTED
from ..disks import resized
from ..errors import ApiError, bad_value, not_emulated
from ..order.holding import holding
from ..order.quote import Config
from ..repricing import change_item, reprice
from ..store import doc
from .members import begin, member, operate, refuse_charges, refuse_unfit, update

CHARGES = ("POSTPAID_BY_HOUR", "PREPAID", HOSTED)
STEP = 10
TAKES = 5


@action("cvm", "ResizeInstanceDisks", limit=10)
def resize_instance_disks(ask: Ask) -> dict[str, Any]:
    """Online the machine goes on running meanwhile; with ForceStop it is restarted."""
    row = member(ask)
    wanted, changed = _larger_disks(ask, row)
    online, force = ask.params.get("ResizeOnline", False), ask.params.get("ForceStop", False)
    refuse_unfit(ask, [row], online or force)
    if online and row["state"] != "RUNNING":
        raise ApiError(
            "UnsupportedOperation.InstanceStateStopped",
            f"`ResizeOnline`, but `{row['id']}` is `{row['state']}`.",
        )
    reprice(ask, row, wanted)
    update(ask, row, doc=json.dumps(changed))
    for disk_id, _, size, *_ in (changed["system"], *changed["data"]):
        resized(ask.db, disk_id, size)
    if row["state"] == "RUNNING" and not online:
        begin(ask, row)
    else:
        operate(ask, row, ask.action, TAKES)
    return {}


@action("cvm", "InquiryPriceResizeInstanceDisks", limit=10)
def inquiry_price_resize_instance_disks(ask: Ask) -> dict[str, Any]:
    row = member(ask)
    wanted, _ = _larger_disks(ask, row)
    refuse_unfit(ask, [row])
    return {"Price": change_item(row, wanted, ask.now)}


def _larger_disks(ask: Ask, row: sqlite3.Row) -> tuple[Config, dict[str, Any]]:
    """The configuration with one disk larger, and the document that says so."""
    refuse_charges(ask, [row], CHARGES)
    kept, now = doc(row), holding(row)
    if "SystemDisk" in ask.params and "DataDisks" in ask.params:
        raise bad_value("DataDisks", len(ask.params["DataDisks"]), "`SystemDisk` is given too")
    if system := ask.params.get("SystemDisk"):
        path, index, wanted = "SystemDisk", 0, system
    elif data := ask.params.get("DataDisks"):
        if len(data) > 1:
            raise bad_value("DataDisks", len(data), "one disk at a time")
        path, index, wanted = "DataDisks.0", _which(kept, data[0]), data[0]
    else:
        raise ApiError("MissingParameter.AtLeastOne", "One of `SystemDisk`, `DataDisks` is required.")
    disks = [kept["system"], *kept["data"]]
    if wanted.get("DiskType", disks[index][1]) != disks[index][1]:
        raise not_emulated(f"{path}.DiskType")
    if index == 0 and wanted.get("DiskId", disks[0][0]) != disks[0][0]:
        raise bad_value(f"{path}.DiskId", wanted["DiskId"], "not the system disk")
    _check_size(path, wanted.get("DiskSize"), disks[index], index == 0)
    disks[index][2] = wanted["DiskSize"]
    return now._replace(disks=[tuple(disk[1:]) for disk in disks]), kept


def _which(kept: dict[str, Any], wanted: dict[str, Any]) -> int:
    """Named by its id; without one there may be only one."""
    ids = [each[0] for each in kept["data"]]
    if "DiskId" in wanted:
        if wanted["DiskId"] not in ids:
            raise ApiError(
                "UnsupportedOperation.InvalidDataDisk", f"`{wanted['DiskId']}` is no data disk of it."
            )
        return 1 + ids.index(wanted["DiskId"])
    if len(ids) != 1:
        raise bad_value("DataDisks", len(ids), "DiskId is needed to tell the data disks apart")
    return 1


def _check_size(path: str, size: int | None, disk: list[Any], system: bool) -> None:
    if size is None:
        raise ApiError("MissingParameter", f"The request is missing a required parameter `{path}.DiskSize`.")
    kind = DISKS[disk[1]]
    if kind.local:
        raise ApiError("UnsupportedOperation.InvalidDataDisk", f"`{disk[0]}` is a local disk.")
    limits = kind.system if system else kind.data
    if not disk[2] < size <= limits[1] or size % STEP:
        raise bad_value(f"{path}.DiskSize", size, f"above {disk[2]}, up to {limits[1]} in steps of {STEP}")

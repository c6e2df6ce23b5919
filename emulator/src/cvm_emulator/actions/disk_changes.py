# SPDX-License-Identifier: GPL-3.0-or-later
"""AttachDisks and DetachDisks, ModifyDiskAttributes, ResizeDisk and its price."""

from __future__ import annotations

import json
import math
import sqlite3
from typing import Any

from ..ask import Ask, action
from ..disk_terms import hourly_price, months_cents, period_price
from ..disks import (
    ATTACHED,
    ATTACHING,
    DATA,
    DETACHING,
    EXPANDING,
    HOURLY,
    PREPAID,
    UNATTACHED,
    bundled,
    of_instances,
    rate,
)
from ..errands import send
from ..errors import ApiError, bad_value, not_emulated
from ..money import MILLIONTHS_PER_CENT, charge, meter
from ..order.disks import MOST_CLOUD
from ..order.extras import check_project
from ..order.holding import afford
from ..passage import instance, remeter
from ..prepaid import months_left, worth
from ..store import doc
from .disk_orders import check_name, check_size
from .named_disks import find_disks, rows_of
from .paging import check_ids

MOST_AT_ONCE = 10
BUSY_INSTANCES = ("PENDING", "STARTING", "STOPPING", "REBOOTING")
MILLIONTHS_PER_YUAN = 1_000_000


@action("cbs", "AttachDisks", limit=20)
def attach_disks(ask: Ask) -> dict[str, Any]:
    rows, holder = find_disks(ask, MOST_AT_ONCE), _instance(ask, ask.params["InstanceId"])
    if holder["state"] not in ("RUNNING", "STOPPED"):
        code = "ResourceBusy" if holder["state"] in BUSY_INSTANCES else "InvalidInstance.NotSupported"
        raise ApiError(code, f"`{holder['id']}` is `{holder['state']}`.")
    for row in rows:
        _check_portable(row)
        if row["state"] in (ATTACHED, ATTACHING):
            raise ApiError("ResourceUnavailable.Attached", f"`{row['id']}` is `{row['state']}`.")
        if row["state"] != UNATTACHED:
            raise ApiError("ResourceBusy", f"`{row['id']}` is `{row['state']}`.")
        if row["zone"] != holder["zone"]:
            raise ApiError(
                "ResourceUnavailable.ZoneNotMatch",
                f"`{row['id']}` is in `{row['zone']}`, `{holder['id']}` in `{holder['zone']}`.",
            )
    held = [row for row in of_instances(ask.db, [holder["seq"]])[holder["seq"]] if row["usage"] == DATA]
    if len(held) + len(rows) > MOST_CLOUD:
        raise ApiError(
            "LimitExceeded.InstanceAttachedDisk",
            f"`{holder['id']}` would have more than `{MOST_CLOUD}` disks.",
        )
    for row in rows:
        goes = ask.params.get("DeleteWithInstance", False) and row["charge"] == HOURLY
        ask.db.execute(
            "UPDATE disk SET state = ?, instance = ?, with_instance = ? WHERE seq = ?",
            (ATTACHING, holder["seq"], int(goes), row["seq"]),
        )
        send(ask.db, "disk attached", row["seq"], ask.now + ask.settings.disk_lag)
    return {}


@action("cbs", "DetachDisks", limit=20)
def detach_disks(ask: Ask) -> dict[str, Any]:
    rows = find_disks(ask, MOST_AT_ONCE)
    wanted = _instance(ask, ask.params["InstanceId"])["seq"] if "InstanceId" in ask.params else None
    for row in rows:
        _check_portable(row)
        if row["state"] != ATTACHED:
            code = "ResourceBusy" if row["state"] != UNATTACHED else "ResourceUnavailable.NotSupported"
            raise ApiError(code, f"`{row['id']}` is `{row['state']}`.")
        if wanted not in (None, row["instance"]):
            raise bad_value("InstanceId", ask.params["InstanceId"], f"`{row['id']}` is attached elsewhere")
    if len({row["instance"] for row in rows}) > 1:
        raise bad_value("DiskIds", [row["id"] for row in rows], "attached to more than one instance")
    for row in rows:
        ask.db.execute(
            "UPDATE disk SET state = ?, last = ?, with_instance = 0 WHERE seq = ?",
            (DETACHING, instance(ask.db, row["instance"])["id"], row["seq"]),
        )
        send(ask.db, "disk detached", row["seq"], ask.now + ask.settings.disk_lag)
    return {}


@action("cbs", "ModifyDiskAttributes", limit=20)
def modify_disk_attributes(ask: Ask) -> dict[str, Any]:
    given, rows = ask.params, find_disks(ask)
    if len(given) == 1:
        raise ApiError("MissingParameter", "An attribute to change is required.")
    check_name(given.get("DiskName", ""))
    for row in rows:
        _check_change(given, row)
    for row in rows:
        if given.get("Portable") and not row["portable"]:
            _make_portable(ask, row)
        ask.db.execute(
            "UPDATE disk SET name = ?, with_instance = ?, project = ? WHERE seq = ?",
            (
                given.get("DiskName", row["name"]),
                int(given.get("DeleteWithInstance", row["with_instance"])),
                given.get("ProjectId", row["project"]),
                row["seq"],
            ),
        )
    return {}


def _check_change(given: dict[str, Any], row: sqlite3.Row) -> None:
    if "Portable" in given:
        if not given["Portable"]:
            raise bad_value("Portable", False, "a disk can only be made portable")
        if row["usage"] != DATA:
            raise ApiError("ResourceUnavailable.NotSupported", f"`{row['id']}` is a system disk.")
        if bundled(row) and row["charge"] == PREPAID:
            raise not_emulated("ModifyDiskAttributes Portable of a PREPAID disk")
    if "DeleteWithInstance" in given and (row["usage"] != DATA or row["charge"] != HOURLY):
        raise ApiError(
            "ResourceUnavailable.NotSupported", f"`{row['id']}` is no data disk that is paid by the hour."
        )
    if "ProjectId" in given:
        check_project("ProjectId", given["ProjectId"], "InvalidParameterValue")
        if not row["portable"]:
            raise ApiError("ResourceUnavailable.NotSupported", f"`{row['id']}` is in its instance's project.")


def _make_portable(ask: Ask, row: sqlite3.Row) -> None:
    """Its price leaves that of the instance and is metered by itself."""
    ask.db.execute("UPDATE disk SET portable = 1 WHERE seq = ?", (row["seq"],))
    if not bundled(row):
        return
    holder = instance(ask.db, row["instance"])
    cost, prices, kept = rate(row), json.loads(holder["prices"]), doc(holder)
    prices["rest"] -= cost
    kept["data"] = [each for each in kept["data"] if each[0] != row["id"]]
    ask.db.execute(
        "UPDATE instance SET prices = ?, hourly = ?, doc = ? WHERE seq = ?",
        (
            json.dumps(prices),
            round(holder["hourly"] - cost / MILLIONTHS_PER_YUAN, 6),
            json.dumps(kept),
            holder["seq"],
        ),
    )
    remeter(ask.db, holder["seq"], ask.now)
    meter(ask.db, row["id"], cost, ask.now)


@action("cbs", "ResizeDisk", limit=20)
def resize_disk(ask: Ask) -> dict[str, Any]:
    """Only what is portable; EXPANDING for a while, attached or not."""
    if "DiskId" not in ask.params:
        raise ApiError("MissingParameter", "The request is missing a required parameter `DiskId`.")
    [row] = _named(ask, [ask.params["DiskId"]])
    size = ask.params["DiskSize"]
    if row["usage"] != DATA or not row["portable"]:
        raise ApiError("InvalidDisk.NotPortable", f"`{row['id']}` is not portable.")
    if row["state"] not in (ATTACHED, UNATTACHED):
        raise ApiError("ResourceBusy", f"`{row['id']}` is `{row['state']}`.")
    if size <= row["size"]:
        raise bad_value("DiskSize", size, f"`{row['id']}` has {row['size']} already")
    check_size(row["kind"], size)
    if row["charge"] == PREPAID:
        due = _difference(row, size, ask.now)
        afford(ask, due)
        charge(ask.db, row["id"], "upgrade", due, ask.now)
        ask.db.execute(
            "UPDATE disk SET paid = ?, paid_from = ? WHERE seq = ?",
            (math.floor(worth(row, ask.now)) + due, ask.now, row["seq"]),
        )
    else:
        afford(ask, (rate(row, size) - rate(row)) // MILLIONTHS_PER_CENT)
        meter(ask.db, row["id"], rate(row, size), ask.now)
    ask.db.execute("UPDATE disk SET state = ?, growing = ? WHERE seq = ?", (EXPANDING, size, row["seq"]))
    send(ask.db, "disk larger", row["seq"], ask.now + ask.settings.disk_lag)
    return {}


@action("cbs", "InquiryPriceResizeDisk", limit=20)
def inquiry_price_resize_disk(ask: Ask) -> dict[str, Any]:
    """By the hour: what the larger disks cost. PREPAID: what is paid on top."""
    if ("DiskId" in ask.params) == ("DiskIds" in ask.params):
        raise ApiError("MissingParameter", "Exactly one of `DiskId`, `DiskIds` is required.")
    ids = ask.params["DiskIds"] if "DiskIds" in ask.params else [ask.params["DiskId"]]
    if not ids:
        raise ApiError("MissingParameter", "The request is missing a required parameter `DiskIds`.")
    rows = _named(ask, ids)
    size = ask.params["DiskSize"]
    if len({row["charge"] for row in rows}) > 1:
        raise bad_value("DiskIds", [row["id"] for row in rows], "more than one charge type")
    for row in rows:
        if size < row["size"]:
            raise bad_value("DiskSize", size, f"`{row['id']}` has {row['size']}")
        check_size(row["kind"], size)
    if rows[0]["charge"] == PREPAID:
        yuan = sum(_difference(row, size, ask.now) for row in rows) / 100
        price = period_price(yuan, yuan)
    else:
        price = hourly_price(sum(rate(row, size) for row in rows) / MILLIONTHS_PER_YUAN)
    return {"DiskPrice": {**price, "DetailPrices": []}}


def _difference(row: sqlite3.Row, size: int, now: float) -> int:
    """The cents for the months that are left."""
    month = months_cents(row["zone"], row["kind"], size, 1) - months_cents(
        row["zone"], row["kind"], row["size"], 1
    )
    return math.ceil(month * months_left(row, now))


def _named(ask: Ask, ids: list[str]) -> list[sqlite3.Row]:
    check_ids(ids, "DiskId", "disk", "InvalidParameterValue")
    return rows_of(ask, ids)


def _instance(ask: Ask, instance_id: str) -> sqlite3.Row:
    query = "SELECT * FROM instance WHERE id = ? AND region = ? AND shown = 1"
    row = ask.db.execute(query, (instance_id, ask.region)).fetchone()
    if row is None:
        raise bad_value("InstanceId", instance_id, "no such instance", "InvalidInstanceId.NotFound")
    return row


def _check_portable(row: sqlite3.Row) -> None:
    if row["usage"] != DATA:
        raise ApiError("ResourceUnavailable.TypeError", f"`{row['id']}` is a system disk.")
    if not row["portable"]:
        raise ApiError("ResourceUnavailable.NotPortable", f"`{row['id']}` is not portable.")

# SPDX-License-Identifier: GPL-3.0-or-later
"""CreateSnapshot, DescribeSnapshots and DeleteSnapshots, of cloud disks."""

from __future__ import annotations

import sqlite3
from typing import Any

from ..ask import Ask, action
from ..clock import beijing, parse_utc
from ..disks import ATTACHED, UNATTACHED
from ..errands import send
from ..errors import ApiError, bad_value
from ..snapshots import CREATING, NORMAL, drop, find_snapshot, snapshot_id
from ..store import next_number
from ..tagging import put_new
from .describe_disks import placement
from .named_disks import rows_of
from .paging import Condition, check_ids, marks, read_filters, read_ids, select_page
from .tagged import shown_tags, tag_condition
from .tags_given import CBS, read_tags

COLUMNS = {
    "snapshot-id": "id",
    "snapshot-name": "name",
    "snapshot-state": "state",
    "disk-usage": "usage",
    "disk-id": "disk",
    "zone": "zone",
    "project-id": "CAST(project AS TEXT)",
}
ENCRYPT = {"TRUE": 1, "FALSE": 0}
TAGS = ("tag-key", "tag-value", "tag:")
MOST_VALUES, LONGEST_NAME = 5, 60
MALFORMED, UNKNOWN = "InvalidParameterValue", "InvalidSnapshotId.NotFound"


@action("cbs", "CreateSnapshot", limit=20)
def create_snapshot(ask: Ask) -> dict[str, Any]:
    """CREATING at first; of a disk attached or not."""
    given = ask.params
    if "DiskId" not in given:
        raise ApiError("MissingParameter", "The request is missing a required parameter `DiskId`.")
    check_ids([given["DiskId"]], "DiskId", "disk", MALFORMED)
    [row] = rows_of(ask, [given["DiskId"]])
    name, deadline, tags = given.get("SnapshotName", ""), _deadline(ask), read_tags(ask, CBS)
    if len(name.encode()) > LONGEST_NAME:
        raise bad_value("SnapshotName", name, f"at most {LONGEST_NAME} bytes")
    if row["state"] not in (ATTACHED, UNATTACHED):
        raise ApiError("ResourceBusy", f"`{row['id']}` is `{row['state']}`.")
    number = next_number(ask.db, "snapshot")
    made = snapshot_id(ask.seed, number)
    ask.db.execute(
        "INSERT INTO snapshot VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(number, made, ask.region, row["zone"], row["id"], row["usage"], row["size"], name),
            *(row["encrypted"], CREATING, row["project"], ask.now, deadline),
        ),
    )
    put_new(ask, "snapshot", [number], tags)
    send(ask.db, "snapshot made", number, ask.now + ask.settings.snapshot_create)
    if deadline:
        send(ask.db, "snapshot ends", number, deadline)
    return {"SnapshotId": made}


@action("cbs", "DescribeSnapshots", limit=20)
def describe_snapshots(ask: Ask) -> dict[str, Any]:
    ids = read_ids(ask, "SnapshotIds", "snap", MALFORMED, "InvalidParameterValue")
    conditions: list[Condition] = [("region = ?", [ask.region])]
    if ids:
        conditions.append((f"id IN ({marks(ids)})", ids))
    for name, wanted in read_filters(ask, (*COLUMNS, "encrypt", *TAGS), MOST_VALUES, "InvalidFilter").items():
        conditions.append(_condition(ask, name, wanted))
    direction = ask.params.get("Order", "ASC")
    if ask.params.get("OrderField", "CREATE_TIME") != "CREATE_TIME":
        raise bad_value("OrderField", ask.params["OrderField"])
    if direction not in ("ASC", "DESC"):
        raise bad_value("Order", direction)
    total, rows = select_page(ask, "snapshot", conditions, f"at {direction}, seq {direction}")
    tags = shown_tags(ask.db, "snapshot", [row["seq"] for row in rows], ask.now)
    return {"TotalCount": total, "SnapshotSet": [_shape(row, tags[row["seq"]]) for row in rows]}


@action("cbs", "DeleteSnapshots", limit=20)
def delete_snapshots(ask: Ask) -> dict[str, Any]:
    """None of them belongs to an image, so DeleteBindImages changes nothing."""
    ids = ask.params["SnapshotIds"]
    if not ids:
        raise ApiError("MissingParameter", "The request is missing a required parameter `SnapshotIds`.")
    check_ids(ids, "SnapshotIds", "snap", MALFORMED)
    for row in [find_snapshot(ask, "SnapshotIds", each, MALFORMED, UNKNOWN) for each in ids]:
        drop(ask.db, row["seq"])
    return {}


def _deadline(ask: Ask) -> float | None:
    """When it is deleted by itself; without one it stays."""
    if "Deadline" not in ask.params:
        return None
    text = ask.params["Deadline"]
    try:
        at = parse_utc(text.replace("+00:00", "Z"))
    except ValueError:
        raise bad_value("Deadline", text, "not like 2026-01-31T12:00:00Z") from None
    if at <= ask.now:
        raise bad_value("Deadline", text, "in the past")
    return at


def _condition(ask: Ask, name: str, wanted: list[str]) -> Condition:
    if name in COLUMNS:
        return f"{COLUMNS[name]} IN ({marks(wanted)})", wanted
    if name != "encrypt":
        return tag_condition(name, "snapshot", wanted, ask.now)
    if not all(each in ENCRYPT for each in wanted):
        raise bad_value("Filters encrypt", wanted, "TRUE or FALSE")
    return f"encrypted IN ({marks(wanted)})", [ENCRYPT[each] for each in wanted]


def _shape(row: sqlite3.Row, tags: list[tuple[str, str]]) -> dict[str, Any]:
    return {
        "SnapshotId": row["id"],
        "SnapshotName": row["name"],
        "SnapshotState": row["state"],
        "SnapshotType": "PRIVATE_SNAPSHOT",
        "SnapshotMode": "MANUAL",
        "Percent": 100 if row["state"] == NORMAL else 0,
        "DiskId": row["disk"],
        "DiskUsage": row["usage"],
        "DiskSize": row["size"],
        "Encrypt": bool(row["encrypted"]),
        "Placement": placement(row),
        "CreateTime": beijing(row["at"]),
        "DeadlineTime": beijing(row["deadline"]) if row["deadline"] else "",
        "IsPermanent": row["deadline"] is None,
        "CopyFromRemote": False,
        "CopyingToRegions": [],
        "ImageCount": 0,
        "Images": [],
        "ShareReference": 0,
        "Tags": [{"Key": key, "Value": value} for key, value in tags],
        "TimeStartShare": "",
    }

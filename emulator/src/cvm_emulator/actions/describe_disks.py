# SPDX-License-Identifier: GPL-3.0-or-later
"""DescribeDisks: the cloud disks of the region, those of instances too."""

from __future__ import annotations

import sqlite3
from typing import Any

from ..ask import Ask, action
from ..catalogue.projects import PROJECTS
from ..clock import beijing
from ..disks import ATTACHED, CREATING, DETACHING, HOURLY, bundled
from ..errors import bad_value
from ..ids import well_formed
from .paging import Condition, marks, read_filters, read_ids, select_page
from .tagged import shown_tags, tag_condition

THERE = (
    f"region = ? AND state <> '{CREATING}' AND kind NOT LIKE 'LOCAL%' AND (instance IS NULL OR EXISTS "
    "(SELECT 1 FROM instance WHERE instance.seq = disk.instance AND instance.shown = 1))"
)
SNAPSHOTS = "(SELECT COUNT(*) FROM snapshot WHERE snapshot.disk = disk.id) AS snapshots"
COLUMNS = {
    "disk-usage": "usage",
    "disk-charge-type": "charge",
    "disk-id": "id",
    "disk-name": "name",
    "disk-type": "kind",
    "disk-state": "state",
    "zone": "zone",
}
OF_INSTANCE = {"instance-id": "id", "instance-ip-address": "private_ip", "instance-name": "name"}
FILTERS = (
    *COLUMNS,
    *OF_INSTANCE,
    "portable",
    "project-id",
    "dedicated-cluster-id",
    "tag-key",
    "tag-value",
    "tag:",
)
ORDERS = {"CREATE_TIME": "at", "DEADLINE": "expires"}
MOST_VALUES = 100
TRUTH = {"TRUE": 1, "FALSE": 0}


@action("cbs", "DescribeDisks", limit=100)
def describe_disks(ask: Ask) -> dict[str, Any]:
    ids = read_ids(ask, "DiskIds", "disk", "InvalidParameterValue", "InvalidParameterValue")
    conditions: list[Condition] = [(THERE, [ask.region])]
    if ids:
        conditions.append((f"id IN ({marks(ids)})", ids))
    for name, values in read_filters(ask, FILTERS, MOST_VALUES, "InvalidFilter").items():
        conditions.append(_condition(ask, name, values))
    total, rows = select_page(ask, "disk", conditions, _order(ask), f"*, {SNAPSHOTS}")
    tags = shown_tags(ask.db, "disk", [row["seq"] for row in rows], ask.now)
    held = _holders(ask, rows)
    return {
        "TotalCount": total,
        "DiskSet": [_shape(row, held.get(row["instance"]), tags[row["seq"]], ask.now) for row in rows],
    }


def _order(ask: Ask) -> str:
    field, direction = ask.params.get("OrderField", "CREATE_TIME"), ask.params.get("Order", "ASC")
    if field not in ORDERS:
        raise bad_value("OrderField", field)
    if direction not in ("ASC", "DESC"):
        raise bad_value("Order", direction)
    return f"{ORDERS[field]} {direction}, seq {direction}"


def _condition(ask: Ask, name: str, values: list[str]) -> Condition:
    if name == "disk-id" and not all(well_formed("disk", value) for value in values):
        raise bad_value("Filters disk-id", values)
    if name in COLUMNS:
        return f"{COLUMNS[name]} IN ({marks(values)})", values
    if name in OF_INSTANCE:
        holder = f"SELECT seq FROM instance WHERE {OF_INSTANCE[name]} IN ({marks(values)})"
        return f"instance IN ({holder})", values
    if name == "portable":
        if not all(value in TRUTH for value in values):
            raise bad_value("Filters portable", values, "TRUE or FALSE")
        return f"portable IN ({marks(values)})", [TRUTH[value] for value in values]
    if name == "project-id":
        if not all(value.isascii() and value.isdigit() for value in values):
            raise bad_value("Filters project-id", values, "not a number")
        return f"CAST(project AS TEXT) IN ({marks(values)})", values
    if name == "dedicated-cluster-id":
        return "0", ()
    condition = tag_condition(name, "disk", values, ask.now)
    assert condition is not None
    return condition


def _holders(ask: Ask, rows: list[sqlite3.Row]) -> dict[int, sqlite3.Row]:
    seqs = [row["instance"] for row in rows if row["instance"]]
    query = f"SELECT seq, id, expires, renew FROM instance WHERE seq IN ({marks(seqs)})"
    return {row["seq"]: row for row in ask.db.execute(query, seqs)}


def _shape(
    row: sqlite3.Row, instance: sqlite3.Row | None, tags: list[tuple[str, str]], now: float
) -> dict[str, Any]:
    attached = row["state"] in (ATTACHED, DETACHING)
    holder = instance["id"] if instance else ""
    return {
        "DiskId": row["id"],
        "DiskName": row["name"],
        "DiskUsage": row["usage"],
        "DiskType": row["kind"],
        "DiskSize": row["size"],
        "DiskState": row["state"],
        "DiskChargeType": row["charge"],
        "Placement": placement(row),
        "Portable": bool(row["portable"]),
        "Attached": attached,
        "InstanceId": holder,
        "InstanceIdList": [holder] if holder else [],
        "InstanceType": "CVM" if holder else "",
        "LastAttachInsId": row["last"],
        "AttachMode": "PF",
        "DeleteWithInstance": bool(row["with_instance"]),
        "CreateTime": beijing(row["at"]),
        "Encrypt": bool(row["encrypted"]),
        "KmsKeyId": row["kms"] or "",
        "ThroughputPerformance": row["throughput"],
        "BurstPerformance": bool(row["burst"]),
        "SnapshotCount": row["snapshots"],
        **_terms(row, instance if bundled(row) else row, now),
        "Tags": [{"Key": key, "Value": value} for key, value in tags],
        **NEVER,
    }


def placement(row: sqlite3.Row) -> dict[str, Any]:
    """Of a disk, or of a snapshot."""
    return {
        "Zone": row["zone"],
        "ProjectId": row["project"],
        "ProjectName": PROJECTS[row["project"]],
        "CageId": None,
        "CdcId": None,
        "CdcName": None,
        "DedicatedClusterId": "",
    }


def _terms(row: sqlite3.Row, paid: sqlite3.Row, now: float) -> dict[str, Any]:
    """`paid`: the row that says until when."""
    if row["charge"] == HOURLY:
        return {"DeadlineTime": "", "DifferDaysOfDeadline": None, "RenewFlag": "", "IsReturnable": None}
    return {
        "DeadlineTime": beijing(paid["expires"]),
        "DifferDaysOfDeadline": int((paid["expires"] - now) // 86400),
        "RenewFlag": paid["renew"],
        "IsReturnable": row["instance"] is None,
    }


NEVER = {
    "AutoRenewFlagError": False,
    "AutoSnapshotPolicyIds": [],
    "BackupDisk": False,
    "DeadlineError": False,
    "DeleteSnapshot": 0,
    "DiskBackupCount": 0,
    "DiskBackupQuota": 0,
    "ErrorPrompt": "",
    "MigratePercent": 0,
    "Migrating": False,
    "ReturnFailCode": 0,
    "RollbackPercent": 0,
    "Rollbacking": False,
    "Shareable": False,
    "SnapshotAbility": True,
    "SnapshotSize": 0,
}

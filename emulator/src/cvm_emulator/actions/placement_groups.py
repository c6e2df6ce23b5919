# SPDX-License-Identifier: GPL-3.0-or-later
"""Placement groups: create, describe, modify, delete, their quota, and moving instances between them."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from .. import placement_groups
from ..ask import Ask, action
from ..clock import utc
from ..errors import ApiError, bad_value
from ..ids import mint
from ..order.marks import check_tags, check_token
from ..order.placement import check_room, read_group, read_part
from ..order.tokens import remember, remembered
from ..placement_groups import ROOM
from ..store import next_number
from ..tagging import forget, put_new
from .members import begin, members, operate, refuse_unfit, update
from .paging import check_ids, marks, page, read_filters
from .tagged import shown_tags, tag_condition

LONGEST_NAME, MOST_IDS = 60, 10
SPREAD, PARTITION = "SPREAD", "PARTITION"
PARTITIONS = range(2, 31)
MALFORMED = "InvalidParameterValue.DisasterRecoverGroupIdMalformed"
TAKES = 3


@action("cvm", "CreateDisasterRecoverGroup", limit=10)
def create_disaster_recover_group(ask: Ask) -> dict[str, Any]:
    given = ask.params
    check_token(given.get("ClientToken", ""))
    if (known := remembered(ask)) is not None:
        return json.loads(known[0])
    parts = _partitions(given)
    _check_name(given["Name"])
    if given["Type"] not in ROOM:
        raise bad_value("Type", given["Type"], code="InvalidParameterValue.Range")
    affinity = _affinity(given.get("Affinity", 1), 1)
    tags = check_tags(given.get("TagSpecification", []), "ps")
    if _count(ask) >= ask.settings.placement_group_quota:
        raise ApiError(
            "ResourceInsufficient.InsufficientGroupQuota",
            f"`{ask.settings.placement_group_quota}` placement groups are there already.",
        )
    number = next_number(ask.db, "placement_group")
    group_id = mint(ask.seed, "ps", number)
    ask.db.execute(
        "INSERT INTO placement_group VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (number, group_id, ask.region, given["Name"], given["Type"], affinity, ask.now, parts),
    )
    put_new(ask, "placement_group", [number], tags)
    answer = {
        "DisasterRecoverGroupId": group_id,
        "Type": given["Type"],
        "Name": given["Name"],
        "CvmQuotaTotal": ROOM[given["Type"]],
        "CurrentNum": 0,
        "CreateTime": utc(ask.now),
        **_strategy(parts),
    }
    remember(ask, [json.dumps(answer)])
    return answer


@action("cvm", "DescribeDisasterRecoverGroups", limit=10)
def describe_disaster_recover_groups(ask: Ask) -> dict[str, Any]:
    where, values = ["region = ?"], [ask.region]
    if ids := ask.params.get("DisasterRecoverGroupIds"):
        _check_ids(ids)
        where.append(f"id IN ({marks(ids)})")
        values += ids
    if "Name" in ask.params:
        where.append("instr(name, ?) > 0")
        values.append(ask.params["Name"])
    for name, wanted in read_filters(ask, ("tag-key", "tag-value", "tag:"), 5, "InvalidFilter").items():
        condition, more = tag_condition(name, "placement_group", wanted, ask.now)
        where.append(condition)
        values += more
    query = f"SELECT * FROM placement_group WHERE {' AND '.join(where)} ORDER BY seq"
    rows = ask.db.execute(query, values).fetchall()
    wanted_page = page(ask)
    shown = rows[wanted_page.offset : wanted_page.offset + wanted_page.limit]
    tags = shown_tags(ask.db, "placement_group", [row["seq"] for row in shown], ask.now)
    return {
        "TotalCount": len(rows),
        "DisasterRecoverGroupSet": [_shape(ask, row, tags[row["seq"]]) for row in shown],
    }


@action("cvm", "ModifyDisasterRecoverGroupAttribute", limit=10)
def modify_disaster_recover_group_attribute(ask: Ask) -> dict[str, Any]:
    """The affinity only grows."""
    [row] = _find(ask, [ask.params["DisasterRecoverGroupId"]])
    _check_name(ask.params["Name"])
    affinity = _affinity(ask.params.get("Affinity", row["affinity"]), row["affinity"])
    ask.db.execute(
        "UPDATE placement_group SET name = ?, affinity = ? WHERE seq = ?",
        (ask.params["Name"], affinity, row["seq"]),
    )
    return {}


@action("cvm", "DeleteDisasterRecoverGroups", limit=10)
def delete_disaster_recover_groups(ask: Ask) -> dict[str, Any]:
    ids = ask.params["DisasterRecoverGroupIds"]
    if not ids:
        raise ApiError(
            "MissingParameter", "The request is missing a required parameter `DisasterRecoverGroupIds`."
        )
    rows = _find(ask, ids)
    for row in rows:
        if placement_groups.members(ask.db, row["id"]):
            raise ApiError("FailedOperation.PlacementSetNotEmpty", f"`{row['id']}` has instances.")
    for row in rows:
        ask.db.execute("DELETE FROM placement_group WHERE seq = ?", (row["seq"],))
        forget(ask.db, "placement_group", row["seq"])
    return {}


@action("cvm", "DescribeDisasterRecoverGroupQuota", limit=20)
def describe_disaster_recover_group_quota(ask: Ask) -> dict[str, Any]:
    figures = group_quota(ask)
    return {**figures, "CvmInSwGroupQuota": figures["CvmInSwitchGroupQuota"]}


def group_quota(ask: Ask) -> dict[str, int]:
    return {
        "GroupQuota": ask.settings.placement_group_quota,
        "CurrentNum": _count(ask),
        "CvmInHostGroupQuota": ROOM["HOST"],
        "CvmInSwitchGroupQuota": ROOM["SW"],
        "CvmInRackGroupQuota": ROOM["RACK"],
    }


@action("cvm", "ModifyInstancesDisasterRecoverGroup", limit=20)
def modify_instances_disaster_recover_group(ask: Ask) -> dict[str, Any]:
    """With Force the machines may move to another host, and reboot for it."""
    given = ask.params
    named = [given["DisasterRecoverGroupId"]] if given.get("DisasterRecoverGroupId") else []
    if named and given.get("DisasterRecoverGroupIds"):
        raise ApiError(
            "InvalidParameterValue.NotSupported",
            "`DisasterRecoverGroupId` and `DisasterRecoverGroupIds` exclude one another.",
        )
    rows = members(ask)
    group = read_group(ask, given.get("DisasterRecoverGroupIds") or named)
    if group is None:
        raise ApiError(
            "MissingParameter", "The request is missing a required parameter `DisasterRecoverGroupIds`."
        )
    for row in rows:
        if row["placed"] == group["id"]:
            raise ApiError(
                "FailedOperation.AlreadyInDisasterRecoverGroup",
                f"`{row['id']}` is in `{group['id']}` already.",
            )
    wanted = read_part(group, given.get("PartitionNumber"))
    refuse_unfit(ask, rows)
    check_room(ask, group, len(rows))
    parts = placement_groups.parts(ask.db, group, wanted, len(rows))
    for row, part in zip(rows, parts, strict=True):
        update(ask, row, placed=group["id"], part=part)
        if given.get("Force") and row["state"] == "RUNNING":
            begin(ask, row)
        else:
            operate(ask, row, ask.action, TAKES)
    return {}


@action("cvm", "DeleteInstancesDisasterRecoverGroups", limit=10)
def delete_instances_disaster_recover_groups(ask: Ask) -> dict[str, Any]:
    """Out of the group that they are in."""
    rows = members(ask)
    group = read_group(ask, ask.params["DisasterRecoverGroupIds"])
    for row in rows:
        if group is None or row["placed"] != group["id"]:
            raise bad_value("InstanceIds", row["id"], "not in the group")
    refuse_unfit(ask, rows)
    for row in rows:
        update(ask, row, placed=None, part=None)
        operate(ask, row, ask.action, TAKES)
    return {}


def _partitions(given: dict[str, Any]) -> int:
    """How many partitions; 0 of a group that spreads."""
    strategy, count = given.get("Strategy", SPREAD), given.get("PartitionCount")
    if strategy not in (SPREAD, PARTITION):
        raise bad_value("Strategy", strategy, f"{SPREAD} or {PARTITION}")
    if strategy == SPREAD and count is not None:
        raise bad_value("PartitionCount", count, f"goes with {PARTITION} only")
    if strategy == PARTITION and count is None:
        raise ApiError("MissingParameter", "The request is missing a required parameter `PartitionCount`.")
    if strategy == PARTITION and count not in PARTITIONS:
        raise bad_value("PartitionCount", count, "2-30", "InvalidParameterValue.Range")
    return count or 0


def _strategy(parts: int) -> dict[str, Any]:
    return {"Strategy": PARTITION if parts else SPREAD, "PartitionCount": parts}


def _count(ask: Ask) -> int:
    query = "SELECT COUNT(*) FROM placement_group WHERE region = ?"
    return ask.db.execute(query, (ask.region,)).fetchone()[0]


def _check_name(name: str) -> None:
    if not 1 <= len(name) <= LONGEST_NAME:
        code = "InvalidParameterValue.TooLong" if name else "InvalidParameterValue.Range"
        raise bad_value("Name", name, f"1-{LONGEST_NAME} characters", code)


def _affinity(wanted: int, least: int) -> int:
    if not least <= wanted <= 10:
        raise bad_value("Affinity", wanted, f"{least}-10", "InvalidParameterValue.Range")
    return wanted


def _check_ids(ids: list[str]) -> None:
    if len(ids) > MOST_IDS:
        raise bad_value(
            "DisasterRecoverGroupIds",
            len(ids),
            f"at most {MOST_IDS}",
            "InvalidParameterValue.LimitExceeded",
        )
    check_ids(ids, "DisasterRecoverGroupIds", "ps", MALFORMED)


def _find(ask: Ask, ids: list[str]) -> list[sqlite3.Row]:
    _check_ids(ids)
    rows = [placement_groups.find(ask.db, ask.region, each) for each in ids]
    for each, row in zip(ids, rows, strict=True):
        if row is None:
            raise bad_value(
                "DisasterRecoverGroupIds", each, "unknown", "ResourceNotFound.InvalidPlacementSet"
            )
    return rows


def _shape(ask: Ask, row: sqlite3.Row, tags: list[tuple[str, str]]) -> dict[str, Any]:
    inside = placement_groups.members(ask.db, row["id"])
    return {
        "DisasterRecoverGroupId": row["id"],
        "Name": row["name"],
        "Type": row["kind"],
        "CvmQuotaTotal": ROOM[row["kind"]],
        "CurrentNum": len(inside),
        "InstanceIds": inside,
        "CreateTime": utc(row["at"]),
        "Affinity": row["affinity"],
        **_strategy(row["parts"]),
        "Tags": [{"Key": key, "Value": value} for key, value in tags],
    }

# SPDX-License-Identifier: GPL-3.0-or-later
"""AssociateAddress, DisassociateAddress, ReleaseAddresses, and DescribeTaskResult to follow them."""

from __future__ import annotations

import sqlite3
from typing import Any

from ..ask import Ask, action
from ..eips import MOVES, begin, bound, in_arrears
from ..errors import ApiError, bad_value, not_emulated
from ..ids import well_formed
from .addresses import FIXED, REASSIGNED, REASSIGNED_MOST, use_daily
from .paging import check_ids

BINDABLE = ("RUNNING", "STOPPED")


@action("vpc", "AssociateAddress", limit=100)
def associate_address(ask: Ask) -> dict[str, Any]:
    if "InstanceId" not in ask.params:
        raise ApiError("InvalidParameterValue.MissingAssociateEntity", "`InstanceId` is missing.")
    [eip] = _free_eips(ask, [ask.params["AddressId"]])
    if in_arrears(ask.db):
        raise ApiError("OperationDenied.AddressInArrears", f"`{eip['id']}` is isolated for arrears.")
    row = _instance(ask, ask.params["InstanceId"])
    if bound(ask.db, row["seq"]):
        raise ApiError("InvalidInstanceId.AlreadyBindEip", f"`{row['id']}` has an EIP already.")
    if row["public_ip"] is not None:
        raise ApiError(
            "InvalidParameterValue.InstanceHasWanIP",
            f"`{row['id']}` has the public address `{row['public_ip']}`.",
        )
    return _begin(ask, [eip], instance=row["seq"])


@action("vpc", "DisassociateAddress", limit=100)
def disassociate_address(ask: Ask) -> dict[str, Any]:
    eips = _free_eips(ask, [ask.params["AddressId"]])
    ordinary = ask.params.get("ReallocateNormalPublicIp", False)
    if ordinary:
        if eips[0]["charge"] == FIXED:
            raise not_emulated(f"DisassociateAddress ReallocateNormalPublicIp of {FIXED}")
        use_daily(ask, REASSIGNED, 1, REASSIGNED_MOST)
    return _begin(ask, eips, ordinary=ordinary)


@action("vpc", "ReleaseAddresses", limit=100)
def release_addresses(ask: Ask) -> dict[str, Any]:
    """All of them or none."""
    ids = ask.params["AddressIds"]
    if not ids:
        raise ApiError("MissingParameter", "The request is missing a required parameter `AddressIds`.")
    check_ids(ids, "AddressIds", "eip", "InvalidParameterValue.AddressIdMalformed")
    return _begin(ask, _free_eips(ask, ids))


@action("vpc", "DescribeTaskResult", limit=100)
def describe_task_result(ask: Ask) -> dict[str, Any]:
    """Takes an integer for the TaskId that the other actions give as a string."""
    if "TaskId" not in ask.params:
        raise ApiError("MissingParameter", "The request is missing a required parameter `TaskId`.")
    query = "SELECT * FROM task WHERE CAST(id AS TEXT) = ? AND region = ?"
    row = ask.db.execute(query, (str(ask.params["TaskId"]), ask.region)).fetchone()
    if row is None:
        raise bad_value("TaskId", ask.params["TaskId"], "no such task", "InvalidParameter")
    return {"TaskId": row["id"], "Result": row["result"]}


def _free_eips(ask: Ask, ids: list[str]) -> list[sqlite3.Row]:
    """The EIPs of these ids, in the status that the action takes, and in the hands of no task."""
    rows = [find_eip(ask, each) for each in ids]
    for row in rows:
        if row["task"] is not None:
            raise ApiError("OperationDenied.MutexTaskRunning", f"A task is under way on `{row['id']}`.")
        if row["status"] != MOVES[ask.action].leaves:
            raise ApiError(
                "UnsupportedOperation.AddressStatusNotPermit", f"`{row['id']}` is `{row['status']}`."
            )
    return rows


def find_eip(ask: Ask, address_id: str) -> sqlite3.Row:
    if not well_formed("eip", address_id):
        raise bad_value("AddressId", address_id, code="InvalidParameterValue.AddressIdMalformed")
    query = "SELECT * FROM eip WHERE id = ? AND region = ?"
    row = ask.db.execute(query, (address_id, ask.region)).fetchone()
    if row is None:
        raise bad_value("AddressId", address_id, "no such EIP", "InvalidAddressId.NotFound")
    return row


def _instance(ask: Ask, instance_id: str) -> sqlite3.Row:
    if not well_formed("ins", instance_id):
        raise bad_value("InstanceId", instance_id, code="InvalidParameterValue.InstanceIdMalformed")
    query = "SELECT * FROM instance WHERE id = ? AND region = ? AND shown = 1"
    row = ask.db.execute(query, (instance_id, ask.region)).fetchone()
    if row is None:
        raise bad_value("InstanceId", instance_id, "no such instance", "InvalidInstanceId.NotFound")
    idle = row["state"] == "STOPPED" and row["stop_mode"] == "STOP_CHARGING"
    if row["state"] not in BINDABLE or idle:
        raise ApiError(
            "UnsupportedOperation.InstanceStateNotSupported", f"`{row['id']}` is `{row['state']}`."
        )
    return row


def _begin(ask: Ask, eips: list[sqlite3.Row], **more: Any) -> dict[str, Any]:
    seqs = [each["seq"] for each in eips]
    return {"TaskId": str(begin(ask.db, ask.settings, ask.action, ask.region, seqs, ask.now, **more))}

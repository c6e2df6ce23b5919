# SPDX-License-Identifier: GPL-3.0-or-later
"""ModifyAddressAttribute, and ModifyAddressesBandwidth, which is a task."""

from __future__ import annotations

from typing import Any

from ..ask import Ask, action
from ..eips import begin_bandwidth
from ..errors import ApiError, bad_value
from .address_tasks import find_eip
from .addresses import LONGEST_NAME, WIDEST
from .paging import check_ids

SETTLED = ("UNBIND", "BIND")


@action("vpc", "ModifyAddressAttribute", limit=100)
def modify_address_attribute(ask: Ask) -> dict[str, Any]:
    eip = find_eip(ask, ask.params["AddressId"])
    if "AddressName" in ask.params:
        name = ask.params["AddressName"]
        if len(name.encode()) > LONGEST_NAME:
            raise bad_value("AddressName", name, f"at most {LONGEST_NAME} bytes")
        ask.db.execute("UPDATE eip SET name = ? WHERE seq = ?", (name, eip["seq"]))
    return {}


@action("vpc", "ModifyAddressesBandwidth", limit=100)
def modify_addresses_bandwidth(ask: Ask) -> dict[str, Any]:
    """All of them or none; they show the new bandwidth when the task is done."""
    ids, mbit = ask.params["AddressIds"], ask.params["InternetMaxBandwidthOut"]
    if not ids:
        raise ApiError("MissingParameter", "The request is missing a required parameter `AddressIds`.")
    check_ids(ids, "AddressIds", "eip", "InvalidParameterValue.AddressIdMalformed")
    rows = [find_eip(ask, each) for each in ids]
    for row in rows:
        if row["task"] is not None:
            raise ApiError("OperationDenied.MutexTaskRunning", f"A task is under way on `{row['id']}`.")
        if row["status"] not in SETTLED:
            raise ApiError(
                "UnsupportedOperation.AddressStatusNotPermit", f"`{row['id']}` is `{row['status']}`."
            )
    if not 1 <= mbit <= WIDEST:
        raise bad_value(
            "InternetMaxBandwidthOut",
            mbit,
            f"from 1 to {WIDEST}",
            "InvalidParameterValue.BandwidthOutOfRange",
        )
    seqs = [row["seq"] for row in rows]
    return {"TaskId": str(begin_bandwidth(ask.db, ask.settings, ask.region, seqs, mbit, ask.now))}

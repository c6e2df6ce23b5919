# SPDX-License-Identifier: GPL-3.0-or-later
"""ResetInstancesType: another type for an instance that is there; and what that costs."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from ..ask import Ask, action
from ..catalogue.disks import DISKS, takes
from ..catalogue.types import InstanceType
from ..errors import ApiError, bad_value, not_emulated
from ..order.holding import holding
from ..order.quote import Config
from ..order.wares import sold_type
from ..repricing import change_item, difference, reprice
from ..stock import left, take
from ..store import doc
from .members import begin, members, refuse_unfit, update

CHARGES = ("POSTPAID_BY_HOUR", "PREPAID")


@action("cvm", "ResetInstancesType", limit=10)
def reset_instances_type(ask: Ask) -> dict[str, Any]:
    [row] = members(ask, most=1)
    wanted = _other_type(ask, row)
    refuse_unfit(ask, [row], ask.params.get("ForceStop", False))
    _count_degrade(ask, row, wanted)
    if not left(ask.db, row["zone"], wanted.kind.name, row["charge"]):
        raise ApiError(
            "ResourceInsufficient.SpecifiedInstanceType",
            f"`{wanted.kind.name}` is sold out in `{row['zone']}`.",
        )
    reprice(ask, row, wanted)
    take(ask.db, row["zone"], row["type"], row["pool"], -1)
    take(ask.db, row["zone"], wanted.kind.name, row["charge"], 1)
    kept = doc(row) | {"topology": None, "jumbo": doc(row)["jumbo"] and wanted.kind.family.newest_disks}
    update(ask, row, type=wanted.kind.name, cpu=wanted.kind.cpu, pool=row["charge"], doc=json.dumps(kept))
    begin(ask, row)
    return {}


@action("cvm", "InquiryPriceResetInstancesType", limit=10)
def inquiry_price_reset_instances_type(ask: Ask) -> dict[str, Any]:
    [row] = members(ask, most=1)
    wanted = _other_type(ask, row)
    refuse_unfit(ask, [row])
    return {"Price": change_item(row, wanted, ask.now)}


def _other_type(ask: Ask, row: sqlite3.Row) -> Config:
    now, kind = holding(row), sold_type(ask.params["InstanceType"], row["zone"])
    if row["charge"] not in CHARGES:
        raise ApiError("InvalidInstance.NotSupported", f"`{row['id']}` is `{row['charge']}`.")
    if doc(row)["pack"]:
        raise not_emulated(f"{ask.action} of an instance out of a resource pack")
    if kind == now.kind:
        raise bad_value("InstanceType", kind.name, f"`{row['id']}` has it already")
    for refused, code in refusals(now, kind):
        if refused:
            raise ApiError(code, f"`{row['id']}` cannot change from `{now.kind.name}` to `{kind.name}`.")
    return now._replace(kind=kind)


def refusals(now: Config, kind: InstanceType) -> tuple[tuple[bool, str], ...]:
    old, new = now.kind.family, kind.family
    other = old != new
    return (
        (old.cluster or new.cluster, "UnsupportedOperation.UnsupportedChangeInstanceFamily"),
        (bool(old.gpu or new.gpu) and other, "InvalidParameterValue.GPUInstanceFamily"),
        (old.arch == "arm" != new.arch, "UnsupportedOperation.UnsupportedARMChangeInstanceFamily"),
        (new.arch == "arm" != old.arch, "UnsupportedOperation.UnsupportedChangeInstanceFamilyToARM"),
        (DISKS[now.disks[0][0]].local, "UnsupportedOperation.SystemDiskType"),
        (
            other and any(DISKS[disk].local for disk, *_ in now.disks),
            "UnsupportedOperation.LocalDataDiskChangeInstanceFamily",
        ),
        (
            not all(takes(new, DISKS[disk]) for disk, *_ in now.disks),
            "ResourceInsufficient.CloudDiskUnavailable",
        ),
    )


def _count_degrade(ask: Ask, row: sqlite3.Row, wanted: Config) -> None:
    """PREPAID gets a cheaper type only so often."""
    if row["charge"] != "PREPAID" or difference(row, wanted, ask.now) >= 0:
        return
    if row["degrades"] >= ask.settings.degrade_limit:
        raise bad_value(
            "InstanceType",
            wanted.kind.name,
            f"`{row['id']}` was degraded `{row['degrades']}` times",
            "InvalidParameterValue.LimitExceeded",
        )
    update(ask, row, degrades=row["degrades"] + 1)

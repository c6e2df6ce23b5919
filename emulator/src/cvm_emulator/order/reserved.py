# SPDX-License-Identifier: GPL-3.0-or-later
"""What a purchase draws on that the account has already: a cluster to stand in, a pack to come out of."""

from __future__ import annotations

import sqlite3

from ..ask import Ask
from ..catalogue.reserved import CLUSTERS, PACKS, Pack
from ..catalogue.types import HOSTED, InstanceType
from ..errors import ApiError, bad_value

PATH = "Placement.DedicatedResourcePackIds"
POOL = "ResourcePool"
PRICED = "InquiryPriceRunInstances"


def read_cluster(ask: Ask, kind: InstanceType, zone: str) -> str:
    """The cluster for high performance computing; empty for types that take none."""
    wanted = ask.params.get("HpcClusterId", "")
    if wanted and not kind.family.cluster:
        raise bad_value(
            "HpcClusterId",
            wanted,
            f"`{kind.name}` takes no cluster",
            "InvalidParameterValue.InstanceTypeNotSupportHpcCluster",
        )
    if kind.family.cluster and not wanted:
        raise ApiError(
            "InvalidParameterValue.InstanceTypeRequiredHpcCluster", f"`{kind.name}` needs an `HpcClusterId`."
        )
    if wanted and wanted not in CLUSTERS:
        raise bad_value("HpcClusterId", wanted, "no such cluster", "ResourceNotFound.HpcCluster")
    if wanted and CLUSTERS[wanted].zone != zone and ask.action != PRICED:
        raise bad_value(
            "HpcClusterId",
            wanted,
            f"in `{CLUSTERS[wanted].zone}`",
            "InvalidParameterValue.HpcClusterIdZoneIdNotMatch",
        )
    return wanted


def read_pack(ask: Ask, kind: InstanceType, zone: str, charge: str, count: int) -> str | None:
    """The first pack named that has room for all; None where none is named. It has no part in a price."""
    wanted = ask.params["Placement"].get("DedicatedResourcePackIds", [])
    tenancy = ask.params["Placement"].get("DedicatedResourcePackTenancy")
    if tenancy not in (None, POOL):
        raise bad_value("Placement.DedicatedResourcePackTenancy", tenancy)
    if ask.action == PRICED:
        return None
    if bool(wanted) != bool(tenancy):
        raise ApiError(
            "InvalidParameterValue.DedicatedResourcePackTenancyMismatch",
            f"`{PATH}` and `Placement.DedicatedResourcePackTenancy` go together.",
        )
    for each in wanted:
        if each not in PACKS:
            raise bad_value(
                PATH, each, "no such pack", "InvalidParameterValue.DedicatedResourcePackIdsNotFound"
            )
    if wanted and charge == HOSTED:
        raise ApiError("InvalidParameterCombination", f"`{PATH}` does not go with `{charge}`.")
    fit = [each for each in wanted if _takes(ask.db, PACKS[each], kind, zone, count)]
    if wanted and not fit:
        raise bad_value(
            PATH,
            wanted,
            f"none takes `{count}` of `{kind.name}` in `{zone}`",
            "InvalidParameterValue.DedicatedResourcePackNotValid",
        )
    return fit[0] if fit else None


def _takes(db: sqlite3.Connection, pack: Pack, kind: InstanceType, zone: str, count: int) -> bool:
    held = "SELECT COALESCE(SUM(cpu), 0) FROM instance WHERE gone = 0 AND json_extract(doc, '$.pack') = ?"
    room = pack.cpu - db.execute(held, (pack.id,)).fetchone()[0]
    there = (pack.zone, pack.family) == (zone, kind.family.name)
    return pack.active and there and kind.cpu * count <= room

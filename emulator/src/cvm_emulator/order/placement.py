# SPDX-License-Identifier: GPL-3.0-or-later
"""The placement group that a purchase, or a change, puts instances into."""

from __future__ import annotations

import sqlite3

from .. import placement_groups
from ..ask import Ask
from ..errors import ApiError, bad_value
from ..ids import well_formed


def read_group(ask: Ask, ids: list[str]) -> sqlite3.Row | None:
    """At most one may be named."""
    if not ids:
        return None
    if len(ids) > 1:
        raise bad_value(
            "DisasterRecoverGroupIds", len(ids), "at most 1", "InvalidParameterValue.LimitExceeded"
        )
    if not well_formed("ps", ids[0]):
        raise bad_value(
            "DisasterRecoverGroupIds", ids[0], code="InvalidParameterValue.DisasterRecoverGroupIdMalformed"
        )
    group = placement_groups.find(ask.db, ask.region, ids[0])
    if group is None:
        raise bad_value(
            "DisasterRecoverGroupIds", ids[0], "unknown", "FailedOperation.DisasterRecoverGroupNotFound"
        )
    return group


def read_part(group: sqlite3.Row | None, wanted: int | None) -> int | None:
    """The partition asked for; only a group of partitions has them, numbered from 1."""
    if wanted is None:
        return None
    if group is None or not group["parts"]:
        raise ApiError("InvalidParameterCombination", "`PartitionNumber` needs a group of partitions.")
    if not 1 <= wanted <= group["parts"]:
        raise bad_value("PartitionNumber", wanted, f"1-{group['parts']}", "InvalidParameterValue.Range")
    return wanted


def check_room(ask: Ask, group: sqlite3.Row | None, count: int) -> None:
    if group is not None and placement_groups.room(ask.db, group) < count:
        raise ApiError(
            "ResourceInsufficient.DisasterRecoverGroupCvmQuota",
            f"`{group['id']}` has no room for `{count}` more instances.",
        )

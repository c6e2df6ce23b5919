# SPDX-License-Identifier: GPL-3.0-or-later
"""The disks that an action names: all of them, or none."""

from __future__ import annotations

import sqlite3

from ..ask import Ask
from ..errors import ApiError, bad_value
from .describe_disks import THERE
from .paging import MOST_IDS, check_ids, marks


def find_disks(ask: Ask, most: int = MOST_IDS, unknown: str = "InvalidDiskId.NotFound") -> list[sqlite3.Row]:
    """Those of `DiskIds`, in that order. `unknown`: the code for one that is not there."""
    ids = ask.params["DiskIds"]
    if not ids:
        raise ApiError("MissingParameter", "The request is missing a required parameter `DiskIds`.")
    check_ids(ids, "DiskIds", "disk", "InvalidParameterValue")
    if len(ids) > most:
        raise bad_value("DiskIds", len(ids), f"at most {most}", "InvalidParameterValue.LimitExceeded")
    return rows_of(ask, ids, unknown)


def rows_of(ask: Ask, ids: list[str], unknown: str = "InvalidDiskId.NotFound") -> list[sqlite3.Row]:
    query = f"SELECT * FROM disk WHERE {THERE} AND id IN ({marks(ids)})"
    found = {row["id"]: row for row in ask.db.execute(query, (ask.region, *ids))}
    for each in ids:
        if each not in found:
            raise bad_value("DiskIds", each, "no such disk", unknown)
    return [found[each] for each in ids]

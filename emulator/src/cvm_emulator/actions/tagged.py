# SPDX-License-Identifier: GPL-3.0-or-later
"""Tags as they show at a moment: in answers, and as conditions in filters."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable

from .paging import TAG, marks

SHOWN = "kind = ? AND since <= ? AND (until IS NULL OR until > ?)"


def shown_tags(
    db: sqlite3.Connection, kind: str, refs: list[int], now: float
) -> dict[int, list[tuple[str, str]]]:
    """Key and value by resource, as they show now."""
    query = f"SELECT ref, key, value FROM tag WHERE {SHOWN} AND ref IN ({marks(refs)}) ORDER BY ref, key"
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for row in db.execute(query, (kind, now, now, *refs)):
        found[row["ref"]].append((row["key"], row["value"]))
    return found


def tag_condition(name: str, kind: str, values: list[str], now: float) -> tuple[str, Iterable[object]] | None:
    """The condition on `seq` for tag-key, tag-value and tag:<key>; None for any other filter."""
    found = worn(name, kind, values, now)
    return found and (f"seq IN (SELECT ref FROM tag WHERE {found[0]})", found[1])


def worn(name: str, kind: str, values: list[str], now: float) -> tuple[str, list[object]] | None:
    """The condition on the table of tags."""
    columns = {"tag-key": "key", "tag-value": "value"}
    if name in columns:
        where, more = f"{columns[name]} IN ({marks(values)})", values
    elif name.startswith(TAG):
        where, more = f"key = ? AND value IN ({marks(values)})", [name.removeprefix(TAG), *values]
    else:
        return None
    return f"{SHOWN} AND {where}", [kind, now, now, *more]

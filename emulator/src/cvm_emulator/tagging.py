# SPDX-License-Identifier: GPL-3.0-or-later
"""The tags of resources as they are put and taken away; both show after the lag of tags."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from .ask import Ask
from .resources import Resource

LATEST = "kind = ? AND ref = ? AND until IS NULL"
INSERT = """
INSERT INTO tag SELECT :kind, :ref, :key, :value, :since, NULL,
COALESCE((SELECT region FROM instance WHERE :kind = 'instance' AND seq = :ref AND shown = 1), '')
"""


def latest(ask: Ask, resource: Resource) -> dict[str, str]:
    """Lag or no lag."""
    query = f"SELECT key, value FROM tag WHERE {LATEST}"
    return {row["key"]: row["value"] for row in ask.db.execute(query, resource)}


def put(ask: Ask, resource: Resource, key: str, value: str) -> None:
    if latest(ask, resource).get(key) == value:
        return
    end(ask, resource, key)
    since = ask.now + ask.settings.tag_lag
    ask.db.execute(INSERT, {**resource._asdict(), "key": key, "value": value, "since": since})


def end(ask: Ask, resource: Resource, key: str) -> None:
    ask.db.execute(
        "DELETE FROM tag WHERE kind = ? AND ref = ? AND key = ? AND until <= ?", (*resource, key, ask.now)
    )
    ask.db.execute(
        f"UPDATE tag SET until = ? WHERE {LATEST} AND key = ?",
        (ask.now + ask.settings.tag_lag, *resource, key),
    )


def put_new(ask: Ask, kind: str, refs: Iterable[int], tags: dict[str, str]) -> None:
    """On resources that were just made."""
    since = ask.now + ask.settings.tag_lag
    ask.db.executemany(
        INSERT,
        [
            {"kind": kind, "ref": ref, "key": key, "value": value, "since": since}
            for ref in refs
            for key, value in tags.items()
        ],
    )


def forget(db: sqlite3.Connection, kind: str, ref: int) -> None:
    """Of a resource that is no more."""
    db.execute("DELETE FROM tag WHERE kind = ? AND ref = ?", (kind, ref))

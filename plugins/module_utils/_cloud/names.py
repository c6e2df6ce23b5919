# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns names into ids: one request for all names of a kind, and none for ids."""

from __future__ import annotations

from .._core.names import NAMED, given, meant, queries, replaced
from .cloud import Cloud
from .read import find


def with_ids(cloud: Cloud, want: dict) -> dict:
    """The wish with ids wherever it has names. The rows that were found are kept for who needs them next."""
    for named in NAMED:
        rows = [row for query in queries(named, want) for row in find(cloud, named.kind, more=query)]
        ids = {value: meant(named, value, rows, cloud.region) for value in given(named, want)}
        want = replaced(named, want, ids)
        cloud.known.update((str(row[named.kind.id]), row) for row in rows)
    return want

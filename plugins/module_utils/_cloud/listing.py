# SPDX-License-Identifier: GPL-3.0-or-later
"""What an info module shows of a kind of resource."""

from __future__ import annotations

from .._core.kind import dig
from .._core.listing import good_ids, queries
from .._core.resource import Resource
from .cloud import Cloud
from .lookup import by_ids
from .read import find


def listed(cloud: Cloud, resource: Resource, want: dict) -> list[dict]:
    """The rows that are asked for, each once."""
    ids = good_ids(resource, want)
    if ids is not None:
        return by_ids(cloud, resource.kind, ids)
    rows = {
        row[resource.kind.id]: row
        for filters in queries(resource, want)
        for row in find(cloud, resource.kind, filters)
        if want["names"] is None or dig(row, resource.kind.name) in want["names"]
    }
    return list(rows.values())


def detailed(cloud: Cloud, resource: Resource, row: dict | None) -> dict | None:
    action, part = resource.detail
    if row is None or not action:
        return row
    answer = cloud.read(resource.kind.service, action, {resource.one: row[resource.kind.id]})
    return {**row, part: answer[part]}


def shown(cloud: Cloud, resource: Resource, want: dict) -> dict:
    """The result of an info module."""
    rows = listed(cloud, resource, want)
    if want.get("rules"):
        rows = [detailed(cloud, resource, row) for row in rows]
    return {
        f"{resource.word}s": [resource.shape(row) for row in rows],
        f"{resource.word}_ids": [row[resource.kind.id] for row in rows],
    }

# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds resources by id or exact name; two of the same name are an error that lists both."""

from __future__ import annotations

import re

from .._core.errors import Refused
from .._core.kind import dig
from .._core.listing import good_ids, queries
from .._core.plan import batched
from .._core.resource import Resource
from .cloud import Cloud
from .read import find, find_ids


class Missing(Refused):
    """An option names what is not there."""


def by_ids(cloud: Cloud, resource: Resource, ids: list[str]) -> list[dict]:
    """The rows of these ids; unknown ones are left out."""
    if not resource.id_filter:
        return find_ids(cloud, resource.kind, ids)
    return [
        row
        for some in batched(list(ids), resource.values)
        for row in find(cloud, resource.kind, [{"Name": resource.id_filter, "Values": some}])
    ]


def by_names(
    cloud: Cloud, resource: Resource, names: list[str], scope: list[dict] | None = None
) -> list[dict]:
    """The rows that are called exactly so: the API's own filter may find parts of names."""
    return [
        row
        for some in batched(list(names), resource.names_at_once)
        for row in find(
            cloud, resource.kind, [*(scope or []), {"Name": resource.name_filter, "Values": some}]
        )
        if dig(row, resource.name) in some
    ]


def the_one(resource: Resource, option: str, value: str, rows: list[dict]) -> dict | None:
    if len(rows) > 1:
        ids = " and ".join(sorted(row[resource.kind.id] for row in rows))
        raise Refused(
            f"{option}: {len(rows)} are called {value!r}: {ids}; give {resource.id_option}, or rename one"
        )
    return rows[0] if rows else None


def look(cloud: Cloud, resource: Resource, asked: list[tuple[str, str]]) -> dict[str, dict]:
    """The rows of ids and names that options hold, by what was given: at most a request for each of the two.

    `asked`: option and value.
    """
    shaped = re.compile(rf"{resource.prefix}-[0-9a-z]{{8}}")
    ids = sorted({value for _option, value in asked if shaped.fullmatch(value)})
    names = sorted({value for _option, value in asked if not shaped.fullmatch(value)})
    rows = by_ids(cloud, resource, ids) if ids else []
    named = by_names(cloud, resource, names) if names else []
    found = {}
    for option, value in asked:
        row = the_one(
            resource,
            option,
            value,
            [row for row in rows if row[resource.kind.id] == value]
            or [row for row in named if dig(row, resource.name) == value],
        )
        if row is None:
            raise Missing(
                f"{option}: there is no {resource.noun} {value!r} in {cloud.region}; the id or the exact "
                "name of one is accepted"
            )
        found[value] = row
    return found


def listed(cloud: Cloud, resource: Resource, want: dict) -> list[dict]:
    """The rows that an info module is asked for, each once."""
    ids = good_ids(resource, want)
    if ids is not None:
        return by_ids(cloud, resource, ids)
    rows = {
        row[resource.kind.id]: row
        for filters in queries(resource, want)
        for row in find(cloud, resource.kind, filters)
        if want["names"] is None or dig(row, resource.name) in want["names"]
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

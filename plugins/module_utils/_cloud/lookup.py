# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds rows by ids and names: one request for all ids of a kind, and one for all names that go together."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Callable

from .._core.kind import Kind
from .._core.named import NAMED, Named
from .._core.names import by_filter, missing, the_one
from .._core.plan import batched
from .cloud import Cloud
from .read import find, find_ids


def by_ids(cloud: Cloud, kind: Kind, ids: list[str]) -> list[dict]:
    """The rows of these ids; unknown ones are left out."""
    if not kind.id_filter:
        return find_ids(cloud, kind, ids)
    return [
        row
        for some in batched(list(ids), kind.values)
        for row in find(cloud, kind, [{"Name": kind.id_filter, "Values": some}])
    ]


def by_names(
    cloud: Cloud, kind: Kind, names: Iterable[str], query: Callable[[list[str]], dict]
) -> list[dict]:
    """The rows of these names, each once, and what else the API brings for them."""
    return [
        row
        for some in batched(list(dict.fromkeys(names)), kind.names_at_once)
        for row in find(cloud, kind, more=query(some))
    ]


def look(cloud: Cloud, kind: Kind, asked: list[tuple[str, str]]) -> dict[str, dict]:
    """The rows of ids and names that options hold, by what was given. `asked`: option and value."""
    ids = sorted({value for _option, value in asked if kind.is_id(value)})
    names = sorted({value for _option, value in asked if not kind.is_id(value)})
    by_id = {row[kind.id]: row for row in by_ids(cloud, kind, ids)} if ids else {}
    called = by_names(cloud, kind, names, partial(by_filter, kind))
    found = {}
    for option, value in asked:
        row = by_id.get(value) or the_one(kind, option, value, called)
        if row is None:
            raise missing(kind, option, value, cloud.region)
        found[value] = row
    return found


def with_ids(cloud: Cloud, want: dict, options: Iterable[Named] = NAMED) -> dict:
    """The wish with ids wherever these options have names; nothing is asked about ids. The rows that were
    found are kept for who needs them next.
    """
    for named in options:
        kind, given = named.kind, named.given(want)
        names = [value for _option, value in given if not kind.is_id(value)]
        rows = by_names(cloud, kind, names, partial(named.query, kind, want))
        ids = {value: named.id_of(option, value, rows, cloud.region) for option, value in given}
        want = named.replaced(want, ids)
        cloud.known.update((str(row[kind.id]), row) for row in rows)
    return want

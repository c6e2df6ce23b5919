# SPDX-License-Identifier: GPL-3.0-or-later
"""What an info module asks for: ids, names, filters, as the API takes them."""

from __future__ import annotations

from .errors import Refused
from .filters import asked
from .ids import with_good_ids
from .plan import batched
from .resource import Resource


def arguments(word: str, **own: dict) -> dict:
    """The options of an info module: those that all have, and its own."""
    return {
        f"{word}_ids": {"type": "list", "elements": "str", "no_log": False},
        "names": {"type": "list", "elements": "str"},
        "filters": {"type": "dict"},
        **own,
    }


def queries(resource: Resource, want: dict) -> list[list[dict]]:
    """The lists of filters whose answers together are what is asked for; names in as few as the API takes."""
    filters = asked(want["filters"] or {}, resource.filters.split(), resource.kind.values)
    if want["names"] is None:
        return [filters]
    if any(row["Name"] == resource.kind.name_filter for row in filters):
        raise Refused(
            f"names: given together with the filter {resource.kind.name_filter}; one of them is accepted"
        )
    return [
        [*filters, {"Name": resource.kind.name_filter, "Values": some}]
        for some in batched(list(dict.fromkeys(want["names"])), resource.kind.names_at_once)
    ]


def good_ids(resource: Resource, want: dict) -> list[str] | None:
    return with_good_ids(f"{resource.word}_ids", resource.kind.prefix, want[f"{resource.word}_ids"])

# SPDX-License-Identifier: GPL-3.0-or-later
"""What an info module asks for: ids, names, filters, as the API takes them."""

from __future__ import annotations

from .errors import Refused
from .plan import batched
from .resource import Resource
from .wish import with_good_ids

MOST_FILTERS = 10


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
    filters = asked_filters(resource, want["filters"] or {})
    if want["names"] is None:
        return [filters]
    if any(row["Name"] == resource.name_filter for row in filters):
        raise Refused(
            f"names: given together with the filter {resource.name_filter}; one of them is accepted"
        )
    return [
        [*filters, {"Name": resource.name_filter, "Values": some}]
        for some in batched(list(dict.fromkeys(want["names"])), resource.names_at_once)
    ]


def good_ids(resource: Resource, want: dict) -> list[str] | None:
    return with_good_ids(f"{resource.word}_ids", resource.prefix, want[f"{resource.word}_ids"])


def asked_filters(resource: Resource, filters: dict) -> list[dict]:
    known = resource.filters.split()
    if len(filters) > MOST_FILTERS:
        raise Refused(f"filters: {len(filters)} given, at most {MOST_FILTERS} are accepted")
    rows = []
    for name, value in filters.items():
        values = [text_of(one) for one in (value if isinstance(value, list) else [value])]
        if name not in known and not (name.startswith("tag:") and name != "tag:"):
            raise Refused(f"filters: {name!r} is not a filter; tag:<key>, {', '.join(known)} are")
        if not 1 <= len(values) <= resource.values:
            raise Refused(f"filters: {name} has {len(values)} values; 1 to {resource.values} are accepted")
        rows.append({"Name": name, "Values": values})
    return rows


def text_of(value: object) -> str:
    """The API writes truth in capitals."""
    return str(value).upper() if isinstance(value, bool) else str(value)

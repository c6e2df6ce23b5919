# SPDX-License-Identifier: GPL-3.0-or-later
"""Filters as the API takes them, from names and values as users write them."""

from __future__ import annotations

from collections.abc import Iterable

from .errors import Refused

MOST = 10


def asked(filters: dict, known: Iterable[str], most_values: int, beside: int = 0) -> list[dict]:
    """`beside`: how many filters there are already, of the ten that the API takes."""
    if len(filters) > MOST - beside:
        raise Refused(f"filters: {len(filters)} given, at most {MOST - beside} are accepted here")
    rows = []
    for name, value in filters.items():
        values = [text_of(one) for one in (value if isinstance(value, list) else [value])]
        if name not in known and not (name.startswith("tag:") and name != "tag:"):
            raise Refused(f"filters: {name!r} is not a filter; tag:<key>, {', '.join(known)} are")
        if not 1 <= len(values) <= most_values:
            raise Refused(f"filters: {name} has {len(values)} values; 1 to {most_values} are accepted")
        rows.append({"Name": name, "Values": values})
    return rows


def text_of(value: object) -> str:
    """The API writes truth in capitals."""
    return str(value).upper() if isinstance(value, bool) else str(value)

# SPDX-License-Identifier: GPL-3.0-or-later
"""Names in the place of ids: how the API is asked for a name, and which row is the one that is meant.

What looks like an id is taken as one. A name is exact; where the API finds parts of names, what it brings is
looked through again.
"""

from __future__ import annotations

from collections.abc import Iterable

from .errors import Refused
from .kind import Kind, dig


class Missing(Refused):
    """An option names what is not there."""


def by_filter(kind: Kind, names: list[str], scope: Iterable[dict] = ()) -> dict:
    """The parameters that bring the rows of these names. `scope`: further filters."""
    return {"Filters": [*scope, {"Name": kind.name_filter, "Values": names}]}


def the_one(kind: Kind, option: str, value: str, rows: list[dict], instead: str = "the id") -> dict | None:
    """The row that is called so; of two, it is said what to give instead."""
    found = [row for row in rows if dig(row, kind.name) == value]
    if len(found) > 1:
        ids = " and ".join(sorted(str(row[kind.id]) for row in found))
        raise Refused(f"{option}: {len(found)} are called {value!r}: {ids}; give {instead}, or rename one")
    return found[0] if found else None


def missing(
    kind: Kind, option: str, value: str, region: str, accepted: str = "the id or the exact name of one"
) -> Missing:
    return Missing(f"{option}: there is no {kind.noun} {value!r} in {region}; {accepted} is accepted")

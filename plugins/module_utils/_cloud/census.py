# SPDX-License-Identifier: GPL-3.0-or-later
"""Shows machines: of a fleet, by ids, by filters."""

from __future__ import annotations

from .._core.census import census, user_data_shown
from .._core.ids import with_good_ids
from .._core.instance import INSTANCE
from .._core.shape import shape
from .cloud import Cloud
from .fuller import user_data
from .read import find, find_ids


def machines(cloud: Cloud, want: dict) -> list[dict]:
    """In the shape of the module `instance`: one request per 100, one more per 100 with user data."""
    ids = with_good_ids("instance_ids", "ins", want["instance_ids"])
    rows = find(cloud, INSTANCE, census(want)) if ids is None else find_ids(cloud, INSTANCE, ids)
    shown = [shape(row) for row in rows]
    if not want["user_data"]:
        return shown
    data = user_data(cloud, rows)
    return [{**one, "user_data": user_data_shown(data.get(one["instance_id"], ""))} for one in shown]

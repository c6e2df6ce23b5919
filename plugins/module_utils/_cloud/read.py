# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists, whole: every page, and the count checked."""

from __future__ import annotations

from .._core.errors import CloudError
from .._core.kind import Kind
from .._core.plan import batched
from .cloud import Cloud

PAGE = 100
TRIES = 5


def find(cloud: Cloud, kind: Kind, filters: list[dict] | None = None, more: dict | None = None) -> list[dict]:
    """All rows that match, each once. A list that changes while it is read is read again. `more`: further
    parameters.
    """
    params = {**({"Filters": filters} if filters else {}), **(more or {})}
    if kind.paging is None:
        return cloud.read(kind.service, kind.read, params)[kind.many]
    for _try in range(TRIES):
        rows, total = pages(cloud, kind, params)
        if len(rows) == total:
            return list(rows.values())
    raise CloudError(kind.read, "NoUsableAnswer", f"the list changed during each of {TRIES} readings")


def pages(cloud: Cloud, kind: Kind, params: dict) -> tuple[dict, int]:
    rows: dict = {}
    offset = total = 0
    while True:
        window = {"Offset": kind.paging(offset), "Limit": kind.paging(PAGE)}
        answer = cloud.read(kind.service, kind.read, {**params, **window})
        page, total = answer[kind.many], answer["TotalCount"]
        rows.update((row[kind.id], row) for row in page)
        offset += len(page)
        if not page or offset >= total:
            return rows, total


def find_ids(cloud: Cloud, kind: Kind, ids: list[str]) -> list[dict]:
    """The rows of these ids, 100 in a request; unknown ids are left out."""
    rows = []
    for some in batched(list(ids), PAGE):
        params = {kind.ids: some}
        if kind.paging:
            params["Limit"] = kind.paging(PAGE)
        rows += cloud.read(kind.service, kind.read, params)[kind.many]
    return rows


def count(cloud: Cloud, kind: Kind, filters: list[dict]) -> int:
    """How many rows match, in one request."""
    params = {"Filters": filters, "Offset": kind.paging(0), "Limit": kind.paging(1)}
    return cloud.read(kind.service, kind.read, params)["TotalCount"]


def timers_of(cloud: Cloud, ids: list[str]) -> list[dict]:
    """The timers of at most 100 machines that are still to strike."""
    params = {"InstanceIds": ids, "StatusList": ["UNDO"]}
    return cloud.read("cvm", "DescribeInstancesActionTimer", params)["ActionTimers"]

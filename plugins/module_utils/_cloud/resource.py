# SPDX-License-Identifier: GPL-3.0-or-later
"""One run over one resource from beginning to end: read, plan, carry out, wait until it shows, report."""

from __future__ import annotations

from functools import partial
from typing import Callable

from .._core.errors import CloudError, Refused
from .._core.kind import dig
from .._core.names import Missing, by_filter, the_one
from .._core.outcome import report
from .._core.plan import Call
from .._core.polling import interval
from .._core.resource import Resource, bound, plan, prepared, rests
from .birth import Keep, born
from .cloud import Cloud
from .deletion import deleted
from .listing import detailed
from .lookup import by_ids, by_names, look
from .read import find

STALE = "UnsupportedOperation.VersionMismatch"
TRIES = 5
RUNNING, SUCCESS = "RUNNING", "SUCCESS"


def converge(cloud: Cloud, resource: Resource, want: dict, keep: Keep | None = None) -> dict:
    """Makes the resource what `want` says, or rehearses it; the result. What somebody else changes meanwhile
    is read and planned for again; what stood in something that is gone is gone. `keep` takes the answer that
    told of a birth.
    """
    want = prepared(resource, want, cloud.region)
    try:
        want = resource.resolved(want, partial(look, cloud))
    except Missing:
        if want["state"] == "present":
            raise
        return report(resource, want, None, None, [])
    before = have = present(cloud, resource, want)
    planned: list[Call] = []
    for last in range(TRIES):
        if have is None and want["state"] == "present":
            resource.fits(want, siblings(cloud, resource, want))
            if keep:
                keep.ready(cloud.rehearsal)
        try:
            steps = plan(resource, want, have, cloud.region)
            planned = planned or steps
            after = carried_out(cloud, resource, want, have, steps, keep)
            return report(resource, want, before, after, cloud.steps or planned)
        except CloudError as error:
            if error.code != STALE or last == TRIES - 1:
                raise
            have = present(cloud, resource, want)
    raise AssertionError("the last try returns or raises")


def found(cloud: Cloud, resource: Resource, want: dict) -> dict | None:
    """The row of the resource, by id or else by exact name."""
    id = want[resource.id_option]
    if id is None:
        scope = [{"Name": name, "Values": [want[option]]} for option, name in resource.scope if want[option]]
        query = partial(by_filter, resource.kind, scope=scope)
        rows = by_names(cloud, resource.kind, [want["name"]], query)
        return the_one(resource.kind, "name", want["name"], rows, resource.id_option)
    rows = by_ids(cloud, resource.kind, [id])
    if not rows and want["state"] == "present":
        raise Refused(
            f"{resource.id_option}: there is no {resource.kind.noun} {id} in {cloud.region}; give the id of "
            "one that is there, or a name to make one"
        )
    return rows[0] if rows else None


def present(cloud: Cloud, resource: Resource, want: dict) -> dict | None:
    """The resource at rest and with its details."""
    row = found(cloud, resource, want)
    if row is None:
        return None
    if not rests(resource, row):
        row = awaited(
            cloud, resource, row[resource.kind.id], lambda seen: seen is None or rests(resource, seen)
        )
    return detailed(cloud, resource, row)


def siblings(cloud: Cloud, resource: Resource, want: dict) -> list[dict]:
    option, name = resource.siblings
    if not option or want[option] is None:
        return []
    return find(cloud, resource.kind, [{"Name": name, "Values": [want[option]]}])


def seen(cloud: Cloud, resource: Resource, id: str) -> dict | None:
    rows = by_ids(cloud, resource.kind, [id])
    return detailed(cloud, resource, rows[0]) if rows else None


def awaited(cloud: Cloud, resource: Resource, id: str, shows: Callable[[dict | None], bool]) -> dict | None:
    """The row, once it shows what is asked for; None when it is gone."""
    polls = 0
    while True:
        row = seen(cloud, resource, id)
        if shows(row):
            return row
        cloud.patience.pause(interval(polls), f"{resource.kind.noun} {id}", (id,))
        polls += 1


def carried_out(
    cloud: Cloud,
    resource: Resource,
    want: dict,
    have: dict | None,
    steps: list[Call],
    keep: Keep | None,
) -> dict | None:
    """The row afterwards; in a rehearsal the row as it is."""
    id = have[resource.kind.id] if have else resource.this
    for step in steps:
        call = bound(step, resource.this, id)
        if step.action == resource.create:
            id = born(cloud, resource, call, partial(found, cloud, resource, want), keep)
        elif step.action == resource.delete:
            deleted(cloud, resource, call, have)
        else:
            done(cloud, resource, want, call, id)
        if step.then and step is not steps[-1] and not cloud.rehearsal:
            awaited(cloud, resource, id, partial(is_in, resource, step.then))
    if cloud.rehearsal or not steps:
        return have
    return awaited(cloud, resource, id, partial(fulfilled, cloud, resource, want))


def is_in(resource: Resource, state: str, row: dict | None) -> bool:
    return row is not None and dig(row, resource.kind.status) == state


def fulfilled(cloud: Cloud, resource: Resource, want: dict, row: dict | None) -> bool:
    """Whether nothing is left to do: a second plan is empty."""
    if row is None:
        return want["state"] == "absent"
    return rests(resource, row) and not plan(resource, want, row, cloud.region)


def done(cloud: Cloud, resource: Resource, want: dict, call: Call, id: str) -> None:
    """A refusal does not count when what was asked for is there: an answer before it was lost."""
    try:
        answer = cloud.write(call)
    except CloudError as error:
        row = None if error.code == STALE else seen(cloud, resource, id)
        if row is None or call in plan(resource, want, row, cloud.region):
            raise
        return
    task = (answer or {}).get("TaskId")
    polls = 0
    while task:
        result = cloud.read("vpc", "DescribeTaskResult", {"TaskId": int(task)})["Result"]
        if result == SUCCESS:
            break
        if result != RUNNING:
            raise CloudError(call.action, result, f"the task {task} on {id} ended as {result}")
        cloud.patience.pause(interval(polls), f"the task {task} of {call.action}", (id,))
        polls += 1

# SPDX-License-Identifier: GPL-3.0-or-later
"""Deletes a resource: names what is in the way, and waits out the minutes in which the cloud calls it
busy.
"""

from __future__ import annotations

from .._core.errors import BUSY, CloudError, Refused, TimedOut
from .._core.kind import dig
from .._core.plan import Call
from .._core.resource import Holder, Resource
from .cloud import Cloud
from .lookup import by_ids
from .read import find, find_ids

PAUSE = 5


def deleted(cloud: Cloud, resource: Resource, call: Call, have: dict) -> None:
    id = have[resource.kind.id]
    refuse_held(cloud, resource, have)
    while True:
        try:
            cloud.write(call)
            return
        except TimedOut as late:
            raise TimedOut(still_busy(cloud, resource, id), [id]) from late
        except CloudError as error:
            if not by_ids(cloud, resource.kind, [id]):
                return
            if error.klass != BUSY:
                raise
        try:
            cloud.patience.pause(PAUSE)
        except TimedOut as late:
            raise TimedOut(still_busy(cloud, resource, id), [id]) from late


def still_busy(cloud: Cloud, resource: Resource, id: str) -> str:
    return (
        f"wait_timeout: {cloud.patience.timeout:g} s are over, and the cloud still calls "
        f"{resource.kind.noun} {id} in use; what is left of deleted machines goes within minutes, other "
        "products that use it must go first"
    )


def refuse_held(cloud: Cloud, resource: Resource, have: dict) -> None:
    """Before anything is deleted: is there something that will not go by itself?"""
    id = have[resource.kind.id]
    held = [
        line for holder in resource.holders for line in holder.lines(rows_of(cloud, holder, have, id), id)
    ]
    if held:
        raise Refused(
            f"state: {resource.kind.noun} {id} is still used by {', '.join(held)}; take that away first"
        )


def rows_of(cloud: Cloud, holder: Holder, have: dict, id: str) -> list[dict]:
    if holder.filter:
        return find(cloud, holder.kind, [{"Name": holder.filter, "Values": [id]}])
    ids = (dig(have, holder.of) or []) if holder.of else [id]
    return find_ids(cloud, holder.kind, ids)

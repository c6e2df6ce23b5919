# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a resource once: after a lost answer a look comes before a second request."""

from __future__ import annotations

from dataclasses import replace
from typing import Callable, Protocol

from .._core.errors import SPENT, UNKNOWN_OUTCOME, CloudError, Stuck
from .._core.identity import digest
from .._core.kind import dig
from .._core.plan import Call
from .._core.polling import interval
from .._core.resource import Resource
from .cloud import Cloud
from .lookup import by_ids

TRIES, LOOKS = 4, 4
SIGHT = 30


class Keep(Protocol):
    """Takes what an answer says only once."""

    def ready(self, rehearsal: bool) -> None:
        """Before the request; raises when it could not take the answer."""

    def take(self, answer: dict, id: str) -> None:
        """After the request that has made `id`."""


def born(
    cloud: Cloud,
    resource: Resource,
    call: Call,
    look: Callable[[], dict | None],
    keep: Keep | None,
) -> str:
    """The id of what the call makes. `look` finds it by its name, `keep` takes what is said only once.

    Where the API takes a token, it is the same for the same wish in every run. One that is spent, or that
    answers with what is gone by now, is followed by the next one.
    """
    attempt = lost = 0
    while True:
        sent = tokened(resource, call, cloud.region, attempt)
        try:
            answer = cloud.write(sent, once=True)
        except CloudError as error:
            if error.klass == SPENT and resource.tokens and attempt < TRIES:
                attempt += 1
                continue
            if error.klass not in UNKNOWN_OUTCOME:
                raise
            row = sought(cloud, look)
            if row is not None:
                return after_loss(resource, row, error, keep)
            lost += 1
            if lost >= TRIES:
                raise
            continue
        if answer is None:
            return resource.this
        id = id_in(resource, answer)
        if resource.tokens and not shows(cloud, resource, id):
            if attempt >= TRIES:
                raise Stuck(f"{call.action}: the cloud answers with {id}, which is not there")
            attempt += 1
            continue
        cloud.bought.append(id)
        if keep:
            keep.take(answer, id)
        return id


def tokened(resource: Resource, call: Call, region: str, attempt: int) -> Call:
    if not resource.tokens:
        return call
    token = digest(region, call.action, call.params, attempt)
    return replace(call, params={**call.params, "ClientToken": token})


def id_in(resource: Resource, answer: dict) -> str:
    value = dig(answer, resource.born)
    return value[0] if isinstance(value, list) else value


def sought(cloud: Cloud, look: Callable[[], dict | None]) -> dict | None:
    """What a request whose answer was lost may have made; it may take a moment to show."""
    for polls in range(LOOKS):
        row = look()
        if row is not None:
            return row
        cloud.patience.pause(interval(polls), "what may have been made")
    return None


def after_loss(resource: Resource, row: dict, error: CloudError, keep: Keep | None) -> str:
    id = row[resource.kind.id]
    if keep:
        raise Stuck(
            f"{resource.kind.noun} {id} was made, and the answer with its secret half was lost; delete it "
            "with state: absent, and run again",
            error,
        )
    return id


def shows(cloud: Cloud, resource: Resource, id: str) -> bool:
    """Whether it is to be seen; one that stays invisible is an old one that is gone."""
    waited = polls = 0
    while not by_ids(cloud, resource.kind, [id]):
        if waited > SIGHT:
            return False
        cloud.patience.pause(interval(polls), f"{resource.kind.noun} {id}", (id,))
        waited += interval(polls)
        polls += 1
    return True

# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a run of the protocol and the cloud stand, and what tells two such situations apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.purchase import Purchase

from .cloud import Cloud


class Run(NamedTuple):
    """A run of the protocol; `now` None: it has not looked yet. `returned`: every id the API gave to it."""

    now: Purchase | None = None
    wakes: int = 0
    over: bool = False
    returned: tuple[str, ...] = ()


class Situation(NamedTuple):
    cloud: Cloud
    runs: tuple[Run, ...]
    faults: int


def cloud_key(cloud: Cloud, clock: int) -> tuple:
    """What tells clouds apart: times count from now."""
    machines = tuple(
        (each.id, clock - each.born, max(0, each.tagged_at - clock), *each[3:]) for each in cloud.machines
    )
    return (machines, cloud.tokens)


def run_key(run: Run, clock: int) -> tuple:
    """What tells runs apart: times count from now."""
    if run.over or run.now is None:
        return (run.over, max(0, run.wakes - clock), run.returned)
    now = run.now
    members = tuple((seen.id, seen.state, clock - seen.created, seen.tagged) for seen in now.members)
    since = clock - now.since if now.since else -1
    attempts = tuple(
        (attempt.order, attempt.got, attempt.error and attempt.error.code) for attempt in now.attempts
    )
    return (
        max(0, run.wakes - clock),
        *(
            now.phase,
            now.pause,
            members,
            now.passed,
            now.priced,
            now.ordinal,
            now.attempt,
            now.sends,
            now.launches,
        ),
        *(
            now.orders,
            tuple(now.bought.items()),
            since,
            now.whole,
            now.met,
            now.ready,
            now.lost,
            now.trimmed,
            attempts,
        ),
        run.returned,
    )


class Numbers:
    """A number for each key there is. What `key` said of a thing at a time is not asked again: things are
    kept, and known again by their identity.
    """

    def __init__(self, key: Callable[[object, int], tuple]) -> None:
        self.key = key
        self.of_keys: dict[tuple, int] = {}
        self.of_things: dict[tuple[int, int], tuple[int, object]] = {}

    def of(self, thing: object, clock: int) -> int:
        place = (id(thing), clock)
        known = self.of_things.get(place)
        if known is None:
            number = self.of_keys.setdefault(self.key(thing, clock), len(self.of_keys))
            known = self.of_things[place] = (number, thing)
        return known[0]

# SPDX-License-Identifier: GPL-3.0-or-later
"""Every way in which one or two runs of the real protocol can go against the model of the cloud.

A situation is the cloud, the runs, and how many faults may still strike. From each, every run that does not
wait may take its next step, with every fault that the step can meet; time may also pass. A killed run starts
again.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil
from typing import NamedTuple
from unittest.mock import patch

from ansible_collections.tencentcloud.cvm.plugins.module_utils._core import purchase, watch
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.orders import (
    Bought,
    Carried,
    Failed,
    Inquire,
    Look,
    Pause,
    Send,
    Sight,
    Terms,
    Trim,
)
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.purchase import Purchase

from .cloud import NO_ANSWER, SOLD_OUT, Cloud

KILLED, LOST, STOCK, FAILS = "a run is killed", "a message is lost", "no stock", "a launch fails"
LONGEST_WAY = 300
ALL = frozenset({KILLED, LOST, STOCK, FAILS})


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

    def key(self) -> tuple:
        """What tells situations apart: times count from now."""
        cloud = self.cloud
        machines = tuple(
            (each.id, cloud.clock - each.born, max(0, each.tagged_at - cloud.clock), *each[3:])
            for each in cloud.machines
        )
        return (machines, cloud.tokens, tuple(run_key(run, cloud.clock) for run in self.runs), self.faults)


def run_key(run: Run, clock: int) -> tuple:
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


@contextmanager
def uncollected() -> Iterator[None]:
    """Millions of values, no cycle among them: the collector would go through them again and again."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def replaced(now: Purchase, **changes: object) -> Purchase:
    """What dataclasses.replace makes of a plain dataclass, without going through its fields one by one."""
    other = object.__new__(type(now))
    vars(other).update(vars(now), **changes)
    return other


class Broken(AssertionError):
    """One of the properties does not hold; the message tells the way there."""


class Explorer:
    """`kinds`: the faults that may strike. `most_live`: the most live machines there may ever be; None:
    judged at the end only.
    """

    def __init__(self, terms: Terms, kinds: frozenset[str], most_live: int | None) -> None:
        self.terms, self.kinds, self.most_live = terms, kinds, most_live
        self.situations = 0
        self.ends = 0

    def explore(self, start: Situation) -> None:
        with (
            uncollected(),
            patch.object(purchase, "replace", replaced),
            patch.object(watch, "replace", replaced),
        ):
            self.explore_all(start)

    def explore_all(self, start: Situation) -> None:
        self.faults = start.faults
        seen = {start.key()}
        waiting = [(start, ())]
        while waiting:
            situation, way = waiting.pop()
            self.situations += 1
            if len(way) > LONGEST_WAY:
                raise Broken(f"a run does not come to an end: {' / '.join(way[:20])}")
            self.judge(situation, way)
            nexts = list(self.steps(situation))
            if not nexts:
                self.ends += 1
                self.judge_end(situation, way)
            for label, after in nexts:
                known = len(seen)
                seen.add(after.key())
                if len(seen) > known:
                    waiting.append((after, (*way, label)))

    def steps(self, situation: Situation) -> Iterator[tuple[str, Situation]]:
        cloud = situation.cloud
        for place, run in enumerate(situation.runs):
            if run.over or run.wakes > cloud.clock:
                continue
            for label, world, after, cost in self.moves(cloud, run, situation.faults):
                runs = (*situation.runs[:place], after, *situation.runs[place + 1 :])
                yield f"{place}:{label}", Situation(world, runs, situation.faults - cost)
        wakes = [run.wakes for run in situation.runs if not run.over and run.wakes > cloud.clock]
        if wakes:
            yield "wait", situation._replace(cloud=cloud._replace(clock=min(wakes)))

    def moves(self, cloud: Cloud, run: Run, faults: int) -> Iterator[tuple[str, Cloud, Run, int]]:
        if run.now is None:
            sight = cloud.look(Look("fleet"))
            if in_passing(sight):
                yield "wait for machines in passing", cloud, run._replace(wakes=cloud.clock + 1), 0
            else:
                yield "begin", cloud, run._replace(now=purchase.begin(self.terms, sight)), 0
            return
        ask = run.now.ask()
        if ask is None:
            yield "end", cloud, run._replace(over=True), 0
            return
        if faults and KILLED in self.kinds and not isinstance(ask, Pause):
            yield "killed", cloud, Run(), 1
        if isinstance(ask, Send):
            yield from self.sent(cloud, run, ask, faults)
        elif isinstance(ask, Pause):
            yield "pause", cloud, told(run, Carried())._replace(wakes=cloud.clock + ceil(ask.seconds)), 0
        elif isinstance(ask, Look):
            yield ask.by, cloud, told(run, cloud.look(ask)), 0
        elif isinstance(ask, Trim):
            strange = set(ask.ids) - set(run.now.bought)
            if strange:
                raise Broken(f"a stranger is touched: {strange}")
            yield "trim", cloud.without(ask.ids), told(run, Carried()), 0
        else:
            assert isinstance(ask, Inquire)
            yield "price", cloud, told(run, Carried()), 0

    def sent(self, cloud: Cloud, run: Run, ask: Send, faults: int) -> Iterator[tuple[str, Cloud, Run, int]]:
        for failing in (False, True) if faults and FAILS in self.kinds else (False,):
            after, answer = cloud.ordered(ask.order, failing)
            cost, label = int(failing), "ordered, one fails" if failing else "ordered"
            if isinstance(answer, tuple):
                kept = run._replace(returned=tuple(dict.fromkeys([*run.returned, *answer])))
                yield label, after, told(kept, Bought(answer)), cost
            else:
                yield answer.code, after, told(run, Failed(answer)), cost
            if faults > cost and LOST in self.kinds:
                yield f"{label}, answer lost", after, told(run, Failed(NO_ANSWER)), cost + 1
            if faults > cost and KILLED in self.kinds:
                yield f"{label}, killed", after, Run(), cost + 1
        if faults and LOST in self.kinds:
            yield "order lost", cloud, told(run, Failed(NO_ANSWER)), 1
        if faults and STOCK in self.kinds:
            yield "sold out", cloud.refused(ask.order), told(run, Failed(SOLD_OUT)), 1

    def judge(self, situation: Situation, way: tuple[str, ...]) -> None:
        live = len(situation.cloud.live())
        if self.most_live is not None and live > self.most_live:
            raise Broken(f"{live} live machines, {self.terms.count} wanted: {' / '.join(way)}")
        for run in situation.runs:
            if run.now and not set(run.returned) <= run.now.bought.keys():
                raise Broken(f"an id was lost: {' / '.join(way)}")

    def judge_end(self, situation: Situation, way: tuple[str, ...]) -> None:
        """After the faults: runs one after the other reach the number asked for, and then ask for nothing.

        Where two runs met, what the one could not see of the other may take a window to show.
        """
        cloud, pause = situation.cloud, self.terms.window if len(situation.runs) > 1 else 0
        for _rerun in range(3):
            cloud = cloud._replace(clock=cloud.clock + pause)
            cloud = rerun(self.terms, trimmed_to(self.terms.count, cloud))
        live = len(cloud.live())
        if live != self.terms.count:
            raise Broken(f"{live} live machines in the end, {self.terms.count} wanted: {' / '.join(way)}")
        quiet = situation.faults == self.faults and not any(run.now is None for run in situation.runs)
        if quiet and len(situation.cloud.live()) != self.terms.count:
            raise Broken(f"{len(situation.cloud.live())} live machines after quiet runs: {' / '.join(way)}")
        if not all(
            cloud.machines[place] == each
            for place, each in enumerate(situation.cloud.machines)
            if not each.mark
        ):
            raise Broken(f"a stranger was touched: {' / '.join(way)}")


def in_passing(sight: Sight) -> bool:
    """Whether a run waits before it plans: a machine being created may still fail."""
    return any(seen.state == "PENDING" for seen in sight.members)


def told(run: Run, answer: object) -> Run:
    return run._replace(now=run.now.told(answer))


def trimmed_to(count: int, cloud: Cloud) -> Cloud:
    """What the plan does before a purchase: members beyond the number asked for go, the newest first."""
    shown = sorted(
        (seen.created, seen.id) for seen in cloud.look(Look("fleet")).members if seen.state != "LAUNCH_FAILED"
    )
    return cloud.without(tuple(id for _born, id in shown[count:]))


def rerun(terms: Terms, cloud: Cloud) -> Cloud:
    """The cloud after one more run that meets no fault."""
    while in_passing(cloud.look(Look("fleet"))):
        cloud = cloud._replace(clock=cloud.clock + 1)
    now = purchase.begin(terms, cloud.look(Look("fleet")))
    for _step in range(500):
        ask = now.ask()
        if ask is None:
            return cloud
        if isinstance(ask, Pause):
            cloud, answer = cloud._replace(clock=cloud.clock + ceil(ask.seconds)), Carried()
        elif isinstance(ask, Send):
            cloud, given = cloud.ordered(ask.order, failing=False)
            answer = Bought(given) if isinstance(given, tuple) else Failed(given)
        elif isinstance(ask, Look):
            answer = cloud.look(ask)
        else:
            cloud, answer = cloud.without(ask.ids) if isinstance(ask, Trim) else cloud, Carried()
        now = now.told(answer)
    raise Broken("a run does not come to an end")

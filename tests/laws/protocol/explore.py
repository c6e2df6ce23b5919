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
from .situation import Numbers, Run, Situation, cloud_key, run_key

KILLED, LOST, STOCK, FAILS = "a run is killed", "a message is lost", "no stock", "a launch fails"
LONGEST_WAY = 300
ALL = frozenset({KILLED, LOST, STOCK, FAILS})


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
        self.clouds, self.runs = Numbers(cloud_key), Numbers(run_key)
        self.known_moves: dict[tuple, list] = {}

    def explore(self, start: Situation) -> None:
        with (
            uncollected(),
            patch.object(purchase, "replace", replaced),
            patch.object(watch, "replace", replaced),
        ):
            self.explore_all(start)

    def explore_all(self, start: Situation) -> None:
        self.faults = start.faults
        first = self.key(start)
        seen = {first}
        waiting = [(start, first, ())]
        while waiting:
            situation, key, way = waiting.pop()
            self.situations += 1
            if len(way) > LONGEST_WAY:
                raise Broken(f"a run does not come to an end: {' / '.join(way[:20])}")
            self.judge(situation, way)
            ended = True
            for label, after in self.steps(situation, key):
                ended, known = False, len(seen)
                there = self.key(after)
                seen.add(there)
                if len(seen) > known:
                    waiting.append((after, there, (*way, label)))
            if ended:
                self.ends += 1
                self.judge_end(situation, way)

    def key(self, situation: Situation) -> tuple[int, ...]:
        """What tells situations apart."""
        cloud, runs, faults = situation
        clock = cloud.clock
        return (faults, self.clouds.of(cloud, clock), *[self.runs.of(run, clock) for run in runs])

    def steps(self, situation: Situation, key: tuple[int, ...]) -> Iterator[tuple[str, Situation]]:
        cloud, runs, faults = situation
        clock, wakes = cloud.clock, []
        for place, run in enumerate(runs):
            if run.over:
                continue
            if run.wakes > clock:
                wakes.append(run.wakes)
                continue
            # What one run can do does not depend on where the other is.
            start = (clock, faults, key[1], key[2 + place])
            moves = self.known_moves.get(start)
            if moves is None:
                moves = self.known_moves[start] = list(self.moves(cloud, run, faults))
            for label, world, after, cost in moves:
                others = (*runs[:place], after, *runs[place + 1 :])
                yield f"{place}:{label}", Situation(world, others, faults - cost)
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

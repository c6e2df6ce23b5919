# SPDX-License-Identifier: GPL-3.0-or-later
"""A cloud of a few lines for the purchase protocol: instances, tokens, late tags, faults on demand."""

from __future__ import annotations

from dataclasses import dataclass, field

from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.errors import CloudError
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.orders import (
    Bought,
    Carried,
    Failed,
    Inquire,
    Look,
    Pause,
    Seen,
    Send,
    Sight,
    Terms,
    Total,
    Trim,
)
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.purchase import begin
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.states import (
    FAILED,
    LIVE,
    PENDING,
    RUNNING,
)

BOOT = 3


class Killed(Exception):
    """The run's process died."""


@dataclass
class ToyCloud:
    """`faults`: what befalls the next orders: a code to refuse with, "lost" or "kill" after the deed."""

    token_mode: str = "replay"
    tag_lag: int = 0
    faults: list = field(default_factory=list)
    prices: dict = field(default_factory=dict)
    launch_failures: int = 0
    rehearsal: bool = False
    clock: int = 1_000_000
    instances: dict = field(default_factory=dict)
    tokens: dict = field(default_factory=dict)
    sent: list = field(default_factory=list)
    asked: list = field(default_factory=list)

    def shown(self) -> list[Seen]:
        return [self.as_seen(seen) for seen in self.instances.values()]

    def as_seen(self, seen: Seen) -> Seen:
        age = self.clock - seen.created
        booted = RUNNING if seen.state == PENDING and age >= BOOT else seen.state
        tagged = seen.tagged and age >= self.tag_lag
        return seen._replace(state=booted, tagged=tagged, mark=seen.mark if tagged else None)

    def live(self) -> list[Seen]:
        return [seen for seen in self.shown() if seen.state in LIVE]

    def fleet(self) -> Sight:
        return Sight(tuple(seen for seen in self.shown() if seen.tagged), self.clock)

    def answer(self, ask):
        self.asked.append(ask)
        if isinstance(ask, Look):
            return self.look(ask)
        if isinstance(ask, Send):
            return self.order(ask.order)
        if isinstance(ask, Pause):
            self.clock += max(1, round(ask.seconds))
        if isinstance(ask, Inquire) and ask.candidate in self.prices:
            return Failed(CloudError("InquiryPriceRunInstances", self.prices[ask.candidate], "no price"))
        if isinstance(ask, Trim):
            for id in ask.ids:
                del self.instances[id]
        return Carried()

    def look(self, ask: Look):
        if ask.by == "count":
            return Total(len(self.fleet().members))
        if ask.by == "fleet":
            return self.fleet()
        wanted = [seen for seen in self.shown() if ask.by == "name" or seen.id in ask.ids]
        return Sight(tuple(wanted), self.clock)

    def order(self, order):
        self.sent.append(order)
        if self.rehearsal:
            return Carried()
        fault = self.faults.pop(0) if self.faults else None
        if fault not in (None, "lost", "kill"):
            return Failed(CloudError("RunInstances", fault, "refused"))
        ids = self.tokens.get(order.token) if self.token_mode != "ignored" else None
        if ids is None:
            ids = self.deliver(order)
            self.tokens[order.token] = ids
        if fault == "kill":
            raise Killed
        if fault == "lost":
            return Failed(CloudError("RunInstances", "NoUsableAnswer", "the answer was lost"))
        return Bought(ids)

    def deliver(self, order) -> tuple[str, ...]:
        ids = []
        for offset in range(order.size):
            id = f"ins-{len(self.instances) + len(self.tokens):08d}"
            while id in self.instances:
                id = f"ins-{int(id[4:]) + 1:08d}"
            state = FAILED if self.launch_failures else PENDING
            self.launch_failures = max(0, self.launch_failures - 1)
            self.instances[id] = Seen(
                id,
                state,
                self.clock,
                True,
                order.mark(),
                order.ordinal + offset,
                True,
                f"z-{order.candidate + 1}",
            )
            ids.append(id)
        return tuple(ids)


def terms(count: int, **others) -> Terms:
    return Terms(**{"region": "r", "fleet": "web", "count": count, "requests": ("a",), **others})


def run(cloud: ToyCloud, wish: Terms, limit: int = 400):
    """A whole run against the toy; the purchase at its end."""
    now = begin(wish, cloud.fleet())
    for _step in range(limit):
        ask = now.ask()
        if ask is None:
            return now
        now = now.told(cloud.answer(ask))
    raise AssertionError("the purchase does not come to an end")


def run_until_settled(cloud: ToyCloud, wish: Terms):
    """A run that may be killed, and as many more as it takes."""
    for _run in range(10):
        try:
            return run(cloud, wish)
        except Killed:
            cloud.clock += 1
    raise AssertionError("killed too often")

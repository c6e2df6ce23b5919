# SPDX-License-Identifier: GPL-3.0-or-later
"""A model of the cloud small enough to be explored completely: values only, time in whole seconds.

What holds here is what the protocol assumes: a bought instance shows by id at once, its tags within the
settle window, and either its name shows at once (`named`) or tokens work. Tokens mean one of four things.
"""

from __future__ import annotations

from typing import NamedTuple

from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.errors import CloudError
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.identity import Mark
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.orders import (
    Look,
    Order,
    Seen,
    Sight,
    Total,
)

BOOT = 1
MODES = ("replay", "mismatch-error", "spent-by-failure", "ignored")
SOLD_OUT = CloudError("RunInstances", "ResourceInsufficient.SpecifiedInstanceType", "sold out")
NO_ANSWER = CloudError("RunInstances", "NoUsableAnswer", "lost")
OTHER_BODY = CloudError("RunInstances", "UnsupportedOperation.IdempotentParameterMismatch", "another body")
SPENT_TOKEN = CloudError("RunInstances", "UnsupportedOperation.DeliveryFailed", "use a new token")


class Machine(NamedTuple):
    """An instance; `tagged_at`: when its tags show. Without a mark it belongs to nobody's fleet."""

    id: str
    born: int
    tagged_at: int
    ordinal: int
    mark: Mark | None
    fails: bool = False
    ended: bool = False


class Cloud(NamedTuple):
    """`tokens`: what each token brought, None for a failed order; with the order's ordinal as its body."""

    mode: str
    lag: int
    named: bool = True
    clock: int = 1000
    machines: tuple[Machine, ...] = ()
    tokens: tuple[tuple[str, int, tuple[str, ...] | None], ...] = ()

    def state(self, machine: Machine) -> str:
        if self.clock - machine.born < BOOT:
            return "PENDING"
        return "LAUNCH_FAILED" if machine.fails else "RUNNING"

    def live(self) -> list[Machine]:
        return [each for each in self.machines if not each.ended and each.mark and not each.fails]

    def seen(self, machine: Machine) -> Seen:
        tagged = machine.mark is not None and self.clock >= machine.tagged_at
        mark = machine.mark if tagged else None
        return Seen(machine.id, self.state(machine), machine.born, tagged, mark, machine.ordinal)

    def look(self, ask: Look) -> Sight | Total:
        shown = tuple(self.seen(each) for each in self.machines if not each.ended)
        fleet = tuple(seen for seen in shown if seen.tagged)
        if ask.by == "count":
            return Total(len(fleet))
        ids = tuple(seen for seen in shown if seen.id in ask.ids)
        found = {"fleet": fleet, "name": shown if self.named else fleet, "ids": ids}
        return Sight(found[ask.by], self.clock)

    def known(self, token: str) -> tuple[int, tuple[str, ...] | None] | None:
        """What a token means when it comes again; None: nothing."""
        if self.mode == "ignored":
            return None
        found = {name: (ordinal, ids) for name, ordinal, ids in self.tokens}.get(token)
        return None if found and found[1] is None and self.mode != "spent-by-failure" else found

    def ordered(self, order: Order, failing: bool) -> tuple[Cloud, tuple[str, ...] | CloudError]:
        """The cloud after an order reached it, and the answer it would give."""
        before = self.known(order.token)
        if before is None:
            return self.delivered(order, failing)
        ordinal, ids = before
        if ids is None:
            return self, SPENT_TOKEN
        if ordinal != order.ordinal and self.mode != "replay":
            return self, OTHER_BODY
        return self, ids

    def delivered(self, order: Order, failing: bool) -> tuple[Cloud, tuple[str, ...]]:
        first = len(self.machines)
        born = tuple(
            Machine(
                id=f"ins-{first + place:02d}",
                born=self.clock,
                tagged_at=self.clock + max(0, self.lag - (order.size - 1 - place)),
                ordinal=order.ordinal + place,
                mark=order.mark(),
                fails=failing and place == 0,
            )
            for place in range(order.size)
        )
        ids = tuple(each.id for each in born)
        tokens = (*self.tokens, (order.token, order.ordinal, ids))
        return self._replace(machines=(*self.machines, *born), tokens=tokens), ids

    def refused(self, order: Order) -> Cloud:
        """The cloud after it refused an order for lack of stock."""
        if self.mode == "ignored" or self.known(order.token):
            return self
        return self._replace(tokens=(*self.tokens, (order.token, order.ordinal, None)))

    def without(self, ids: tuple[str, ...]) -> Cloud:
        return self._replace(
            machines=tuple(each._replace(ended=each.ended or each.id in ids) for each in self.machines)
        )

# SPDX-License-Identifier: GPL-3.0-or-later
"""The purchase protocol without I/O: answers go in, the next thing to ask comes out.

A `Purchase` is a value. `ask()` says what to do next (None: it is over), `told(answer)` is the purchase after
the answer. Nothing here knows the time: it comes with every sight of the cloud, from the cloud's own clock.

    look ──> look by name ──> price ──> order ──> watch ──> count ──> done
     ^ │ unsettled  │ newborns            │         │ failed, vanished
     └─┴────────────┴─────────────────────┴─────────┘ outcome unknown, no stock: look again
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from . import orders, watch
from .errors import NEXT_CANDIDATE, SPENT, UNKNOWN_OUTCOME, CloudError
from .identity import digest
from .states import LIVE

SETTLING = 2.0


@dataclass(frozen=True)
class Purchase:
    """How far a purchase has come.

    `passed`, `priced`: candidates. `attempts`: every order sent or priced; `orders`: those that brought ids
    (or were rehearsed). `bought`: every id this run paid for, with its candidate; `met`, `ready`,
    `lost`: what watching has found out about them. `whole`: the next look at them is one at the whole fleet.
    """

    terms: orders.Terms
    phase: str = orders.LOOK
    pause: float = 0
    clock: int = 0
    members: tuple[orders.Seen, ...] = ()
    passed: frozenset[int] = frozenset()
    priced: frozenset[int] = frozenset()
    ordinal: int = 1
    attempt: int = 0
    sends: int = 0
    launches: int = 0
    orders: tuple[orders.Order, ...] = ()
    rehearsed: int = 0
    bought: dict[str, int] = field(default_factory=dict)
    since: int = 0
    polls: int = 0
    whole: bool = False
    met: frozenset[str] = frozenset()
    ready: frozenset[str] = frozenset()
    lost: tuple[tuple[str, str], ...] = ()
    trimmed: tuple[str, ...] = ()
    attempts: tuple[orders.Attempt, ...] = ()
    error: CloudError | None = None

    def ask(self) -> orders.Look | orders.Inquire | orders.Send | orders.Pause | orders.Trim | None:
        """What to do next; None when the purchase is done, or stuck on `error` or on what it lost."""
        return orders.Pause(self.pause) if self.pause else ASKS[self.phase](self)

    def told(self, answer: Any) -> Purchase:
        """The purchase after the answer to what it asked for."""
        return replace(self, pause=0) if self.pause else TOLD[self.phase, type(answer)](self, answer)

    def live(self) -> set[str]:
        """Who counts: the members that live, and what this run bought and nobody has shown to be dead."""
        lost = dict(self.lost)
        shown = {seen.id for seen in self.members}
        living = {seen.id for seen in self.members if seen.state in LIVE}
        return (living | self.bought.keys() - shown) - lost.keys()

    def missing(self) -> int:
        return self.terms.count - len(self.live()) - self.rehearsed

    def unfinished(self) -> tuple[str, ...]:
        """What this run bought that is neither ready nor lost."""
        lost = dict(self.lost)
        return tuple(id for id in self.bought if id not in self.ready and id not in lost)

    def order(self) -> orders.Order:
        """The next order: the same for everybody who sees the same cloud."""
        numbers = [seen.mark.number for seen in self.members if seen.mark] + [
            order.number for order in self.orders
        ]
        candidate, share = self.choice()
        number, size = max(numbers, default=-1) + 1, min(share, self.terms.order_size)
        request = self.terms.requests[candidate]
        parts = (self.terms.region, self.terms.fleet, number, self.attempt, request, size, self.ordinal)
        return orders.Order(number, size, candidate, self.ordinal, digest(*parts))

    def choice(self) -> tuple[int, int]:
        """The candidate of the next order, and how many machines fall to it."""
        left = [place for place in range(len(self.terms.requests)) if place not in self.passed]
        if not self.terms.spread:
            return left[0], self.missing()
        first = {self.terms.zones[place]: place for place in reversed(left)}
        zones = sorted(first, key=first.__getitem__)
        shares = levelled({zone: self.count_in(zone) for zone in zones}, self.missing())
        zone = next(zone for zone in zones if shares[zone])
        return first[zone], shares[zone]

    def count_in(self, zone: str) -> int:
        """How many machines of the fleet live in a zone."""
        home = {id: self.terms.zones[candidate] for id, candidate in self.bought.items()}
        home.update((seen.id, seen.zone) for seen in self.members)
        rehearsed = sum(order.size for order in self.orders if self.terms.zones[order.candidate] == zone)
        return sum(home[id] == zone for id in self.live()) + (rehearsed if self.rehearsed else 0)


def begin(terms: orders.Terms, sight: orders.Sight) -> Purchase:
    """A purchase that starts from a look at the fleet."""
    return looked(Purchase(terms), sight)


def looked(now: Purchase, sight: orders.Sight) -> Purchase:
    """A look at the fleet. What carries a token of ours is ours, whatever became of the answer."""
    sent = {attempt.order.token: attempt.order.candidate for attempt in now.attempts}
    found = {
        seen.id: sent[seen.mark.token] for seen in sight.members if seen.mark and seen.mark.token in sent
    }
    if not found.keys() <= now.bought.keys():
        now = replace(now, bought={**found, **now.bought}, sends=0, attempt=0)
    ordinal = max([now.ordinal, *(seen.ordinal + 1 for seen in sight.members)])
    now = replace(now, members=sight.members, clock=sight.clock, ordinal=ordinal)
    if now.missing() <= 0:
        return after_orders(now)
    if unsettled(now):
        return replace(now, phase=orders.LOOK, pause=SETTLING)
    return replace(now, phase=orders.BY_NAME)


def unsettled(now: Purchase) -> bool:
    """Whether an order younger than the window, not one of this run, shows fewer instances than it bought."""
    ours = {order.token for order in now.orders}
    for mark in {seen.mark for seen in now.members if seen.mark and seen.mark.token not in ours}:
        created = [seen.created for seen in now.members if seen.mark == mark]
        if len(created) < mark.size and now.clock - max(created) < now.terms.window:
            return True
    return False


def looked_by_name(now: Purchase, sight: orders.Sight) -> Purchase:
    """Newborns, whose names are ours and whose tags are still on the way, are waited for, never doubled.

    Tags that arrived between the two looks call for another one.
    """
    known = set(now.bought) | {seen.id for seen in now.members}
    fresh = [seen for seen in sight.members if seen.id not in known]
    if any(seen.tagged for seen in fresh):
        return replace(now, phase=orders.LOOK)
    if any(sight.clock - seen.created < now.terms.window for seen in fresh):
        return replace(now, phase=orders.LOOK, pause=SETTLING)
    if now.sends == now.terms.sends:
        return replace(now, phase=orders.STUCK)
    return ordering(now)


def ordering(now: Purchase) -> Purchase:
    return replace(now, phase=orders.ORDER if now.choice()[0] in now.priced else orders.PRICE)


def priced(now: Purchase, _answer: orders.Carried) -> Purchase:
    return replace(now, phase=orders.ORDER, priced=now.priced | {now.choice()[0]})


def bought(now: Purchase, answer: orders.Bought) -> Purchase:
    order = now.order()
    now = replace(
        now,
        bought={**dict.fromkeys(answer.ids, order.candidate), **now.bought},
        attempts=(*now.attempts, orders.Attempt(order, len(answer.ids))),
    )
    return ordered(now, order)


def rehearsed(now: Purchase, _answer: orders.Carried) -> Purchase:
    order = now.order()
    return ordered(replace(now, rehearsed=now.rehearsed + order.size), order)


def ordered(now: Purchase, order: orders.Order) -> Purchase:
    now = replace(
        now,
        orders=(*now.orders, order),
        ordinal=order.ordinal + order.size,
        sends=0,
        attempt=0,
    )
    return ordering(now) if now.missing() > 0 else after_orders(now)


def after_orders(now: Purchase) -> Purchase:
    now = replace(now, phase=orders.WATCH if now.unfinished() else orders.DONE, since=0, polls=0)
    return replace(now, whole=watch.costs_no_more(now))


def refused(now: Purchase, answer: orders.Failed) -> Purchase:
    """No ids: look before anything is sent again, and stop where sending again cannot help."""
    order = now.order()
    now = replace(now, error=answer.error, attempts=(*now.attempts, orders.Attempt(order, 0, answer.error)))
    if answer.error.klass in UNKNOWN_OUTCOME:
        return replace(now, phase=orders.LOOK, pause=0.5 * 2 ** (now.sends + 1), sends=now.sends + 1)
    if answer.error.klass == SPENT and now.attempt < now.terms.attempts:
        return replace(now, phase=orders.LOOK, attempt=now.attempt + 1)
    return passed_over(now, answer.error)


def not_priced(now: Purchase, answer: orders.Failed) -> Purchase:
    attempts = (*now.attempts, orders.Attempt(now.order(), 0, answer.error))
    return passed_over(replace(now, error=answer.error, attempts=attempts), answer.error)


def passed_over(now: Purchase, error: CloudError) -> Purchase:
    """Lack of stock and too low a bid lead to the next candidate; anything else, and having none left, ends
    it.
    """
    passed = now.passed | {now.choice()[0]}
    if error.klass not in NEXT_CANDIDATE or len(passed) == len(now.terms.requests):
        return replace(now, phase=orders.STUCK)
    return replace(now, phase=orders.LOOK, passed=passed, attempt=0, sends=0)


def levelled(counts: dict[str, int], more: int) -> dict[str, int]:
    """How `more` fall to each place so that all come as near to level as they can; earlier places first."""
    full = dict(counts)
    for _one in range(more):
        full[min(full, key=full.__getitem__)] += 1
    return {place: full[place] - counts[place] for place in counts}


ASKS = {
    orders.LOOK: lambda now: orders.Look("fleet"),
    orders.BY_NAME: lambda now: orders.Look("name"),
    orders.PRICE: lambda now: orders.Inquire(now.choice()[0]),
    orders.ORDER: lambda now: orders.Send(now.order()),
    orders.WATCH: lambda now: orders.Look("fleet") if now.whole else orders.Look("ids", now.unfinished()),
    orders.COUNT: lambda now: orders.Look("count"),
    orders.LAST_LOOK: lambda now: orders.Look("fleet"),
    orders.TRIM: lambda now: orders.Trim(now.trimmed),
    orders.DONE: lambda now: None,
    orders.STUCK: lambda now: None,
}
TOLD = {
    (orders.LOOK, orders.Sight): looked,
    (orders.BY_NAME, orders.Sight): looked_by_name,
    (orders.PRICE, orders.Carried): priced,
    (orders.PRICE, orders.Failed): not_priced,
    (orders.ORDER, orders.Bought): bought,
    (orders.ORDER, orders.Carried): rehearsed,
    (orders.ORDER, orders.Failed): refused,
    (orders.WATCH, orders.Sight): watch.watched,
    (orders.COUNT, orders.Total): watch.counted,
    (orders.LAST_LOOK, orders.Sight): watch.recounted,
    (orders.TRIM, orders.Carried): watch.trimmed,
}

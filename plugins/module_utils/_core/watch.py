# SPDX-License-Identifier: GPL-3.0-or-later
"""The second half of the purchase protocol: what was bought is watched until it runs, then counted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from . import orders
from .polling import interval
from .states import FAILED, LIVE, PASSING

if TYPE_CHECKING:
    from .purchase import Purchase

LAUNCH_FAILED, VANISHED, OLD_ORDER = "failed to launch", "vanished", "belongs to an old order"


def watched(now: Purchase, sight: orders.Sight) -> Purchase:
    """A look at what is unfinished; when all is ready or lost, what was lost is bought again, a few times.

    A look at the whole fleet is a count as well. It does not show what has no tags yet.
    """
    now = replace(now, since=now.since or sight.clock, clock=sight.clock)
    waiting = now.unfinished()
    shown = {seen.id: seen for seen in sight.members if seen.id in waiting}
    judged = shown if now.whole else waiting
    fates = {id: fate for id in judged for fate in [fate_of(now, id, shown.get(id))] if fate}
    alive = {id: seen for id, seen in shown.items() if id not in fates}
    now = replace(
        now,
        met=now.met | set(alive),
        ready=now.ready | {id for id, seen in alive.items() if is_ready(now.terms, seen)},
        lost=(*now.lost, *fates.items()),
        launches=now.launches + bool({LAUNCH_FAILED, VANISHED} & set(fates.values())),
    )
    left = now.unfinished()
    if left:
        tagged = all(id in alive and alive[id].tagged for id in left)
        pause, polls = interval(now.polls), now.polls + 1
        return replace(now, pause=pause, polls=polls, whole=tagged and costs_no_more(now))
    if now.missing() > 0:
        return replace(now, phase=orders.STUCK if now.launches > now.terms.launches else orders.LOOK)
    if now.whole:
        return recounted(now, sight)
    return replace(now, phase=orders.COUNT if now.terms.wait else orders.DONE)


def costs_no_more(now: Purchase) -> bool:
    """Whether the whole fleet is looked at with as few calls as what is unfinished."""
    pages = [-(-len(ids) // now.terms.page) for ids in (now.live(), now.unfinished())]
    return now.terms.wait and pages[0] <= pages[1]


def fate_of(now: Purchase, id: str, seen: orders.Seen | None) -> str | None:
    """Why an id is not going to be a member; None while it may be.

    An order sent again long after its time brings the ids it brought then: gone, dying, or no longer marked.
    """
    patient = now.clock - now.since < now.terms.invisible
    if seen is None:
        return VANISHED if id in now.met else None if patient else OLD_ORDER
    if seen.state == FAILED:
        return LAUNCH_FAILED
    if seen.state not in LIVE:
        return VANISHED if id in now.met else OLD_ORDER
    late = now.clock - seen.created > now.terms.window and not patient
    return OLD_ORDER if now.terms.wait and late and not seen.tagged else None


def is_ready(terms: orders.Terms, seen: orders.Seen) -> bool:
    """Without waiting an instance that shows is ready; else it is when it runs and shows tags and address."""
    if not terms.wait:
        return True
    return seen.state not in PASSING and seen.tagged and (seen.addressed or not terms.addressed)


def counted(now: Purchase, answer: orders.Total) -> Purchase:
    return replace(now, phase=orders.DONE if answer.count <= now.terms.count else orders.LAST_LOOK)


def recounted(now: Purchase, sight: orders.Sight) -> Purchase:
    """Two runs at once: what lies beyond the fleet's size, by age and id, and is this run's, goes."""
    living = sorted((seen.created, seen.id) for seen in sight.members if seen.state in LIVE)
    surplus = {id for _created, id in living[now.terms.count :]}
    ours = tuple(id for id in now.bought if id in surplus)
    return replace(now, phase=orders.TRIM if ours else orders.DONE, trimmed=ours)


def trimmed(now: Purchase, _answer: object) -> Purchase:
    return replace(now, phase=orders.DONE)

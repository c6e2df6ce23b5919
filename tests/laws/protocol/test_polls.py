# SPDX-License-Identifier: GPL-3.0-or-later
"""The real protocol watches a machine boot, on a clock of its own: when does it notice, and how often did it
look?
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import pytest
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core import watch
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.orders import (
    Bought,
    Carried,
    Look,
    Order,
    Pause,
    Seen,
    Send,
    Sight,
    Terms,
)
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.polling import JITTER
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.purchase import begin
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.states import PENDING
from hypothesis import given, settings
from hypothesis import strategies as st

QUARTER_OF_AN_HOUR = 15 * 60
SLOWEST_ANSWER = 0.2


class Glance(NamedTuple):
    """Seconds since the order: when the cloud looked, when the run heard of it, and the pause before."""

    looked: float
    heard: float
    pause: float


def glances(answers: float, draws: list[float]) -> list[Glance]:
    """All looks at a machine that takes a quarter of an hour to run.

    An answer takes `answers` seconds, in the middle of which the cloud looks. `draws`: how pauses turn out.
    """
    clock, pause, order, bought_at, found = 1.0, 0.0, Order(0, 0, 0, 0, ""), 0.0, []
    now = begin(Terms("r", "web", 1, ("a",)), Sight((), 0))
    while not found or found[-1].looked < QUARTER_OF_AN_HOUR:
        ask = now.ask()
        if isinstance(ask, Pause):
            pause = ask.seconds
            clock += pause * (1 + JITTER * draws[len(found) % len(draws)])
            now = now.told(Carried())
            continue
        clock += answers / 2
        looked = clock
        if isinstance(ask, Send):
            order, bought_at = ask.order, looked
            answer = Bought(("ins-1",))
        elif isinstance(ask, Look) and ask.by == "ids":
            answer = Sight((Seen("ins-1", PENDING, int(bought_at), True, order.mark(), 1),), int(clock))
        else:
            answer = Sight((), int(clock)) if isinstance(ask, Look) else Carried()
        clock += answers / 2
        if bought_at and isinstance(ask, Look):
            found.append(Glance(looked - bought_at, clock - bought_at, pause))
        now = now.told(answer)
    return found


def judge(found: list[Glance], stretch: float = 0.0) -> None:
    """A machine that runs a moment after one look is noticed by the next: later than any other in between."""
    for before, after in pairwise(found):
        late = after.heard - before.looked + stretch * after.pause
        assert late <= max(1, before.looked / 10), f"{late} s late for a boot of {before.looked} s"


@settings(max_examples=50, deadline=None, derandomize=True)
@given(st.floats(0, SLOWEST_ANSWER), st.lists(st.floats(-1, 1), min_size=1))
def test_running_is_noticed_within_a_tenth_of_the_boot_or_a_second(answers, draws):
    judge(glances(answers, draws))


def worst(answers: float) -> None:
    """Every pause before a look turned out as short as can be, and the one after it as long."""
    judge(glances(answers, [-1]), stretch=2 * JITTER)


@pytest.mark.parametrize("answers", [0, 0.05, SLOWEST_ANSWER])
def test_it_is_noticed_in_time_by_the_worst_of_draws(answers):
    worst(answers)


@pytest.mark.parametrize(("boot", "most"), [(1, 4), (10, 20), (86, 60), (300, 80), (900, 120)])
def test_few_looks_are_needed(boot, most):
    assert sum(glance.looked < boot for glance in glances(0.05, [0])) < most


@pytest.mark.parametrize(
    "schedule",
    [
        lambda times: 0.4 * 1.08 ** min(times, 48),
        lambda times: 0.5 * 1.09 ** max(0, times - 22),
        lambda times: 1,
    ],
)
def test_a_schedule_that_is_too_slow_is_noticed(monkeypatch, schedule):
    monkeypatch.setattr(watch, "interval", schedule)
    with pytest.raises(AssertionError):
        worst(SLOWEST_ANSWER)

# SPDX-License-Identifier: GPL-3.0-or-later
"""The purchase protocol explored completely, and each of its safeguards taken away once."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import NamedTuple

import pytest
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core import orders, purchase, watch
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.errors import UNKNOWN_OUTCOME
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.orders import (
    DONE,
    ORDER,
    Failed,
    Look,
    Sight,
    Terms,
)

from .cloud import MODES, Cloud, Machine
from .explore import ALL, KILLED, LOST, STOCK, Broken, Explorer, replaced, rerun
from .situation import Run, Situation

STRANGER = Machine("ins-stranger", born=0, tagged_at=0, ordinal=1, mark=None)
NO_STOCK_FAULT = frozenset({KILLED, LOST})


class World(NamedTuple):
    """A start. `emptied`: the fleet was bought and terminated before, and its tokens are old."""

    runs: int
    faults: int
    kinds: frozenset[str]
    mode: str
    lag: int
    order_size: int = 2
    named: bool = True
    emptied: bool = False

    def terms(self) -> Terms:
        wanted = 3 if self.runs == 1 else 2
        sizes = {"order_size": self.order_size, "page": self.order_size}
        return Terms("r", "web", wanted, ("a", "b"), window=6, invisible=4, **sizes)

    def start(self) -> Situation:
        cloud = Cloud(self.mode, self.lag, self.named, machines=(STRANGER,))
        if self.emptied:
            cloud = rerun(self.terms(), cloud)
            cloud = cloud.without(tuple(each.id for each in cloud.machines if each.mark))
            cloud = cloud._replace(clock=cloud.clock + 100)
        return Situation(cloud, (Run(),) * self.runs, self.faults)

    def most_live(self) -> int | None:
        """One run never has more than is wanted; nor do two while tokens work and stock stands still."""
        if self.runs == 1 or (self.mode != "ignored" and STOCK not in self.kinds and self.kinds != ALL):
            return self.terms().count
        return None

    def explored(self) -> Explorer:
        explorer = Explorer(self.terms(), self.kinds, self.most_live())
        explorer.explore(self.start())
        return explorer


WORLDS = [
    *(World(1, 3, ALL, mode, lag, size) for mode in MODES for lag in (0, 3) for size in (1, 2)),
    *(World(1, 4, NO_STOCK_FAULT, mode, lag, size) for mode in MODES for lag in (0, 3) for size in (1, 2)),
    *(World(1, 3, NO_STOCK_FAULT, mode, 3, size, named=False) for mode in MODES[:3] for size in (1, 2)),
    *(World(1, 2, ALL, mode, lag, emptied=True) for mode in MODES for lag in (0, 3)),
    *(World(2, 1, ALL, mode, lag) for mode in MODES for lag in (0, 3)),
    *(World(2, 2, NO_STOCK_FAULT, mode, lag) for mode in MODES for lag in (0, 3)),
    *(World(2, 2, frozenset({STOCK, KILLED}), mode, lag) for mode in MODES for lag in (0, 3)),
]


@pytest.mark.slow
def test_every_way_of_every_world(capsys):
    explored = [world.explored() for world in WORLDS]
    situations, ends = sum(each.situations for each in explored), sum(each.ends for each in explored)
    with capsys.disabled():
        print(f"\npurchase protocol: {len(WORLDS)} worlds, {situations} situations, {ends} ends explored")
    assert situations > 500_000
    assert all(each.ends for each in explored)


def token_drawn_anew_by_each_run(patch):
    begin, runs = purchase.begin, count()
    patch.setattr(
        purchase, "begin", lambda terms, sight: begin(terms._replace(region=f"run {next(runs)}"), sight)
    )


def incomplete_orders_not_waited_for(patch):
    patch.setattr(purchase, "unsettled", lambda now: False)


def newborns_not_waited_for(patch):
    def looked(now, sight):
        known = tuple(seen for seen in sight.members if seen.id in now.bought or seen in now.members)
        return by_name(now, Sight(known, sight.clock))

    by_name = purchase.TOLD[orders.BY_NAME, Sight]
    patch.setitem(purchase.TOLD, (orders.BY_NAME, Sight), looked)


def no_recount(patch):
    patch.setitem(purchase.TOLD, (orders.COUNT, orders.Total), lambda now, answer: replace(now, phase=DONE))
    patch.setattr(watch, "recounted", lambda now, sight: replace(now, phase=DONE))


def strangers_trimmed(patch):
    def recounted(now, sight):
        living = sorted((seen.created, seen.id) for seen in sight.members)
        return replace(now, phase=orders.TRIM, trimmed=tuple(id for _born, id in living[now.terms.count :]))

    patch.setitem(purchase.TOLD, (orders.LAST_LOOK, Sight), recounted)
    patch.setattr(watch, "recounted", recounted)


def the_dead_counted(patch):
    patch.setattr(purchase, "LIVE", purchase.LIVE | {"LAUNCH_FAILED"})
    patch.setattr(watch, "FAILED", "never")
    patch.setattr(watch, "LIVE", watch.LIVE | {"LAUNCH_FAILED"})


def unknown_outcome_sent_again_without_a_look(patch):
    def refused(now, answer):
        if answer.error.klass in UNKNOWN_OUTCOME and now.sends < now.terms.sends:
            return replace(now, phase=ORDER, sends=now.sends + 1, error=answer.error)
        return careful(now, answer)

    careful = purchase.TOLD[ORDER, Failed]
    patch.setitem(purchase.TOLD, (ORDER, Failed), refused)


def number_not_advanced(patch):
    order = purchase.Purchase.order
    digest = purchase.digest

    def first(now):
        made = order(now)
        parts = (
            now.terms.region,
            now.terms.fleet,
            0,
            now.attempt,
            now.terms.requests[made.candidate],
            made.size,
            1,
        )
        return made._replace(number=0, ordinal=1, token=digest(*parts))

    patch.setattr(purchase.Purchase, "order", first)


def old_orders_taken_for_new(patch):
    patch.setattr(watch, "fate_of", lambda now, id, seen: None)
    patch.setattr(watch, "is_ready", lambda terms, seen: True)


def nothing_watched(patch):
    patch.setattr(purchase, "after_orders", lambda now: replace(now, phase=DONE))


def only_the_fleet_watched(patch):
    watched = purchase.TOLD[orders.WATCH, Sight]
    patch.setitem(
        purchase.TOLD, (orders.WATCH, Sight), lambda now, sight: replace(watched(now, sight), whole=True)
    )


def ids_forgotten_when_the_answer_is_lost(patch):
    bought = purchase.TOLD[ORDER, orders.Bought]
    patch.setitem(
        purchase.TOLD,
        (ORDER, orders.Bought),
        lambda now, answer: bought(now, orders.Bought(answer.ids[:1])),
    )


UNNAMED = World(1, 3, NO_STOCK_FAULT, "replay", 3, named=False)
ONE = World(1, 2, ALL, "ignored", 0)
TWO = World(2, 0, ALL, "ignored", 0)
EMPTIED = World(1, 0, ALL, "replay", 0, emptied=True)
MUTATIONS = {
    token_drawn_anew_by_each_run: UNNAMED,
    incomplete_orders_not_waited_for: UNNAMED,
    newborns_not_waited_for: ONE._replace(lag=3),
    no_recount: TWO,
    strangers_trimmed: TWO,
    the_dead_counted: ONE,
    unknown_outcome_sent_again_without_a_look: ONE,
    number_not_advanced: ONE._replace(mode="replay", order_size=1),
    old_orders_taken_for_new: EMPTIED,
    nothing_watched: EMPTIED,
    only_the_fleet_watched: EMPTIED,
    ids_forgotten_when_the_answer_is_lost: ONE,
}


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.__name__)
def test_a_safeguard_taken_away_is_noticed(mutation, monkeypatch):
    assert MUTATIONS[mutation].explored().ends
    mutation(monkeypatch)
    with pytest.raises(Broken):
        MUTATIONS[mutation].explored()


def test_a_look_shows_what_the_protocol_needs():
    cloud = rerun(World(1, 0, ALL, "replay", 3).terms(), Cloud("replay", 3))
    assert [seen.tagged for seen in cloud.look(Look("fleet")).members] == [True] * 3


def test_what_is_replaced_at_once_is_what_dataclasses_replace():
    now = purchase.begin(World(1, 0, ALL, "replay", 0).terms(), Sight((), 1000))
    changes = {"phase": DONE, "bought": {"ins-1": 0}, "clock": 2000}
    assert replaced(now, **changes) == replace(now, **changes) != now
    assert vars(replaced(now, **changes)) == vars(replace(now, **changes))

# SPDX-License-Identifier: GPL-3.0-or-later
"""The purchase protocol against a toy cloud: one fault at a time, and faults in pairs."""

from __future__ import annotations

from itertools import product

import pytest
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.orders import (
    Carried,
    Inquire,
    Look,
    Pause,
)
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.purchase import begin
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.states import FAILED
from ansible_collections.tencentcloud.cvm.tests.unit.plugins.module_utils._core.toy_cloud import (
    ToyCloud,
    run,
    run_until_settled,
    terms,
)

SOLD_OUT = "ResourceInsufficient.SpecifiedInstanceType"
LOST = ["lost", "kill", "InternalError", "RequestLimitExceeded.Unheard", SOLD_OUT]


def kinds(cloud):
    return [type(ask) for ask in cloud.asked if not isinstance(ask, Pause)]


def test_nothing_missing_asks_nothing():
    cloud = ToyCloud()
    run(cloud, terms(2))
    cloud.asked.clear()
    now = run(cloud, terms(2))
    assert (now.phase, cloud.asked, now.bought) == ("done", [], {})


def test_a_purchase_without_faults_makes_no_call_too_many():
    cloud = ToyCloud()
    now = run(cloud, terms(250))
    assert [order.size for order in cloud.sent] == [100, 100, 50]
    assert [order.ordinal for order in cloud.sent] == [1, 101, 201]
    assert kinds(cloud).count(Inquire) == 1
    looks = [ask.by for ask in cloud.asked if isinstance(ask, Look)]
    assert looks == ["name", *["fleet"] * 4], "the looks at what boots are the count as well"
    assert len(now.bought) == len(cloud.live()) == 250


@pytest.mark.parametrize("mode", ["replay", "ignored"])
@pytest.mark.parametrize("tag_lag", [0, 10])
@pytest.mark.parametrize("fault", ["lost", "kill", "InternalError", "ClientNetworkError"])
def test_one_lost_answer_buys_once(fault, tag_lag, mode):
    cloud = ToyCloud(token_mode=mode, tag_lag=tag_lag, faults=[fault])
    now = run_until_settled(cloud, terms(3))
    assert (now.phase, len(cloud.live()), len(cloud.instances)) == ("done", 3, 3)


def test_what_a_lost_answer_brought_is_in_the_result():
    cloud = ToyCloud(faults=["lost"])
    assert sorted(run(cloud, terms(3)).bought) == sorted(cloud.instances)


@pytest.mark.parametrize("mode", ["replay", "ignored"])
@pytest.mark.parametrize("tag_lag", [0, 1, 7])
@pytest.mark.parametrize(("first", "second"), list(product(LOST, LOST)))
def test_never_more_than_wanted_whatever_two_orders_meet(first, second, tag_lag, mode):
    cloud = ToyCloud(token_mode=mode, tag_lag=tag_lag, faults=[first, second])
    for _run in range(3):
        run_until_settled(cloud, terms(3, requests=("a", "b"), order_size=2))
        assert len(cloud.live()) <= 3
    assert len(cloud.live()) == 3


def test_an_unknown_outcome_ends_after_some_tries_with_the_token():
    cloud = ToyCloud(faults=["InternalError"] * 9)
    now = run(cloud, terms(1))
    assert (now.phase, len(cloud.sent), len({order.token for order in cloud.sent})) == ("stuck", 4, 1)
    assert run(cloud, terms(1)).phase == "stuck"
    assert len({order.token for order in cloud.sent}) == 1


def test_no_stock_leads_to_the_next_candidate_with_the_rest():
    cloud = ToyCloud(faults=[None, SOLD_OUT])
    now = run(cloud, terms(3, requests=("a", "b"), order_size=2))
    assert [(order.candidate, order.size) for order in cloud.sent] == [(0, 2), (0, 1), (1, 1)]
    assert [attempt.error and attempt.error.code for attempt in now.attempts] == [None, SOLD_OUT, None]
    assert len(cloud.live()) == 3


def test_no_stock_anywhere_is_an_end():
    cloud = ToyCloud(faults=[SOLD_OUT, SOLD_OUT])
    now = run(cloud, terms(1, requests=("a", "b")))
    assert (now.phase, now.error.code, cloud.instances) == ("stuck", SOLD_OUT, {})


@pytest.mark.parametrize(
    "code", ["InvalidAccount.InsufficientBalance", "LimitExceeded.InstanceQuota", "Never.Heard"]
)
def test_money_quota_and_unknown_codes_stop_at_once(code):
    cloud = ToyCloud(faults=[code])
    now = run(cloud, terms(1, requests=("a", "b")))
    assert (now.phase, now.error.code, len(cloud.sent)) == ("stuck", code, 1)


def test_a_price_that_is_refused_buys_nothing():
    cloud = ToyCloud(prices={0: "InvalidImageId.NotFound"})
    assert run(cloud, terms(1)).phase == "stuck"
    assert cloud.sent == []


def test_a_spent_token_is_followed_by_the_next_one():
    cloud = ToyCloud(faults=["UnsupportedOperation.DeliveryFailed"])
    run(cloud, terms(1))
    assert len({order.token for order in cloud.sent}) == 2
    assert len(cloud.live()) == 1


def test_a_fleet_emptied_and_bought_again_gets_new_machines():
    cloud = ToyCloud()
    old = run(cloud, terms(2)).bought
    cloud.instances.clear()
    cloud.clock += 3600
    new = run(cloud, terms(2))
    assert new.phase == "done"
    assert {id for id, _why in new.lost} == set(old)
    assert len(cloud.live()) == 2


@pytest.mark.parametrize("state", ["SHUTDOWN", "TERMINATING", FAILED])
def test_members_that_are_dead_or_dying_are_replaced(state):
    cloud = ToyCloud()
    run(cloud, terms(2))
    dead = next(iter(cloud.instances.values()))
    cloud.instances[dead.id] = dead._replace(state=state)
    cloud.clock += 3600
    assert run(cloud, terms(2)).phase == "done"
    assert len(cloud.live()) == 2


def test_an_order_that_still_shows_too_few_is_waited_for():
    cloud = ToyCloud()
    run(cloud, terms(3))
    hidden = cloud.instances.popitem()
    now = begin(terms(3), cloud.fleet())
    assert now.ask() == Pause(2.0)
    cloud.instances.update([hidden])
    assert now.told(Carried()).told(cloud.fleet()).phase == "done"


def test_what_fails_to_launch_is_replaced_and_reported():
    cloud = ToyCloud(launch_failures=1)
    now = run(cloud, terms(2))
    assert [why for _id, why in now.lost] == ["failed to launch"]
    assert len(cloud.live()) == 2
    assert [seen.state for seen in cloud.shown()].count(FAILED) == 1


def test_replacing_what_fails_to_launch_has_an_end():
    cloud = ToyCloud(launch_failures=99)
    now = run(cloud, terms(1))
    assert (now.phase, len(cloud.sent)) == ("stuck", 4)


def test_a_rehearsal_asks_for_the_same_orders_and_watches_nothing():
    real, rehearsed = ToyCloud(), ToyCloud(rehearsal=True)
    run(real, terms(150))
    now = run(rehearsed, terms(150))
    assert rehearsed.sent == real.sent
    assert (now.phase, now.bought, now.rehearsed, rehearsed.instances) == ("done", {}, 150, {})
    assert "ids" not in [ask.by for ask in rehearsed.asked if isinstance(ask, Look)]


@pytest.mark.parametrize("mode", ["replay", "ignored"])
def test_two_runs_at_once_end_with_the_number_asked_for(mode):
    cloud = ToyCloud(token_mode=mode)
    runs = [begin(terms(2), cloud.fleet()), begin(terms(2), cloud.fleet())]
    for _step in range(100):
        for place, now in enumerate(runs):
            ask = now.ask()
            runs[place] = now.told(cloud.answer(ask)) if ask else now
    assert [now.phase for now in runs] == ["done", "done"]
    assert len(cloud.live()) == 2


def test_without_waiting_what_was_bought_only_has_to_show():
    cloud = ToyCloud()
    now = run(cloud, terms(2, wait=False))
    assert {seen.state for seen in cloud.shown()} == {"PENDING"}
    assert (now.phase, len(now.bought)) == ("done", 2)


def test_a_token_is_short_ascii_and_depends_on_all_that_makes_the_order():
    def token(**others):
        cloud = ToyCloud()
        run(cloud, terms(**{"count": 1, **others}))
        return cloud.sent[0].token

    tokens = [token(), token(region="other"), token(fleet="db"), token(count=2), token(requests=("b",))]
    assert len(set(tokens)) == 5
    assert token() == tokens[0]
    assert all(text.isascii() and len(text) <= 64 for text in tokens)


def test_spread_keeps_zones_level_with_what_is_there():
    cloud = ToyCloud()
    run(cloud, terms(1, zones=("z-1",)))
    run(cloud, terms(6, requests=("a", "b", "c"), zones=("z-1", "z-2", "z-3"), spread=True))
    assert [(order.candidate, order.size) for order in cloud.sent] == [(0, 1), (0, 1), (1, 2), (2, 2)]
    assert kinds(cloud).count(Inquire) == 4


def test_a_zone_without_stock_leaves_its_share_to_the_others():
    cloud = ToyCloud(faults=[SOLD_OUT])
    run(cloud, terms(4, requests=("a", "b", "c"), zones=("z-1", "z-2", "z-3"), spread=True))
    assert [(order.candidate, order.size) for order in cloud.sent] == [(0, 2), (1, 2), (2, 2)]
    assert len(cloud.live()) == 4

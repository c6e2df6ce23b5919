# SPDX-License-Identifier: GPL-3.0-or-later
"""Where an answer to RunInstances is lost or spoiled, before or after the deed, a run buys once.

The cloud's ledger is the judge of what was bought.
"""

from __future__ import annotations

import time
from itertools import product

import pytest

pytestmark = pytest.mark.slow

READ_TIMEOUT, DELAY = 0.6, 3.0
TOKENS = ("replay", "mismatch-error", "spent-by-failure", "ignored")
SPOILED = {
    "code": {"code": "InternalError"},
    "drop": {"drop": True},
    "status": {"status": 502},
    "garbage": {"garbage": True},
    "delay": {"delay": DELAY},
}
CASES = [
    case for case in product(TOKENS, ("before", "after"), SPOILED) if case != ("ignored", "before", "delay")
]
STOCK = {"zone": "ap-guangzhou-6", "instance_type": "S5.MEDIUM4", "charge_type": "POSTPAID_BY_HOUR"}


def spoil(cloud, when, do, times=1):
    cloud.control("faults", {"action": "RunInstances", "when": when, "do": do, "times": times})


def await_orders(cloud, sent):
    """Until every order that was sent has arrived."""
    patience = time.monotonic() + 2 * DELAY
    while cloud.counts()["RunInstances"] < sent:
        assert time.monotonic() < patience
        time.sleep(0.05)


def ids(bought):
    return sorted(one["instance_id"] for one in bought)


@pytest.mark.parametrize(("tokens", "when", "how"), CASES)
def test_one_lost_answer_buys_once(cloud, fleet, buy, tokens, when, how):
    cloud.control("settings", {"client_token": tokens})
    spoil(cloud, when, SPOILED[how])
    code, result = buy(3, read_timeout=READ_TIMEOUT)
    await_orders(cloud, len(result["attempts"]))
    bought = cloud.fleet(fleet)
    assert (code, len(bought)) == (0, 3), result
    assert sorted(result["created_ids"]) == sorted(result["instance_ids"]) == ids(bought)
    assert cloud.control("faults") == {"faults": []}


@pytest.mark.parametrize("tokens", ["replay", "ignored"])
def test_what_a_lost_answer_brought_is_awaited_while_its_tags_are_on_the_way(cloud, fleet, buy, tokens):
    cloud.control("settings", {"client_token": tokens, "tag_lag": 2})
    spoil(cloud, "after", SPOILED["drop"])
    code, result = buy(3)
    assert (code, sorted(result["created_ids"])) == (0, ids(cloud.fleet(fleet)))
    assert cloud.counts()["RunInstances"] == 1


@pytest.mark.parametrize("tokens", ["replay", "ignored"])
def test_a_run_that_gives_up_is_finished_by_the_next(cloud, fleet, buy, tokens):
    cloud.control("settings", {"client_token": tokens, "tag_lag": 3})
    spoil(cloud, "after", SPOILED["drop"])
    code, result = buy(3, wait_timeout=1)
    assert (code, result["failed"], len(cloud.fleet(fleet))) == (1, True, 3)
    code, result = buy(3)
    assert (code, result["changed"], sorted(result["instance_ids"])) == (0, False, ids(cloud.fleet(fleet)))


def test_an_outcome_that_stays_unknown_is_told_with_its_token(cloud, fleet, buy):
    spoil(cloud, "before", SPOILED["status"], times=9)
    code, result = buy(3, wait_timeout=5)
    tokens = {attempt["token"] for attempt in result["attempts"]}
    assert (code, len(tokens), cloud.fleet(fleet)) == (1, 1, [])
    cloud.control("faults", method="DELETE")
    code, result = buy(3)
    assert {one["client_token"] for one in cloud.fleet(fleet)} == tokens
    assert (code, sorted(result["created_ids"])) == (0, ids(cloud.fleet(fleet)))


def test_a_token_spent_by_a_failed_order_is_followed_by_another(cloud, fleet, buy):
    cloud.control("settings", {"client_token": "spent-by-failure"})
    cloud.control("stock", {**STOCK, "count": 2})
    code, first = buy(3, zones=[STOCK["zone"]])
    assert (code, first["error_class"], cloud.fleet(fleet)) == (1, "CAPACITY", [])
    cloud.control("stock", {**STOCK, "count": 9})
    code, second = buy(3, zones=[STOCK["zone"]])
    assert (code, sorted(second["created_ids"])) == (0, ids(cloud.fleet(fleet)))
    spent, good = second["attempts"]
    assert (spent["token"], spent["code"]) == (
        first["attempts"][0]["token"],
        "UnsupportedOperation.DeliveryFailed",
    )
    assert good["token"] != spent["token"]


def test_an_order_that_arrives_after_its_run_is_trimmed_by_the_next_where_tokens_are_ignored(
    cloud, fleet, buy
):
    """Nothing a client without a memory of its own can do keeps such an order from being a second one."""
    cloud.control("settings", {"client_token": "ignored"})
    spoil(cloud, "before", SPOILED["delay"])
    code, first = buy(3, read_timeout=READ_TIMEOUT)
    await_orders(cloud, 2)
    assert (code, len(first["created_ids"]), len(cloud.fleet(fleet))) == (0, 3, 6)
    code, second = buy(3)
    live = [one for one in cloud.fleet(fleet) if one["state"] == "RUNNING"]
    assert (code, len(second["terminated_ids"])) == (0, 3)
    assert sorted(second["instance_ids"]) == ids(live)

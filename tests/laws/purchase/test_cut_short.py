# SPDX-License-Identifier: GPL-3.0-or-later
"""A run that ends before its time, by a signal, a timeout or an error, tells of every machine it bought; the
next run buys what is missing, and nothing twice.
"""

from __future__ import annotations

import random
import signal
import time

import pytest
from ansible_collections.tencentcloud.cvm.tests.tools import processes
from ansible_collections.tencentcloud.cvm.tests.tools.kill import MACHINES, start
from ansible_collections.tencentcloud.cvm.tests.tools.module_run import MACHINE, begun, result_of

pytestmark = pytest.mark.slow

SIGNALS = (signal.SIGINT, signal.SIGTERM)
PATIENCE = 30
AGAIN = "run again, and the next run takes up what is left"
SLOW = {"times": 1, "do": {"delay": 1.2}}
MOMENTS = {
    "order_on_its_way": {"action": "RunInstances", "when": "before", **SLOW},
    "answer_on_its_way": {"action": "RunInstances", "when": "after", **SLOW},
    "inside_a_look": {"action": "DescribeInstances", "when": "before", "skip": 2, **SLOW},
    "between_two_looks": {},
}


@pytest.fixture(params=SIGNALS, ids=lambda number: number.name)
def number(request):
    return request.param


def await_that(is_so):
    patience = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < patience
        time.sleep(0.01)


def bought(cloud, fleet):
    return {one["instance_id"] for one in cloud.fleet(fleet)}


def judge_failure(cloud, fleet, code, result, machines):
    assert (code, result["failed"], "exception" in result) == (1, True, False), result
    assert (set(result["created_ids"]), len(result["created_ids"])) == (bought(cloud, fleet), machines)
    assert ("Machines were bought before that" in result["msg"]) == (machines > 0)


def judge_next_run(cloud, fleet, buy, machines):
    """Nothing is in the way any more: the next run brings the fleet to its size, and buys no more."""
    cloud.control("faults", method="DELETE")
    cloud.control("clock", {"advance": 60})
    code, result = buy(machines)
    assert (code, len(result["instance_ids"])) == (0, machines), result
    assert bought(cloud, fleet) == set(result["instance_ids"])


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_signal_after_the_order_loses_no_machine(cloud, fleet, buy, number, moment):
    fault = MOMENTS[moment]
    cloud.control("settings", {"boot": 20})
    if fault:
        cloud.control("faults", fault)
    run = begun(cloud, "instance", name=fleet, exact_count=3, **MACHINE)
    if fault:
        await_that(lambda: cloud.control("faults") == {"faults": []})
    else:
        await_that(lambda: cloud.counts().get("DescribeInstances", 0) > 3)
    run.send_signal(number)
    code, result = result_of(run)
    judge_failure(cloud, fleet, code, result, 3)
    assert f"interrupted by {number.name}; {AGAIN}" in result["msg"]
    assert [step["action"] for step in result["steps"]] == ["RunInstances"]
    judge_next_run(cloud, fleet, buy, 3)


def test_a_signal_between_two_orders_tells_of_the_first(cloud, fleet, buy, number):
    cloud.control("faults", {"action": "RunInstances", "when": "after", **SLOW})
    run = begun(cloud, "instance", name=fleet, exact_count=150, **MACHINE)
    await_that(lambda: bought(cloud, fleet))
    run.send_signal(number)
    judge_failure(cloud, fleet, *result_of(run), 100)
    judge_next_run(cloud, fleet, buy, 150)


def test_a_signal_before_the_order_keeps_it_from_being_sent(cloud, fleet, buy, number):
    cloud.control("faults", {"action": "InquiryPriceRunInstances", "when": "before", **SLOW})
    run = begun(cloud, "instance", name=fleet, exact_count=3, **MACHINE)
    await_that(lambda: cloud.control("faults") == {"faults": []})
    run.send_signal(number)
    code, result = result_of(run)
    judge_failure(cloud, fleet, code, result, 0)
    assert result["steps"] == []


def test_a_signal_while_an_order_is_throttled_leaves_it_out(cloud, fleet, buy, number):
    """The order stands for nothing: it was refused each time it was sent."""
    refusal = {"code": "RequestLimitExceeded"}
    cloud.control("faults", {"action": "RunInstances", "when": "before", "times": 99, "do": refusal})
    run = begun(cloud, "instance", name=fleet, exact_count=3, **MACHINE)
    await_that(lambda: cloud.counts().get("RunInstances", 0) > 1)
    run.send_signal(number)
    code, result = result_of(run)
    judge_failure(cloud, fleet, code, result, 0)
    assert (result["steps"], result["changed"]) == ([], False)
    judge_next_run(cloud, fleet, buy, 3)


@pytest.mark.parametrize("seed", range(8))
def test_a_signal_at_any_moment_ends_in_a_result(cloud, fleet, buy, seed):
    """From the first call on, which begins when the process has come far enough to hear a signal."""
    chance = random.Random(seed)
    cloud.control("settings", {"boot": 1, "tag_lag": 1})
    cloud.control("faults", {"action": "*", "when": "after", "times": 9, "do": {"delay": 0.1}})
    run = begun(cloud, "instance", name=fleet, exact_count=3, **MACHINE)
    await_that(cloud.counts)
    time.sleep(chance.uniform(0, 2))
    run.send_signal(chance.choice(SIGNALS))
    time.sleep(chance.uniform(0, 0.05))
    run.send_signal(chance.choice(SIGNALS))
    code, result = result_of(run)
    assert set(result["created_ids"]) == bought(cloud, fleet)
    assert (code, AGAIN in result.get("msg", "")) in ((1, True), (0, False)), result
    judge_next_run(cloud, fleet, buy, 3)


@pytest.mark.parametrize(
    ("number", "moment"), [(signal.SIGINT, "answer_on_its_way"), (signal.SIGTERM, "between_two_looks")]
)
def test_an_interrupted_playbook_is_taken_up_by_the_next_run(cloud, fleet, buy, number, moment):
    fault = MOMENTS[moment]
    cloud.control("settings", {"boot": 2})
    if fault:
        cloud.control("faults", fault)
    playbook = start(cloud, fleet)
    await_that(lambda: bought(cloud, fleet))
    playbook.send_signal(number)
    playbook.communicate(timeout=PATIENCE)
    assert playbook.returncode
    await_that(lambda: not processes.marked(fleet))
    judge_next_run(cloud, fleet, buy, MACHINES)


def test_a_timeout_tells_what_was_bought_and_what_to_do(cloud, fleet, buy):
    cloud.control("settings", {"boot": 20})
    code, result = buy(3, wait_timeout=2)
    judge_failure(cloud, fleet, code, result, 3)
    assert set(result["pending_ids"]) == set(result["created_ids"])
    assert "wait_timeout: 2 s are over" in result["msg"]
    assert AGAIN in result["msg"]
    judge_next_run(cloud, fleet, buy, 3)


@pytest.mark.parametrize(
    "code_given", ["InvalidAccount.InsufficientBalance", "LimitExceeded.InstanceQuota", "SomethingNew"]
)
def test_a_refusal_in_the_middle_tells_what_was_bought(cloud, fleet, buy, code_given):
    fault = {"action": "RunInstances", "when": "before", "skip": 1, "do": {"code": code_given}}
    cloud.control("faults", fault)
    code, result = buy(150)
    judge_failure(cloud, fleet, code, result, 100)
    assert (result["code"], [one["got"] for one in result["attempts"]]) == (code_given, [100, 0])
    judge_next_run(cloud, fleet, buy, 150)


def test_reads_that_fail_for_good_after_the_purchase_tell_what_was_bought(cloud, fleet, buy):
    fault = {"action": "DescribeInstances", "when": "before", "skip": 2, "times": 99, "do": {"status": 502}}
    cloud.control("faults", fault)
    code, result = buy(3, wait_timeout=30)
    judge_failure(cloud, fleet, code, result, 3)
    assert (result["action"], result["error_class"]) == ("DescribeInstances", "TRANSPORT")
    judge_next_run(cloud, fleet, buy, 3)

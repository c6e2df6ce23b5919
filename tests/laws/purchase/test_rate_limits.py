# SPDX-License-Identifier: GPL-3.0-or-later
"""Fifty runs at once against the cloud's limits of requests per second: none fails, each buys once."""

from __future__ import annotations

import random
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from heapq import heappop, heappush

import pytest
from ansible_collections.tencentcloud.cvm.plugins.module_utils._cloud.converge import converge
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.backoff import OF_CLASS, Backoff, backoff
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.errors import THROTTLE
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.wish import checked
from ansible_collections.tencentcloud.cvm.plugins.modules.instance import ARGUMENTS
from ansible_collections.tencentcloud.cvm.tests.laws.connected import connected
from ansible_collections.tencentcloud.cvm.tests.laws.fleet.conftest import taken
from ansible_collections.tencentcloud.cvm.tests.tools.local_cloud import local_cloud
from ansible_collections.tencentcloud.cvm.tests.tools.module_run import MACHINE

TASKS = 50
ACCEPTED, LIMITED = "", "RequestLimitExceeded"


def task(cloud, name):
    """What the module does for one fleet of one machine, in a thread of this process: many start at once."""
    here = connected(cloud)
    result, _notes = converge(here, checked(taken(ARGUMENTS, {"name": name, **MACHINE}), here.region))
    return result


@pytest.mark.slow
def test_no_run_fails_and_every_machine_is_bought_once():
    names = [f"fleet-{number}" for number in range(TASKS)]
    with local_cloud("--boot", "0", "--tag-lag", "0", "--set", "postpaid_quota=1000") as cloud:
        with ThreadPoolExecutor(TASKS) as pool:
            results = list(pool.map(task, [cloud] * TASKS, names))
        calls = cloud.control("calls")["calls"]
        for name, result in zip(names, results, strict=True):
            assert [one["instance_id"] for one in cloud.fleet(name)] == result["created_ids"]
            assert len(result["created_ids"]) == len(result["attempts"]) == 1
    orders = [call["code"] for call in calls if call["action"] == "RunInstances"]
    assert orders.count(ACCEPTED) == TASKS
    assert {call["code"] for call in calls} == {ACCEPTED, LIMITED}


WAYS = {
    "fifty at once": (TASKS, 10, 1.0),
    "two hundred at once": (200, 10, 1.0),
    "one a second": (TASKS, 1, 0.1),
}


def throttled(seed, tasks, limit, spread, counted=False):
    """Seconds until each task got one call through, on a clock of its own; `counted`: refused ones count."""
    chance, recent, end = random.Random(seed), deque(), 0.0
    waiting = []
    for number in range(tasks):
        heappush(waiting, (chance.uniform(0, spread), number, 0))
    while waiting:
        now, number, tries = heappop(waiting)
        while recent and recent[0] <= now - 1:
            recent.popleft()
        accepted = len(recent) < limit
        if accepted or counted:
            recent.append(now)
        if accepted:
            end = now
        else:
            heappush(waiting, (now + backoff(THROTTLE, tries, chance.random()), number, tries + 1))
        assert tries < 200
    return end


@pytest.mark.parametrize("way", WAYS)
def test_the_limit_is_used_to_the_full(way):
    tasks, limit, spread = WAYS[way]
    allowed = (tasks - 1) // limit
    assert max(throttled(seed, tasks, limit, spread) for seed in range(30)) <= 1.5 * allowed


def test_runs_get_through_should_refused_requests_count_too():
    assert all(throttled(seed, TASKS, 10, 1.0, counted=True) for seed in range(10))


def test_a_way_that_waits_too_long_is_noticed(monkeypatch):
    monkeypatch.setitem(OF_CLASS, THROTTLE, Backoff(0.3, 1.5, 3.0, 0.7, None))
    with pytest.raises(AssertionError):
        test_the_limit_is_used_to_the_full("fifty at once")

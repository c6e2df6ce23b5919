# SPDX-License-Identifier: GPL-3.0-or-later
"""How many calls a change of many members takes, and what a refusal in the middle leaves behind."""

from __future__ import annotations

from collections import Counter

import pytest
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.errors import CloudError

from .conftest import fresh_world, run


def large_fleet(count: int):
    """A fleet of many in a world whose operations are done at once; and the number of calls it took."""
    world = fresh_world()
    world.settings.change({"operation_lag": 0, "boot": 0, "postpaid_quota": 2000})
    run(world, name="web", exact_count=count, zones=["ap-guangzhou-6"])
    world.clock.advance(3600)
    return world, len(world.call_log()["calls"])


def counted(world, since: int) -> dict[str, int]:
    return dict(Counter(call["action"] for call in world.call_log()["calls"][since:]))


@pytest.mark.slow
def test_one_attribute_of_a_thousand_members_takes_ten_writes_and_one_round_of_reads():
    world, since = large_fleet(1000)
    run(world, name="web", project=1000001)
    assert counted(world, since) == {"DescribeInstances": 10 + 10, "ModifyInstancesProject": 10}


def test_twenty_members_are_resized_at_the_same_time():
    world, since = large_fleet(20)
    world.settings.change({"stop": 30, "reconfigure": 100})
    began = world.clock.now()
    result, _ = run(world, name="web", instance_types=["S5.LARGE8"], allow_restart=True)
    assert {instance["instance_type"] for instance in result["instances"]} == {"S5.LARGE8"}
    calls = counted(world, since)
    assert (calls["StopInstances"], calls["ResetInstancesType"]) == (1, 20)
    assert world.clock.now() - began < 2 * (30 + 100)


def test_a_refusal_in_the_middle_leaves_work_that_the_next_run_finishes():
    world, _since = large_fleet(4)
    world.set_stock("ap-guangzhou-6", "S5.LARGE8", "POSTPAID_BY_HOUR", 2)
    wish = {"name": "web", "instance_types": ["S5.LARGE8"], "allow_restart": True}
    with pytest.raises(CloudError) as caught:
        run(world, **wish)
    assert caught.value.code == "ResourceInsufficient.SpecifiedInstanceType"
    world.clock.advance(3600)
    half, _ = run(world, name="web", instance_types=None)
    assert Counter(instance["instance_type"] for instance in half["instances"]) == {
        "S5.LARGE8": 2,
        "S5.MEDIUM4": 2,
    }
    assert {instance["state"] for instance in half["instances"]} == {"RUNNING"}
    world.set_stock("ap-guangzhou-6", "S5.LARGE8", "POSTPAID_BY_HOUR", 2)
    whole, steps = run(world, **wish)
    assert {instance["instance_type"] for instance in whole["instances"]} == {"S5.LARGE8"}
    assert [step.action for step in steps] == ["StopInstances", "ResetInstancesType", "ResetInstancesType"]

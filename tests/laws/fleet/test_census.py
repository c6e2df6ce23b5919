# SPDX-License-Identifier: GPL-3.0-or-later
"""instance_info asks as seldom as it can, and shows what the purchase showed."""

from __future__ import annotations

from collections import Counter

import pytest
from ansible_collections.tencentcloud.cvm.plugins.module_utils._cloud.census import machines
from ansible_collections.tencentcloud.cvm.plugins.module_utils._cloud.cloud import Cloud
from ansible_collections.tencentcloud.cvm.plugins.modules.instance_info import ARGUMENTS
from cvm_emulator.settings import Settings
from cvm_emulator.world import World

from .conftest import Direct, Leaps, run, taken

SHOWN, DATA = "DescribeInstances", "DescribeInstancesAttributes"
SCRIPT = "#!/bin/sh\necho \u4f60\u597d\n"


def asked(world: World, **wish: object) -> tuple[list[dict], Counter]:
    """What is shown, and how often the cloud was asked for it."""
    before = Counter(world.call_log()["counts"])
    found = machines(Cloud(Direct(world), Leaps(world), rehearsal=False), taken(ARGUMENTS, wish))
    return found, Counter(world.call_log()["counts"]) - before


@pytest.fixture(scope="module")
def crowd() -> tuple[World, list[dict]]:
    """A fleet of 250, one of 2, and what the purchase showed of the larger one."""
    world = World(
        settings=Settings(rate_limits=False, boot=2, tag_lag=2, postpaid_quota=1000, check_answers=True),
        seed=1,
    )
    bought, _ = run(world, name="crowd", exact_count=250, user_data=SCRIPT, tags={"team": "a"})
    run(world, name="pair", exact_count=2, charge_type="spot")
    return world, bought["instances"]


def by_id(rows: list[dict]) -> dict[str, dict]:
    return {row["instance_id"]: row for row in rows}


def test_a_fleet_is_shown_page_by_page_in_the_shape_of_its_purchase(crowd):
    world, bought = crowd
    found, calls = asked(world, name="crowd")
    assert calls == {SHOWN: 3}
    assert (len(found), by_id(found)) == (250, by_id(bought))


def test_ids_are_asked_for_a_hundred_at_a_time_each_once(crowd):
    world, bought = crowd
    ids = list(by_id(bought))
    found, calls = asked(world, instance_ids=[*ids, ids[0], "ins-00000000"])
    assert (calls, by_id(found)) == ({SHOWN: 3}, by_id(bought))
    assert asked(world, instance_ids=[]) == ([], {})


def test_user_data_takes_one_more_request_per_hundred_and_nothing_else_differs(crowd):
    world, bought = crowd
    found, calls = asked(world, name="crowd", user_data=True)
    assert calls == {SHOWN: 3, DATA: 3}
    assert by_id(found) == {id: {**row, "user_data": SCRIPT} for id, row in by_id(bought).items()}
    found, calls = asked(world, name="pair", user_data=True)
    assert (calls, [one["user_data"] for one in found]) == ({SHOWN: 1, DATA: 1}, ["", ""])


def test_nobody_is_asked_about_when_there_is_nobody(crowd):
    world, _bought = crowd
    assert asked(world, name="nobody", user_data=True) == ([], {SHOWN: 1})


def test_filters_are_met_all_together(crowd):
    world, bought = crowd
    found, calls = asked(world, filters={"instance-charge-type": "spot"})
    assert (calls, {one["fleet"] for one in found}, len(found)) == ({SHOWN: 1}, {"pair"}, 2)
    assert asked(world, name="crowd", filters={"instance-charge-type": "spot"})[0] == []
    first = bought[0]
    wish = {"zone": first["zone"], "private-ip-address": first["private_ips"], "tag:team": ["a", "b"]}
    assert asked(world, filters=wish)[0] == [first]
    assert len(asked(world)[0]) == 252

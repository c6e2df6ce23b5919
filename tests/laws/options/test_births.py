# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever a machine is born with is read back, and leaves the next run nothing to do."""

from __future__ import annotations

import pytest
from ansible_collections.tencentcloud.cvm.plugins.modules.instance import ARGUMENTS
from ansible_collections.tencentcloud.cvm.tests.laws.fleet.conftest import fresh_world, told
from ansible_collections.tencentcloud.cvm.tests.laws.options.samples import (
    holds,
    option_paths,
    sample,
)
from ansible_collections.tencentcloud.cvm.tests.laws.options.surroundings import ZONE, Surroundings

OF_MACHINES_THERE_ARE = {"name", "instance_ids"}
BORN = [option for option in option_paths(ARGUMENTS) if option not in OF_MACHINES_THERE_ARE]


@pytest.mark.parametrize("option", BORN)
def test_what_is_set_at_birth_is_read_back_and_then_at_rest(option):
    world = fresh_world()
    born = sample(option, Surroundings(world)).born
    wish = {"name": "web", "zones": [ZONE], **born.given}
    _, planned, _ = told(world, check=True, **wish)
    result, steps, notes = told(world, **wish)
    [order] = [step for step in steps if step.action == "RunInstances"]
    assert planned[0].shape() == order.shape()
    assert holds(order.params, born.sent), order.params
    assert notes == []
    for instance in result["instances"]:
        assert holds(instance, born.shown), instance
    world.clock.advance(60)
    again, steps, notes = told(world, **wish)
    assert (again["changed"], steps, notes) == (False, [], [])
    for instance in again["instances"]:
        assert holds(instance, born.shown), instance


@pytest.mark.parametrize("option", BORN)
def test_what_is_not_said_is_left_alone(option):
    world = fresh_world()
    born = sample(option, Surroundings(world)).born
    result, *_ = told(world, **{"name": "web", "zones": [ZONE], **born.given})
    world.clock.advance(60)
    silent = dict.fromkeys(("zones", "instance_types", "image", "key_pairs"))
    after, steps, notes = told(world, name="web", **silent)
    assert (after["changed"], steps, notes) == (False, [], [])
    assert [one["instance_id"] for one in after["instances"]] == result["instance_ids"]


def test_what_holds_compares_with_is_not_empty():
    assert holds({"a": 1, "b": [1]}, {"b": [1]})
    assert not holds({"a": 1, "b": [1]}, {"b": [1, 1]})
    assert not holds({"a": {"c": 1}}, {"a": {"d": 1}})

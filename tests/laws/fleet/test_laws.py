# SPDX-License-Identifier: GPL-3.0-or-later
"""Laws that hold for every wish after every other wish."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .conftest import MACHINE, REGION, Direct, fresh_world, run, writes

pytestmark = pytest.mark.slow

ZONES = [["ap-guangzhou-3"], ["ap-guangzhou-6", "ap-guangzhou-3"], None]
WISHES = st.fixed_dictionaries(
    {
        "exact_count": st.sampled_from([None, 0, 1, 2, 4]),
        "state": st.sampled_from(["present", "running", "stopped", "absent"]),
        "tags": st.sampled_from([None, {}, {"a": "1"}, {"a": "2", "b": "3"}]),
        "purge_tags": st.booleans(),
        "spread": st.sampled_from(["none", "zones"]),
        "scale_in": st.sampled_from(["newest", "oldest", "spot_first", "stopped_first"]),
        "zones": st.sampled_from(ZONES),
        "charge_type": st.sampled_from([None, "pay_as_you_go", "spot"]),
    }
)


def strangers(world) -> list[dict]:
    """Machines that bear the fleet's names and belong to nobody's fleet, bought long ago."""
    wire = Direct(world)
    order = {
        "Placement": {"Zone": "ap-guangzhou-6"},
        "InstanceType": MACHINE["instance_types"][0],
        "ImageId": MACHINE["image"],
        "LoginSettings": {"KeyIds": MACHINE["key_pairs"]},
        "InstanceCount": 2,
        "InstanceName": "web-{R:1}",
    }
    ids = wire.send("cvm", "RunInstances", order)["InstanceIdSet"]
    world.clock.advance(3600)
    return shown(world, ids)


def shown(world, ids) -> list[dict]:
    rows = Direct(world).send("cvm", "DescribeInstances", {"InstanceIds": list(ids)})["InstanceSet"]
    return sorted(rows, key=lambda row: row["InstanceId"])


def named(steps, created: list[str]) -> str:
    """Calls as text, with the ids of machines just bought as a rehearsal calls them."""
    text = json.dumps([step.shape() for step in steps], sort_keys=True)
    for number, id in enumerate(created, 1):
        text = text.replace(id, f"new-{number}")
    return text


@settings(max_examples=150, deadline=None)
@given(st.lists(WISHES, min_size=1, max_size=4))
def test_every_wish_is_rehearsed_carried_out_and_then_at_rest(wishes):
    world = fresh_world()
    others = strangers(world)
    for wish in wishes:
        before = writes(world)
        rehearsed, planned = run(world, check=True, name="web", **wish)
        assert writes(world) == before
        result, steps = run(world, name="web", **wish)
        assert named(planned, []) == named(steps, result["created_ids"])
        assert rehearsed["changed"] == result["changed"] == bool(steps)
        again, none = run(world, name="web", **wish)
        assert (again["changed"], none) == (False, [])
        assert at_rest(again) == at_rest(result)
        judge(wish, result)
        world.clock.advance(120)
    assert shown(world, [row["InstanceId"] for row in others]) == others
    assert {row["region"] for row in world.ledger()["instances"]} <= {REGION}


def at_rest(result: dict) -> list[dict]:
    """The machines without what trails behind their changes."""
    return [{**instance, "latest_operation_state": None} for instance in result["instances"]]


def judge(wish: dict, result: dict) -> None:
    instances = result["instances"]
    if wish["state"] == "absent":
        assert instances == []
        return
    if wish["exact_count"] is not None:
        assert len(instances) == wish["exact_count"]
    power = {"running": {"RUNNING"}, "stopped": {"STOPPED"}, "present": {"RUNNING", "STOPPED"}}
    assert {instance["state"] for instance in instances} <= power[wish["state"]]
    for instance in instances:
        assert (wish["tags"] or {}).items() <= instance["tags"].items()

# SPDX-License-Identifier: GPL-3.0-or-later
"""Where machines are bought, what they may cost, who goes first, and what becomes of those that fail."""

from __future__ import annotations

import pytest
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.errors import Refused, Stuck, class_of

from .conftest import Direct, fresh_world, run, told, writes

NEAR, FAR = "ap-guangzhou-6", "ap-guangzhou-3"
KIND = "S5.MEDIUM4"


@pytest.fixture
def world():
    return fresh_world()


def stock(world, zone, count, charge_type="POSTPAID_BY_HOUR"):
    world.set_stock(zone=zone, instance_type=KIND, charge_type=charge_type, count=count)


def count_by(result, field):
    values = [instance[field] for instance in result["instances"]]
    return {value: values.count(value) for value in values}


def ledger(world):
    return world.ledger()["instances"]


def test_what_a_zone_has_no_more_of_in_the_middle_of_a_purchase_comes_from_the_next(world):
    stock(world, NEAR, 120)
    world.settings.change({"postpaid_quota": 1000})
    result, _ = run(world, name="web", exact_count=150, zones=[NEAR, FAR])
    first, refused, rest = result["attempts"]
    assert [(one["zone"], one["asked"], one["got"]) for one in result["attempts"]] == [
        (NEAR, 100, 100),
        (NEAR, 50, 0),
        (FAR, 50, 50),
    ]
    assert (first["code"], rest["code"]) == (None, None)
    assert refused["code"] == "ResourceInsufficient.SpecifiedInstanceType"
    assert refused["message"]
    assert refused["request_id"]
    assert len({one["token"] for one in result["attempts"]}) == 3
    assert len(result["created_ids"]) == len(ledger(world)) == 150
    assert count_by(result, "zone") == {NEAR: 100, FAR: 50}


def test_spread_levels_the_zones_with_the_members_that_are_there(world):
    run(world, name="web", exact_count=3, zones=[NEAR])
    result, _ = run(world, name="web", exact_count=6, zones=[NEAR, FAR], spread="zones")
    assert count_by(result, "zone") == {NEAR: 3, FAR: 3}
    result, _ = run(world, name="web", exact_count=9, zones=[NEAR, FAR], spread="zones")
    assert sorted(count_by(result, "zone").values()) == [4, 5]


def test_spread_gives_the_share_of_a_zone_without_stock_to_the_others(world):
    stock(world, FAR, 1)
    result, _ = run(world, name="web", exact_count=6, zones=[NEAR, FAR], spread="zones")
    assert count_by(result, "zone")[NEAR] >= 5
    assert len(result["instance_ids"]) == 6


SPOT = {"name": "web", "exact_count": 3, "charge_type": "spot", "spot": {"fallback": "pay_as_you_go"}}


def test_a_fallback_is_told_of_when_it_is_bought_and_in_every_later_run(world):
    stock(world, NEAR, 2, "SPOTPAID")
    run(world, **{**SPOT, "exact_count": 2}, zones=[NEAR])
    result, _steps, notes = told(world, **SPOT, zones=[NEAR])
    assert count_by(result, "charge_type") == {"spot": 2, "pay_as_you_go": 1}
    assert any("1 machines" in note and "pay_as_you_go" in note for note in notes), notes
    assert [(one["charge_type"], one["got"]) for one in result["attempts"]] == [
        ("spot", 0),
        ("pay_as_you_go", 1),
    ]
    assert class_of(result["attempts"][0]["code"]) == "CAPACITY"
    again, steps, notes = told(world, **SPOT, zones=[NEAR])
    assert (again["changed"], steps) == (False, [])
    assert any(note.startswith("charge_type") and "1 of 3" in note for note in notes), notes


def test_a_bid_below_the_market_falls_back_at_once(world):
    wish = {**SPOT, "spot": {"max_price": "0.001", "fallback": "pay_as_you_go"}}
    result, _steps, notes = told(world, **wish, zones=[NEAR])
    assert count_by(result, "charge_type") == {"pay_as_you_go": 3}
    assert result["attempts"][0]["code"] == "InvalidParameterValue.InsufficientPrice"
    assert any("pay_as_you_go" in note for note in notes)


def test_reclaimed_members_are_replaced_by_the_next_run(world):
    wish = {**SPOT, "spot": None}
    first, _ = run(world, **wish)
    gone = first["instance_ids"][:2]
    world.reclaim(gone)
    world.clock.advance(600)
    planned, _ = run(world, check=True, **wish)
    result, _ = run(world, **wish)
    assert [step["action"] for step in planned["steps"]] == ["RunInstances"]
    assert len(result["created_ids"]) == 2
    assert set(result["instance_ids"]) == {first["instance_ids"][2], *result["created_ids"]}
    assert count_by(result, "charge_type") == {"spot": 3}


REFUSALS = {
    "a whole fleet too dear": ({"max_hourly_price": 0.5}, "max_hourly_price"),
    "too much at once": ({"max_upfront_price": 0.1}, "max_upfront_price"),
    "too little for so long": ({"balance_hours": 10_000_000}, "balance_hours"),
    "a dry run refused": ({"preflight": True, "security_groups": ["sg-00000000"]}, "sg-00000000"),
}


@pytest.mark.parametrize("check", [False, True])
@pytest.mark.parametrize("why", REFUSALS)
def test_what_speaks_against_a_purchase_is_said_before_the_first_order(world, why, check):
    options, words = REFUSALS[why]
    with pytest.raises((Refused, Stuck), match=words):
        run(world, check=check, name="web", exact_count=4, **options)
    assert (ledger(world), writes(world)) == ([], 0)


def test_everything_that_speaks_against_a_purchase_is_said_at_once(world):
    world.set_balance(100)
    with pytest.raises(Stuck) as refusal:
        run(world, name="web", exact_count=99, preflight=True, max_hourly_price=1, max_upfront_price=1)
    for words in ("max_hourly_price: ", "max_upfront_price: ", "exact_count: ", "balance_hours: ", "dry run"):
        assert words in str(refusal.value)
    assert writes(world) == 0


def test_the_price_limit_is_on_the_whole_fleet(world):
    result, _ = run(world, name="web", exact_count=2)
    each = result["quote"]["hourly_price"] / 2
    with pytest.raises(Refused, match="max_hourly_price"):
        run(world, name="web", exact_count=3, max_hourly_price=2.5 * each)
    more, _ = run(world, name="web", exact_count=3, max_hourly_price=3 * each + 0.01)
    assert len(more["instance_ids"]) == 3


def test_a_dry_run_comes_before_the_order_and_is_none(world):
    result, steps = run(world, name="web", exact_count=2, preflight=True)
    assert len(ledger(world)) == len(result["created_ids"]) == 2
    orders = [call for call in world.call_log()["calls"] if call["action"] == "RunInstances"]
    assert [call["code"] for call in orders][-1] == ""
    assert len(orders) == 2
    assert [step.action for step in steps] == ["RunInstances"]


def test_a_key_that_may_not_read_the_balance_buys_with_a_warning(world):
    world.faults.add(
        {"action": "DescribeAccountBalance", "times": 9, "do": {"code": "UnauthorizedOperation.CamNoAuth"}}
    )
    result, _steps, notes = told(world, name="web", exact_count=2, balance_hours=1)
    assert len(result["created_ids"]) == 2
    assert any("DescribeAccountBalance is not permitted" in note for note in notes), notes


@pytest.fixture
def mixed(world):
    """An old machine, a spot one, a stopped one, and the newest."""
    ids = []
    for more in ({}, {"charge_type": "spot"}, {}, {}):
        result, _ = run(world, name="web", exact_count=len(ids) + 1, **more)
        ids += result["created_ids"]
        world.clock.advance(600)
    run(world, instance_ids=[ids[2]], state="stopped")
    world.clock.advance(600)
    return ids


@pytest.mark.parametrize(
    ("scale_in", "place"), [("oldest", 0), ("spot_first", 1), ("stopped_first", 2), ("newest", 3)]
)
def test_who_goes_first(world, mixed, scale_in, place):
    wish = {"name": "web", "exact_count": 3, "scale_in": scale_in, "max_delete": 1}
    planned, _ = run(world, check=True, **wish)
    result, _ = run(world, **wish)
    assert planned["terminated_ids"] == result["terminated_ids"] == [mixed[place]]
    live = {one["instance_id"] for one in ledger(world) if one["state"] != "RELEASED"}
    assert live == set(result["instance_ids"]) == set(mixed) - {mixed[place]}


@pytest.mark.parametrize("wish", [{"exact_count": 2}, {"exact_count": 0}, {"state": "absent"}])
def test_more_than_max_delete_and_nothing_is_touched(world, mixed, wish):
    before = writes(world)
    with pytest.raises(Refused, match="max_delete"):
        run(world, name="web", max_delete=1, tags={"new": "tag"}, **wish)
    assert writes(world) == before


def test_what_fails_to_launch_is_told_with_the_clouds_words_and_replaced(world):
    world.fail_launches(2)
    result, _steps, notes = told(world, name="web", exact_count=3)
    failed = {one["instance_id"] for one in ledger(world)} - set(result["instance_ids"])
    assert (len(failed), len(result["created_ids"]), len(result["instance_ids"])) == (2, 5, 3)
    assert count_by(result, "state") == {"RUNNING": 3}
    for id in failed:
        words = f"{id} failed to launch (The launch failed: the host could not create the instance.); another"
        assert any(note.startswith(words) for note in notes), notes


def test_what_failed_to_launch_before_is_told_with_the_clouds_words_and_replaced(world):
    world.fail_launches(1)
    with pytest.raises(Stuck):
        run(world, name="web", exact_count=2, launch_attempts=0)
    [failed] = [one["instance_id"] for one in ledger(world) if one["state"] == "LAUNCH_FAILED"]
    result, steps, notes = told(world, name="web", exact_count=2)
    assert [step.action for step in steps] == ["RunInstances"]
    assert (len(result["created_ids"]), len(result["instance_ids"])) == (1, 2)
    assert (
        f"{failed} failed to launch (The launch failed: the host could not create the instance.)"
        in " ".join(notes)
    )


@pytest.mark.parametrize(("attempts", "bought"), [(0, 1), (2, 3)])
def test_launches_are_tried_again_so_often_and_no_more(world, attempts, bought):
    world.fail_launches(9)
    with pytest.raises(Stuck, match="failed to launch") as stuck:
        run(world, name="web", exact_count=1, launch_attempts=attempts)
    assert len(ledger(world)) == bought
    for one in ledger(world):
        assert one["instance_id"] in str(stuck.value)


@pytest.mark.parametrize("check", [False, True])
@pytest.mark.parametrize("wish", [{"exact_count": 5}, {"state": "absent"}, {"tags": {"new": "tag"}}])
def test_an_account_that_is_not_allowed_is_left_alone(world, mixed, wish, check):
    before = writes(world)
    with pytest.raises(Refused, match="allowed_account_ids: the key belongs to account"):
        told(world, check, accounts=["1"], name="web", **wish)
    assert writes(world) == before


def test_an_account_that_is_allowed_is_asked_for_once(world):
    account = Direct(world).caller.account
    world.settings.change({"postpaid_quota": 1000})
    result, steps, _notes = told(world, accounts=["1", account], name="web", exact_count=101)
    asked = [call["action"] for call in world.call_log()["calls"]]
    assert (len(result["created_ids"]), len(steps), asked.count("GetCallerIdentity")) == (101, 2, 1)
    told(world, accounts=[account], name="web", exact_count=101)
    again = [call["action"] for call in world.call_log()["calls"]]
    assert again.count("GetCallerIdentity") == 1, "nothing is written, so nothing is asked"

# SPDX-License-Identifier: GPL-3.0-or-later
"""What happens to machines after their birth: power, reinstallation, adoption, release, the end."""

from __future__ import annotations

from base64 import b64encode

import pytest
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.errors import CloudError, Refused

from .conftest import Direct, fresh_world, run, told, writes


def states(result: dict) -> set[str]:
    return {instance["state"] for instance in result["instances"]}


def actions(steps: list) -> list[str]:
    return [step.action for step in steps]


@pytest.fixture
def world():
    return fresh_world()


@pytest.fixture
def fleet(world):
    """Three machines of a fleet, an hour old."""
    result, _ = run(world, name="web", exact_count=3)
    world.clock.advance(3600)
    return result["instance_ids"]


def test_a_restart_waits_for_the_new_boot(world, fleet):
    result, steps = run(world, name="web", state="restarted")
    assert actions(steps) == ["RebootInstances"]
    assert states(result) == {"RUNNING"}
    rows = Direct(world).send("cvm", "DescribeInstances", {"InstanceIds": fleet})["InstanceSet"]
    assert {(row["LatestOperation"], row["LatestOperationState"]) for row in rows} == {
        ("RebootInstances", "SUCCESS")
    }


def test_a_stop_without_charging_gives_the_address_up_and_a_start_brings_one_back(world):
    wish = {"name": "web", "public_ip": {"bandwidth": 5}}
    born, _ = run(world, **wish)
    world.clock.advance(3600)
    asleep, _ = run(world, **wish, state="stopped", stop_mode="stop_charging")
    [machine] = asleep["instances"]
    assert (machine["stop_charging_mode"], machine["public_ips"]) == ("STOP_CHARGING", [])
    again, steps = run(world, **wish, state="stopped", stop_mode="stop_charging")
    assert (again["changed"], steps) == (False, [])
    awake, _ = run(world, **wish, state="running")
    assert states(awake) == {"RUNNING"}
    assert awake["instances"][0]["public_ips"] != born["instances"][0]["public_ips"]


@pytest.mark.parametrize("answer", ["refuse", "fail"])
def test_a_start_that_finds_no_stock_says_so(answer):
    world = fresh_world()
    world.settings.change({"start_sold_out": answer})
    born, _ = run(world, name="web", zones=["ap-guangzhou-6"])
    world.clock.advance(3600)
    run(world, name="web", state="stopped", stop_mode="stop_charging")
    sell_out(world, "S5.MEDIUM4")
    with pytest.raises(CloudError, match=born["instance_ids"][0]) as caught:
        run(world, name="web", state="running")
    assert caught.value.code in ("ResourceInsufficient.SpecifiedInstanceType", "LatestOperationFailed")


def sell_out(world, instance_type: str) -> None:
    world.set_stock("ap-guangzhou-6", instance_type, "POSTPAID_BY_HOUR", 0)


def test_machines_stopped_for_a_change_that_is_refused_run_again(world):
    run(world, name="web", exact_count=2, zones=["ap-guangzhou-6"])
    world.clock.advance(3600)
    sell_out(world, "S5.LARGE8")
    with pytest.raises(CloudError) as caught:
        run(world, name="web", instance_types=["S5.LARGE8"], allow_restart=True)
    assert caught.value.code == "ResourceInsufficient.SpecifiedInstanceType"
    world.clock.advance(3600)
    shown, _ = run(world, name="web", instance_types=None)
    assert states(shown) == {"RUNNING"}


def test_a_type_that_cannot_be_stops_no_machine(world, fleet):
    writes_before = writes(world)
    for wrong in ("S5.NOPE", "GN7.2XLARGE32"):
        with pytest.raises(CloudError) as caught:
            run(world, name="web", instance_types=[wrong], allow_restart=True)
        assert caught.value.action == "InquiryPriceResetInstancesType"
    assert writes(world) == writes_before


def test_paying_in_advance_without_a_period_is_refused_by_the_options_name(world, fleet):
    with pytest.raises(Refused, match="prepaid: period is not given"):
        run(world, name="web", charge_type="prepaid")


def test_rebuilt_machines_have_the_image_and_run(world, fleet):
    wish = {"name": "web", "exact_count": 3, "image": "img-mmytdhbn"}
    told_only, none = run(world, **wish)
    assert none == []
    assert [drift["option"] for drift in told_only["drift"]] == ["image"]
    result, steps = run(world, **wish, state="rebuilt")
    assert actions(steps) == ["ResetInstance"] * 3
    assert {instance["image"] for instance in result["instances"]} == {"img-mmytdhbn"}
    assert states(result) == {"RUNNING"}
    assert run(world, **wish, state="rebuilt")[1] == []
    assert len(run(world, **wish, state="rebuilt", force=True)[1]) == 3


@pytest.mark.parametrize(
    ("login", "sent", "keys"),
    [
        ({"key_pairs": ["skey-operator"]}, {"KeyIds": ["skey-operator"]}, ["skey-operator"]),
        ({"key_pairs": None, "password": "Correct1Horse"}, {"Password": "Correct1Horse"}, []),
        ({"key_pairs": None}, {"KeyIds": ["skey-rehearse"]}, ["skey-rehearse"]),
    ],
    ids=["other keys", "a password", "as it was"],
)
def test_rebuilt_machines_have_the_login_and_user_data_that_came_with_the_image(
    world, fleet, login, sent, keys
):
    wish = {"name": "web", "image": "img-mmytdhbn", "user_data": "#!/bin/sh\n", "hostname": "anew", **login}
    _, planned = run(world, check=True, **wish, state="rebuilt")
    result, steps = run(world, **wish, state="rebuilt")
    assert [step.shape() for step in planned] == [step.shape() for step in steps]
    assert actions(steps) == ["ResetInstance"] * 3
    for step in steps:
        assert step.params["LoginSettings"] == sent
        assert step.params["UserData"] == b64encode(b"#!/bin/sh\n").decode()
    assert [(one["key_pairs"], one["hostname"]) for one in result["instances"]] == [(keys, "anew")] * 3
    assert run(world, **wish, state="rebuilt")[1] == []


def test_released_machines_stay_and_can_be_adopted_again(world, fleet):
    result, steps = run(world, name="web", state="released")
    assert set(actions(steps)) == {"UnTagResources"}
    assert [instance["fleet"] for instance in result["instances"]] == [None] * 3
    again, none = run(world, name="web", state="released")
    assert (again["changed"], none, again["instances"]) == (False, [], [])
    adopted, steps = run(world, name="db", instance_ids=fleet)
    assert set(actions(steps)) == {"TagResources"}
    assert [instance["fleet"] for instance in adopted["instances"]] == ["db"] * 3
    assert run(world, name="db", exact_count=3)[1] == []


def test_protected_machines_end_by_force_only(world):
    run(world, name="web")
    world.clock.advance(3600)
    [id] = run(world, name="web")[0]["instance_ids"]
    asked = {"InstanceIds": [id], "DisableApiTermination": True}
    Direct(world).send("cvm", "ModifyInstancesAttribute", asked)
    with pytest.raises(Refused, match=f"force: .*{id}"):
        run(world, name="web", state="absent")
    _, steps = run(world, name="web", state="absent", force=True)
    assert actions(steps) == ["ModifyInstancesAttribute", "TerminateInstances"]


def test_a_password_is_set_anew_in_every_run_that_asks_for_it(world, fleet):
    wish = {"name": "web", "key_pairs": None, "password": "Correct-1-Horse", "update_password": "always"}
    _, steps = run(world, **wish, allow_restart=True)
    assert actions(steps) == ["StopInstances", "ResetInstancesPassword", "StartInstances"]
    result, none = run(world, **wish)
    assert (none, [drift["option"] for drift in result["drift"]]) == ([], ["password"])


def test_missing_disks_are_bought_once_even_when_the_answer_is_lost(world, fleet):
    wish = {"name": "web", "exact_count": 3, "data_disks": [{"type": "CLOUD_BSSD", "size": 20}]}
    world.faults.add({"action": "CreateDisks", "when": "after", "times": 2, "do": {"code": "InternalError"}})
    result, steps = run(world, **wish)
    assert actions(steps) == ["CreateDisks"] * 3 + ["AttachDisks"] * 3
    assert sorted(result["changed_ids"]) == sorted(fleet)
    disks = Direct(world).send("cbs", "DescribeDisks", {"Limit": 100})["DiskSet"]
    data = [disk for disk in disks if disk["DiskUsage"] == "DATA_DISK"]
    assert sorted(disk["InstanceId"] for disk in data) == sorted(fleet)
    assert run(world, **wish)[1] == []
    larger = {**wish, "data_disks": [{"type": "CLOUD_BSSD", "size": 40}]}
    assert actions(run(world, **larger)[1]) == ["ResizeDisk"] * 3
    assert run(world, **larger)[1] == []
    run(world, name="web", state="absent")
    left = Direct(world).send("cbs", "DescribeDisks", {"Limit": 100})["DiskSet"]
    assert left == []


def test_a_disk_that_was_bought_and_not_put_in_is_found_again(world, fleet):
    wish = {"name": "web", "exact_count": 3, "data_disks": [{"type": "CLOUD_BSSD", "size": 20}]}
    world.faults.add({"action": "AttachDisks", "do": {"code": "InvalidDiskId.NotFound"}})
    with pytest.raises(CloudError):
        run(world, **wish)
    world.clock.advance(86400)
    _, steps = run(world, **wish)
    assert actions(steps) == ["AttachDisks"] * 3


def test_the_addresses_of_terminated_machines_go_when_asked(world):
    run(world, name="web", exact_count=2)
    world.clock.advance(3600)
    wire = Direct(world)
    [id, _] = run(world, name="web")[0]["instance_ids"]
    [address] = wire.send("vpc", "AllocateAddresses", {})["AddressSet"]
    world.clock.advance(60)
    wire.send("vpc", "AssociateAddress", {"AddressId": address, "InstanceId": id})
    world.clock.advance(60)
    _, steps = run(world, name="web", state="absent", release_addresses=True)
    assert actions(steps) == ["TerminateInstances", "ReleaseAddresses"]
    world.clock.advance(60)
    assert wire.send("vpc", "DescribeAddresses", {})["AddressSet"] == []


def test_an_operation_under_way_is_waited_for(world, fleet):
    wire = Direct(world)
    wire.send("cvm", "ModifyInstancesProject", {"InstanceIds": fleet, "ProjectId": 1000001})
    wire.send("cvm", "StopInstances", {"InstanceIds": fleet[:1]})
    result, steps = run(world, name="web", exact_count=3, state="running", project=0)
    assert actions(steps) == ["ModifyInstancesProject", "StartInstances"]
    assert states(result) == {"RUNNING"}


def test_drift_is_told_once_in_result_and_notes(world, fleet):
    result, steps, notes = told(world, name="web", exact_count=3, image="img-mmytdhbn")
    assert (result["changed"], steps) == (False, [])
    [drift], [note] = result["drift"], notes
    assert (drift["option"], sorted(drift["instance_ids"])) == ("image", sorted(fleet))
    assert "only a new machine" in drift["reason"]
    assert drift["reason"] in note


def timers(world) -> dict[str, str]:
    shown = Direct(world).send("cvm", "DescribeInstancesActionTimer", {"StatusList": ["UNDO"]})[
        "ActionTimers"
    ]
    return {timer["InstanceId"]: timer["ActionTime"] for timer in shown}


def test_a_timer_is_set_moved_left_and_removed(world, fleet):
    wish = {"name": "web", "exact_count": 3}
    _, steps = run(world, **wish, ttl="4h")
    assert actions(steps) == ["ImportInstancesActionTimer"]
    first = timers(world)
    assert first.keys() == set(fleet)
    assert run(world, **wish, ttl="4h")[1] == []
    assert run(world, **wish)[1] == []
    result, steps = run(world, **wish, ttl="2d")
    assert actions(steps) == ["DeleteInstancesActionTimer", "ImportInstancesActionTimer"]
    assert sorted(result["changed_ids"]) == sorted(fleet)
    assert all(timers(world)[id] > first[id] for id in fleet)
    _, steps = run(world, **wish, ttl="0")
    assert (actions(steps), timers(world)) == (["DeleteInstancesActionTimer"], {})
    late, steps = run(world, **wish, ttl="1h")
    assert (steps, [drift["option"] for drift in late["drift"]]) == ([], ["ttl"])


PREPAID = {"charge_type": "prepaid", "prepaid": {"period": 1}}


def test_hourly_machines_become_prepaid_for_a_price_that_is_known_and_back(world, fleet):
    wish = {"name": "web", "exact_count": 3}
    with pytest.raises(Refused, match="max_upfront_price: paying in advance would take"):
        run(world, **wish, **PREPAID, max_upfront_price=1)
    result, steps, notes = told(world, **wish, **PREPAID)
    assert actions(steps) == ["ModifyInstancesChargeType"]
    assert "paying in advance takes" in notes[0]
    assert {instance["charge_type"] for instance in result["instances"]} == {"prepaid"}
    assert run(world, **wish, **PREPAID)[1] == []
    renewing = {**PREPAID, "prepaid": {"period": 1, "renew": "auto"}}
    result, steps = run(world, **wish, **renewing)
    assert actions(steps) == ["ModifyInstancesRenewFlag"]
    assert {instance["renew"] for instance in result["instances"]} == {"auto"}
    result, steps = run(world, **wish, charge_type="pay_as_you_go")
    assert {instance["charge_type"] for instance in result["instances"]} == {"pay_as_you_go"}


def test_prepaid_machines_are_returned_for_a_refund_when_that_is_permitted(world):
    run(world, name="web", exact_count=2, **PREPAID)
    world.clock.advance(86400)
    with pytest.raises(Refused, match="allow_prepaid_return"):
        run(world, name="web", state="absent")
    rehearsed, _ = run(world, check=True, name="web", state="absent", allow_prepaid_return=True)
    result, steps = run(world, name="web", state="absent", allow_prepaid_return=True)
    assert [(step.action, step.then) for step in steps] == [
        ("TerminateInstances", "SHUTDOWN"),
        ("TerminateInstances", "GONE"),
    ]
    assert len(result["refunds"]) == 2
    assert all(refund["refund"] > 0 for refund in result["refunds"])
    assert rehearsed["refunds"] == result["refunds"]
    assert Direct(world).send("cvm", "DescribeInstances", {})["TotalCount"] == 0


def test_a_return_that_was_cut_off_is_finished_by_the_next_run(world):
    run(world, name="web", **PREPAID)
    world.clock.advance(86400)
    world.faults.add({"action": "TerminateInstances", "skip": 1, "do": {"code": "InvalidParameter"}})
    with pytest.raises(CloudError):
        run(world, name="web", state="absent", allow_prepaid_return=True)
    _, steps = run(world, name="web", state="absent", allow_prepaid_return=True)
    assert [step.then for step in steps] == ["GONE"]
    assert Direct(world).send("cvm", "DescribeInstances", {})["TotalCount"] == 0


def test_a_mixed_fleet_ends_in_calls_of_one_charge_type(world):
    run(world, name="web", exact_count=1, **PREPAID)
    run(world, name="web", exact_count=2, charge_type="spot")
    run(world, name="web", exact_count=3)
    world.clock.advance(3600)
    result, steps = run(world, name="web", state="absent", allow_prepaid_return=True)
    assert actions(steps) == ["TerminateInstances"] * 4
    assert len(result["terminated_ids"]) == 3

# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables of plans for members that are there: what is changed, in which order, and what is left."""

from __future__ import annotations

import pytest
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.errors import Refused
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.fleet import plan
from ansible_collections.tencentcloud.cvm.tests.unit.plugins.module_utils._core.rows import row, wish

DATA = {"DiskId": "disk-aaaaaaaa", "DiskType": "CLOUD_SSD", "DiskSize": 100}
ADDRESSED = {
    "PublicIpAddresses": ["203.0.113.7"],
    "InternetAccessible": {
        "InternetMaxBandwidthOut": 5,
        "InternetChargeType": "TRAFFIC_POSTPAID_BY_HOUR",
    },
}
SLEEPING = {"InstanceState": "STOPPED", "StopChargingMode": "STOP_CHARGING"}


def made(options: dict, *rows: dict):
    return plan(wish(**options), list(rows), "ap-guangzhou")


def brief(todo) -> list[tuple]:
    return [(step.action, step.targets()) for step in todo.steps]


def actions(todo) -> list[str]:
    return [step.action for step in todo.steps]


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"image": "img-87654321"}, "settled at birth"),
        ({"zones": ["ap-guangzhou-3"]}, "settled at birth"),
        ({"charge_type": "spot"}, "only a new machine"),
        ({"system_disk": {"type": None, "size": 40}}, "never shrink"),
        ({"system_disk": {"type": "CLOUD_SSD", "size": None}}, "settled at birth"),
        ({"public_ip": {"bandwidth": 5, "charge_type": None}}, "no public address"),
        ({"key_pairs": ["skey-87654321"]}, "allow_restart"),
        ({"instance_types": ["S5.LARGE8"]}, "allow_restart"),
        ({"subnets": ["subnet-87654321"]}, "allow_move"),
        ({"vpc": "vpc-87654321", "allow_move": True}, "takes subnets"),
        ({"subnets": ["subnet-87654321"], "allow_move": True, "allow_restart": True}, "none of the subnets"),
    ],
)
def test_what_cannot_be_changed_is_left_and_told_once(options, reason):
    todo = made({**options, "exact_count": 2}, row(1), row(2))
    assert todo.steps == []
    [drift], [note] = todo.drifts, todo.notes
    assert reason in drift.reason
    assert reason in note
    assert drift.shape() == {
        "option": drift.option,
        "instance_ids": ["ins-00000001", "ins-00000002"],
        "reason": drift.reason,
    }
    assert note.startswith(f"{drift.option}: 2 of 2 machines differ (ins-00000001 is one): ")


@pytest.mark.parametrize(
    "options",
    [
        {"image": "img-12345678"},
        {"zones": ["ap-guangzhou-3", "ap-guangzhou-6"]},
        {"system_disk": {"type": None, "size": 50}},
        {"data_disks": []},
        {"public_ip": {"bandwidth": 0, "charge_type": "traffic"}},
        {"password": "never shown"},
        {"project": 0},
        {"instance_name": "web-{R:1}"},
        {"security_groups": ["sg-12345678"]},
        {"charge_type": None},
    ],
)
def test_what_agrees_is_left_without_a_word(options):
    todo = made(options, row(1))
    assert (todo.steps, todo.drifts, todo.notes) == ([], [], [])


@pytest.mark.parametrize(
    ("options", "shown", "action", "params"),
    [
        ({"project": 7}, {}, "ModifyInstancesProject", {"ProjectId": 7}),
        (
            {"public_ip": {"bandwidth": 9, "charge_type": None}},
            ADDRESSED,
            "ResetInstancesInternetMaxBandwidth",
            {"InternetAccessible": {"InternetMaxBandwidthOut": 9}},
        ),
        (
            {"instance_name": "db{R:3,F:2}"},
            {},
            "ModifyInstancesAttribute",
            {"InstanceName": "db03"},
        ),
        (
            {"charge_type": "pay_as_you_go"},
            {"InstanceChargeType": "PREPAID"},
            "ModifyInstancesChargeType",
            {"InstanceChargeType": "POSTPAID_BY_HOUR"},
        ),
        (
            {"user_data": "ab"},
            {"UserData": "eA=="},
            "ModifyInstancesAttribute",
            {"UserData": "YWI="},
        ),
    ],
)
def test_what_a_running_machine_takes(options, shown, action, params):
    [step] = made(options, row(1, **shown)).steps
    assert (step.action, step.params) == (action, {"InstanceIds": ["ins-00000001"], **params})


@pytest.mark.parametrize(
    ("state", "found", "expected"),
    [
        ("present", "RUNNING", ["StopInstances", "AssociateInstancesKeyPairs", "StartInstances"]),
        ("running", "RUNNING", ["StopInstances", "AssociateInstancesKeyPairs", "StartInstances"]),
        ("restarted", "RUNNING", ["StopInstances", "AssociateInstancesKeyPairs", "StartInstances"]),
        ("stopped", "RUNNING", ["StopInstances", "AssociateInstancesKeyPairs"]),
        ("present", "STOPPED", ["AssociateInstancesKeyPairs"]),
        ("running", "STOPPED", ["AssociateInstancesKeyPairs", "StartInstances"]),
        ("restarted", "STOPPED", ["AssociateInstancesKeyPairs", "StartInstances"]),
        ("stopped", "STOPPED", ["AssociateInstancesKeyPairs"]),
    ],
)
def test_a_change_that_takes_a_stop_ends_in_the_power_asked_for_or_found(state, found, expected):
    wanted = {"key_pairs": ["skey-87654321"], "allow_restart": True, "state": state}
    assert actions(made(wanted, row(1, InstanceState=found))) == expected


def test_a_stop_is_shared_by_all_changes_and_the_type_that_boots_comes_last():
    wanted = {
        "exact_count": 2,
        "instance_types": ["S5.LARGE8"],
        "key_pairs": ["skey-87654321"],
        "hostname": "web",
        "security_groups": ["sg-87654321"],
        "allow_restart": True,
    }
    assert brief(made(wanted, row(1), row(2, InstanceState="STOPPED"))) == [
        ("ModifyInstancesAttribute", ["ins-00000001", "ins-00000002"]),
        ("StopInstances", ["ins-00000001"]),
        ("AssociateInstancesKeyPairs", ["ins-00000001", "ins-00000002"]),
        ("ModifyInstancesAttribute", ["ins-00000001"]),
        ("ModifyInstancesAttribute", ["ins-00000002"]),
        ("ResetInstancesType", ["ins-00000001"]),
        ("ResetInstancesType", ["ins-00000002"]),
        ("StopInstances", ["ins-00000002"]),
    ]


def test_without_permission_only_those_that_are_stopped_anyway_are_changed():
    todo = made({"exact_count": 2, "key_pairs": ["skey-87654321"]}, row(1), row(2, InstanceState="STOPPED"))
    assert brief(todo) == [("AssociateInstancesKeyPairs", ["ins-00000002"])]
    assert [drift.instance_ids for drift in todo.drifts] == [["ins-00000001"]]


def test_what_sleeps_without_charging_is_woken_before_it_is_changed_or_left():
    assert actions(made({"project": 7, "state": "running"}, row(1, **SLEEPING))) == [
        "StartInstances",
        "ModifyInstancesProject",
    ]
    todo = made({"project": 7}, row(1, **SLEEPING))
    assert todo.steps == []
    assert "without charging" in todo.drifts[0].reason


def test_a_machine_in_rescue_mode_is_left():
    todo = made({"project": 7, "state": "restarted"}, row(1, InstanceState="RESCUE_MODE"))
    assert (todo.steps, [drift.option for drift in todo.drifts]) == ([], ["project"])
    assert "rescue mode" in todo.drifts[0].reason


def test_a_restart_is_told_from_a_start():
    found = [row(1), row(2, InstanceState="STOPPED")]
    assert brief(made({"state": "restarted", "exact_count": 2}, *found)) == [
        ("StartInstances", ["ins-00000002"]),
        ("RebootInstances", ["ins-00000001"]),
    ]


def test_only_what_can_stops_without_charging():
    local = {"SystemDisk": {"DiskType": "LOCAL_BASIC", "DiskSize": 50, "DiskId": "disk-12345678"}}
    found = [row(1), row(2, InstanceChargeType="SPOTPAID"), row(3, **local)]
    steps = made({"state": "stopped", "stop_mode": "stop_charging", "exact_count": 3}, *found).steps
    assert [(step.params["StoppedMode"], step.targets()) for step in steps] == [
        ("STOP_CHARGING", ["ins-00000001"]),
        ("KEEP_CHARGING", ["ins-00000002", "ins-00000003"]),
    ]
    assert {step.params["StopType"] for step in steps} == {"SOFT_FIRST"}


def test_a_thousand_members_take_ten_calls_and_paid_bandwidth_one_each():
    rows = [row(number % 60, InstanceId=f"ins-{number:08d}", **ADDRESSED) for number in range(1000)]
    wanted = {"exact_count": 1000, "public_ip": {"bandwidth": 9, "charge_type": None}}
    assert [len(targets) for _action, targets in brief(made(wanted, *rows))] == [100] * 10
    paid = {
        "PublicIpAddresses": ["203.0.113.7"],
        "InternetAccessible": {
            "InternetMaxBandwidthOut": 5,
            "InternetChargeType": "BANDWIDTH_POSTPAID_BY_HOUR",
        },
    }
    rows = [row(number, **paid) for number in (1, 2)]
    assert len(made({**wanted, "exact_count": 2}, *rows).steps) == 2


def test_disks_grow_and_missing_ones_are_bought_and_put_in():
    disks = [{"type": "CLOUD_SSD", "size": 200}, {"type": "CLOUD_BSSD", "size": 50}]
    todo = made({"data_disks": disks}, row(1, DataDisks=[DATA]))
    assert actions(todo) == ["CreateDisks", "ResizeInstanceDisks", "AttachDisks"]
    bought, grown, put = todo.steps
    assert grown.params == {
        "InstanceId": "ins-00000001",
        "DataDisks": [{"DiskId": "disk-aaaaaaaa", "DiskSize": 200}],
        "ResizeOnline": True,
    }
    assert (bought.params["DiskType"], bought.params["DiskSize"]) == ("CLOUD_BSSD", 50)
    assert put.params["DiskIds"] == [bought.makes]
    again = made({"data_disks": disks}, row(1, DataDisks=[DATA]))
    assert again.steps[0].params["ClientToken"] == bought.params["ClientToken"]


def test_a_disk_bought_for_a_machine_before_is_put_in_and_none_bought():
    spare = {"DiskId": "disk-bbbbbbbb", "DiskType": "CLOUD_BSSD", "DiskSize": 50}
    todo = made({"data_disks": [{"type": "CLOUD_BSSD", "size": 50}]}, row(1, SpareDisks=[spare]))
    assert brief(todo) == [("AttachDisks", ["disk-bbbbbbbb"])]


def test_a_disk_too_many_is_left():
    todo = made({"data_disks": []}, row(1, DataDisks=[DATA]))
    assert todo.steps == []
    assert "disk-aaaaaaaa (CLOUD_SSD, 100 GiB) is not asked for" in todo.notes[0]


def test_names_are_given_to_those_of_another_form_and_none_twice():
    found = [row(1, InstanceName="a"), row(2, InstanceName="db-2"), row(3, InstanceName="b")]
    steps = made({"instance_name": "db-{R:1}", "exact_count": 3}, *found).steps
    assert [(step.params["InstanceName"], step.targets()) for step in steps] == [
        ("db-1", ["ins-00000001"]),
        ("db-3", ["ins-00000003"]),
    ]


def test_a_password_is_set_anew_only_when_asked():
    wanted = {"password": "Secret-12", "anew": ("password",), "allow_restart": True}
    assert actions(made(wanted, row(1))) == ["StopInstances", "ResetInstancesPassword", "StartInstances"]
    assert made({**wanted, "anew": ()}, row(1)).steps == []


def test_a_move_goes_into_the_subnet_of_the_machines_zone():
    wanted = {
        "subnets": ["subnet-aaaaaaaa", "subnet-bbbbbbbb"],
        "vpc": "vpc-bbbbbbbb",
        "places": {
            "subnet-aaaaaaaa": ("ap-guangzhou-3", "vpc-bbbbbbbb"),
            "subnet-bbbbbbbb": ("ap-guangzhou-6", "vpc-bbbbbbbb"),
        },
        "allow_move": True,
        "allow_restart": True,
    }
    steps = made(wanted, row(1)).steps
    assert [step.action for step in steps] == [
        "StopInstances",
        "ModifyInstancesVpcAttribute",
        "StartInstances",
    ]
    assert steps[1].params["VirtualPrivateCloud"] == {
        "VpcId": "vpc-bbbbbbbb",
        "SubnetId": "subnet-bbbbbbbb",
    }


def test_prepaid_machines_are_returned_in_two_steps_and_protection_is_lifted_by_force_only():
    wanted = {"state": "absent", "allow_prepaid_return": True, "force": True}
    found = [row(1, InstanceChargeType="PREPAID"), row(2, DisableApiTermination=True)]
    assert [(step.action, step.targets(), step.then) for step in made(wanted, *found).steps] == [
        ("ModifyInstancesAttribute", ["ins-00000002"], None),
        ("TerminateInstances", ["ins-00000001"], "SHUTDOWN"),
        ("TerminateInstances", ["ins-00000001"], "GONE"),
        ("TerminateInstances", ["ins-00000002"], "GONE"),
    ]
    with pytest.raises(Refused, match="force: protected against termination: ins-00000002"):
        made({**wanted, "force": False}, *found)
    binned = row(3, InstanceChargeType="PREPAID", InstanceState="SHUTDOWN")
    assert [step.then for step in made(wanted, binned).steps] == ["GONE"]
    assert made({"state": "absent"}, binned).steps == []


def test_released_machines_lose_the_two_tags_and_nothing_else():
    [step] = made({"state": "released"}, row(1)).steps
    assert (step.action, step.params["TagKeys"]) == (
        "UnTagResources",
        ["ansible-cvm-fleet", "ansible-cvm-order"],
    )
    assert made({"state": "released"}, row(1, Tags=[])).steps == []


def test_rebuilt_machines_get_the_image_with_their_keys_and_are_not_changed_again():
    wanted = {"state": "rebuilt", "image": "img-87654321", "system_disk": {"type": None, "size": 80}}
    found = [row(1), row(2, ImageId="img-87654321")]
    todo = made({**wanted, "exact_count": 2}, *found)
    assert actions(todo) == ["ResetInstance", "ResizeInstanceDisks"]
    assert todo.steps[0].params == {
        "InstanceId": "ins-00000001",
        "ImageId": "img-87654321",
        "SystemDisk": {"DiskSize": 80},
        "LoginSettings": {"KeyIds": ["skey-12345678"]},
    }
    assert todo.steps[1].targets() == ["ins-00000002"]
    assert len(made({**wanted, "force": True, "exact_count": 2}, *found).steps) == 2
    with pytest.raises(Refused, match="spot machines cannot be rebuilt"):
        made(wanted, row(1, InstanceChargeType="SPOTPAID"))
    with pytest.raises(Refused, match="image: not given"):
        made({"state": "rebuilt"}, row(1))

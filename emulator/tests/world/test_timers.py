# SPDX-License-Identifier: GPL-3.0-or-later
"""Timers that end a machine."""

import pytest
from cvm_emulator.clock import utc

from .clouds import Cloud


def timer(cloud: Cloud, seconds: float) -> dict:
    return {"TimerAction": "TerminateInstances", "ActionTime": utc(cloud.world.clock.now() + seconds)}


def test_a_timer_ends_an_instance(cloud):
    ids = cloud.bought(InstanceCount=2)
    timer_ids = cloud("ImportInstancesActionTimer", {"InstanceIds": ids, "ActionTimer": timer(cloud, 3600)})[
        "ActionTimerIds"
    ]
    shown = cloud("DescribeInstancesActionTimer", {"InstanceIds": ids[:1]})["ActionTimers"]
    assert [(each["ActionTimerId"], each["Status"], each["InstanceId"]) for each in shown] == [
        (timer_ids[0], "UNDO", ids[0])
    ]
    cloud("DeleteInstancesActionTimer", {"ActionTimerIds": timer_ids[1:]})
    cloud.world.clock.advance(3601)
    assert cloud.states() == ["TERMINATING", "RUNNING"]
    cloud.world.clock.advance(20)
    assert [each["InstanceId"] for each in cloud.shown()] == ids[1:]
    done = cloud("DescribeInstancesActionTimer", {"StatusList": ["DONE"]})["ActionTimers"]
    assert [each["ActionTimerId"] for each in done] == timer_ids[:1]
    assert (
        cloud.refused("DeleteInstancesActionTimer", {"ActionTimerIds": timer_ids[:1]})
        == "InvalidParameterValue"
    )


def test_a_timer_of_the_purchase_is_one_of_them(cloud):
    ids = cloud.bought(ActionTimer=timer(cloud, 1000))
    [shown] = cloud("DescribeInstancesActionTimer")["ActionTimers"]
    assert shown["InstanceId"] == ids[0]
    again = {"InstanceIds": ids, "ActionTimer": timer(cloud, 2000)}
    assert cloud.refused("ImportInstancesActionTimer", again) == "FailedOperation.MutActionTimerExist"
    cloud("DeleteInstancesActionTimer", {"ActionTimerIds": [shown["ActionTimerId"]]})
    cloud("ImportInstancesActionTimer", again)
    early = {"EndActionTime": timer(cloud, 1500)["ActionTime"]}
    assert cloud("DescribeInstancesActionTimer", early)["ActionTimers"] == []
    cloud.world.clock.advance(1500)
    assert cloud.states() == ["RUNNING"]
    cloud.world.clock.advance(600)
    assert cloud.states() == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"TimerAction": "StopInstances"}, "InvalidParameterValue"),
        ({"ActionTime": "tomorrow"}, "InvalidParameterValue.InvalidTimeFormat"),
        ({"ActionTime": "2020-01-01T00:00:00Z"}, "InvalidParameterValue"),
        ({"Status": "DONE"}, "UnsupportedOperation"),
    ],
)
def test_timers_that_cannot_be_had(cloud, change, code):
    params = {"InstanceIds": cloud.bought(), "ActionTimer": timer(cloud, 3600) | change}
    assert cloud.refused("ImportInstancesActionTimer", params) == code


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"StatusList": ["LATER"]}, "InvalidParameterValue"),
        ({"TimerAction": "StopInstances"}, "InvalidParameterValue"),
        ({"StartActionTime": "now"}, "InvalidParameterValue.InvalidTimeFormat"),
        ({"InstanceIds": ["mine"]}, "InvalidInstanceId.Malformed"),
        ({"ActionTimerIds": ["x"] * 101}, "InvalidParameterValue.LimitExceeded"),
    ],
)
def test_timers_are_asked_for_properly(cloud, params, code):
    assert cloud.refused("DescribeInstancesActionTimer", params) == code

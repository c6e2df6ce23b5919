# SPDX-License-Identifier: GPL-3.0-or-later
"""What a machine carries besides: topology, metadata, roles, frames, user data."""

import base64

import pytest

from .clouds import MACHINE


def test_extras_show_again(cloud):
    extras = {
        "CpuTopology": {"CoreCount": 1, "ThreadPerCore": 1},
        "Metadata": {"Items": [{"Key": "colour", "Value": "blue"}]},
        "CamRoleName": "rehearsal",
    }
    one = cloud.one(cloud.bought(**extras)[0])
    assert {name: one[name] for name in extras} == extras
    assert one["EnableJumboFrame"] is False
    plain = cloud.one(cloud.bought()[0])
    assert "CpuTopology" not in plain
    assert plain["CamRoleName"] == ""


@pytest.mark.parametrize(
    ("extra", "code"),
    [
        ({"CpuTopology": {"CoreCount": 1, "ThreadPerCore": 3}}, "InvalidParameterValue"),
        ({"CpuTopology": {"CoreCount": 2, "ThreadPerCore": 2}}, "InvalidParameterValue"),
        ({"Metadata": {"Items": [{"Key": "a b", "Value": "c"}]}}, "InvalidParameterValue"),
        ({"Metadata": {"Items": [{"Key": "a", "Value": "c"}] * 2}}, "InvalidParameterValue"),
        ({"Metadata": {"Items": [{"Key": "a", "Value": "c" * 262145}]}}, "InvalidParameterValue"),
        ({"EnableJumboFrame": True}, "UnsupportedOperation.InstanceTypeNotSupportJumboFrame"),
    ],
)
def test_extras_that_cannot_be_had(cloud, extra, code):
    assert cloud.refused("RunInstances", MACHINE | extra) == code


def test_jumbo_frames_and_roles_change(cloud):
    order = {"Placement": {"Zone": "ap-guangzhou-6"}, "InstanceType": "S6.MEDIUM4"}
    [instance_id] = cloud.bought(**order, EnableJumboFrame=True)
    change = {"InstanceIds": [instance_id]}
    assert cloud.one(instance_id)["EnableJumboFrame"] is True
    assert cloud.refused("ModifyInstancesAttribute", change | {"EnableJumboFrame": False}) == (
        "UnsupportedOperation.InstancesEnableJumboWithoutReboot"
    )
    cloud("StopInstances", change)
    cloud.world.clock.advance(20)
    cloud("ModifyInstancesAttribute", change | {"EnableJumboFrame": False})
    assert cloud.one(instance_id)["EnableJumboFrame"] is False
    cloud("ModifyInstancesAttribute", change | {"CamRoleName": "observer", "CamRoleType": "user"})
    assert cloud.one(instance_id)["CamRoleName"] == "observer"
    cloud("ModifyInstancesAttribute", change | {"CamRoleName": ""})
    assert cloud.one(instance_id)["CamRoleName"] == ""
    assert cloud.refused("ModifyInstancesAttribute", change | {"CamRoleType": "user"}) == "MissingParameter"
    assert cloud.refused(
        "ModifyInstancesAttribute", change | {"InstanceName": "x", "CamRoleType": "user"}
    ) == ("InvalidParameterValue")


def test_user_data_is_read_again(cloud):
    data = base64.b64encode(b"#!/bin/sh\n").decode()
    ids = cloud.bought(UserData=data)
    params = {"InstanceIds": ids, "Attributes": ["UserData"]}
    assert cloud("DescribeInstancesAttributes", params)["InstanceSet"] == [
        {"InstanceId": ids[0], "Attributes": {"UserData": data}}
    ]
    assert cloud.refused("DescribeInstancesAttributes", params | {"Attributes": ["Secrets"]}) == (
        "InvalidParameterValue"
    )
    assert cloud.refused("DescribeInstancesAttributes", params | {"InstanceIds": ["ins-00000000"]}) == (
        "InvalidInstanceId.NotFound"
    )

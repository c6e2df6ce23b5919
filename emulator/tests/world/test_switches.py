# SPDX-License-Identifier: GPL-3.0-or-later
"""What nobody knows of the cloud: each switch with its default, and the other way round."""

from __future__ import annotations

import pytest

from .clouds import MACHINE, ZONE

UNKNOWN = "ins-00000000"


def test_short_stock(cloud):
    cloud.world.set_stock(ZONE, "S5.MEDIUM4", "POSTPAID_BY_HOUR", 2)
    many = MACHINE | {"InstanceCount": 3}
    assert cloud.refused("RunInstances", many) == "ResourceInsufficient.SpecifiedInstanceType"
    cloud.set(short_stock="partial")
    assert len(cloud("RunInstances", many)["InstanceIdSet"]) == 2
    assert cloud.refused("RunInstances", many) == "ResourceInsufficient.SpecifiedInstanceType"


def test_dry_run(cloud):
    dry = MACHINE | {"DryRun": True}
    assert set(cloud("RunInstances", dry)) == {"RequestId"}
    cloud.set(dry_run="empty-set")
    assert cloud("RunInstances", dry)["InstanceIdSet"] == []
    cloud.set(dry_run="error")
    assert cloud.refused("RunInstances", dry) == "DryRunOperation"
    assert cloud.shown() == []


@pytest.mark.parametrize(("shows", "wanted"), [("empty", []), ("null", None), ("shown", ["172.16.0.2"])])
def test_pending_addresses(cloud, shows, wanted):
    cloud.set(pending_addresses=shows)
    [instance_id] = cloud.buy()
    assert cloud.one(instance_id)["PrivateIpAddresses"] == wanted
    cloud.world.clock.advance(60)
    assert cloud.one(instance_id)["PrivateIpAddresses"] == ["172.16.0.2"]


def test_duplicate_ids(cloud):
    [instance_id] = cloud.bought()
    twice = {"InstanceIds": [instance_id] * 2}
    assert cloud.refused("StopInstances", twice) == "InvalidParameterValue.Duplicate"
    assert cloud.refused("DescribeInstances", twice) == "InvalidParameterValue.Duplicate"
    cloud.set(duplicate_ids="once")
    cloud("StopInstances", twice)
    assert cloud.states() == ["STOPPING"]
    assert cloud("DescribeInstances", twice)["TotalCount"] == 1


def test_unknown_instances(cloud):
    [instance_id] = cloud.bought()
    mixed = {"InstanceIds": [UNKNOWN, instance_id]}
    assert cloud.refused("StopInstances", mixed) == "InvalidInstanceId.NotFound"
    cloud.set(unknown_instances="skip")
    assert cloud.refused("StopInstances", {"InstanceIds": [UNKNOWN]}) == "InvalidInstanceId.NotFound"
    cloud("StopInstances", mixed)
    assert cloud.states() == ["STOPPING"]


def test_unknown_parameters(cloud):
    odd = MACHINE | {"Colour": "red", "SystemDisk": {"DiskSize": 60, "Shape": "round"}}
    odd["DataDisks"] = [{"DiskType": "CLOUD_PREMIUM", "DiskSize": 50, "Smell": "none"}]
    assert cloud.refused("RunInstances", odd) == "UnknownParameter"
    cloud.set(unknown_parameters="ignore")
    [instance_id] = cloud("RunInstances", odd)["InstanceIdSet"]
    assert cloud.one(instance_id)["SystemDisk"]["DiskSize"] == 60
    assert cloud.refused("RunInstances", odd | {"SystemDisk": ["big"]}) == "InvalidParameter"
    assert cloud.refused("RunInstances", odd | {"DataDisks": {"DiskSize": 1}}) == "InvalidParameter"


def test_idle_power(cloud):
    running, stopped = cloud.bought(InstanceCount=2)
    cloud("StopInstances", {"InstanceIds": [stopped]})
    cloud.world.clock.advance(60)
    both = {"InstanceIds": [running, stopped]}
    assert cloud.refused("StartInstances", both) == "UnsupportedOperation.InstanceStateRunning"
    assert cloud.refused("StopInstances", both) == "UnsupportedOperation.InstanceStateStopped"
    cloud.set(idle_power="accept")
    cloud("StartInstances", both)
    assert cloud.states() == ["RUNNING", "STARTING"]
    cloud.world.clock.advance(60)
    cloud("StartInstances", both)
    cloud("StopInstances", both)
    cloud.world.clock.advance(60)
    cloud("StopInstances", both)
    assert cloud.states() == ["STOPPED", "STOPPED"]

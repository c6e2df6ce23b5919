# SPDX-License-Identifier: GPL-3.0-or-later
"""Another address, another subnet, another project."""

import pytest

from .clouds import MACHINE, ZONE


def network(**more) -> dict:
    return {"VirtualPrivateCloud": {"VpcId": "DEFAULT", "SubnetId": "DEFAULT"} | more}


def test_another_address(cloud):
    ids = cloud.stopped(InstanceCount=2)
    wanted = ["172.16.7.8", "172.16.7.9"]
    cloud(
        "ModifyInstancesVpcAttribute",
        {"InstanceIds": ids, "ReserveHostName": False} | network(PrivateIpAddresses=wanted),
    )
    assert [each["PrivateIpAddresses"][0] for each in cloud.shown()] == wanted
    assert [each["HostName"] for each in cloud.shown()] == ["VM-7-8-tencentos", "VM-7-9-tencentos"]
    assert cloud.refused("RunInstances", MACHINE | network(PrivateIpAddresses=wanted[:1])) == "VpcIpIsUsed"


def test_the_old_address_is_free_after_a_while(cloud):
    ids = cloud.stopped(**network(PrivateIpAddresses=["172.16.0.9"]))
    cloud("ModifyInstancesVpcAttribute", {"InstanceIds": ids} | network(PrivateIpAddresses=["172.16.0.10"]))
    again = network(PrivateIpAddresses=["172.16.0.9"])
    assert cloud.refused("RunInstances", MACHINE | again) == "VpcIpIsUsed"
    cloud.world.clock.advance(121)
    cloud.buy(**again)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (network(), "InvalidParameterValue"),
        (network(PrivateIpAddresses=["10.1.1.1"]), "VpcAddrNotInSubNet"),
        (network(PrivateIpAddresses=["172.16.7.8", "172.16.7.9"]), "InvalidParameterCombination"),
        (network(AsVpcGateway=True), "UnsupportedOperation"),
        (
            {"VirtualPrivateCloud": {"VpcId": "net", "SubnetId": "net"}},
            "InvalidParameterValue.VpcIdMalformed",
        ),
    ],
)
def test_subnets_that_cannot_be_had(cloud, change, code):
    assert cloud.refused("ModifyInstancesVpcAttribute", {"InstanceIds": cloud.stopped()} | change) == code


def test_projects(cloud):
    [instance_id] = cloud.bought()
    assert cloud.refused("ModifyInstancesProject", {"InstanceIds": [instance_id], "ProjectId": 7}) == (
        "InvalidProjectId.NotFound"
    )
    cloud("ModifyInstancesProject", {"InstanceIds": [instance_id], "ProjectId": 1000001})
    assert cloud.one(instance_id)["Placement"]["ProjectId"] == 1000001
    other = cloud.buy(Placement={"Zone": ZONE, "ProjectId": 0})
    assert cloud.found("project-id", "1000001") == [instance_id]
    assert cloud.found("project-id", "0") == other

# SPDX-License-Identifier: GPL-3.0-or-later
"""The shortest ways to make networks and EIPs in a world."""

from __future__ import annotations

from typing import Any

from .clouds import ZONE, Cloud

CIDR, INNER = "10.0.0.0/16", "10.0.1.0/24"


def vpc(cloud: Cloud, **params: Any) -> str:
    return cloud("CreateVpc", {"VpcName": "v", "CidrBlock": CIDR} | params, "vpc")["Vpc"]["VpcId"]


def subnet(cloud: Cloud, vpc_id: str, **params: Any) -> str:
    given = {"VpcId": vpc_id, "SubnetName": "s", "Zone": ZONE, "CidrBlock": INNER} | params
    return cloud("CreateSubnet", given, "vpc")["Subnet"]["SubnetId"]


def group(cloud: Cloud, **params: Any) -> str:
    given = {"GroupName": "g", "GroupDescription": ""} | params
    return cloud("CreateSecurityGroup", given, "vpc")["SecurityGroup"]["SecurityGroupId"]


def rule(**given: Any) -> dict[str, Any]:
    return {"Protocol": "TCP", "Port": "22", "CidrBlock": "10.0.0.0/8", "Action": "ACCEPT"} | given


def rules(cloud: Cloud, group_id: str, **filters: str) -> dict[str, Any]:
    given = [{"Name": name.replace("_", "-"), "Values": [value]} for name, value in filters.items()]
    params = {"SecurityGroupId": group_id} | ({"Filters": given} if given else {})
    return cloud("DescribeSecurityGroupPolicies", params, "vpc")["SecurityGroupPolicySet"]


def eip(cloud: Cloud, **params: Any) -> str:
    """The id of an EIP that is bound to nothing."""
    [address] = cloud("AllocateAddresses", params, "vpc")["AddressSet"]
    cloud.world.clock.advance(10)
    return address


def bound(cloud: Cloud) -> tuple[str, str]:
    """The ids of an EIP and of the running instance that has it."""
    address, [instance] = eip(cloud), cloud.bought()
    cloud("AssociateAddress", {"AddressId": address, "InstanceId": instance}, "vpc")
    cloud.world.clock.advance(10)
    return address, instance


def addresses(cloud: Cloud, **params: Any) -> list[dict[str, Any]]:
    return cloud("DescribeAddresses", params, "vpc")["AddressSet"]


def task(cloud: Cloud, task_id: str) -> str:
    return cloud("DescribeTaskResult", {"TaskId": int(task_id)}, "vpc")["Result"]


def bind(cloud: Cloud, address: str, instance: str) -> str:
    return cloud("AssociateAddress", {"AddressId": address, "InstanceId": instance}, "vpc")["TaskId"]


def code(cloud: Cloud, action: str, **params: Any) -> str:
    return cloud.refused(action, params, "vpc")


def status(cloud: Cloud, address: str) -> str:
    [shown] = addresses(cloud, AddressIds=[address])
    return shown["AddressStatus"]


def wait(cloud: Cloud, seconds: float) -> None:
    cloud.world.clock.advance(seconds)


def without(given: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name not in names}


def add(cloud: Cloud, group_id: str, *given: dict[str, Any], direction: str = "Ingress", **more: Any) -> None:
    policies = {direction: list(given), **more}
    cloud(
        "CreateSecurityGroupPolicies",
        {"SecurityGroupId": group_id, "SecurityGroupPolicySet": policies},
        "vpc",
    )

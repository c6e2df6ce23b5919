# SPDX-License-Identifier: GPL-3.0-or-later
"""What a wish can refer to, made in a world the first time it is asked for."""

from __future__ import annotations

from functools import cached_property

from ansible_collections.tencentcloud.cvm.tests.laws.fleet.conftest import MACHINE, Direct
from cvm_emulator.world import World

ZONE = "ap-guangzhou-6"


class Surroundings:
    """Ids of things in a world; each is made when it is first looked at."""

    def __init__(self, world: World) -> None:
        self.world, self.wire = world, Direct(world)

    def ask(self, action: str, params: dict, service: str = "cvm") -> dict:
        return self.wire.send(service, action, params)

    @cached_property
    def vpc(self) -> str:
        asked = {"VpcName": "other", "CidrBlock": "10.0.0.0/16"}
        return self.ask("CreateVpc", asked, "vpc")["Vpc"]["VpcId"]

    def new_subnet(self, cidr: str, zone: str = ZONE) -> str:
        asked = {"VpcId": self.vpc, "SubnetName": "other", "Zone": zone, "CidrBlock": cidr}
        return self.ask("CreateSubnet", asked, "vpc")["Subnet"]["SubnetId"]

    @cached_property
    def subnet(self) -> str:
        return self.new_subnet("10.0.1.0/24")

    @cached_property
    def other_subnet(self) -> str:
        """Of the same VPC and zone as `subnet`."""
        return self.new_subnet("10.0.2.0/24")

    @cached_property
    def groups(self) -> list[str]:
        return [self.new_group(f"group {number}") for number in range(3)]

    def new_group(self, name: str) -> str:
        asked = {"GroupName": name, "GroupDescription": name}
        return self.ask("CreateSecurityGroup", asked, "vpc")["SecurityGroup"]["SecurityGroupId"]

    @cached_property
    def image(self) -> str:
        """An image of the account's own, which brings a login."""
        order = {
            "Placement": {"Zone": ZONE},
            "InstanceType": MACHINE["instance_types"][0],
            "ImageId": MACHINE["image"],
        }
        [model] = self.ask("RunInstances", order)["InstanceIdSet"]
        self.world.clock.advance(3600)
        made = self.ask("CreateImage", {"ImageName": "own", "InstanceId": model})["ImageId"]
        self.world.clock.advance(3600)
        self.ask("TerminateInstances", {"InstanceIds": [model]})
        self.world.clock.advance(3600)
        return made

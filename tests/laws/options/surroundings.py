# SPDX-License-Identifier: GPL-3.0-or-later
"""What a wish can refer to, made in a world the first time it is asked for."""

from __future__ import annotations

from functools import cached_property

from ansible_collections.tencentcloud.cvm.tests.laws.fleet.conftest import MACHINE, Direct
from cvm_emulator.world import World

ZONE = "ap-guangzhou-6"
TYPES = ("S5.LARGE8", "S5.MEDIUM8")


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
    def third_subnet(self) -> str:
        return self.new_subnet("10.0.3.0/24")

    @cached_property
    def hosts(self) -> list[str]:
        """Dedicated hosts that take the usual type."""
        asked = {
            "Placement": {"Zone": ZONE},
            "HostType": "HS20",
            "HostCount": 2,
            "HostChargePrepaid": {"Period": 1},
        }
        made = self.ask("AllocateHosts", asked)["HostIdSet"]
        self.world.clock.advance(3600)
        return made

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

    @cached_property
    def placement_groups(self) -> list[str]:
        return [self.new_placement_group(f"group {number}") for number in range(2)]

    @cached_property
    def parted_group(self) -> str:
        """A placement group of two partitions."""
        return self.new_placement_group("parted", Strategy="PARTITION", PartitionCount=2)

    def new_placement_group(self, name: str, **more: object) -> str:
        asked = {"Name": name, "Type": "HOST", **more}
        return self.ask("CreateDisasterRecoverGroup", asked)["DisasterRecoverGroupId"]

    @cached_property
    def packages(self) -> list[str]:
        """Bandwidth packages."""
        return [self.ask("CreateBandwidthPackage", {}, "vpc")["BandwidthPackageId"] for _each in range(2)]

    @cached_property
    def ipv6_subnet(self) -> str:
        """A subnet with IPv6 addresses to give."""
        self.ask("AssignIpv6CidrBlock", {"VpcId": self.vpc}, "vpc")
        wanted = {"VpcId": self.vpc, "Ipv6SubnetCidrBlocks": [{"SubnetId": self.subnet}]}
        self.ask("AssignIpv6SubnetCidrBlock", wanted, "vpc")
        return self.subnet

    @cached_property
    def snapshots(self) -> list[str]:
        """Snapshots of a disk of 20 GiB."""
        asked = {"DiskType": "CLOUD_PREMIUM", "DiskSize": 20, "DiskChargeType": "POSTPAID_BY_HOUR"}
        [disk] = self.ask("CreateDisks", {**asked, "Placement": {"Zone": ZONE}}, "cbs")["DiskIdSet"]
        self.world.clock.advance(60)
        made = []
        for _each in range(2):
            made.append(self.ask("CreateSnapshot", {"DiskId": disk}, "cbs")["SnapshotId"])
            self.world.clock.advance(600)
        return made

    @cached_property
    def templates(self) -> list[str]:
        return [
            self.new_template(f"template {number}", InstanceType=kind) for number, kind in enumerate(TYPES)
        ]

    def new_template(self, name: str, **more: object) -> str:
        asked = {
            "LaunchTemplateName": name,
            "Placement": {"Zone": ZONE},
            "ImageId": "img-btd6n1zr",
            "InstanceType": "S5.LARGE8",
            **more,
        }
        return self.ask("CreateLaunchTemplate", asked)["LaunchTemplateId"]

    def new_version(self, template: str, **more: object) -> int:
        """Another version of a template, which does not become the default one."""
        asked = {
            "LaunchTemplateId": template,
            "Placement": {"Zone": ZONE},
            "LaunchTemplateVersion": 1,
            **more,
        }
        return self.ask("CreateLaunchTemplateVersion", asked)["LaunchTemplateVersionNumber"]

# SPDX-License-Identifier: GPL-3.0-or-later
"""Machines with several network cards: what is refused, and the addresses the further ones hold."""

import pytest

from . import networking
from .clouds import MACHINE, ZONE
from .networking import wait

CIDRS = ("10.0.1.0/24", "10.0.2.0/24", "10.0.3.0/24")
MISMATCH = "InvalidParameterValue.ElasticNetworkVpcSubnetMismatch"
UNKNOWN = "InvalidParameterValue.InvalidVpcIdSubnetIdNotFound"


class Net:
    """A VPC with three subnets, the first one for the machines' own cards."""

    def __init__(self, cloud) -> None:
        self.cloud, self.vpc = cloud, networking.vpc(cloud)
        self.subnets = [networking.subnet(cloud, self.vpc, CidrBlock=each) for each in CIDRS]

    def own(self, **more):
        place = {"VpcId": self.vpc, "SubnetId": self.subnets[0]}
        return place | {"InterfaceType": "PRIMARY", "PrivateIpv4AddressCount": 1} | more

    def further(self, number=1, **more):
        place = {"VpcId": self.vpc, "SubnetId": self.subnets[number]}
        kind = {"InterfaceType": "SECONDARY", "PrivateIpv4AddressCount": 2, "DeleteWithInstance": True}
        return place | kind | more

    def order(self, *cards, **more):
        place = {"VpcId": self.vpc, "SubnetId": self.subnets[0]}
        return MACHINE | {"VirtualPrivateCloud": place, "NetworkInterfaces": list(cards)} | more

    def used(self):
        rows = self.cloud("DescribeSubnets", {"SubnetIds": self.subnets}, "vpc")["SubnetSet"]
        free = {row["SubnetId"]: row["TotalIpAddressCount"] - row["AvailableIpAddressCount"] for row in rows}
        return [free[each] for each in self.subnets]


@pytest.fixture
def net(cloud):
    return Net(cloud)


def test_further_cards_hold_addresses_until_their_machine_is_gone(cloud, net):
    order = net.order(net.own(), net.further(), InstanceCount=3)
    ids = cloud("RunInstances", order)["InstanceIdSet"]
    assert net.used() == [3, 6, 0]
    wait(cloud, 60)
    assert len({cloud.one(each)["PrivateIpAddresses"][0] for each in ids}) == 3
    assert cloud.one(ids[0])["VirtualPrivateCloud"]["SubnetId"] == net.subnets[0]
    cloud("TerminateInstances", {"InstanceIds": ids[:1]})
    wait(cloud, 300)
    assert net.used() == [2, 4, 0]


def test_a_dry_run_and_a_price_take_no_address(cloud, net):
    cloud("RunInstances", net.order(net.own(), net.further(), DryRun=True))
    assert cloud("InquiryPriceRunInstances", net.order(net.own(), net.further()))["Price"]
    assert net.used() == [0, 0, 0]


REFUSALS = {
    "no own card": (lambda net: [net.further()], "InvalidParameterValue"),
    "two own cards": (lambda net: [net.own(), net.own()], "InvalidParameterValue"),
    "kind unknown": (lambda net: [net.own(), net.further(InterfaceType="THIRD")], "InvalidParameterValue"),
    "too many for the type": (
        lambda net: [net.own(), net.further(1), net.further(2)],
        "LimitExceeded.InstanceEniNumLimit",
    ),
    "no address": (
        lambda net: [net.own(), net.further(PrivateIpv4AddressCount=0)],
        "InvalidParameterValue.Range",
    ),
    "too many addresses": (
        lambda net: [net.own(), net.further(PrivateIpv4AddressCount=51)],
        "InvalidParameterValue.Range",
    ),
    "the subnet of the own card": (lambda net: [net.own(), net.further(0)], MISMATCH),
    "own card elsewhere": (
        lambda net: [net.own(SubnetId=net.subnets[1]), net.further(2)],
        "InvalidParameterCombination",
    ),
    "subnet unknown": (lambda net: [net.own(), net.further(SubnetId="subnet-00000000")], UNKNOWN),
    "vpc unknown": (lambda net: [net.own(), net.further(VpcId="vpc-00000000")], UNKNOWN),
    "group unknown": (
        lambda net: [net.own(), net.further(SecurityGroupIds=["sg-00000000"])],
        "InvalidSecurityGroupId.NotFound",
    ),
    "a card that stays": (
        lambda net: [net.own(), net.further(DeleteWithInstance=False)],
        "UnsupportedOperation",
    ),
    "groups of the own card": (
        lambda net: [net.own(SecurityGroupIds=["sg-00000000"]), net.further()],
        "UnsupportedOperation",
    ),
    "addresses of the own card": (
        lambda net: [net.own(PrivateIpv4AddressCount=2), net.further()],
        "UnsupportedOperation",
    ),
}


@pytest.mark.parametrize("why", REFUSALS)
def test_refused_cards(cloud, net, why):
    cards, code = REFUSALS[why]
    assert cloud.refused("RunInstances", net.order(*cards(net))) == code
    assert net.used() == [0, 0, 0]


def test_a_subnet_of_another_vpc_or_zone_is_refused(cloud, net):
    other = networking.vpc(cloud)
    elsewhere = networking.subnet(cloud, other)
    strange = net.further(VpcId=other, SubnetId=elsewhere)
    assert cloud.refused("RunInstances", net.order(net.own(), strange)) == MISMATCH
    far = networking.subnet(cloud, net.vpc, CidrBlock="10.0.9.0/24", Zone="ap-guangzhou-4")
    assert ZONE != "ap-guangzhou-4"
    code = cloud.refused("RunInstances", net.order(net.own(), net.further(SubnetId=far)))
    assert code == "InvalidParameterValue.SubnetIdZoneIdNotMatch"


def test_a_subnet_without_room_sells_nothing(cloud, net):
    tiny = networking.subnet(cloud, net.vpc, CidrBlock="10.0.9.0/28")
    cards = [net.own(), net.further(SubnetId=tiny, PrivateIpv4AddressCount=7)]
    order = net.order(*cards, InstanceCount=2)
    assert cloud.refused("RunInstances", order) == "FailedOperation.NoAvailableIpAddressCountInSubnet"
    assert net.used() == [0, 0, 0]

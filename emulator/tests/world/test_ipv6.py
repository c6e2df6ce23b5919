# SPDX-License-Identifier: GPL-3.0-or-later
"""IPv6: blocks of VPCs and subnets, and the addresses that machines have of them."""

from __future__ import annotations

from ipaddress import IPv6Address, IPv6Network

import pytest

from .clouds import MACHINE, NOTHING, ZONE

HERE = {"VpcId": "DEFAULT", "SubnetId": "DEFAULT"}


@pytest.fixture
def home(cloud):
    """The default VPC and its subnet in the zone, both with IPv6."""
    vpc = cloud("DescribeVpcs", {}, "vpc")["VpcSet"][0]["VpcId"]
    filters = [{"Name": "zone", "Values": [ZONE]}]
    subnet = cloud("DescribeSubnets", {"Filters": filters}, "vpc")["SubnetSet"][0]["SubnetId"]
    cloud("AssignIpv6CidrBlock", {"VpcId": vpc}, "vpc")
    wanted = {"VpcId": vpc, "Ipv6SubnetCidrBlocks": [{"SubnetId": subnet}]}
    cloud("AssignIpv6SubnetCidrBlock", wanted, "vpc")
    return wanted


def shown(cloud, table, block):
    found = cloud(f"Describe{table}s", {"Filters": [{"Name": "ipv6-cidr-block", "Values": [block]}]}, "vpc")
    return found[f"{table}Set"]


def test_machines_have_addresses_of_their_subnet_and_are_found_by_them(cloud, home):
    ids = cloud.buy(InstanceCount=2, VirtualPrivateCloud=HERE | {"Ipv6AddressCount": 2})
    assert cloud.one(ids[0])["IPv6Addresses"] is None
    cloud.world.clock.advance(60)
    addresses = [cloud.one(each)["IPv6Addresses"] for each in ids]
    assert len({*addresses[0], *addresses[1]}) == 4
    vpc = cloud("DescribeVpcs", {"VpcIds": [home["VpcId"]]}, "vpc")["VpcSet"][0]
    assert vpc["Ipv6CidrBlockSet"][0]["IPv6CidrBlock"] == vpc["Ipv6CidrBlock"]
    assert all(IPv6Address(each) in IPv6Network(vpc["Ipv6CidrBlock"]) for each in addresses[0])
    assert cloud.found("ipv6-address", addresses[1][0]) == [ids[1]]
    malformed = {"Filters": [{"Name": "ipv6-address", "Values": ["10.0.0.1"]}]}
    assert cloud.refused("DescribeInstances", malformed) == "InvalidParameterValue.IPv6AddressMalformed"
    cloud("TerminateInstances", {"InstanceIds": ids})
    cloud.world.clock.advance(60)
    assert cloud.found("ipv6-address", addresses[1][0]) == []


def test_a_machine_with_ipv6_stays_in_its_subnet(cloud, home):
    ids = cloud.bought(VirtualPrivateCloud=HERE | {"Ipv6AddressCount": 1})
    move = {"InstanceIds": ids, "VirtualPrivateCloud": HERE | {"PrivateIpAddresses": ["172.16.0.99"]}}
    refused = cloud.refused("ModifyInstancesVpcAttribute", move)
    assert refused == "UnsupportedOperation.IPv6NotSupportVpcMigrate"


@pytest.mark.parametrize(("count", "code"), [(11, "LimitExceeded.IPv6AddressNum"), (-1, "InvalidParameter")])
def test_refused_counts(cloud, home, count, code):
    wanted = MACHINE | {"VirtualPrivateCloud": HERE | {"Ipv6AddressCount": count}}
    assert cloud.refused("RunInstances", wanted) == code
    assert cloud.world.ledger() == NOTHING


def test_without_a_block_there_are_no_addresses(cloud):
    wanted = MACHINE | {"VirtualPrivateCloud": HERE | {"Ipv6AddressCount": 1}}
    assert cloud.refused("RunInstances", wanted) == "InvalidParameterValue.VpcNotSupportIpv6Address"


def test_blocks_are_taken_away_when_nothing_uses_them(cloud, home):
    vpc = {"VpcId": home["VpcId"]}
    ids = cloud.bought(VirtualPrivateCloud=HERE | {"Ipv6AddressCount": 1})
    assert cloud.refused("UnassignIpv6CidrBlock", vpc, "vpc") == "ResourceInUse"
    assert cloud.refused("UnassignIpv6SubnetCidrBlock", home, "vpc") == "ResourceInUse"
    cloud("TerminateInstances", {"InstanceIds": ids})
    cloud.world.clock.advance(60)
    cloud("UnassignIpv6SubnetCidrBlock", home, "vpc")
    cloud("UnassignIpv6CidrBlock", vpc, "vpc")
    assert cloud.refused("UnassignIpv6CidrBlock", vpc, "vpc") == "ResourceNotFound"
    assert len(shown(cloud, "Vpc", "")) == 1


def test_a_subnet_takes_the_block_that_is_asked_for(cloud):
    vpc = cloud("DescribeVpcs", {}, "vpc")["VpcSet"][0]["VpcId"]
    one, two, three = [each["SubnetId"] for each in cloud("DescribeSubnets", {}, "vpc")["SubnetSet"]][:3]
    whole = IPv6Network(cloud("AssignIpv6CidrBlock", {"VpcId": vpc}, "vpc")["Ipv6CidrBlock"])
    last = str(list(whole.subnets(new_prefix=64))[-1])

    def wanted(subnet, block):
        blocks = [{"SubnetId": subnet, "Ipv6CidrBlock": block}]
        return {"VpcId": vpc, "Ipv6SubnetCidrBlocks": blocks}

    def refused(subnet, block):
        return cloud.refused("AssignIpv6SubnetCidrBlock", wanted(subnet, block), "vpc")

    cloud("AssignIpv6SubnetCidrBlock", wanted(one, last), "vpc")
    assert [each["SubnetId"] for each in shown(cloud, "Subnet", last)] == [one]
    assert refused(two, last) == "InvalidParameterValue.SubnetConflict"
    assert refused(two, "2001:db8:ffff::/64") == "InvalidParameterValue.SubnetRange"
    assert refused(two, "ten") == "InvalidParameterValue.Malformed"
    assert refused(one, "") == "LimitExceeded"
    assert refused("subnet-00000000", "") == "ResourceNotFound"
    twice = {"VpcId": vpc, "Ipv6SubnetCidrBlocks": [{"SubnetId": three}, {"SubnetId": three}]}
    assert cloud.refused("AssignIpv6SubnetCidrBlock", twice, "vpc") == "InvalidParameterValue"
    assert cloud.refused("AssignIpv6CidrBlock", {"VpcId": vpc}, "vpc") == "LimitExceeded.CidrBlock"
    private = {"VpcId": vpc, "AddressType": "ULA"}
    assert cloud.refused("AssignIpv6CidrBlock", private, "vpc") == "UnsupportedOperation"

# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be changed about networks, groups and EIPs that are there."""

import pytest

from .networking import add, addresses, bind, code, eip, group, rule, subnet, task, vpc, wait


def described(cloud, what, **ids):
    [row] = cloud(f"Describe{what}s", ids, "vpc")[f"{what}Set"]
    return row


def test_a_vpc_changes_what_is_given_and_nothing_else(cloud):
    id = vpc(cloud, DnsServers=["10.0.0.2"])
    cloud("ModifyVpcAttribute", {"VpcId": id, "VpcName": "w"}, "vpc")
    cloud("ModifyVpcAttribute", {"VpcId": id, "DomainName": "lan", "EnableMulticast": "false"}, "vpc")
    shown = described(cloud, "Vpc", VpcIds=[id])
    assert (shown["VpcName"], shown["DomainName"], shown["DnsServerSet"]) == ("w", "lan", ["10.0.0.2"])
    cloud("ModifyVpcAttribute", {"VpcId": id, "DnsServers": ["10.0.0.3", "10.0.0.4"]}, "vpc")
    assert described(cloud, "Vpc", VpcIds=[id])["DnsServerSet"] == ["10.0.0.3", "10.0.0.4"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"VpcName": "n" * 61}, "InvalidParameterValue.TooLong"),
        ({"VpcName": ""}, "InvalidParameterValue"),
        ({"DnsServers": ["dns"]}, "InvalidParameterValue.Malformed"),
        ({"EnableMulticast": "true"}, "UnsupportedOperation.EnableMulticast"),
        ({"EnableRouteVpcPublish": True}, "UnsupportedOperation"),
    ],
)
def test_a_vpc_refuses(cloud, change, expected):
    assert code(cloud, "ModifyVpcAttribute", VpcId=vpc(cloud), **change) == expected


def test_a_subnet_and_a_group_are_renamed(cloud):
    inside, sg = subnet(cloud, vpc(cloud)), group(cloud)
    cloud("ModifySubnetAttribute", {"SubnetId": inside, "SubnetName": "new"}, "vpc")
    assert described(cloud, "Subnet", SubnetIds=[inside])["SubnetName"] == "new"
    assert code(cloud, "ModifySubnetAttribute", SubnetId=inside, SubnetName="") == "InvalidParameterValue"
    assert code(cloud, "ModifySubnetAttribute", SubnetId="subnet-00000000") == "ResourceNotFound"
    cloud("ModifySecurityGroupAttribute", {"SecurityGroupId": sg, "GroupDescription": "about"}, "vpc")
    shown = described(cloud, "SecurityGroup", SecurityGroupIds=[sg])
    assert (shown["SecurityGroupName"], shown["SecurityGroupDesc"]) == ("g", "about")
    long = {"GroupDescription": "d" * 101}
    refused = code(cloud, "ModifySecurityGroupAttribute", SecurityGroupId=sg, **long)
    assert refused == "InvalidParameterValue.TooLong"


def test_who_refers_to_a_group(cloud):
    one, two = group(cloud), group(cloud)
    source = {name: value for name, value in rule().items() if name != "CidrBlock"}
    add(cloud, two, {**source, "SecurityGroupId": one})
    answer = cloud("DescribeSecurityGroupReferences", {"SecurityGroupIds": [one, two]}, "vpc")
    assert answer["ReferredSecurityGroupSet"] == [{"SecurityGroupId": one, "ReferredSecurityGroupIds": [two]}]
    assert (
        code(cloud, "DescribeSecurityGroupReferences", SecurityGroupIds=["sg-00000000"]) == "ResourceNotFound"
    )


def test_an_eip_is_renamed(cloud):
    address = eip(cloud, AddressName="old")
    cloud("ModifyAddressAttribute", {"AddressId": address, "AddressName": "new"}, "vpc")
    assert addresses(cloud)[0]["AddressName"] == "new"
    refused = code(cloud, "ModifyAddressAttribute", AddressId=address, AddressName="n" * 61)
    assert refused == "InvalidParameterValue"


def test_more_bandwidth_is_a_task_that_costs_from_its_end(cloud):
    address = eip(cloud, InternetChargeType="BANDWIDTH_POSTPAID_BY_HOUR", InternetMaxBandwidthOut=1)
    more = {"AddressIds": [address], "InternetMaxBandwidthOut": 5}
    number = cloud("ModifyAddressesBandwidth", more, "vpc")["TaskId"]
    assert (task(cloud, number), addresses(cloud)[0]["Bandwidth"]) == ("RUNNING", 1)
    assert cloud.refused("ModifyAddressesBandwidth", more, "vpc") == "OperationDenied.MutexTaskRunning"
    wait(cloud, 10)
    assert (task(cloud, number), addresses(cloud)[0]["Bandwidth"]) == ("SUCCESS", 5)
    rates = [line["rate"] for line in cloud.world.ledger()["usage"] if line["resource"] == address]
    assert rates[-1] > rates[0] > 0


def test_bandwidth_that_cannot_be(cloud):
    address, [instance] = eip(cloud), cloud.bought()
    change = {"AddressIds": [address], "InternetMaxBandwidthOut": 101}
    assert code(cloud, "ModifyAddressesBandwidth", **change) == "InvalidParameterValue.BandwidthOutOfRange"
    bind(cloud, address, instance)
    busy = {**change, "InternetMaxBandwidthOut": 2}
    assert code(cloud, "ModifyAddressesBandwidth", **busy) == "OperationDenied.MutexTaskRunning"

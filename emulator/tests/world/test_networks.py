# SPDX-License-Identifier: GPL-3.0-or-later
"""VPCs and subnets: made, refused, found, taken down in order."""

import pytest
from cvm_emulator.clock import beijing

from .clouds import ZONE
from .networking import CIDR, INNER, group, rule, subnet, vpc

TAG = [{"Key": "use", "Value": "test"}]


def many(count):
    return [{"Key": f"k{n}", "Value": "v"} for n in range(count)]


VPC_REFUSALS = {
    "no name": ({"VpcName": ""}, "InvalidParameterValue"),
    "name too long": ({"VpcName": "名" * 21}, "InvalidParameterValue.TooLong"),
    "public": ({"CidrBlock": "8.8.0.0/16"}, "InvalidParameterValue"),
    "beyond 10/12": ({"CidrBlock": "10.16.0.0/16"}, "InvalidParameterValue"),
    "too wide": ({"CidrBlock": "10.0.0.0/8"}, "InvalidParameterValue"),
    "too wide for 192.168": ({"CidrBlock": "192.168.0.0/15"}, "InvalidParameterValue"),
    "too narrow": ({"CidrBlock": "172.16.0.0/29"}, "InvalidParameterValue"),
    "host bits": ({"CidrBlock": "10.0.0.1/16"}, "InvalidParameterValue.Malformed"),
    "no mask": ({"CidrBlock": "10.0.0.0"}, "InvalidParameterValue.Malformed"),
    "multicast": ({"EnableMulticast": "true"}, "UnsupportedOperation.EnableMulticast"),
    "multicast as a word": ({"EnableMulticast": "yes"}, "InvalidParameterValue.Malformed"),
    "multicast as a boolean": ({"EnableMulticast": False}, "InvalidParameter"),
    "five name servers": ({"DnsServers": ["1.1.1.1"] * 5}, "InvalidParameterValue.LimitExceeded"),
    "name server": ({"DnsServers": ["dns"]}, "InvalidParameterValue.Malformed"),
    "IPv6": ({"Ipv6CidrBlock": "fd00::/8"}, "UnsupportedOperation"),
    "tag twice": ({"Tags": TAG * 2}, "InvalidParameterValue.TagDuplicateKey"),
    "tag reserved": (
        {"Tags": [{"Key": "qcs:x", "Value": "y"}]},
        "UnsupportedOperation.TagSystemReservedTagKey",
    ),
    "tag key": ({"Tags": [{"Key": "a&b", "Value": "y"}]}, "InvalidParameterValue.TagInvalidKey"),
    "tag key too long": (
        {"Tags": [{"Key": "k" * 128, "Value": "y"}]},
        "InvalidParameterValue.TagInvalidKeyLen",
    ),
    "tag value": ({"Tags": [{"Key": "k", "Value": "&"}]}, "InvalidParameterValue.TagInvalidVal"),
    "51 tags": ({"Tags": many(51)}, "LimitExceeded.TagKeyPerResourceExceeded"),
}
SUBNET_REFUSALS = {
    "VPC malformed": ({"VpcId": "vpc"}, "InvalidParameterValue.Malformed"),
    "VPC unknown": ({"VpcId": "vpc-00000000"}, "ResourceNotFound"),
    "no name": ({"SubnetName": ""}, "InvalidParameterValue"),
    "zone unknown": ({"Zone": "mars-1"}, "ResourceNotFound"),
    "zone of another region": ({"Zone": "ap-shanghai-2"}, "ResourceNotFound"),
    "outside": ({"CidrBlock": "10.1.0.0/24"}, "InvalidParameterValue.SubnetRange"),
    "overlap": ({"CidrBlock": "10.0.9.128/25"}, "InvalidParameterValue.SubnetConflict"),
    "too wide": ({"CidrBlock": "10.0.0.0/15"}, "InvalidParameterValue"),
    "too narrow": ({"CidrBlock": "10.0.0.0/29"}, "InvalidParameterValue"),
    "malformed": ({"CidrBlock": "10.0.0.0"}, "InvalidParameterValue.Malformed"),
    "cluster": ({"CdcId": "cluster-1"}, "UnsupportedOperation"),
}


@pytest.mark.parametrize(("params", "code"), VPC_REFUSALS.values(), ids=VPC_REFUSALS)
def test_refusals_of_a_vpc(cloud, params, code):
    assert cloud.refused("CreateVpc", {"VpcName": "v", "CidrBlock": CIDR} | params, "vpc") == code


@pytest.mark.parametrize(("params", "code"), SUBNET_REFUSALS.values(), ids=SUBNET_REFUSALS)
def test_refusals_of_a_subnet(cloud, params, code):
    vpc_id = vpc(cloud)
    subnet(cloud, vpc_id, CidrBlock="10.0.9.0/24")
    given = {"VpcId": vpc_id, "SubnetName": "s", "Zone": ZONE, "CidrBlock": INNER} | params
    assert cloud.refused("CreateSubnet", given, "vpc") == code


@pytest.mark.parametrize("action", ["CreateVpc", "CreateSubnet"])
def test_a_block_is_needed(cloud, action):
    given = (
        {"VpcName": "v"} if action == "CreateVpc" else {"VpcId": vpc(cloud), "SubnetName": "s", "Zone": ZONE}
    )
    assert cloud.refused(action, given, "vpc") == "MissingParameter"


@pytest.mark.parametrize("cidr", ["10.0.0.0/12", "10.15.255.240/28", "172.16.0.0/12", "192.168.0.0/16"])
def test_private_blocks_are_vpcs(cloud, cidr):
    answer = cloud("CreateVpc", {"VpcName": "v", "CidrBlock": cidr}, "vpc")["Vpc"]
    assert cloud("DescribeVpcs", {"VpcIds": [answer["VpcId"]]}, "vpc")["VpcSet"] == [answer]
    assert (answer["CidrBlock"], answer["IsDefault"]) == (cidr, False)
    assert answer["CreatedTime"] in (beijing(cloud.world.clock.now()), beijing(cloud.world.clock.now() - 1))


def test_a_vpc_keeps_its_name_servers_and_its_tags_come_late(cloud):
    vpc_id = vpc(
        cloud, DnsServers=["1.1.1.1", "8.8.8.8"], DomainName="a.test", EnableMulticast="FALSE", Tags=TAG
    )

    def shown():
        return cloud("DescribeVpcs", {"VpcIds": [vpc_id]}, "vpc")["VpcSet"][0]

    assert (shown()["DnsServerSet"], shown()["DomainName"]) == (["1.1.1.1", "8.8.8.8"], "a.test")
    assert shown()["TagSet"] == []
    cloud.world.clock.advance(3)
    assert shown()["TagSet"] == TAG
    found = cloud("DescribeVpcs", {"Filters": [{"Name": "tag:use", "Values": ["test"]}]}, "vpc")
    assert found["TotalCount"] == 1


def test_quotas_of_networks(open_cloud):
    cloud = open_cloud(default_vpc="none", vpc_quota=1, subnet_quota=1)
    vpc_id = vpc(cloud)
    assert cloud.refused("CreateVpc", {"VpcName": "v", "CidrBlock": CIDR}, "vpc") == "LimitExceeded"
    assert cloud.refused("CreateDefaultVpc", {}, "vpc") == "LimitExceeded.DefaultVpcLimitExceeded"
    subnet(cloud, vpc_id)
    given = {"VpcId": vpc_id, "SubnetName": "s", "Zone": ZONE, "CidrBlock": "10.0.2.0/24"}
    assert cloud.refused("CreateSubnet", given, "vpc") == "LimitExceeded"
    limits = cloud("DescribeVpcLimits", {"LimitTypes": ["vpc-max-subnets", "appid-max-vpcs"]}, "vpc")
    assert [each["LimitValue"] for each in limits["VpcLimitSet"]] == [1, 1]
    assert cloud.refused("DescribeVpcLimits", {"LimitTypes": ["x"]}, "vpc") == "UnsupportedOperation"


def test_a_network_is_taken_down_from_the_inside_out(cloud):
    vpc_id, group_id = vpc(cloud), group(cloud)
    subnet_id = subnet(cloud, vpc_id)
    network = {"VpcId": vpc_id, "SubnetId": subnet_id}
    [instance] = cloud.bought(VirtualPrivateCloud=network, SecurityGroupIds=[group_id])
    steps = [
        ("DeleteSecurityGroup", {"SecurityGroupId": group_id}),
        ("DeleteSubnet", {"SubnetId": subnet_id}),
        ("DeleteVpc", {"VpcId": vpc_id}),
    ]

    def held():
        return cloud("DescribeUsedIpAddress", {"VpcId": vpc_id, "SubnetId": subnet_id}, "vpc")["TotalCount"]

    assert [cloud.refused(*step, "vpc") for step in steps] == ["ResourceInUse"] * 3
    cloud("TerminateInstances", {"InstanceIds": [instance]})
    cloud.world.clock.advance(60)
    assert cloud.shown() == []
    assert held() == 1
    assert [cloud.refused(*step, "vpc") for step in steps] == ["ResourceInUse"] * 3
    cloud.world.clock.advance(120)
    assert held() == 0
    assert cloud.refused(*steps[2], "vpc") == "ResourceInUse"
    for step in steps:
        cloud(*step, "vpc")
    assert [cloud.refused(*step, "vpc") for step in steps] == ["ResourceNotFound"] * 3


def test_deleted_ids_never_come_back(cloud):
    gone = vpc(cloud)
    cloud("DeleteVpc", {"VpcId": gone}, "vpc")
    assert vpc(cloud) != gone


def test_used_addresses_name_the_card_and_page(cloud):
    vpc_id = vpc(cloud)
    one, other = subnet(cloud, vpc_id), subnet(cloud, vpc_id, CidrBlock="10.0.2.0/24")
    for subnet_id, count in ((one, 2), (other, 1)):
        cloud.buy(VirtualPrivateCloud={"VpcId": vpc_id, "SubnetId": subnet_id}, InstanceCount=count)

    def used(**params):
        answer = cloud("DescribeUsedIpAddress", {"VpcId": vpc_id} | params, "vpc")
        return answer["TotalCount"], [each["IpAddress"] for each in answer["IpAddressStates"]]

    assert used()[0] == 3
    assert used(SubnetId=one) == (2, ["10.0.1.2", "10.0.1.3"])
    assert used(IpAddresses=["10.0.1.3", "10.0.1.9"]) == (1, ["10.0.1.3"])
    assert used(SubnetId=one, Offset=1, Limit=1) == (2, ["10.0.1.3"])
    cards = cloud("DescribeUsedIpAddress", {"VpcId": vpc_id}, "vpc")["IpAddressStates"]
    assert len({each["ResourceId"] for each in cards}) == 3
    assert all(each["ResourceType"] == "ENI" and each["ResourceId"].startswith("eni-") for each in cards)
    stranger = cloud("DescribeSubnets", {}, "vpc")["SubnetSet"][0]["SubnetId"]
    given = {"VpcId": vpc_id, "SubnetId": stranger}
    assert cloud.refused("DescribeUsedIpAddress", given, "vpc") == "ResourceNotFound"


def test_the_default_network_comes_back_after_it_was_taken_down(cloud):
    for each in cloud("DescribeSubnets", {"Limit": "100"}, "vpc")["SubnetSet"]:
        cloud("DeleteSubnet", {"SubnetId": each["SubnetId"]}, "vpc")
    kept = cloud("CreateDefaultVpc", {"Zone": ZONE}, "vpc")["Vpc"]
    assert cloud("DescribeSubnets", {}, "vpc")["TotalCount"] == 1
    cloud("DeleteSubnet", {"SubnetId": kept["SubnetId"]}, "vpc")
    cloud("DeleteVpc", {"VpcId": kept["VpcId"]}, "vpc")
    made = cloud("CreateDefaultVpc", {"Force": True}, "vpc")["Vpc"]
    assert made["VpcId"] != kept["VpcId"]


def test_the_default_vpc_may_be_full(open_cloud):
    cloud = open_cloud(default_vpc="none")
    made = cloud("CreateDefaultVpc", {}, "vpc")["Vpc"]
    cloud("DeleteSubnet", {"SubnetId": made["SubnetId"]}, "vpc")
    subnet(cloud, made["VpcId"], CidrBlock="172.16.0.0/16")
    assert cloud.refused("CreateDefaultVpc", {}, "vpc") == "ResourceInsufficient.CidrBlock"


def test_subnets_page_by_token(cloud):
    def walk(token="", **params):
        return cloud("DescribeSubnets", {"MaxResults": 3, "NextToken": token} | params, "vpc")

    first = walk()
    second = walk(first["NextToken"])
    assert [len(page["SubnetSet"]) for page in (first, second)] == [3, 1]
    assert (first["TotalCount"], second["NextToken"]) == (4, "")
    ids = {each["SubnetId"] for page in (first, second) for each in page["SubnetSet"]}
    assert len(ids) == 4

    def code(**params):
        return cloud.refused("DescribeSubnets", params, "vpc")

    assert code(MaxResults=3, Limit="3") == "InvalidParameter.Coexist"
    assert code(MaxResults=101) == "InvalidParameterValue.Range"
    assert code(MaxResults=3, NextToken="made up") == "InvalidParameterValue.Malformed"
    forged = first["NextToken"][:-2] + "AA"
    assert code(MaxResults=3, NextToken=forged) == "InvalidParameterValue.Malformed"
    cloud.world.clock.advance(86_401)
    assert code(MaxResults=3, NextToken=first["NextToken"]) == "InvalidParameterValue.Malformed"


def test_what_the_account_may_use(cloud):
    attributes = cloud("DescribeAccountAttributes", {}, "vpc")["AccountAttributeSet"]
    assert attributes == [{"AttributeName": "supported-platforms", "AttributeValues": ["VPC"]}]
    assert cloud("DescribeNetworkAccountType", {}, "vpc")["NetworkAccountType"] == "STANDARD"


def test_networks_of_one_region_do_not_show_in_another(cloud):
    vpc_id = vpc(cloud)
    assert cloud("DescribeVpcs", {"VpcIds": [vpc_id]}, "vpc", region="ap-shanghai")["TotalCount"] == 0
    assert cloud.refused("DeleteVpc", {"VpcId": vpc_id}, "vpc", region="ap-shanghai") == "ResourceNotFound"


def test_a_rule_may_name_a_group_of_this_region_only(cloud):
    elsewhere = cloud(
        "CreateSecurityGroup", {"GroupName": "g", "GroupDescription": ""}, "vpc", region="ap-shanghai"
    )["SecurityGroup"]["SecurityGroupId"]
    source = rule()
    del source["CidrBlock"]
    policies = {"Ingress": [source | {"SecurityGroupId": elsewhere}]}
    given = {"SecurityGroupId": group(cloud), "SecurityGroupPolicySet": policies}
    assert cloud.refused("CreateSecurityGroupPolicies", given, "vpc") == "ResourceNotFound"

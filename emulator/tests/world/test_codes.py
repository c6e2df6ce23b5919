# SPDX-License-Identifier: GPL-3.0-or-later
"""Every refusal of a purchase and of its price that can be provoked, by its code."""

import base64

import pytest
from cvm_emulator.errors import ApiError

from .clouds import MACHINE, NOTHING, SMALLEST, ZONE

WINDOWS, ARM = "img-m2s4nkqd", "img-g9yh2ulb"
DEFAULT = {"VpcId": "DEFAULT", "SubnetId": "DEFAULT"}
SPOT = {"InstanceChargeType": "SPOTPAID"}


def placed(zone, **more):
    return {"Placement": {"Zone": zone, **more}}


def bid(price, **more):
    return SPOT | {"InstanceMarketOptions": {"SpotOptions": {"MaxPrice": price}, **more}}


def prepaid(months, renew="NOTIFY_AND_MANUAL_RENEW"):
    return {
        "InstanceChargeType": "PREPAID",
        "InstanceChargePrepaid": {"Period": months, "RenewFlag": renew},
    }


def tagged(*pairs, kind="instance"):
    return {"TagSpecification": [{"ResourceType": kind, "Tags": [{"Key": k, "Value": v} for k, v in pairs]}]}


def data(*disks):
    return {"DataDisks": [{"DiskType": kind, "DiskSize": size} for kind, size in disks]}


def address(kind, **more):
    wanted = {"InternetMaxBandwidthOut": 5, "IPv4AddressType": kind}
    return {"InternetAccessible": wanted | more}


def packed(zone, pack):
    return placed(zone, DedicatedResourcePackTenancy="ResourcePool", DedicatedResourcePackIds=[pack])


IN_CLUSTER = placed("ap-guangzhou-6") | {"InstanceType": "HCCIC5.24XLARGE384"}
BOTH = {
    "zone unknown": (placed("ap-nowhere-1"), "InvalidZone.MismatchRegion"),
    "zone of another region": (placed("ap-shanghai-2"), "InvalidZone.MismatchRegion"),
    "zone closed": (placed("ap-guangzhou-1"), "InvalidParameterValue.ZoneNotSupported"),
    "project": (placed(ZONE, ProjectId=7), "InvalidProjectId.NotFound"),
    "image malformed": ({"ImageId": "ubuntu"}, "InvalidImageId.Malformed"),
    "image unknown": ({"ImageId": "img-00000000"}, "InvalidImageId.NotFound"),
    "type malformed": ({"InstanceType": "s5 medium"}, "InvalidInstanceType.Malformed"),
    "type unknown": ({"InstanceType": "S9.MEDIUM4"}, "InvalidParameterValue.InstanceTypeNotFound"),
    "type not sold in the zone": ({"InstanceType": "S6.MEDIUM4"}, "ResourceUnavailable.InstanceType"),
    "type never spot": (
        SPOT | {"InstanceType": "S2.MEDIUM4"},
        "UnsupportedOperation.NoInstanceTypeSupportSpot",
    ),
    "charge type unknown": ({"InstanceChargeType": "MONTHLY"}, "InvalidParameterValue"),
    "prepaid without terms": ({"InstanceChargeType": "PREPAID"}, "MissingParameter"),
    "terms without prepaid": ({"InstanceChargePrepaid": {"Period": 1}}, "InvalidParameterCombination"),
    "period": (prepaid(13), "InvalidPeriod"),
    "renewal": (prepaid(1, "WHENEVER"), "InvalidParameterValue"),
    "in a dedicated cluster": ({"InstanceChargeType": "CDCPAID"}, "UnsupportedOperation"),
    "bid too low": (bid("0.01"), "InvalidParameterValue.InsufficientPrice"),
    "bid no number": (bid("cheap"), "InvalidParameterValue"),
    "bid without spot": (
        bid("1") | {"InstanceChargeType": "POSTPAID_BY_HOUR"},
        "InvalidParameterCombination",
    ),
    "bid missing": (SPOT | {"InstanceMarketOptions": {"SpotOptions": {}}}, "MissingParameter"),
    "market unknown": (bid("1", MarketType="auction"), "InvalidParameterValue"),
    "count zero": ({"InstanceCount": 0}, "InvalidParameterValue.Range"),
    "count too large": ({"InstanceCount": 101}, "InvalidParameterValue.LimitExceeded"),
    "system disk size": ({"SystemDisk": {"DiskSize": 10}}, "InvalidParameterValue"),
    "system disk smaller than the image": (
        {"ImageId": WINDOWS, "SystemDisk": {"DiskSize": 40}},
        "InvalidParameterValue",
    ),
    "system disk kind unknown": ({"SystemDisk": {"DiskType": "FLOPPY"}}, "InvalidParameterValue"),
    "system disk kind for data only": (
        {"SystemDisk": {"DiskType": "CLOUD_BASIC"}},
        "ResourceInsufficient.CloudDiskUnavailable",
    ),
    "data disk of the default kind": ({"DataDisks": [{"DiskSize": 50}]}, "UnsupportedOperation.InvalidDisk"),
    "data disk step": (data(("CLOUD_PREMIUM", 55)), "InvalidParameterValue"),
    "data disk size": (data(("CLOUD_PREMIUM", 40000)), "InvalidParameterValue"),
    "data disk SSD too small": (
        data(("CLOUD_SSD", 50)),
        "InvalidParameterValue.CloudSsdDataDiskSizeTooSmall",
    ),
    "data disk newer than the machine": (
        data(("CLOUD_TSSD", 100)),
        "ResourceInsufficient.CloudDiskUnavailable",
    ),
    "data disk not to be named": (data(("LOCAL_NVME", 100)), "InvalidParameterValue"),
    "too many disks": (data(*[("CLOUD_PREMIUM", 10)] * 21), "InvalidParameterValue.LimitExceeded"),
    "bandwidth": ({"InternetAccessible": {"InternetMaxBandwidthOut": 101}}, "InvalidParameterValue.Range"),
    "bandwidth charge unknown": (
        {"InternetAccessible": {"InternetChargeType": "FREE"}},
        "InvalidParameterValue",
    ),
    "bandwidth prepaid": (
        {"InternetAccessible": {"InternetChargeType": "BANDWIDTH_PREPAID"}},
        "InvalidParameterCombination",
    ),
    "address without bandwidth": (
        {"InternetAccessible": {"PublicIpAssigned": True}},
        "InvalidParameterCombination",
    ),
    "name too long": ({"InstanceName": "x" * 129}, "InvalidInstanceName.TooLong"),
    "token too long": ({"ClientToken": "x" * 65}, "InvalidClientToken.TooLong"),
    "token not ASCII": ({"ClientToken": "käufe"}, "InvalidParameterValue"),
    "tag reserved": (tagged(("qcs:x", "y")), "FailedOperation.TagKeyReserved"),
    "tag reserved, in English": (tagged(("project-a", "y")), "FailedOperation.TagKeyReserved"),
    "tag reserved, in Chinese": (tagged(("项目一", "y")), "FailedOperation.TagKeyReserved"),
    "tag key too long": (tagged(("x" * 128, "y")), "FailedOperation.IllegalTagKey"),
    "tag value too long": (tagged(("x", "y" * 256)), "FailedOperation.IllegalTagValue"),
    "tag value empty": (tagged(("x", "")), "FailedOperation.IllegalTagValue"),
    "tag twice": (tagged(("x", "1"), ("x", "2")), "InvalidParameterValue.DuplicateTags"),
    "too many tags": (
        tagged(*[(f"k{n}", "v") for n in range(51)]),
        "InvalidParameterValue.TagQuotaLimitExceeded",
    ),
    "tags for a kind unknown": (tagged(("x", "y"), kind="pet"), "InvalidParameterValue"),
    "tags for a host": (tagged(("x", "y"), kind="host"), "UnsupportedOperation"),
    "half a topology": (
        {"CpuTopology": {"CoreCount": 1}},
        "InvalidParameter.LackCoreCountOrThreadPerCore",
    ),
    "cluster for a type that takes none": (
        {"HpcClusterId": "hpc-rehearse"},
        "InvalidParameterValue.InstanceTypeNotSupportHpcCluster",
    ),
    "cluster missing": (IN_CLUSTER, "InvalidParameterValue.InstanceTypeRequiredHpcCluster"),
    "cluster unknown": (IN_CLUSTER | {"HpcClusterId": "hpc-00000000"}, "ResourceNotFound.HpcCluster"),
    "address kind unknown": (address("EIPv4"), "InvalidParameterValue"),
    "address kind of other regions": (address("HighQualityEIP"), "InvalidParameterValue"),
    "address kind without an address": (
        address("AntiDDoSEIP", InternetMaxBandwidthOut=0, AntiDDoSPackageId="bgp-rehearse"),
        "InvalidParameterCombination",
    ),
    "shield missing": (address("AntiDDoSEIP"), "MissingParameter"),
    "shield unknown": (address("AntiDDoSEIP", AntiDDoSPackageId="bgp-00000000"), "InvalidParameterValue"),
    "shield of another kind": (
        address("WanIP", AntiDDoSPackageId="bgp-rehearse"),
        "InvalidParameterCombination",
    ),
    "tenancy unknown": (placed(ZONE, DedicatedResourcePackTenancy="Mine"), "InvalidParameterValue"),
    "burst of a kind without": (
        {"DataDisks": [{"DiskType": "CLOUD_PREMIUM", "DiskSize": 500, "BurstPerformance": True}]},
        "InvalidParameterValue",
    ),
    "burst of a small disk": (
        {"DataDisks": [{"DiskType": "CLOUD_HSSD", "DiskSize": 450, "BurstPerformance": True}]},
        "InvalidParameterValue",
    ),
    "template malformed": (
        {"LaunchTemplate": {"LaunchTemplateId": "web"}},
        "InvalidParameterValue.LaunchTemplateIdMalformed",
    ),
    "template unknown": (
        {"LaunchTemplate": {"LaunchTemplateId": "lt-00000000"}},
        "InvalidParameterValue.LaunchTemplateIdNotExisted",
    ),
    "template unnamed": ({"LaunchTemplate": {}}, "MissingParameter"),
    "unknown parameter": ({"Count": 3}, "UnknownParameter"),
    "wrong type": ({"InstanceCount": "3"}, "InvalidParameter"),
    "unknown inside": ({"SystemDisk": {"Size": 50}}, "UnknownParameter"),
}
BUYING = {
    "cluster of another zone": (
        IN_CLUSTER | placed("ap-guangzhou-7") | {"HpcClusterId": "hpc-rehearse"},
        "InvalidParameterValue.HpcClusterIdZoneIdNotMatch",
    ),
    "pack without its tenancy": (
        placed(ZONE, DedicatedResourcePackIds=["rpp-rehearse"]),
        "InvalidParameterValue.DedicatedResourcePackTenancyMismatch",
    ),
    "tenancy without a pack": (
        placed(ZONE, DedicatedResourcePackTenancy="ResourcePool"),
        "InvalidParameterValue.DedicatedResourcePackTenancyMismatch",
    ),
    "pack unknown": (
        packed(ZONE, "rpp-00000000"),
        "InvalidParameterValue.DedicatedResourcePackIdsNotFound",
    ),
    "pack of another zone": (
        packed(ZONE, "rpp-rehearse"),
        "InvalidParameterValue.DedicatedResourcePackNotValid",
    ),
    "pack of another family": (
        packed("ap-guangzhou-6", "rpp-rehearse") | {"InstanceType": "SA2.MEDIUM4"},
        "InvalidParameterValue.DedicatedResourcePackNotValid",
    ),
    "pack expired": (
        packed("ap-guangzhou-6", "rpp-expired0"),
        "InvalidParameterValue.DedicatedResourcePackNotValid",
    ),
    "pack too small": (
        packed("ap-guangzhou-6", "rpp-rehearse") | {"InstanceCount": 33},
        "InvalidParameterValue.DedicatedResourcePackNotValid",
    ),
    "image for another machine": ({"ImageId": ARM}, "InvalidParameterValue.InvalidImageForGivenInstanceType"),
    "password and keys": (
        {"LoginSettings": {"Password": "Abcdef123", "KeyIds": ["skey-rehearse"]}},
        "InvalidParameterCombination",
    ),
    "keys and image login": (
        {"LoginSettings": {"KeepImageLogin": "TRUE", "KeyIds": ["skey-rehearse"]}},
        "InvalidParameter.ParameterConflict",
    ),
    "image login of a public image": ({"LoginSettings": {"KeepImageLogin": "TRUE"}}, "InvalidParameterValue"),
    "password too short": ({"LoginSettings": {"Password": "Abc12"}}, "InvalidParameterValue.InvalidPassword"),
    "password of one class": (
        {"LoginSettings": {"Password": "abcdefghij"}},
        "InvalidParameterValue.InvalidPassword",
    ),
    "password for Windows": (
        {"ImageId": WINDOWS, "LoginSettings": {"Password": "abcdefgh1234"}},
        "InvalidParameterValue.InvalidPassword",
    ),
    "key malformed": ({"LoginSettings": {"KeyIds": ["mine"]}}, "InvalidKeyPairId.Malformed"),
    "key unknown": (
        {"LoginSettings": {"KeyIds": ["skey-00000000"]}},
        "InvalidParameterValue.KeyPairNotFound",
    ),
    "keys for Windows": (
        {"ImageId": WINDOWS, "LoginSettings": {"KeyIds": ["skey-rehearse"]}},
        "UnsupportedOperation.KeyPairUnsupportedWindows",
    ),
    "host name": ({"HostName": "-web"}, "InvalidParameterValue.IllegalHostName"),
    "host name with underscore": ({"HostName": "web_{R:1}"}, "InvalidParameterValue.IllegalHostName"),
    "host name of Windows": (
        {"ImageId": WINDOWS, "HostName": "web.one"},
        "InvalidParameterValue.IllegalHostName",
    ),
    "vpc malformed": (
        {"VirtualPrivateCloud": {"VpcId": "net", "SubnetId": "subnet-00000000"}},
        "InvalidParameterValue.VpcIdMalformed",
    ),
    "subnet malformed": (
        {"VirtualPrivateCloud": {"VpcId": "vpc-00000000", "SubnetId": "net"}},
        "InvalidParameterValue.SubnetIdMalformed",
    ),
    "vpc unknown": (
        {"VirtualPrivateCloud": {"VpcId": "vpc-00000000", "SubnetId": "subnet-00000000"}},
        "InvalidParameterValue.VpcIdNotExist",
    ),
    "half a default": (
        {"VirtualPrivateCloud": {"VpcId": "DEFAULT", "SubnetId": "subnet-00000000"}},
        "InvalidParameterCombination",
    ),
    "address malformed": (
        {"VirtualPrivateCloud": DEFAULT | {"PrivateIpAddresses": ["172.16.0"]}},
        "InvalidParameterValue.InvalidIpFormat",
    ),
    "address elsewhere": (
        {"VirtualPrivateCloud": DEFAULT | {"PrivateIpAddresses": ["10.0.0.5"]}},
        "VpcAddrNotInSubNet",
    ),
    "address of the gateway": (
        {"VirtualPrivateCloud": DEFAULT | {"PrivateIpAddresses": ["172.16.0.1"]}},
        "VpcAddrNotInSubNet",
    ),
    "addresses for others": (
        {"VirtualPrivateCloud": DEFAULT | {"PrivateIpAddresses": ["172.16.0.5", "172.16.0.6"]}},
        "InvalidParameterCombination",
    ),
    "address twice": (
        {"VirtualPrivateCloud": DEFAULT | {"PrivateIpAddresses": ["172.16.0.5"] * 2}, "InstanceCount": 2},
        "InvalidParameterValue.Duplicate",
    ),
    "too many addresses": (
        {
            "VirtualPrivateCloud": DEFAULT | {"PrivateIpAddresses": [f"172.16.0.{n}" for n in range(5, 26)]},
            "InstanceCount": 21,
        },
        "InvalidParameterValue.LimitExceeded",
    ),
    "IPv6": (
        {"VirtualPrivateCloud": DEFAULT | {"Ipv6AddressCount": 1}},
        "InvalidParameterValue.VpcNotSupportIpv6Address",
    ),
    "group unknown": ({"SecurityGroupIds": ["sg-00000000"]}, "InvalidSecurityGroupId.NotFound"),
    "too many groups": (
        {"SecurityGroupIds": [f"sg-0000000{n}" for n in range(6)]},
        "InvalidParameterValue.LimitExceeded",
    ),
    "group twice": ({"SecurityGroupIds": ["sg-00000000"] * 2}, "InvalidParameterValue.Duplicate"),
    "user data not base64": ({"UserData": "#!/bin/sh"}, "InvalidParameterValue.InvalidUserDataFormat"),
    "user data too long": (
        {"UserData": base64.b64encode(b"x" * 13000).decode()},
        "InvalidParameterValue.TooLarge",
    ),
    "timer for something else": (
        {"ActionTimer": {"TimerAction": "StopInstances", "ActionTime": "2099-01-01T00:00:00Z"}},
        "InvalidParameterValue",
    ),
    "timer malformed": (
        {"ActionTimer": {"TimerAction": "TerminateInstances", "ActionTime": "soon"}},
        "InvalidParameterValue.InvalidTimeFormat",
    ),
    "timer too early": (
        {"ActionTimer": {"TimerAction": "TerminateInstances", "ActionTime": "2020-01-01T00:00:00Z"}},
        "InvalidParameterValue",
    ),
    "least is all": ({"MinCount": 2, "InstanceCount": 2}, "InvalidParameterValue.InvalidParameterMinCount"),
    "quota": ({"InstanceCount": 61}, "LimitExceeded.InstanceQuota"),
    "spot quota": (SPOT | {"InstanceCount": 26}, "LimitExceeded.UserSpotQuota"),
    "sold out": ({"InstanceType": "SA2.LARGE16"}, "ResourceInsufficient.SpecifiedInstanceType"),
    "spot sold out": (SPOT | {"InstanceType": "SA2.LARGE16"}, "InvalidParameterValue.InsufficientOffering"),
    "placement group malformed": (
        {"DisasterRecoverGroupIds": ["near"]},
        "InvalidParameterValue.DisasterRecoverGroupIdMalformed",
    ),
    "placement group unknown": (
        {"DisasterRecoverGroupIds": ["ps-00000000"]},
        "FailedOperation.DisasterRecoverGroupNotFound",
    ),
    "placement groups": (
        {"DisasterRecoverGroupIds": ["ps-00000000", "ps-00000001"]},
        "InvalidParameterValue.LimitExceeded",
    ),
    "role unknown": ({"CamRoleName": "reader"}, "AuthFailure.CamRoleNameAuthenticateFailed"),
    "role malformed": ({"CamRoleName": "a b"}, "InvalidParameterValue.CamRoleNameMalformed"),
}
PRICING = {
    "quota": ({"InstanceCount": 61}, "InstancesQuotaLimitExceeded"),
    "sold out": ({"InstanceType": "SA2.LARGE16"}, "ResourcesSoldOut.SpecifiedInstanceType"),
    "password": ({"LoginSettings": {"Password": "short"}}, "InvalidPassword"),
    "host name": ({"HostName": "x" * 31}, "InvalidParameterValue"),
    "addresses": (
        {"VirtualPrivateCloud": DEFAULT | {"PrivateIpAddresses": ["172.16.0.5"] * 2}, "InstanceCount": 2},
        "InvalidParameterCombination",
    ),
    "dry run": ({"DryRun": True}, "UnknownParameter"),
    "least": ({"MinCount": 1}, "UnknownParameter"),
    "user data": ({"UserData": ""}, "UnknownParameter"),
}


@pytest.mark.parametrize("action", ["RunInstances", "InquiryPriceRunInstances"])
@pytest.mark.parametrize("name", BOTH)
def test_refused_by_both(cloud, action, name):
    change, code = BOTH[name]
    assert cloud.refused(action, MACHINE | change) == code
    assert cloud.world.ledger() == NOTHING


@pytest.mark.parametrize("name", BUYING)
def test_refused_when_buying(cloud, name):
    change, code = BUYING[name]
    assert cloud.refused("RunInstances", MACHINE | change) == code
    assert cloud.world.ledger() == NOTHING


@pytest.mark.parametrize("name", PRICING)
def test_refused_when_pricing(cloud, name):
    change, code = PRICING[name]
    assert cloud.refused("InquiryPriceRunInstances", MACHINE | change) == code


@pytest.mark.parametrize("missing", ["Placement", "ImageId"])
def test_without_a_template_these_are_required(cloud, missing):
    params = {name: value for name, value in SMALLEST.items() if name != missing}
    assert cloud.refused("RunInstances", params) == "MissingParameter"


def test_subnets_of_other_zones_and_networks(open_cloud):
    cloud = open_cloud(default_vpc=["ap-guangzhou", "ap-shanghai"])
    subnets = cloud("DescribeSubnets", {}, "vpc")["SubnetSet"]
    vpc, here, there = subnets[0]["VpcId"], subnets[0]["SubnetId"], subnets[1]["SubnetId"]
    foreign = cloud("DescribeSubnets", {}, "vpc", region="ap-shanghai")["SubnetSet"][0]

    def code(vpc_id, subnet_id):
        network = {"VirtualPrivateCloud": {"VpcId": vpc_id, "SubnetId": subnet_id}}
        return cloud.refused("RunInstances", MACHINE | network)

    assert code(vpc, there) == "InvalidParameterValue.SubnetIdZoneIdNotMatch"
    assert code(vpc, foreign["SubnetId"]) == "InvalidParameterValue.SubnetNotExist"
    assert code(foreign["VpcId"], here) == "InvalidParameterValue.VpcIdNotExist"


def test_an_address_stays_taken_a_while_after_its_instance(cloud):
    network = {"VirtualPrivateCloud": DEFAULT | {"PrivateIpAddresses": ["172.16.0.9"]}}
    ids = cloud.bought(**network)
    assert cloud.refused("RunInstances", MACHINE | network) == "VpcIpIsUsed"
    cloud("TerminateInstances", {"InstanceIds": ids})
    cloud.world.clock.advance(60)
    assert cloud.refused("RunInstances", MACHINE | network) == "VpcIpIsUsed"
    cloud.world.clock.advance(120)
    cloud.buy(**network)


def test_a_subnet_runs_out_of_addresses(open_cloud):
    cloud = open_cloud(postpaid_quota=5000, group_instances_quota=5000, boot=0)
    for _ in range(40):
        cloud.buy(InstanceCount=100)
    cloud.buy(InstanceCount=93)
    assert cloud.refused("RunInstances", MACHINE) == "FailedOperation.NoAvailableIpAddressCountInSubnet"
    [subnet] = cloud("DescribeSubnets", {"Filters": [{"Name": "zone", "Values": [ZONE]}]}, "vpc")["SubnetSet"]
    assert (subnet["TotalIpAddressCount"], subnet["AvailableIpAddressCount"]) == (4093, 0)


def test_messages_name_parameter_and_value(cloud):
    params = MACHINE | {"ImageId": "img-00000000"}
    for language, word in (("en-US", "not valid"), ("zh-CN", "参数")):
        with pytest.raises(ApiError) as refused:
            cloud("RunInstances", params, language=language)
        assert refused.value.request_id
        assert "`img-00000000`" in refused.value.message
        assert "`ImageId`" in refused.value.message
        assert word in refused.value.message


def test_a_password_is_never_in_a_message(cloud):
    with pytest.raises(ApiError) as refused:
        cloud("RunInstances", MACHINE | {"LoginSettings": {"Password": "hunter2"}})
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize(
    ("service", "action", "version", "region", "code"),
    [
        ("ecs", "RunInstances", "2017-03-12", "ap-guangzhou", "NoSuchProduct"),
        ("cvm", "RunInstances", "2014-05-26", "ap-guangzhou", "NoSuchVersion"),
        ("cvm", "BuyInstances", "2017-03-12", "ap-guangzhou", "InvalidAction"),
        ("cvm", "DescribeZones", "2017-03-12", "mars-1", "UnsupportedRegion"),
        ("vpc", "DescribeVpcs", "2017-03-12", "", "UnsupportedRegion"),
        ("cvm", "CreateImage", "2017-03-12", "ap-guangzhou", "MissingParameter"),
        ("cvm", "DescribeChcHosts", "2017-03-12", "ap-guangzhou", "UnsupportedOperation"),
    ],
)
def test_calls_that_reach_nothing(cloud, service, action, version, region, code):
    with pytest.raises(ApiError) as refused:
        cloud.world.call(cloud.caller, service, action, version, region, {}, "en-US")
    assert refused.value.code == code

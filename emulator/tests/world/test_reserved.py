# SPDX-License-Identifier: GPL-3.0-or-later
"""What machines draw on that was bought before, gateways, bursting disks, EIPs machines are born with."""

import pytest

from .clouds import MACHINE
from .networking import addresses, wait

HERE = "ap-guangzhou-6"
PACKED = {"DedicatedResourcePackTenancy": "ResourcePool", "DedicatedResourcePackIds": ["rpp-rehearse"]}
SHIELDED = {"IPv4AddressType": "AntiDDoSEIP", "AntiDDoSPackageId": "bgp-rehearse"}
BANDWIDTH = {"InternetChargeType": "BANDWIDTH_POSTPAID_BY_HOUR", "InternetMaxBandwidthOut": 5}


def in_pack(count=1, kind="S5.MEDIUM4"):
    return {"Placement": {"Zone": HERE} | PACKED, "InstanceType": kind, "InstanceCount": count}


def stock(cloud):
    return {row[1]: row[3] for row in cloud.world.stock(HERE) if row[2] == "POSTPAID_BY_HOUR"}["S5.MEDIUM4"]


def test_a_machine_stands_in_its_cluster(cloud):
    wanted = {"Placement": {"Zone": HERE}, "InstanceType": "HCCIC5.24XLARGE384"}
    [instance_id] = cloud.bought(**wanted, HpcClusterId="hpc-rehearse")
    assert cloud.one(instance_id)["HpcClusterId"] == "hpc-rehearse"
    [other] = cloud.bought()
    assert cloud.one(other)["HpcClusterId"] == ""
    cloud("StopInstances", {"InstanceIds": [instance_id]})
    wait(cloud, 60)
    smaller = {"InstanceIds": [instance_id], "InstanceType": "S5.MEDIUM4"}
    assert (
        cloud.refused("ResetInstancesType", smaller) == "UnsupportedOperation.UnsupportedChangeInstanceFamily"
    )


def test_a_pack_has_room_for_so_many_and_leaves_the_stock_alone(cloud):
    before = stock(cloud)
    ids = cloud.bought(**in_pack(30))
    assert stock(cloud) == before
    full = "InvalidParameterValue.DedicatedResourcePackNotValid"
    assert cloud.refused("RunInstances", MACHINE | in_pack(3)) == full
    cloud.bought(**in_pack(2))
    cloud("TerminateInstances", {"InstanceIds": ids})
    wait(cloud, 60)
    assert stock(cloud) == before
    cloud.bought(**in_pack(3))


def test_a_pack_sells_where_the_zone_is_sold_out_and_starts_again(cloud):
    cloud.world.set_stock(HERE, "S5.MEDIUM4", "POSTPAID_BY_HOUR", 0)
    [instance_id] = cloud.bought(**in_pack())
    cloud("StopInstances", {"InstanceIds": [instance_id], "StoppedMode": "STOP_CHARGING"})
    wait(cloud, 60)
    assert stock(cloud) == 0
    cloud("StartInstances", {"InstanceIds": [instance_id]})
    wait(cloud, 60)
    assert cloud.one(instance_id)["InstanceState"] == "RUNNING"
    other = {"InstanceIds": [instance_id], "InstanceType": "S5.LARGE8"}
    assert cloud.refused("InquiryPriceResetInstancesType", other) == "UnsupportedOperation"


def test_a_gateway_shows_as_one(cloud):
    network = {"VpcId": "DEFAULT", "SubnetId": "DEFAULT", "AsVpcGateway": True}
    [instance_id] = cloud.bought(
        VirtualPrivateCloud=network, InternetAccessible={"InternetMaxBandwidthOut": 5}
    )
    assert cloud.one(instance_id)["VirtualPrivateCloud"]["AsVpcGateway"] is True


def test_a_disk_that_bursts_shows_it(cloud):
    fast = {"DiskType": "CLOUD_HSSD", "DiskSize": 460}
    [instance_id] = cloud.bought(DataDisks=[fast | {"BurstPerformance": True}, fast])
    assert [each["BurstPerformance"] for each in cloud.one(instance_id)["DataDisks"]] == [True, False]
    disks = cloud("DescribeDisks", {}, "cbs")["DiskSet"]
    assert sorted(each["BurstPerformance"] for each in disks) == [False, False, True]


def test_an_eip_is_born_with_its_machine_and_outlives_it(cloud):
    [instance_id] = cloud.bought(InternetAccessible=BANDWIDTH | SHIELDED)
    shown, [born] = cloud.one(instance_id), addresses(cloud)
    assert shown["PublicIpAddresses"] == [born["AddressIp"]]
    assert shown["InternetAccessible"] == BANDWIDTH
    assert (born["AddressType"], born["AntiDDoSPackageId"]) == ("AntiDDoSEIP", "bgp-rehearse")
    assert (born["AddressStatus"], born["InstanceId"], born["Bandwidth"]) == ("BIND", instance_id, 5)
    of_kind = [{"Name": "address-type", "Values": ["AntiDDoSEIP"]}]
    assert addresses(cloud, Filters=of_kind) == [born]
    cloud("StopInstances", {"InstanceIds": [instance_id], "StoppedMode": "STOP_CHARGING"})
    wait(cloud, 60)
    assert cloud.one(instance_id)["PublicIpAddresses"] == [born["AddressIp"]]
    cloud("TerminateInstances", {"InstanceIds": [instance_id]})
    wait(cloud, 60)
    [left] = addresses(cloud)
    assert (left["AddressStatus"], left["InstanceId"]) == ("UNBIND", None)
    cloud("ReleaseAddresses", {"AddressIds": [left["AddressId"]]}, "vpc")
    wait(cloud, 60)
    assert addresses(cloud) == []


@pytest.mark.parametrize("release", [True, False])
def test_an_eip_goes_with_its_machine_where_that_is_asked_for(cloud, release):
    [instance_id] = cloud.bought(InternetAccessible=BANDWIDTH | SHIELDED)
    cloud("TerminateInstances", {"InstanceIds": [instance_id], "ReleaseAddress": release})
    wait(cloud, 60)
    assert len(addresses(cloud)) == (0 if release else 1)


def test_better_addresses_are_to_be_had_in_singapore(cloud):
    better = {"InternetAccessible": {"InternetMaxBandwidthOut": 5, "IPv4AddressType": "HighQualityEIP"}}
    order = MACHINE | better | {"Placement": {"Zone": "ap-singapore-2"}}
    cloud("RunInstances", order, region="ap-singapore")
    found = cloud("DescribeAddresses", {}, "vpc", "ap-singapore")["AddressSet"]
    assert [each["AddressType"] for each in found] == ["HighQualityEIP"]


def test_bandwidth_is_paid_once(cloud):
    cloud.bought(InternetAccessible=BANDWIDTH)
    cloud.bought(InternetAccessible=BANDWIDTH | SHIELDED)
    rates = [each["rate"] for each in cloud.world.ledger()["usage"] if each["running"]]
    ordinary, with_eip, eip = sorted(rates, reverse=True)
    assert ordinary == with_eip + eip


def test_an_eip_that_was_taken_off_gives_way_to_an_ordinary_address(cloud):
    traffic = {"InternetMaxBandwidthOut": 5}
    [instance_id] = cloud.bought(InternetAccessible=traffic | SHIELDED)
    [born] = addresses(cloud)
    bandwidth = {"InstanceIds": [instance_id], "InternetAccessible": {"InternetMaxBandwidthOut": 9}}
    assert cloud.refused("ResetInstancesInternetMaxBandwidth", bandwidth) == "FailedOperation.NotFoundEIP"
    off = {"AddressId": born["AddressId"], "ReallocateNormalPublicIp": True}
    cloud("DisassociateAddress", off, "vpc")
    wait(cloud, 60)
    cloud("ResetInstancesInternetMaxBandwidth", bandwidth)
    wait(cloud, 60)
    assert cloud.one(instance_id)["InternetAccessible"]["InternetMaxBandwidthOut"] == 9

# SPDX-License-Identifier: GPL-3.0-or-later
"""RunInstances that succeed: what is born, where, under which names."""

import base64
from datetime import UTC, datetime

import pytest

from .clouds import MACHINE, SMALLEST, ZONE


def test_the_smallest_request_buys_the_cheapest_machine(cloud):
    [instance_id] = cloud("RunInstances", SMALLEST)["InstanceIdSet"]
    assert instance_id.startswith("ins-")
    assert len(instance_id) == 12
    assert cloud.one(instance_id)["InstanceType"] == "SA2.SMALL1"


def test_a_newborn_shows_at_once_without_addresses(cloud):
    [instance_id] = cloud.buy(InternetAccessible={"InternetMaxBandwidthOut": 5})
    newborn = cloud.one(instance_id)
    assert newborn["InstanceState"] == "PENDING"
    assert newborn["PrivateIpAddresses"] == []
    assert newborn["PublicIpAddresses"] is None
    assert newborn["LatestOperation"] is newborn["LatestOperationState"] is None


def test_a_running_machine_shows_what_was_ordered(cloud):
    [instance_id] = cloud.bought(
        SystemDisk={"DiskType": "CLOUD_BSSD", "DiskSize": 80},
        DataDisks=[{"DiskType": "CLOUD_PREMIUM", "DiskSize": 100}],
        InternetAccessible={"InternetMaxBandwidthOut": 5},
        LoginSettings={"KeyIds": ["skey-rehearse"]},
        HostName="web",
        DisableApiTermination=True,
        UserData=base64.b64encode(b"#!/bin/sh\n").decode(),
    )
    one = cloud.one(instance_id)
    assert one["InstanceState"] == "RUNNING"
    assert (one["SystemDisk"]["DiskType"], one["SystemDisk"]["DiskSize"]) == ("CLOUD_BSSD", 80)
    assert [(disk["DiskType"], disk["DiskSize"]) for disk in one["DataDisks"]] == [("CLOUD_PREMIUM", 100)]
    assert one["PrivateIpAddresses"] == ["172.16.0.2"]
    assert len(one["PublicIpAddresses"]) == 1
    assert one["InternetAccessible"]["InternetChargeType"] == "TRAFFIC_POSTPAID_BY_HOUR"
    assert one["LoginSettings"] == {"KeyIds": ["skey-rehearse"]}
    assert (one["HostName"], one["DisableApiTermination"]) == ("web", True)
    assert (one["CPU"], one["Memory"], one["DefaultLoginUser"]) == (2, 4, "root")


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("server_{R:3}", ["server_3", "server_4"]),
        ("server_{R:3,F:3}", ["server_003", "server_004"]),
        ("app_{R:99,F:2}", ["app_99", "app_100"]),
        ("server_", ["server_1", "server_2"]),
        ("{R:1}-{R:8,F:2}", ["1-08", "2-09"]),
        ("x{}", ["x{}1", "x{}2"]),
    ],
)
def test_names_of_two(cloud, pattern, names):
    cloud.buy(InstanceName=pattern, InstanceCount=2)
    assert [each["InstanceName"] for each in cloud.shown()] == names


def test_one_name_is_taken_as_it_is_but_a_pattern_expands(cloud):
    cloud.buy(InstanceName="web")
    cloud.buy(InstanceName="web-{R:3}")
    assert [each["InstanceName"] for each in cloud.shown()] == ["web", "web-3"]


@pytest.mark.parametrize(("language", "name"), [("zh-CN", "未命名"), ("en-US", "Unnamed")])
def test_the_default_name_follows_the_language(cloud, language, name):
    cloud("RunInstances", MACHINE, language=language)
    assert cloud.shown()[0]["InstanceName"] == name


def test_host_names_take_patterns_and_addresses(cloud):
    cloud.buy(HostName="web-{IP}-{R:1}", InstanceCount=2)
    assert [each["HostName"] for each in cloud.shown()] == ["web-172.16.0.2-1", "web-172.16.0.3-2"]


def test_addresses_asked_for_are_given_in_order(cloud):
    network = {"VpcId": "DEFAULT", "SubnetId": "DEFAULT", "PrivateIpAddresses": ["172.16.0.9", "172.16.0.7"]}
    cloud.bought(VirtualPrivateCloud=network, InstanceCount=2)
    assert [each["PrivateIpAddresses"] for each in cloud.shown()] == [["172.16.0.9"], ["172.16.0.7"]]


def test_the_default_subnet_is_the_one_of_the_zone(cloud):
    subnets = cloud("DescribeSubnets", {"Filters": [{"Name": "zone", "Values": [ZONE]}]}, "vpc")["SubnetSet"]
    [instance_id] = cloud.buy()
    assert cloud.one(instance_id)["VirtualPrivateCloud"]["SubnetId"] == subnets[0]["SubnetId"]


def test_without_groups_the_default_group_is_made(open_cloud):
    cloud = open_cloud(default_vpc="none", default_network="create")
    assert cloud("DescribeSecurityGroups", {}, "vpc")["TotalCount"] == 0
    [instance_id] = cloud.buy()
    [group] = cloud("DescribeSecurityGroups", {}, "vpc")["SecurityGroupSet"]
    assert cloud.one(instance_id)["SecurityGroupIds"] == [group["SecurityGroupId"]]
    assert group["IsDefault"]


def test_dry_run_checks_and_buys_nothing(cloud):
    assert set(cloud("RunInstances", MACHINE | {"DryRun": True})) == {"RequestId"}
    assert cloud.refused("RunInstances", MACHINE | {"DryRun": True, "ImageId": "img-00000000"}) == (
        "InvalidImageId.NotFound"
    )
    assert cloud.world.ledger()["instances"] == []
    assert [call["write"] for call in cloud.world.call_log()["calls"]] == [False, False]


def test_dry_run_sees_no_money(cloud):
    cloud.world.set_balance(0)
    cloud("RunInstances", MACHINE | {"DryRun": True})
    assert cloud.refused("RunInstances", MACHINE) == "InvalidAccount.InsufficientBalance"


def test_a_timer_terminates(cloud):
    moment = datetime.fromtimestamp(cloud.world.clock.now() + 400, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    cloud.bought(ActionTimer={"TimerAction": "TerminateInstances", "ActionTime": moment})
    assert cloud.states() == ["RUNNING"]
    cloud.world.clock.advance(345)
    assert cloud.states() == ["TERMINATING"]
    cloud.world.clock.advance(10)
    assert cloud.states() == []


def test_regions_do_not_see_each_other(cloud):
    ids = cloud.bought()
    assert cloud("DescribeInstances", {}, region="ap-shanghai")["TotalCount"] == 0
    assert cloud.refused("TerminateInstances", {"InstanceIds": ids}, region="ap-shanghai") == (
        "InvalidInstanceId.NotFound"
    )


def test_visible_after_hides_the_newborn(open_cloud):
    cloud = open_cloud(visible_after=5)
    ids = cloud.buy()
    assert cloud.shown() == []
    assert cloud.shown(InstanceIds=ids) == []
    cloud.world.clock.advance(5)
    assert [each["InstanceId"] for each in cloud.shown()] == ids


def test_the_same_seed_gives_the_same_ids(open_cloud):
    assert open_cloud(seed=7).buy(InstanceCount=3) == open_cloud(seed=7).buy(InstanceCount=3)
    assert open_cloud(seed=7).buy() != open_cloud(seed=8).buy()

# SPDX-License-Identifier: GPL-3.0-or-later
"""Placement groups: made, filled by purchases and by hand, full, and emptied."""

from __future__ import annotations

import pytest

from .clouds import MACHINE


def make(cloud, name="spread", kind="HOST", **params):
    answer = cloud("CreateDisasterRecoverGroup", {"Name": name, "Type": kind} | params)
    return answer["DisasterRecoverGroupId"]


def group(cloud, group_id):
    params = {"DisasterRecoverGroupIds": [group_id]}
    [shown] = cloud("DescribeDisasterRecoverGroups", params)["DisasterRecoverGroupSet"]
    return shown


def test_a_group_shows_with_what_is_in_it(cloud):
    tags = [{"ResourceType": "ps", "Tags": [{"Key": "a", "Value": "b"}]}]
    group_id = make(cloud, TagSpecification=tags, Affinity=2)
    [instance_id] = cloud.bought(DisasterRecoverGroupIds=[group_id])
    shown = group(cloud, group_id)
    assert (shown["CurrentNum"], shown["InstanceIds"], shown["CvmQuotaTotal"]) == (1, [instance_id], 50)
    assert (shown["Affinity"], shown["Strategy"], shown["Tags"]) == (
        2,
        "SPREAD",
        [{"Key": "a", "Value": "b"}],
    )
    assert cloud.one(instance_id)["DisasterRecoverGroupIds"] == [group_id]
    assert cloud("DescribeDisasterRecoverGroups", {"Name": "spr"})["TotalCount"] == 1
    assert cloud("DescribeDisasterRecoverGroups", {"Name": "x"})["TotalCount"] == 0
    by_tag = {"Filters": [{"Name": "tag:a", "Values": ["b"]}]}
    assert cloud("DescribeDisasterRecoverGroups", by_tag)["TotalCount"] == 1
    assert cloud("DescribeDisasterRecoverGroups", region="ap-shanghai")["TotalCount"] == 0


def test_a_full_group_takes_no_more(open_cloud):
    cloud = open_cloud(boot=0)
    group_id = make(cloud, kind="SW")
    cloud.buy(InstanceCount=18, DisasterRecoverGroupIds=[group_id])
    wanted = MACHINE | {"InstanceCount": 3, "DisasterRecoverGroupIds": [group_id]}
    full = "ResourceInsufficient.DisasterRecoverGroupCvmQuota"
    assert cloud.refused("RunInstances", wanted) == full
    assert len(cloud.world.ledger()["instances"]) == 18
    ids = cloud.buy(InstanceCount=3)
    params = {"InstanceIds": ids, "DisasterRecoverGroupIds": [group_id]}
    assert cloud.refused("ModifyInstancesDisasterRecoverGroup", params) == full
    cloud("ModifyInstancesDisasterRecoverGroup", params | {"InstanceIds": ids[:2]})
    assert group(cloud, group_id)["CurrentNum"] == 20


def test_machines_move_in_and_out(cloud):
    group_id, other = make(cloud), make(cloud, "rack", "RACK")
    [instance_id] = cloud.bought()
    move = {"InstanceIds": [instance_id], "DisasterRecoverGroupIds": [group_id]}
    cloud("ModifyInstancesDisasterRecoverGroup", move | {"Force": True})
    assert cloud.one(instance_id)["InstanceState"] == "REBOOTING"
    cloud.world.clock.advance(30)
    already = "FailedOperation.AlreadyInDisasterRecoverGroup"
    assert cloud.refused("ModifyInstancesDisasterRecoverGroup", move) == already
    cloud(
        "ModifyInstancesDisasterRecoverGroup",
        {"InstanceIds": [instance_id], "DisasterRecoverGroupId": other},
    )
    assert (group(cloud, group_id)["CurrentNum"], group(cloud, other)["CurrentNum"]) == (0, 1)
    cloud.world.clock.advance(5)
    assert cloud.refused("DeleteInstancesDisasterRecoverGroups", move) == "InvalidParameterValue"
    cloud("DeleteInstancesDisasterRecoverGroups", move | {"DisasterRecoverGroupIds": [other]})
    assert cloud.one(instance_id)["DisasterRecoverGroupIds"] == []
    none = {"InstanceIds": [instance_id]}
    cloud.world.clock.advance(5)
    assert cloud.refused("ModifyInstancesDisasterRecoverGroup", none) == "MissingParameter"


def test_only_an_empty_group_is_deleted(cloud):
    group_id = make(cloud)
    ids = cloud.bought(DisasterRecoverGroupIds=[group_id])
    params = {"DisasterRecoverGroupIds": [group_id]}
    assert cloud.refused("DeleteDisasterRecoverGroups", params) == "FailedOperation.PlacementSetNotEmpty"
    cloud("TerminateInstances", {"InstanceIds": ids})
    assert cloud.refused("DeleteDisasterRecoverGroups", params) == "FailedOperation.PlacementSetNotEmpty"
    cloud.world.clock.advance(30)
    cloud("DeleteDisasterRecoverGroups", params)
    assert cloud.refused("DeleteDisasterRecoverGroups", params) == "ResourceNotFound.InvalidPlacementSet"


def test_the_affinity_only_grows(cloud):
    group_id = make(cloud, Affinity=3)
    change = {"DisasterRecoverGroupId": group_id, "Name": "near"}
    cloud("ModifyDisasterRecoverGroupAttribute", change | {"Affinity": 4})
    assert (group(cloud, group_id)["Name"], group(cloud, group_id)["Affinity"]) == ("near", 4)
    less = change | {"Affinity": 2}
    assert cloud.refused("ModifyDisasterRecoverGroupAttribute", less) == "InvalidParameterValue.Range"


def test_the_same_token_makes_no_second_group(cloud):
    first = make(cloud, ClientToken="once")
    assert make(cloud, ClientToken="once") == first
    assert cloud("DescribeDisasterRecoverGroups")["TotalCount"] == 1


def test_quota(open_cloud):
    cloud = open_cloud(placement_group_quota=1)
    make(cloud)
    params = {"Name": "more", "Type": "HOST"}
    assert (
        cloud.refused("CreateDisasterRecoverGroup", params) == "ResourceInsufficient.InsufficientGroupQuota"
    )
    quota = cloud("DescribeDisasterRecoverGroupQuota")
    assert (quota["GroupQuota"], quota["CurrentNum"], quota["CvmInSwGroupQuota"]) == (1, 1, 20)
    account = cloud("DescribeAccountQuota")["AccountQuotaOverview"]["AccountQuota"]
    [figures] = account["DisasterRecoverGroupQuotaSet"]
    assert (figures["GroupQuota"], figures["CurrentNum"]) == (1, 1)


def test_partitions_are_filled_in_turn_or_as_asked(cloud):
    group_id = make(cloud, Strategy="PARTITION", PartitionCount=3)
    into = {"DisasterRecoverGroupIds": [group_id]}
    [second] = cloud.bought(**into, PartitionNumber=2)
    ids = cloud.bought(**into, InstanceCount=3)
    assert cloud.one(second)["PartitionNumber"] == 2
    assert [cloud.one(each)["PartitionNumber"] for each in ids] == [1, 3, 1]
    assert (group(cloud, group_id)["Strategy"], group(cloud, group_id)["PartitionCount"]) == ("PARTITION", 3)
    [outside] = cloud.bought()
    assert "PartitionNumber" not in cloud.one(outside)
    move = {"InstanceIds": [outside], "PartitionNumber": 4} | into
    assert cloud.refused("ModifyInstancesDisasterRecoverGroup", move) == "InvalidParameterValue.Range"
    cloud("ModifyInstancesDisasterRecoverGroup", move | {"PartitionNumber": 3})
    assert cloud.one(outside)["PartitionNumber"] == 3
    cloud.world.clock.advance(5)
    cloud("DeleteInstancesDisasterRecoverGroups", {"InstanceIds": [outside]} | into)
    assert "PartitionNumber" not in cloud.one(outside)


def test_a_partition_needs_a_group_of_partitions(cloud):
    nowhere = MACHINE | {"PartitionNumber": 1}
    assert cloud.refused("RunInstances", nowhere) == "InvalidParameterCombination"
    spread = nowhere | {"DisasterRecoverGroupIds": [make(cloud)]}
    assert cloud.refused("RunInstances", spread) == "InvalidParameterCombination"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"Name": ""}, "InvalidParameterValue.Range"),
        ({"Name": "x" * 61}, "InvalidParameterValue.TooLong"),
        ({"Type": "ROOM"}, "InvalidParameterValue.Range"),
        ({"Affinity": 11}, "InvalidParameterValue.Range"),
        ({"Strategy": "CHAOS"}, "InvalidParameterValue"),
        ({"Strategy": "PARTITION"}, "MissingParameter"),
        ({"Strategy": "PARTITION", "PartitionCount": 31}, "InvalidParameterValue.Range"),
        ({"PartitionCount": 3}, "InvalidParameterValue"),
    ],
)
def test_refused_groups(cloud, change, code):
    assert cloud.refused("CreateDisasterRecoverGroup", {"Name": "x", "Type": "HOST"} | change) == code
    assert cloud("DescribeDisasterRecoverGroups")["TotalCount"] == 0


def test_ids(cloud):
    ids = {"DisasterRecoverGroupIds": ["near"]}
    malformed = "InvalidParameterValue.DisasterRecoverGroupIdMalformed"
    assert cloud.refused("DescribeDisasterRecoverGroups", ids) == malformed
    many = {"DisasterRecoverGroupIds": [f"ps-0000000{n:x}" for n in range(11)]}
    assert cloud.refused("DeleteDisasterRecoverGroups", many) == "InvalidParameterValue.LimitExceeded"

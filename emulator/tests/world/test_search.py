# SPDX-License-Identifier: GPL-3.0-or-later
"""The search for instances finds, counts and pages as going through all of them one by one would."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from .clouds import MACHINE
from .networking import group

ZONES = ("ap-guangzhou-3", "ap-guangzhou-6")
OTHER = "ap-shanghai"


def worn(key):
    return lambda each: [tag["Value"] for tag in each["Tags"] if tag["Key"] == key]


TESTS = {
    "zone": lambda each: [each["Placement"]["Zone"]],
    "instance-state": lambda each: [each["InstanceState"]],
    "instance-charge-type": lambda each: [each["InstanceChargeType"]],
    "project-id": lambda each: [str(each["Placement"]["ProjectId"])],
    "instance-id": lambda each: [each["InstanceId"]],
    "security-group-id": lambda each: each["SecurityGroupIds"],
    "tag-key": lambda each: [tag["Key"] for tag in each["Tags"]],
    "tag-value": lambda each: [tag["Value"] for tag in each["Tags"]],
    "tag:team": worn("team"),
    "tag:size": worn("size"),
}


@pytest.fixture
def crowd(open_cloud):
    """40 machines of all sorts, some gone, one not to be seen yet."""
    cloud, chance = open_cloud(boot=0, tag_lag=0, address_lag=0), random.Random(7)
    groups = [group(cloud), group(cloud)]
    for _ in range(20):
        tags = [
            {"Key": "team", "Value": chance.choice("ab")},
            *([{"Key": "size", "Value": chance.choice("ab")}] if chance.random() < 0.5 else []),
        ]
        cloud.buy(
            InstanceCount=2,
            Placement={"Zone": chance.choice(ZONES), "ProjectId": chance.choice((0, 1000001))},
            InstanceChargeType=chance.choice(("SPOTPAID", "POSTPAID_BY_HOUR")),
            SecurityGroupIds=chance.sample(groups, chance.choice((1, 2))),
            TagSpecification=[{"ResourceType": "instance", "Tags": tags}],
        )
    ids = [each["InstanceId"] for each in cloud.shown()]
    postpaid = [each["InstanceId"] for each in cloud.shown() if each["InstanceChargeType"] != "SPOTPAID"]
    cloud("StopInstances", {"InstanceIds": postpaid[:5]})
    cloud("TerminateInstances", {"InstanceIds": postpaid[5:9]})
    cloud.world.clock.advance(60)
    cloud("RunInstances", MACHINE | {"Placement": {"Zone": "ap-shanghai-2"}}, region=OTHER)
    cloud.set(visible_after=1000)
    tag = {"ResourceType": "instance", "Tags": [{"Key": "team", "Value": "a"}]}
    cloud.buy(SecurityGroupIds=groups, TagSpecification=[tag])
    assert len(cloud.shown()) == len(ids) - 4
    return cloud, groups, ids


def values(name, groups, ids):
    known = {
        "zone": ZONES[:1],
        "instance-state": ("RUNNING",),
        "instance-charge-type": ("SPOTPAID",),
        "project-id": ("0",),
        "instance-id": ids[::9],
        "security-group-id": groups[:1],
    }
    return list(known.get(name, ("team", "a") if name == "tag-key" else ("a",)))


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_every_combination_of_filters(crowd, depth):
    cloud, groups, ids = crowd
    everything = cloud.shown()
    found = 0
    for names in combinations(TESTS, depth):
        filters = [{"Name": name, "Values": values(name, groups, ids)} for name in names]
        wanted = [
            each["InstanceId"]
            for each in everything
            if all(set(TESTS[one["Name"]](each)) & set(one["Values"]) for one in filters)
        ]
        for offset in (1, len(wanted) // 2, max(0, len(wanted) - 2), len(wanted) + 1):
            answer = cloud("DescribeInstances", {"Filters": filters, "Limit": 3, "Offset": offset})
            shown = [each["InstanceId"] for each in answer["InstanceSet"]]
            assert (answer["TotalCount"], shown) == (len(wanted), wanted[offset : offset + 3]), filters
        found += len(wanted)
    assert found > 0


def test_a_machine_is_found_by_its_tags_from_when_it_shows_until_it_is_gone(open_cloud):
    cloud = open_cloud(visible_after=30, tag_lag=0)
    tag = {"ResourceType": "instance", "Tags": [{"Key": "team", "Value": "a"}]}
    ids = cloud.buy(TagSpecification=[tag])
    assert cloud.found("tag:team", "a") == []
    cloud.world.clock.advance(40)
    assert cloud.found("tag:team", "a") == ids
    assert (
        cloud("DescribeInstances", {"Filters": [{"Name": "tag:team", "Values": ["a"]}]}, region=OTHER)[
            "TotalCount"
        ]
        == 0
    )
    cloud("TerminateInstances", {"InstanceIds": ids})
    cloud.world.clock.advance(60)
    assert cloud.found("tag:team", "a") == []

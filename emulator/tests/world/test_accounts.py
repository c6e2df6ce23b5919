# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys, permissions, and accounts that see nothing of one another."""

from __future__ import annotations

import pytest
from cvm_emulator.catalogue.account import ACCOUNTS, KEYS, MAIN_UIN, OTHER_UIN, POOR_UIN, SECRET_ID
from cvm_emulator.errors import ApiError

from .clouds import MACHINE, Cloud

READER = next(key.secret_id for key in KEYS.values() if not key.may_write)
OTHER = next(key.secret_id for key in KEYS.values() if key.account == OTHER_UIN)
POOR = next(key.secret_id for key in KEYS.values() if key.account == POOR_UIN)
NO_BALANCE = "InvalidAccount.InsufficientBalance"
ROLE = f"qcs::cam::uin/{MAIN_UIN}:roleName/rehearsal"


@pytest.fixture
def other(cloud):
    return Cloud(cloud.world, OTHER)


def test_the_reader_reads_and_asks_prices_and_changes_nothing(cloud):
    [instance_id] = cloud.bought()
    reader = Cloud(cloud.world, READER)
    assert reader.one(instance_id)["InstanceState"] == "RUNNING"
    assert reader("InquiryPriceRunInstances", MACHINE)["Price"]
    before = cloud.world.ledger()["instances"]
    for action, params, service in (
        ("RunInstances", MACHINE, "cvm"),
        ("RunInstances", MACHINE | {"DryRun": True}, "cvm"),
        ("TerminateInstances", {"InstanceIds": [instance_id]}, "cvm"),
        ("TagResources", {"ResourceList": ["x"], "Tags": []}, "tag"),
        ("AssumeRole", {"RoleArn": ROLE, "RoleSessionName": "ci"}, "sts"),
    ):
        assert reader.refused(action, params, service) == "UnauthorizedOperation"
    assert cloud.world.ledger()["instances"] == before


@pytest.mark.parametrize("language", ["en-US", "zh-CN"])
def test_the_words_of_a_refused_permission(cloud, language):
    reader = Cloud(cloud.world, READER)
    with pytest.raises(ApiError) as refused:
        reader("StopInstances", {"InstanceIds": ["ins-12345678"]}, language=language)
    assert refused.value.message == (
        f"[request id:{refused.value.request_id}]"
        "you are not authorized to perform operation (cvm:StopInstances)\n"
        f"resource (qcs:id/0:cvm:ap-guangzhou:uin/{MAIN_UIN}:instance/ins-12345678) has no permission\n"
    )


def test_permission_is_checked_before_parameters_and_after_the_action(cloud):
    reader = Cloud(cloud.world, READER)
    assert reader.refused("RunInstances", {"Nonsense": 1}) == "UnauthorizedOperation"
    assert reader.refused("RunInstance") == "InvalidAction"
    cloud.set(permission_code="AuthFailure.UnauthorizedOperation")
    assert reader.refused("RunInstances", MACHINE) == "AuthFailure.UnauthorizedOperation"


def test_what_is_denied_to_everybody(cloud):
    cloud.set(denied=["billing:*", "cvm:DescribeZones"])
    assert cloud.refused("DescribeAccountBalance", service="billing") == "UnauthorizedOperation.CamNoAuth"
    assert cloud.refused("DescribeZones") == "UnauthorizedOperation"
    assert cloud("DescribeRegions")["TotalCount"]


def test_the_account_without_money(cloud):
    poor = Cloud(cloud.world, POOR)
    assert poor("DescribeAccountBalance", {}, "billing")["RealBalance"] == 0
    assert poor.refused("RunInstances", MACHINE) == NO_BALANCE
    cloud.world.set_balance(10_000, POOR_UIN)
    assert len(poor.buy()) == 1


def test_accounts_see_nothing_of_one_another(cloud, other):
    mine, theirs = cloud.bought(ClientToken="once"), other.bought(ClientToken="once")
    assert not set(mine) & set(theirs)
    assert [each["InstanceId"] for each in cloud.shown()] == mine
    assert [each["InstanceId"] for each in other.shown()] == theirs
    for action in ("TerminateInstances", "StopInstances", "StartInstances", "RebootInstances"):
        assert cloud.refused(action, {"InstanceIds": theirs}) == "InvalidInstanceId.NotFound"
    vpcs = [{each["VpcId"] for each in who("DescribeVpcs", {}, "vpc")["VpcSet"]} for who in (cloud, other)]
    subnets = [
        {each["SubnetId"] for each in who("DescribeSubnets", {}, "vpc")["SubnetSet"]}
        for who in (cloud, other)
    ]
    groups = [
        {each["SecurityGroupId"] for each in who("DescribeSecurityGroups", {}, "vpc")["SecurityGroupSet"]}
        for who in (cloud, other)
    ]
    for one, another in (vpcs, subnets, groups):
        assert one
        assert another
        assert not one & another
    foreign = {"VirtualPrivateCloud": {"VpcId": min(vpcs[1]), "SubnetId": min(subnets[1])}}
    assert cloud.refused("RunInstances", MACHINE | foreign).split(".")[0] in (
        "InvalidVpcId",
        "InvalidParameterValue",
        "ResourceNotFound",
    )


def test_money_is_the_accounts_own(cloud, other):
    cloud.world.set_balance(0)
    assert cloud.refused("RunInstances", MACHINE) == NO_BALANCE
    other.bought(InstanceCount=3)
    assert cloud.world.ledger()["frozen"] == 0
    assert cloud.world.ledger(OTHER_UIN)["frozen"] > 0
    assert cloud.world.ledger()["instances"] == []
    assert len(cloud.world.ledger(OTHER_UIN)["instances"]) == 3


def test_tags_of_others_cannot_be_set(cloud, other):
    [theirs] = other.bought()
    tags = [{"TagKey": "a", "TagValue": "b"}]
    full = f"qcs::cvm:ap-guangzhou:uin/{OTHER_UIN}:instance/{theirs}"
    assert cloud.refused("TagResources", {"ResourceList": [full], "Tags": tags}, "tag").startswith("Invalid")
    short = f"qcs::cvm:ap-guangzhou:uin/:instance/{theirs}"
    assert cloud("TagResources", {"ResourceList": [short], "Tags": tags}, "tag")["FailedResources"]
    cloud.world.clock.advance(60)
    assert other.one(theirs)["Tags"] == []


def test_every_account_outlives_the_process_and_resets(open_cloud, tmp_path):
    state = str(tmp_path / "world.db")
    first = open_cloud(state, start_balance=500)
    bought = {uin: Cloud(first.world, key).buy() for uin, key in ((MAIN_UIN, SECRET_ID), (OTHER_UIN, OTHER))}
    first.world.close()
    second = open_cloud(state)
    for uin, ids in bought.items():
        assert [each["instance_id"] for each in second.world.ledger(uin)["instances"]] == ids
    second.world.reset()
    assert all(second.world.ledger(uin)["instances"] == [] for uin in ACCOUNTS)


def test_a_state_beside_another_main_state_is_not_its_own(open_cloud, tmp_path):
    state = tmp_path / "world.db"
    first = open_cloud(str(state), seed=1)
    Cloud(first.world, OTHER).buy()
    first.world.close()
    for each in tmp_path.glob("world.db*"):
        if OTHER_UIN not in each.name:
            each.unlink()
    second = open_cloud(str(state), seed=2)
    assert second.world.ledger(OTHER_UIN)["instances"] == []

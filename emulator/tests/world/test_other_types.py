# SPDX-License-Identifier: GPL-3.0-or-later
"""Another type: its price, its stock, the families that do not mix, the limits."""

import pytest

from .clouds import MACHINE, ZONE, Cloud

PREPAID = {"InstanceChargeType": "PREPAID", "InstanceChargePrepaid": {"Period": 1}}
DAY = 86400
ARM = "img-g9yh2ulb"


def retype(ids: list[str], kind: str) -> dict:
    return {"InstanceIds": ids, "InstanceType": kind}


def stock_of(cloud: Cloud, kind: str, count: int) -> None:
    cloud.world.set_stock(ZONE, kind, "POSTPAID_BY_HOUR", count)


def test_another_type_costs_what_it_is_quoted(cloud):
    ids = cloud.stopped()
    params = retype(ids, "S5.LARGE8")
    asked = cloud("InquiryPriceResetInstancesType", params)["Price"]["InstancePrice"]["UnitPrice"]
    cloud("ResetInstancesType", params)
    assert cloud.states() == ["REBOOTING"]
    cloud.world.clock.advance(22)
    one = cloud.one(ids[0])
    assert (one["InstanceType"], one["CPU"], one["InstanceState"]) == ("S5.LARGE8", 4, "RUNNING")
    assert cloud.spent_in(1) == pytest.approx(100 * asked, abs=0.01)
    ledger = cloud.world.ledger()
    assert ledger["instances"][0]["hourly_price"] == asked
    assert ledger["frozen"] == -(-round(asked * 1e6) // 10_000)


def test_another_type_takes_stock_and_gives_back(cloud):
    stock_of(cloud, "S5.MEDIUM4", 1)
    stock_of(cloud, "S5.LARGE8", 0)
    ids = cloud.stopped()
    assert cloud.refused("ResetInstancesType", retype(ids, "S5.LARGE8")) == (
        "ResourceInsufficient.SpecifiedInstanceType"
    )
    assert cloud.refused("RunInstances", MACHINE) == "ResourceInsufficient.SpecifiedInstanceType"
    cloud("ResetInstancesType", retype(ids, "S5.LARGE16"))
    cloud.buy()


@pytest.mark.parametrize(
    ("order", "kind", "code"),
    [
        ({}, "S5.MEDIUM4", "InvalidParameterValue"),
        ({}, "huge", "InvalidInstanceType.Malformed"),
        ({}, "S9.LARGE8", "InvalidParameterValue.InstanceTypeNotFound"),
        ({}, "S6.LARGE8", "ResourceUnavailable.InstanceType"),
        (
            {"InstanceType": "S2.MEDIUM4", "DataDisks": [{"DiskSize": 10}]},
            "S5.LARGE8",
            "UnsupportedOperation.LocalDataDiskChangeInstanceFamily",
        ),
        (
            {"InstanceType": "S2.MEDIUM4", "SystemDisk": {"DiskType": "LOCAL_BASIC", "DiskSize": 50}},
            "S2.LARGE8",
            "UnsupportedOperation.SystemDiskType",
        ),
    ],
)
def test_types_that_cannot_be_had(cloud, order, kind, code):
    assert cloud.refused("ResetInstancesType", retype(cloud.stopped(**order), kind)) == code


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("S5.MEDIUM4", "SR1.MEDIUM4", "UnsupportedOperation.UnsupportedChangeInstanceFamilyToARM"),
        ("SR1.MEDIUM4", "S5.MEDIUM4", "UnsupportedOperation.UnsupportedARMChangeInstanceFamily"),
        ("S5.MEDIUM4", "GN7.2XLARGE32", "InvalidParameterValue.GPUInstanceFamily"),
        ("S6.MEDIUM4", "S5.MEDIUM4", "ResourceInsufficient.CloudDiskUnavailable"),
    ],
)
def test_families_that_do_not_mix(cloud, old, new, code):
    order = {"Placement": {"Zone": "ap-guangzhou-6"}, "InstanceType": old}
    order |= {"ImageId": ARM} if old.startswith("SR1") else {}
    order |= {"DataDisks": [{"DiskType": "CLOUD_TSSD", "DiskSize": 100}]} if old.startswith("S6") else {}
    assert cloud.refused("ResetInstancesType", retype(cloud.stopped(**order), new)) == code


def test_one_type_at_a_time_and_money_for_it(cloud):
    ids = cloud.stopped(InstanceCount=2)
    assert (
        cloud.refused("ResetInstancesType", retype(ids, "S5.LARGE8")) == "InvalidParameterValue.LimitExceeded"
    )
    cloud.world.set_balance(100)
    assert cloud.refused("ResetInstancesType", retype(ids[:1], "S5.4XLARGE64")) == (
        "InvalidAccount.InsufficientBalance"
    )


def test_prepaid_pays_the_difference_for_the_time_left(cloud):
    ids = cloud.stopped(**PREPAID)
    cloud.world.clock.advance(10 * DAY)
    params = retype(ids, "S5.LARGE8")
    asked = cloud("InquiryPriceResetInstancesType", params)["Price"]["InstancePrice"]["DiscountPrice"]
    before = cloud.spent()
    cloud("ResetInstancesType", params)
    assert cloud.spent() - before == pytest.approx(100 * asked)
    assert asked > 0
    cloud.world.clock.advance(30)
    limit = {"InstanceIds": ids, "Operation": "INSTANCE_DEGRADE"}
    assert (
        cloud("DescribeInstancesOperationLimit", limit)["InstanceOperationLimitSet"][0]["CurrentCount"] == 0
    )
    cloud("ResetInstancesType", retype(ids, "S5.MEDIUM4") | {"ForceStop": True})
    assert cloud.spent() == pytest.approx(before, abs=2)
    [one] = cloud("DescribeInstancesOperationLimit", limit)["InstanceOperationLimitSet"]
    assert (one["CurrentCount"], one["LimitCount"]) == (1, 5)


def test_prepaid_degrades_are_limited(open_cloud):
    cloud = open_cloud(degrade_limit=0)
    ids = cloud.stopped(**PREPAID)
    assert (
        cloud.refused("ResetInstancesType", retype(ids, "S5.SMALL1")) == "InvalidParameterValue.LimitExceeded"
    )
    plain = cloud.stopped()
    cloud("ResetInstancesType", retype(plain, "S5.SMALL1"))


def test_operation_limits(cloud):
    ids = cloud.bought()

    def limit(operation):
        params = {"InstanceIds": ids, "Operation": operation}
        return cloud("DescribeInstancesOperationLimit", params)["InstanceOperationLimitSet"][0]["LimitCount"]

    assert (limit("INSTANCE_DEGRADE"), limit("INTERNET_CHARGE_TYPE_CHANGE")) == (-1, 0)
    params = {"InstanceIds": ids, "Operation": "FLY"}
    assert cloud.refused("DescribeInstancesOperationLimit", params) == "InvalidParameterValue"

# SPDX-License-Identifier: GPL-3.0-or-later
"""Types and families by catalogue, and what an instance can change to."""

from __future__ import annotations

from .clouds import ZONE


def configs(cloud, **filters):
    wanted = [{"Name": name.replace("_", "-"), "Values": [value]} for name, value in filters.items()]
    return cloud("DescribeInstanceTypeConfigs", {"Filters": wanted})["InstanceTypeConfigSet"]


def targets(cloud, *ids, **more):
    answer = cloud("DescribeInstancesModification", {"InstanceIds": list(ids)} | more)
    return {
        each["InstanceTypeConfig"]["InstanceType"]: each["Status"]
        for each in answer["InstanceTypeConfigStatusSet"]
    }


def test_types_by_catalogue_sold_out_or_not(cloud):
    [found] = configs(cloud, zone=ZONE, instance_type="SA2.LARGE16")
    assert (found["CPU"], found["Memory"], found["GPU"], found["InstanceFamily"]) == (4, 16, 0, "SA2")
    [gpu] = configs(cloud, zone="ap-guangzhou-6", instance_type="GN7.2XLARGE32")
    assert (gpu["GPU"], gpu["GpuCount"], gpu["GpuType"]) == (1, 1.0, "NVIDIA Tesla T4")
    assert {each["Zone"] for each in configs(cloud, instance_family="S5")} == {
        "ap-guangzhou-3",
        "ap-guangzhou-4",
        "ap-guangzhou-6",
        "ap-guangzhou-7",
    }
    assert configs(cloud, zone=ZONE, instance_family="S6") == []


def test_filters_of_types_take_one_value(cloud):
    two = {"Filters": [{"Name": "zone", "Values": [ZONE, "ap-guangzhou-4"]}]}
    assert cloud.refused("DescribeInstanceTypeConfigs", two) == "InvalidFilterValue.LimitExceeded"
    elsewhere = {"Filters": [{"Name": "zone", "Values": ["ap-shanghai-2"]}]}
    assert cloud.refused("DescribeInstanceTypeConfigs", elsewhere) == "InvalidZone.MismatchRegion"
    closed = {"Filters": [{"Name": "zone", "Values": ["ap-guangzhou-1"]}]}
    assert cloud.refused("DescribeInstanceTypeConfigs", closed) == "InvalidParameterValue.ZoneNotSupported"


def test_families_are_those_the_region_sells(cloud):
    def families(region):
        answer = cloud("DescribeInstanceFamilyConfigs", region=region)
        return {
            each["InstanceFamily"]: each["InstanceFamilyName"] for each in answer["InstanceFamilyConfigSet"]
        }

    assert families("ap-guangzhou")["S5"] == "Standard S5"
    assert "GN7" not in families("ap-beijing")


def test_what_an_instance_can_change_to(cloud):
    [instance_id] = cloud.bought()
    found = targets(cloud, instance_id)
    assert found["S5.LARGE8"] == "SELL"
    assert found["SA2.LARGE16"] == "UNAVAILABLE"
    assert "S5.MEDIUM4" not in found
    assert "S6.MEDIUM8" not in found
    only = {"Filters": [{"Name": "status", "Values": ["UNAVAILABLE"]}]}
    assert set(targets(cloud, instance_id, **only)) == {"SA2.LARGE16"}
    cloud(
        "ResetInstancesType", {"InstanceIds": [instance_id], "InstanceType": "S5.LARGE8", "ForceStop": True}
    )
    cloud.world.clock.advance(60)
    assert "S5.MEDIUM4" in targets(cloud, instance_id)


def test_spot_and_strangers_cannot_change(cloud):
    [spot] = cloud.bought(InstanceChargeType="SPOTPAID")
    one, two = cloud.bought()[0], cloud.bought(Placement={"Zone": "ap-guangzhou-4"})[0]

    def code(*ids):
        return cloud.refused("DescribeInstancesModification", {"InstanceIds": list(ids)})

    assert code(spot) == "UnsupportedOperation.InstanceChargeType"
    assert code(one, two) == "FailedOperation.ZoneInconsistent"
    assert code("ins-00000000") == "InvalidInstanceId.NotFound"
    assert code(*[f"ins-000000{n:02}" for n in range(21)]) == "InvalidParameterValue.LimitExceeded"


def test_prepaid_quota_counts_the_purchases_of_the_month(cloud):
    prepaid = {"InstanceChargeType": "PREPAID", "InstanceChargePrepaid": {"Period": 1}}
    cloud.buy(InstanceCount=2, **prepaid)
    params = {
        "Filters": [{"Name": "zone", "Values": [ZONE]}, {"Name": "quota-type", "Values": ["PrePaidQuotaSet"]}]
    }
    quota = cloud("DescribeAccountQuota", params)["AccountQuotaOverview"]["AccountQuota"]
    assert quota["PrePaidQuotaSet"] == [
        {"UsedQuota": 2, "OnceQuota": 30, "RemainingQuota": 58, "TotalQuota": 60, "Zone": ZONE}
    ]
    assert quota["SpotPaidQuotaSet"] == quota["ImageQuotaSet"] == []

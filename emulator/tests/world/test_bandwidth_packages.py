# SPDX-License-Identifier: GPL-3.0-or-later
"""Bandwidth packages: made, bought into, and deleted when nobody is in them."""

from __future__ import annotations

import pytest

from .clouds import MACHINE, NOTHING


def make(cloud, **params):
    return cloud("CreateBandwidthPackage", params, "vpc")["BandwidthPackageId"]


def packages(cloud, *filters):
    given = {"Filters": [{"Name": name, "Values": [value]} for name, value in filters]}
    return cloud("DescribeBandwidthPackages", given, "vpc")["BandwidthPackageSet"]


def internet(package, mbit=200, **more):
    return {
        "InternetAccessible": {
            "InternetChargeType": "BANDWIDTH_PACKAGE",
            "BandwidthPackageId": package,
            "InternetMaxBandwidthOut": mbit,
            **more,
        }
    }


def test_a_machine_in_a_package_shows_it_and_pays_no_bandwidth(cloud):
    package = make(cloud, BandwidthPackageName="shared", Tags=[{"Key": "a", "Value": "b"}])
    price = cloud("InquiryPriceRunInstances", MACHINE | internet(package))["Price"]
    assert "BandwidthPrice" not in price
    [instance_id] = cloud.bought(**internet(package))
    one = cloud.one(instance_id)
    assert one["InternetAccessible"] == {
        "InternetMaxBandwidthOut": 200,
        "InternetChargeType": "BANDWIDTH_PACKAGE",
        "BandwidthPackageId": package,
    }
    [address] = one["PublicIpAddresses"]
    [shown] = packages(cloud, ("tag:a", "b"), ("resource.resource-id", instance_id))
    assert shown["ResourceSet"] == [
        {"ResourceType": "Address", "ResourceId": instance_id, "AddressIp": address}
    ]
    assert (shown["BandwidthPackageName"], shown["Bandwidth"], shown["NetworkType"]) == ("shared", -1, "BGP")
    [plain] = cloud.buy()
    ledger = {each["instance_id"]: each["hourly_price"] for each in cloud.world.ledger()["instances"]}
    assert ledger[instance_id] == ledger[plain]


def test_a_package_is_deleted_when_nobody_is_in_it(cloud):
    package = make(cloud)
    ids = cloud.bought(**internet(package))
    wanted = {"BandwidthPackageId": package}
    in_use = "InvalidParameterValue.BandwidthPackageInUse"
    assert cloud.refused("DeleteBandwidthPackage", wanted, "vpc") == in_use
    cloud("TerminateInstances", {"InstanceIds": ids})
    cloud.world.clock.advance(60)
    cloud("DeleteBandwidthPackage", wanted, "vpc")
    assert packages(cloud) == []
    unknown = "InvalidParameterValue.BandwidthPackageNotFound"
    assert cloud.refused("DeleteBandwidthPackage", wanted, "vpc") == unknown


@pytest.mark.parametrize("action", ["RunInstances", "InquiryPriceRunInstances"])
@pytest.mark.parametrize(
    ("change", "code"),
    [
        (internet("package"), "InvalidParameterValue.BandwidthPackageIdMalformed"),
        (internet("bwp-00000000"), "InvalidParameterValue.BandwidthPackageIdNotFound"),
        (internet(""), "MissingParameter"),
        (internet("", 1001), "InvalidParameterValue.Range"),
    ],
)
def test_refused_purchases(cloud, action, change, code):
    assert cloud.refused(action, MACHINE | change) == code
    assert cloud.world.ledger() == NOTHING


def test_another_charge_type_takes_no_package(cloud):
    wanted = MACHINE | internet(make(cloud), 5, InternetChargeType="TRAFFIC_POSTPAID_BY_HOUR")
    assert cloud.refused("RunInstances", wanted) == "UnsupportedOperation.BandwidthPackageIdNotSupported"


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"BandwidthPackageCount": 21}, "InvalidParameterValue"),
        ({"BandwidthPackageCount": 3}, "LimitExceeded.BandwidthPackageQuota"),
        ({"InternetMaxBandwidth": 0}, "InvalidParameterValue"),
        ({"NetworkType": "SINGLEISP_CMCC"}, "UnsupportedOperation"),
        ({"ChargeType": "FIXED_PREPAID_BY_MONTH"}, "UnsupportedOperation"),
        ({"TimeSpan": 1}, "UnsupportedOperation"),
    ],
)
def test_refused_packages(open_cloud, params, code):
    cloud = open_cloud(bandwidth_package_quota=2)
    assert cloud.refused("CreateBandwidthPackage", params, "vpc") == code
    assert packages(cloud) == []

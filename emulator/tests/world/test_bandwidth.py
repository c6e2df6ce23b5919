# SPDX-License-Identifier: GPL-3.0-or-later
"""Another bandwidth, by the hour and by the month."""

import pytest

PREPAID = {"InstanceChargeType": "PREPAID", "InstanceChargePrepaid": {"Period": 1}}
INTERNET = {"InternetAccessible": {"InternetMaxBandwidthOut": 5}}
FIXED = {
    "InternetAccessible": {"InternetMaxBandwidthOut": 5, "InternetChargeType": "BANDWIDTH_POSTPAID_BY_HOUR"}
}


def bandwidth(ids: list[str], mbit: int, **more) -> dict:
    return {"InstanceIds": ids, "InternetAccessible": {"InternetMaxBandwidthOut": mbit}} | more


def test_another_bandwidth(cloud):
    ids = cloud.bought(**FIXED)
    price = cloud("InquiryPriceResetInstancesInternetMaxBandwidth", bandwidth(ids, 10))["Price"]
    assert price["BandwidthPrice"]["UnitPrice"] == 1.565
    assert "InstancePrice" not in price
    before = cloud.spent_in(1)
    cloud("ResetInstancesInternetMaxBandwidth", bandwidth(ids, 10))
    assert cloud.one(ids[0])["InternetAccessible"]["InternetMaxBandwidthOut"] == 10
    assert cloud.spent_in(1) - before == pytest.approx(156.5 - 31.5, abs=0.01)


def test_bandwidth_by_the_month(cloud):
    ids = cloud.bought(**PREPAID, **INTERNET)
    price = cloud("InquiryPriceResetInstancesInternetMaxBandwidth", bandwidth(ids, 150))["Price"]
    before = cloud.spent()
    cloud("ResetInstancesInternetMaxBandwidth", bandwidth(ids, 150))
    paid = cloud.spent() - before
    assert paid == pytest.approx(100 * price["BandwidthPrice"]["DiscountPrice"])
    assert paid > 100_000


@pytest.mark.parametrize(
    ("order", "change", "code"),
    [
        ({}, bandwidth([], 10), "FailedOperation.NotFoundEIP"),
        (INTERNET, bandwidth([], 101), "InvalidParameterValue.Range"),
        (INTERNET, bandwidth([], 10, StartTime="2030-01-01"), "UnsupportedOperation"),
        (INTERNET, {"InternetAccessible": {}}, "MissingParameter"),
        (INTERNET, {"InternetAccessible": {"PublicIpAssigned": True}}, "UnsupportedOperation"),
        (FIXED | {"InstanceCount": 2}, bandwidth([], 10), "InvalidParameterValue"),
    ],
)
def test_bandwidths_that_cannot_be_had(cloud, order, change, code):
    ids = cloud.bought(**order)
    assert cloud.refused("ResetInstancesInternetMaxBandwidth", change | {"InstanceIds": ids}) == code

# SPDX-License-Identifier: GPL-3.0-or-later
"""EIPs ordered: refusals, quotas, tokens, and what they cost."""

import pytest

from .networking import addresses, bind, code, eip, wait

FIXED = {"InternetChargeType": "BANDWIDTH_POSTPAID_BY_HOUR", "InternetMaxBandwidthOut": 5}
REFUSALS = {
    "none": ({"AddressCount": 0}, "InvalidParameterValue.Range"),
    "no bandwidth": ({"InternetMaxBandwidthOut": 0}, "InvalidParameterValue.BandwidthTooSmall"),
    "too much bandwidth": ({"InternetMaxBandwidthOut": 101}, "InvalidParameterValue.BandwidthOutOfRange"),
    "charge": ({"InternetChargeType": "FREE"}, "InvalidParameterValue"),
    "monthly": ({"InternetChargeType": "BANDWIDTH_PREPAID_BY_MONTH"}, "UnsupportedOperation"),
    "package": ({"BandwidthPackageId": "bwp-00000000"}, "UnsupportedOperation"),
    "type": ({"AddressType": "AnycastEIP"}, "UnsupportedOperation"),
    "line": ({"InternetServiceProvider": "CMCC"}, "UnsupportedOperation"),
    "name": ({"AddressName": "x" * 61}, "InvalidParameterValue"),
    "tag": ({"Tags": [{"Key": "qcs:x", "Value": "y"}]}, "InvalidParameterValue.InvalidTag"),
    "tags": ({"Tags": [{"Key": f"k{n}", "Value": "v"} for n in range(51)]}, "LimitExceeded.TagQuota"),
    "token": ({"ClientToken": "x" * 65}, "InvalidClientToken.TooLong"),
    "quota": ({"AddressCount": 21}, "AddressQuotaLimitExceeded"),
}


@pytest.mark.parametrize(("params", "refused"), REFUSALS.values(), ids=REFUSALS)
def test_refusals_of_an_allocation(cloud, params, refused):
    assert code(cloud, "AllocateAddresses", **params) == refused
    assert addresses(cloud) == []


def test_quotas(open_cloud):
    cloud = open_cloud(eip_quota=3, eip_daily_quota=4)
    first = cloud("AllocateAddresses", {"AddressCount": 3}, "vpc")["AddressSet"]
    assert code(cloud, "AllocateAddresses") == "AddressQuotaLimitExceeded"
    wait(cloud, 10)
    cloud("ReleaseAddresses", {"AddressIds": first}, "vpc")
    wait(cloud, 10)
    eip(cloud)
    assert code(cloud, "AllocateAddresses") == "AddressQuotaLimitExceeded.DailyAllocate"
    quotas = cloud("DescribeAddressQuota", {}, "vpc")["QuotaSet"]
    assert [(each["QuotaId"], each["QuotaCurrent"], each["QuotaLimit"]) for each in quotas] == [
        ("TOTAL_EIP_QUOTA", 1, 3),
        ("DAILY_EIP_APPLY", 4, 4),
        ("DAILY_PUBLIC_IP_ASSIGN", 0, 10),
    ]
    wait(cloud, 86_400)
    eip(cloud)


def test_a_token_buys_once(cloud):
    params = {"AddressCount": 2, "ClientToken": "one"}
    first = cloud("AllocateAddresses", params, "vpc")
    again = cloud("AllocateAddresses", params, "vpc")
    assert (again["AddressSet"], again["TaskId"]) == (first["AddressSet"], first["TaskId"])
    assert len(addresses(cloud)) == 2
    cloud.buy(ClientToken="one")
    cloud.set(client_token="ignored")
    assert cloud("AllocateAddresses", params, "vpc")["AddressSet"] != first["AddressSet"]


def test_a_token_is_spent_by_an_order_without_money(cloud):
    cloud.world.set_balance(0)
    params = {"ClientToken": "one"}
    assert code(cloud, "AllocateAddresses", **params) == "FailedOperation.BalanceInsufficient"
    cloud.world.set_balance(10_000)
    assert code(cloud, "AllocateAddresses", **params) == "UnsupportedOperation.DeliveryFailed"
    cloud("AllocateAddresses", {"ClientToken": "two"}, "vpc")


def test_what_an_eip_costs(open_cloud):
    cloud = open_cloud(eip_create=0, eip_task=0)
    [address] = cloud("AllocateAddresses", FIXED, "vpc")["AddressSet"]
    price = cloud("InquiryPriceAllocateAddresses", FIXED, "vpc")["Price"]["AddressPrice"]
    assert price["ChargeUnit"] == "HOUR"
    hourly = price["UnitPrice"] * 100

    assert cloud.spent_in(1) == pytest.approx(hourly + 20, abs=0.1)
    cloud.set(eip_idle_fee="none")
    [instance] = cloud.buy()
    wait(cloud, 60)
    alone = cloud.world.ledger()["instances"][0]["hourly_price"] * 100
    bind(cloud, address, instance)
    assert cloud.spent_in(1) == pytest.approx(hourly + alone, abs=0.1)
    cloud("DisassociateAddress", {"AddressId": address}, "vpc")
    assert cloud.spent_in(1) == pytest.approx(hourly + alone, abs=0.1)
    cloud("ReleaseAddresses", {"AddressIds": [address]}, "vpc")
    assert cloud.spent_in(1) == pytest.approx(alone, abs=0.1)


def test_an_eip_is_idle_until_it_is_bound(open_cloud):
    cloud = open_cloud(eip_create=0, eip_task=3600)
    [address], [instance] = cloud("AllocateAddresses", {}, "vpc")["AddressSet"], cloud.bought()
    before, alone = cloud.spent(), cloud.world.ledger()["instances"][0]["hourly_price"] * 100
    bind(cloud, address, instance)
    wait(cloud, 3600)
    assert cloud.spent() - before == pytest.approx(alone + 20, abs=0.1)
    assert cloud.spent_in(1) == pytest.approx(alone, abs=0.1)


def test_traffic_costs_by_the_gigabyte_and_so_nothing_here(open_cloud):
    cloud = open_cloud(eip_idle_fee="none")
    eip(cloud)
    wait(cloud, 3600)
    assert cloud.spent() == 0
    price = cloud("InquiryPriceAllocateAddresses", {"InternetChargeType": "TRAFFIC_POSTPAID_BY_HOUR"}, "vpc")
    assert price["Price"]["AddressPrice"]["ChargeUnit"] == "GB"
    refused = code(cloud, "InquiryPriceAllocateAddresses", InternetChargeType="FREE")
    assert refused == "InvalidParameterValue"


def test_arrears_cut_an_eip_off_and_money_brings_it_back(open_cloud):
    cloud = open_cloud(start_balance=100)
    address = eip(cloud)
    wait(cloud, 6 * 3600)
    assert not addresses(cloud)[0]["IsArrears"]
    wait(cloud, 2 * 3600)
    assert addresses(cloud)[0]["IsArrears"]
    before = cloud.spent()
    wait(cloud, 3600)
    assert cloud.spent() == before
    refused = code(cloud, "AssociateAddress", AddressId=address, InstanceId="ins-00000000")
    assert refused == "OperationDenied.AddressInArrears"
    assert code(cloud, "AllocateAddresses") == "FailedOperation.BalanceInsufficient"
    cloud.world.set_balance(10_000)
    assert not addresses(cloud, Filters=[{"Name": "is-arrears", "Values": ["TRUE"]}])
    wait(cloud, 3600)
    assert cloud.spent() == pytest.approx(before + 20, abs=0.1)

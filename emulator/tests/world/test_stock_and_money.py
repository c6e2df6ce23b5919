# SPDX-License-Identifier: GPL-3.0-or-later
"""Stock, quotas, prices and the account: what a purchase takes and what a termination gives back."""

import threading

import pytest
from cvm_emulator.errors import ApiError

from .clouds import MACHINE, ZONE, Cloud

SPOT = {"InstanceChargeType": "SPOTPAID"}


def row(cloud: Cloud, charge: str = "POSTPAID_BY_HOUR") -> dict:
    wanted = {"zone": ZONE, "instance-type": "S5.MEDIUM4", "instance-charge-type": charge}
    filters = [{"Name": name, "Values": [value]} for name, value in wanted.items()]
    [found] = cloud("DescribeZoneInstanceConfigInfos", {"Filters": filters})["InstanceTypeQuotaSet"]
    return found


def price(cloud: Cloud, **params) -> dict:
    return cloud("InquiryPriceRunInstances", MACHINE | params)["Price"]


def balance(cloud: Cloud) -> dict:
    return cloud("DescribeAccountBalance", {}, "billing")


def stock(cloud: Cloud, count: int, charge: str = "POSTPAID_BY_HOUR") -> None:
    cloud.world.set_stock(ZONE, "S5.MEDIUM4", charge, count)


def test_buying_takes_and_terminating_gives_back(cloud):
    stock(cloud, 3)
    ids = cloud.bought(InstanceCount=3)
    assert (row(cloud)["Status"], row(cloud)["SoldOutReason"]) == (
        "SOLD_OUT",
        "ResourcesSoldOut.SpecifiedInstanceType",
    )
    assert cloud.refused("RunInstances", MACHINE) == "ResourceInsufficient.SpecifiedInstanceType"
    cloud("TerminateInstances", {"InstanceIds": ids[:1]})
    cloud.world.clock.advance(10)
    assert (row(cloud)["Status"], row(cloud)["StatusCategory"]) == ("SELL", "UnderStock")
    cloud.buy()


def test_a_failed_launch_gives_back_at_once(cloud):
    stock(cloud, 1)
    cloud.world.fail_launches(1)
    cloud.bought()
    assert cloud.states() == ["LAUNCH_FAILED"]
    assert cloud.world.ledger()["frozen"] == 0
    cloud.buy()


@pytest.mark.parametrize(
    ("left", "category"),
    [(0, "WithoutStock"), (10, "UnderStock"), (100, "NormalStock"), (101, "EnoughStock")],
)
def test_stock_in_words(cloud, left, category):
    stock(cloud, left)
    assert row(cloud)["StatusCategory"] == category


def test_charge_types_have_stocks_of_their_own(cloud):
    stock(cloud, 0)
    cloud.buy(**SPOT)
    stock(cloud, 0, "SPOTPAID")
    assert cloud.refused("RunInstances", MACHINE | SPOT) == "InvalidParameterValue.InsufficientOffering"


def test_short_stock_fails_the_whole_order_unless_a_minimum_is_given(cloud):
    stock(cloud, 3)
    order = MACHINE | {"InstanceCount": 5}
    assert cloud.refused("RunInstances", order) == "ResourceInsufficient.SpecifiedInstanceType"
    assert cloud.refused("RunInstances", order | {"MinCount": 4}) == (
        "ResourceInsufficient.InsufficientOfferingMinimum"
    )
    assert len(cloud.buy(InstanceCount=5, MinCount=2, InstanceName="web-{R:1}", HostName="web-{R:1}")) == 3
    assert [each["InstanceName"] for each in cloud.shown()] == ["web-1", "web-2", "web-3"]
    assert [each["HostName"] for each in cloud.shown()] == ["web-1", "web-2", "web-3"]


def test_a_minimum_may_not_be_enabled(cloud):
    cloud.set(min_count="unsupported-region")
    order = MACHINE | {"InstanceCount": 5, "MinCount": 4}
    assert cloud.refused("RunInstances", order) == "UnsupportedOperation.MinCountUnsupportedRegion"


def test_threads_do_not_oversell(open_cloud):
    cloud = open_cloud()
    stock(cloud, 20)
    bought, refused = [], []

    def shop() -> None:
        for _ in range(8):
            try:
                bought.extend(cloud.buy())
            except ApiError as error:
                refused.append(error.code)

    threads = [threading.Thread(target=shop) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(bought)) == len(bought) == 20
    assert refused == ["ResourceInsufficient.SpecifiedInstanceType"] * 28
    addresses = [tuple(each["PrivateIpAddresses"]) for each in _running(cloud)]
    assert len(set(addresses)) == 20


def _running(cloud: Cloud) -> list[dict]:
    cloud.world.clock.advance(60)
    return cloud.shown()


def test_the_quota_counts_what_is_there(cloud):
    ids = cloud.bought(InstanceCount=60)
    assert cloud.refused("RunInstances", MACHINE) == "LimitExceeded.InstanceQuota"
    [here, *others] = _quota(cloud, "PostPaidQuotaSet")
    assert here == {"UsedQuota": 60, "RemainingQuota": 0, "TotalQuota": 60, "Zone": ZONE}
    assert {each["UsedQuota"] for each in others} == {0}
    cloud("TerminateInstances", {"InstanceIds": ids[:2]})
    cloud.world.clock.advance(10)
    assert len(cloud.buy(InstanceCount=2)) == 2


def test_the_spot_quota_counts_vcpus(cloud):
    cloud.buy(InstanceCount=24, **SPOT)
    assert _quota(cloud, "SpotPaidQuotaSet")[0]["RemainingQuota"] == 2
    assert (
        cloud.refused("RunInstances", MACHINE | SPOT | {"InstanceCount": 2}) == "LimitExceeded.UserSpotQuota"
    )
    cloud.buy(**SPOT)


def _quota(cloud: Cloud, name: str) -> list[dict]:
    filters = [{"Name": "quota-type", "Values": [name]}]
    return cloud("DescribeAccountQuota", {"Filters": filters})["AccountQuotaOverview"]["AccountQuota"][name]


def test_a_price_is_the_machine_and_its_disks(cloud):
    machine = row(cloud)["Price"]
    plain = price(cloud, SystemDisk={"DiskType": "CLOUD_PREMIUM", "DiskSize": 50})["InstancePrice"]
    more = price(cloud, SystemDisk={"DiskType": "CLOUD_PREMIUM", "DiskSize": 100})["InstancePrice"]
    disk = plain["UnitPrice"] - machine["UnitPrice"]
    assert disk > 0
    assert more["UnitPrice"] - machine["UnitPrice"] == pytest.approx(2 * disk)
    assert plain["UnitPrice"] > plain["UnitPriceSecondStep"] > plain["UnitPriceThirdStep"]
    assert plain["ChargeUnit"] == "HOUR"


def test_bandwidth_has_a_price_of_its_own(cloud):
    assert "BandwidthPrice" not in price(cloud)
    traffic = price(cloud, InternetAccessible={"InternetMaxBandwidthOut": 5})["BandwidthPrice"]
    assert traffic["ChargeUnit"] == "GB"
    fixed = {"InternetMaxBandwidthOut": 10, "InternetChargeType": "BANDWIDTH_POSTPAID_BY_HOUR"}
    hourly = price(cloud, InternetAccessible=fixed)["BandwidthPrice"]
    assert (hourly["ChargeUnit"], hourly["UnitPrice"]) == ("HOUR", 1.565)


def test_spot_is_a_fifth_of_the_machine(cloud):
    spot, machine = row(cloud, "SPOTPAID")["Price"], row(cloud)["Price"]
    assert spot["UnitPriceDiscount"] == pytest.approx(machine["UnitPrice"] / 5)
    assert spot["Discount"] == 20


def test_a_bid_must_reach_the_quoted_price(cloud):
    quoted = price(cloud, **SPOT)["InstancePrice"]["UnitPriceDiscount"]

    def bid(amount: float) -> dict:
        return MACHINE | SPOT | {"InstanceMarketOptions": {"SpotOptions": {"MaxPrice": f"{amount:.4f}"}}}

    assert cloud.refused("RunInstances", bid(quoted - 0.0001)) == "InvalidParameterValue.InsufficientPrice"
    cloud("RunInstances", bid(quoted))
    cloud.set(spot_bid="machine")
    cloud("RunInstances", bid(row(cloud, "SPOTPAID")["Price"]["UnitPriceDiscount"]))


def test_prices_are_for_one_unless_set(cloud):
    one, three = price(cloud), price(cloud, InstanceCount=3)
    assert one == three
    cloud.set(price_scope="total")
    assert price(cloud, InstanceCount=3)["InstancePrice"]["UnitPrice"] == pytest.approx(
        3 * one["InstancePrice"]["UnitPrice"]
    )


def test_a_sold_out_type_may_still_have_a_price(cloud):
    stock(cloud, 0)
    assert cloud.refused("InquiryPriceRunInstances", MACHINE) == "ResourcesSoldOut.SpecifiedInstanceType"
    cloud.set(price_sold_out="price")
    assert price(cloud)["InstancePrice"]["UnitPrice"] > 0


def test_the_first_hour_is_frozen_rounded_up_and_given_free(cloud):
    hourly = price(cloud)["InstancePrice"]["UnitPriceDiscount"]
    ids = cloud.bought(InstanceCount=3)
    assert hourly == 0.4265
    assert cloud.world.ledger()["frozen"] == 128
    assert {each["hourly_price"] for each in cloud.world.ledger()["instances"]} == {hourly}
    cloud("TerminateInstances", {"InstanceIds": ids[:2]})
    assert cloud.world.ledger()["frozen"] == 42
    cloud("TerminateInstances", {"InstanceIds": ids[2:]})
    assert cloud.world.ledger()["frozen"] == 0


def test_an_order_needs_its_first_hour(cloud):
    cloud.world.set_balance(127)
    order = MACHINE | {"InstanceCount": 3}
    assert cloud.refused("RunInstances", order) == "InvalidAccount.InsufficientBalance"
    cloud.world.set_balance(128)
    cloud("RunInstances", order)
    assert balance(cloud)["RealBalance"] == 0
    assert balance(cloud)["FreezeAmount"] == 128


def test_running_costs_by_the_second_in_three_steps(cloud):
    cloud.bought()
    item = price(cloud)["InstancePrice"]
    assert cloud.spent_in(1) == pytest.approx(100 * item["UnitPrice"], abs=0.01)
    cloud.spent_in(96)
    assert cloud.spent_in(1) == pytest.approx(100 * item["UnitPriceSecondStep"], abs=0.01)
    cloud.spent_in(264)
    assert cloud.spent_in(1) == pytest.approx(100 * item["UnitPriceThirdStep"], abs=0.01)


def test_what_is_stopped_or_gone_costs_less_or_nothing(cloud):
    ids = cloud.bought()
    cloud("StopInstances", {"InstanceIds": ids, "StoppedMode": "STOP_CHARGING"})
    cloud.world.clock.advance(20)
    disks = price(cloud)["InstancePrice"]["UnitPrice"] - row(cloud)["Price"]["UnitPrice"]
    assert cloud.spent_in(1) == pytest.approx(100 * disks, abs=0.01)
    cloud("TerminateInstances", {"InstanceIds": ids})
    assert cloud.spent_in(10) == 0


def test_the_balance_adds_up(cloud):
    cloud.bought()
    cloud.world.clock.advance(7200)
    seen, ledger = balance(cloud), cloud.world.ledger()
    assert seen["CashAccountBalance"] == pytest.approx(10_000_000 - ledger["spent"], abs=0.01)
    assert seen["RealBalance"] == pytest.approx(seen["CashAccountBalance"] - seen["FreezeAmount"], abs=0.01)


def test_overspent_money_is_owed(cloud):
    cloud.bought()
    cloud.world.set_balance(50)
    cloud.world.clock.advance(2 * 3600)
    assert balance(cloud)["OweAmount"] > 30
    assert balance(cloud)["RealBalance"] < 0
    assert cloud.refused("RunInstances", MACHINE) == "InvalidAccount.InsufficientBalance"


@pytest.mark.parametrize(
    ("where", "message"),
    [
        (("ap-guangzhou-3", "S9.MEDIUM4", "SPOTPAID"), "does not sell"),
        (("mars-1", "S5.MEDIUM4", "SPOTPAID"), "does not sell"),
        (("ap-guangzhou-3", "S2.MEDIUM4", "SPOTPAID"), "is sold as"),
    ],
)
def test_stock_of_what_is_not_sold(cloud, where, message):
    with pytest.raises(ValueError, match=message):
        cloud.world.set_stock(*where, 1)


@pytest.mark.parametrize("count", [-1, 1.5, True, "3"])
def test_counts_are_whole_numbers(cloud, count):
    with pytest.raises(ValueError, match="whole number"):
        stock(cloud, count)
    with pytest.raises(ValueError, match="whole number"):
        cloud.world.set_balance(count)
    with pytest.raises(ValueError, match="whole number"):
        cloud.world.fail_launches(count)

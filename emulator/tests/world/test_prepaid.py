# SPDX-License-Identifier: GPL-3.0-or-later
"""PREPAID: paid at once, renewed, returned, expired; and the way between it and paying by the hour."""

import pytest
from cvm_emulator.clock import add_months, utc

from .clouds import MACHINE, NOTHING, ZONE, Cloud

PREPAID = {"InstanceChargeType": "PREPAID", "InstanceChargePrepaid": {"Period": 1}}
AUTO = {
    "InstanceChargeType": "PREPAID",
    "InstanceChargePrepaid": {"Period": 1, "RenewFlag": "NOTIFY_AND_AUTO_RENEW"},
}
DAY = 86400


def cents(cloud: Cloud, **params) -> int:
    price = cloud("InquiryPriceRunInstances", MACHINE | PREPAID | params)["Price"]
    return round(100 * sum(each["DiscountPrice"] for each in price.values() if "DiscountPrice" in each))


def terms(months: int) -> dict:
    return {"InstanceChargePrepaid": {"Period": months}}


def test_the_whole_amount_is_taken_and_nothing_metered(cloud):
    [instance_id] = cloud.bought(**PREPAID)
    ledger = cloud.world.ledger()
    assert ledger["spent"] == cents(cloud) > 0
    assert ledger["frozen"] == 0
    assert [(each["resource"], each["what"], each["cents"]) for each in ledger["bills"]] == [
        (instance_id, "purchase", cents(cloud))
    ]
    cloud.world.clock.advance(20 * DAY)
    assert cloud.spent() == cents(cloud)


def test_what_describe_shows(cloud):
    now = cloud.world.clock.now()
    [instance_id] = cloud.bought(
        **AUTO | {"InstanceChargePrepaid": {"Period": 3, "RenewFlag": "NOTIFY_AND_AUTO_RENEW"}}
    )
    one = cloud.one(instance_id)
    assert (one["InstanceChargeType"], one["RenewFlag"]) == ("PREPAID", "NOTIFY_AND_AUTO_RENEW")
    assert utc(add_months(now, 3))[:16] == one["ExpiredTime"][:16]
    [plain] = cloud.bought()
    assert (cloud.one(plain)["RenewFlag"], cloud.one(plain)["ExpiredTime"]) == (None, None)


@pytest.mark.parametrize(("months", "share"), [(1, 1), (11, 1), (12, 0.83), (24, 0.7), (36, 0.5), (60, 0.5)])
def test_long_periods_are_cheaper(cloud, months, share):
    item = cloud("InquiryPriceRunInstances", MACHINE | PREPAID | terms(months))["Price"]["InstancePrice"]
    assert item["OriginalPrice"] == pytest.approx(months * cents(cloud) / 100, abs=0.5)
    assert item["DiscountPrice"] == pytest.approx(item["OriginalPrice"] * share, abs=0.01)
    assert item["Discount"] == pytest.approx(100 * share, abs=0.01)
    assert "UnitPrice" not in item


def test_bandwidth_follows_the_instance(cloud):
    def price(**internet):
        params = MACHINE | PREPAID | {"InternetAccessible": {"InternetMaxBandwidthOut": 5} | internet}
        return cloud("InquiryPriceRunInstances", params)["Price"]["BandwidthPrice"]

    assert price()["DiscountPrice"] > 0
    assert price(InternetChargeType="TRAFFIC_POSTPAID_BY_HOUR")["ChargeUnit"] == "GB"
    assert price(InternetChargeType="BANDWIDTH_POSTPAID_BY_HOUR")["ChargeUnit"] == "HOUR"


def test_hourly_bandwidth_of_a_prepaid_machine_is_metered(cloud):
    internet = {"InternetMaxBandwidthOut": 5, "InternetChargeType": "BANDWIDTH_POSTPAID_BY_HOUR"}
    cloud.bought(**PREPAID, InternetAccessible=internet)
    assert cloud.world.ledger()["frozen"] == 32
    assert cloud.spent_in(1) == pytest.approx(31.5, abs=0.01)


def test_it_needs_the_whole_amount(cloud):
    price = cents(cloud)
    cloud.world.set_balance(2 * price - 1)
    assert cloud.refused("RunInstances", MACHINE | PREPAID | {"InstanceCount": 2}) == (
        "InvalidAccount.InsufficientBalance"
    )
    assert cloud.world.ledger() == NOTHING
    cloud.world.set_balance(2 * price)
    assert len(cloud.buy(**PREPAID, InstanceCount=2)) == 2
    assert cloud("DescribeAccountBalance", {}, "billing")["RealBalance"] == 0


def test_it_has_a_quota_per_month_and_per_purchase(open_cloud):
    cloud = open_cloud(prepaid_quota=3, prepaid_once_quota=2)
    assert (
        cloud.refused("RunInstances", MACHINE | PREPAID | {"InstanceCount": 3}) == "LimitExceeded.PrepayQuota"
    )
    assert cloud.refused("InquiryPriceRunInstances", MACHINE | PREPAID | {"InstanceCount": 3}) == (
        "InstancesQuotaLimitExceeded"
    )
    cloud.buy(**PREPAID, InstanceCount=2)
    assert (
        cloud.refused("RunInstances", MACHINE | PREPAID | {"InstanceCount": 2}) == "LimitExceeded.PrepayQuota"
    )
    cloud.world.clock.advance(31 * DAY)
    cloud.buy(**PREPAID, InstanceCount=2)


def test_a_failed_launch_is_paid_back(cloud):
    cloud.world.fail_launches(1)
    [instance_id] = cloud.bought(**PREPAID)
    assert cloud.states() == ["LAUNCH_FAILED"]
    assert cloud.spent() == 0
    one = cloud.one(instance_id)
    assert (one["LatestOperation"], one["LatestOperationState"]) == ("RunInstances", "FAILED")
    assert "launch failed" in one["LatestOperationErrorMsg"]


def test_the_return_takes_two_steps(cloud):
    ids = cloud.bought(**PREPAID)
    cloud("TerminateInstances", {"InstanceIds": ids})
    one = cloud.one(ids[0])
    assert (one["InstanceState"], one["IsolatedSource"], one["RestrictState"]) == (
        "SHUTDOWN",
        "MANMADE",
        "NORMAL",
    )
    assert cloud.spent() == 0
    assert (
        cloud.refused("TerminateInstances", {"InstanceIds": ids})
        == "OperationDenied.InstanceOperationInProgress"
    )
    assert (
        cloud.refused("StartInstances", {"InstanceIds": ids}) == "UnsupportedOperation.InstanceStateShutdown"
    )
    cloud.world.clock.advance(10)
    cloud("TerminateInstances", {"InstanceIds": ids})
    assert cloud.states() == ["TERMINATING"]
    cloud.world.clock.advance(10)
    assert cloud.states() == []
    assert cloud.spent() == 0


def test_one_return_is_full_the_others_pay_for_the_time(cloud):
    first, second = cloud.bought(**PREPAID, InstanceCount=2)
    cloud.world.clock.advance(3 * DAY)
    price = cents(cloud)
    asked = cloud("InquiryPriceTerminateInstances", {"InstanceIds": [first, second]})["InstanceRefundsSet"]
    assert asked[0]["Refunds"] == price / 100
    assert 0.85 * price < 100 * asked[1]["Refunds"] < 0.93 * price
    cloud("TerminateInstances", {"InstanceIds": [first, second]})
    assert cloud.spent() == pytest.approx(2 * price - 100 * sum(each["Refunds"] for each in asked), abs=1)
    assert [each["what"] for each in cloud.world.ledger()["bills"][2:]] == ["returned in full", "returned"]


def test_after_five_days_no_return_is_full(cloud):
    ids = cloud.bought(**PREPAID)
    cloud.world.clock.advance(6 * DAY)
    [asked] = cloud("InquiryPriceTerminateInstances", {"InstanceIds": ids})["InstanceRefundsSet"]
    assert asked["Refunds"] < cents(cloud) / 100
    assert asked["PriceDetail"].startswith("returned:")


def test_who_cannot_be_returned(cloud):
    prepaid, hourly = cloud.buy(**PREPAID), cloud.bought()
    assert cloud.refused("InquiryPriceTerminateInstances", {"InstanceIds": hourly}) == (
        "FailedOperation.InquiryRefundPriceFailed"
    )
    assert cloud.refused("InquiryPriceTerminateInstances", {"InstanceIds": prepaid + hourly}) == (
        "UnsupportedOperation.InstanceMixedPricingModel"
    )
    cloud.set(return_quota=0)
    assert cloud.refused("TerminateInstances", {"InstanceIds": prepaid}) == "LimitExceeded.UserReturnQuota"
    cloud.set(prepaid_returnable=False)
    for action in ("TerminateInstances", "InquiryPriceTerminateInstances"):
        assert cloud.refused(action, {"InstanceIds": prepaid}) == "FailedOperation.Unreturnable"
    assert cloud.states() == ["RUNNING", "RUNNING"]


def test_the_recycle_bin_is_emptied_at_midnight_of_the_eighth_day(cloud):
    ids = cloud.bought(**PREPAID)
    cloud("TerminateInstances", {"InstanceIds": ids})
    cloud.world.clock.advance(7 * DAY - 60)
    assert cloud.states() == ["SHUTDOWN"]
    cloud.world.clock.advance(DAY + 120)
    assert cloud.states() == []
    released = cloud.world.ledger()["instances"][0]["released_at"]
    assert released[11:16] == "16:00"  # midnight in Beijing


def test_expiry_isolates_and_renewal_brings_back(cloud):
    ids = cloud.bought(**PREPAID)
    price, expires = cents(cloud), cloud.one(ids[0])["ExpiredTime"]
    cloud.world.clock.advance(32 * DAY)
    one = cloud.one(ids[0])
    assert (one["InstanceState"], one["IsolatedSource"], one["RestrictState"]) == (
        "SHUTDOWN",
        "EXPIRE",
        "EXPIRED",
    )
    cloud("RenewInstances", {"InstanceIds": ids} | terms(1))
    one = cloud.one(ids[0])
    assert (one["InstanceState"], one["IsolatedSource"], one["RestrictState"]) == (
        "STOPPED",
        "NOTISOLATED",
        "NORMAL",
    )
    assert one["ExpiredTime"][5:7] != expires[5:7]
    assert cloud.spent() == 2 * price
    cloud.world.clock.advance(10 * DAY)
    assert cloud.states() == ["STOPPED"]


def test_an_expired_machine_is_destroyed_in_the_end(cloud):
    cloud.bought(**PREPAID)
    cloud.world.clock.advance(45 * DAY)
    assert cloud.states() == []
    assert cloud.spent() == cents(cloud)


def test_what_is_brought_back_may_start_by_itself(cloud):
    cloud.set(brought_back="started")
    ids = cloud.bought(**PREPAID)
    cloud("TerminateInstances", {"InstanceIds": ids})
    cloud.world.clock.advance(30)
    cloud("RenewInstances", {"InstanceIds": ids} | terms(2))
    assert cloud.states() == ["STARTING"]
    cloud.world.clock.advance(10)
    assert cloud.states() == ["RUNNING"]
    assert cloud.spent() == cents(cloud, **terms(2))
    cloud.world.clock.advance(20 * DAY)
    assert cloud.states() == ["RUNNING"]


def test_renewal_by_itself_goes_on_while_there_is_money(cloud):
    [instance_id] = cloud.bought(**AUTO)
    price = cents(cloud)
    cloud.world.clock.advance(100 * DAY)
    assert cloud.states() == ["RUNNING"]
    assert cloud.spent() == 4 * price
    cloud.world.set_balance(price - 1)
    cloud.world.clock.advance(24 * DAY)
    assert cloud.one(instance_id)["IsolatedSource"] == "EXPIRE"
    assert cloud.spent() == 4 * price


def test_renewal_asks_for_what_it_takes(cloud):
    ids = cloud.bought(**PREPAID, InstanceCount=2)
    params = {"InstanceIds": ids} | terms(12)
    item = cloud("InquiryPriceRenewInstances", params)["Price"]["InstancePrice"]
    before = cloud.spent()
    cloud("RenewInstances", params)
    assert cloud.spent() - before == pytest.approx(100 * item["DiscountPrice"])
    assert item["DiscountPrice"] == pytest.approx(0.83 * item["OriginalPrice"], abs=0.01)


@pytest.mark.parametrize(
    ("action", "params", "code"),
    [
        ("RenewInstances", {}, "MissingParameter"),
        ("RenewInstances", terms(14), "InvalidPeriod"),
        ("RenewInstances", terms(60), "InvalidAccount.InsufficientBalance"),
        ("ModifyInstancesRenewFlag", {"RenewFlag": "SOMETIMES"}, "InvalidParameterValue"),
        ("ModifyInstancesChargeType", {"InstanceChargeType": "SPOTPAID"}, "InvalidParameterValue"),
        ("ModifyInstancesChargeType", PREPAID, "UnsupportedOperation.InstanceChargeType"),
        (
            "ModifyInstancesChargeType",
            {"InstanceChargeType": "POSTPAID_BY_HOUR", "ModifyPortableDataDisk": True},
            "UnsupportedOperation",
        ),
        (
            "ImportInstancesActionTimer",
            {"ActionTimer": {"TimerAction": "TerminateInstances", "ActionTime": "2099-01-01T00:00:00Z"}},
            "UnsupportedOperation.NotSupportImportInstancesActionTimer",
        ),
    ],
)
def test_refused_of_prepaid(cloud, action, params, code):
    ids = cloud.bought(**PREPAID)
    cloud.world.set_balance(cents(cloud) * 3)
    assert cloud.refused(action, {"InstanceIds": ids} | params) == code


@pytest.mark.parametrize(
    ("action", "params"),
    [("RenewInstances", terms(1)), ("ModifyInstancesRenewFlag", {"RenewFlag": "NOTIFY_AND_AUTO_RENEW"})],
)
def test_for_prepaid_only(cloud, action, params):
    ids = cloud.bought()
    assert cloud.refused(action, {"InstanceIds": ids} | params) == "UnsupportedOperation.InstanceChargeType"


def test_a_timer_does_not_go_with_prepaid(cloud):
    timer = {"ActionTimer": {"TimerAction": "TerminateInstances", "ActionTime": "2099-01-01T00:00:00Z"}}
    assert cloud.refused("RunInstances", MACHINE | PREPAID | timer) == (
        "UnsupportedOperation.NotSupportImportInstancesActionTimer"
    )


def test_the_renew_flag(cloud):
    ids = cloud.bought(**PREPAID)
    assert cloud.one(ids[0])["RenewFlag"] == "NOTIFY_AND_MANUAL_RENEW"
    cloud("ModifyInstancesRenewFlag", {"InstanceIds": ids, "RenewFlag": "NOTIFY_AND_AUTO_RENEW"})
    assert cloud.one(ids[0])["RenewFlag"] == "NOTIFY_AND_AUTO_RENEW"
    cloud.world.clock.advance(40 * DAY)
    assert cloud.states() == ["RUNNING"]


def test_from_hours_to_months_and_back(cloud):
    ids = cloud.bought()
    params = {"InstanceIds": ids} | PREPAID
    asked = cloud("InquiryPriceModifyInstancesChargeType", params)["Price"]["InstancePrice"]["DiscountPrice"]
    assert asked == cents(cloud) / 100
    before = cloud.spent()
    cloud("ModifyInstancesChargeType", params)
    assert cloud.world.ledger()["frozen"] == 0
    cloud.world.clock.advance(15 * DAY)
    assert cloud.spent() - before == pytest.approx(100 * asked, abs=0.01)
    assert cloud.one(ids[0])["InstanceChargeType"] == "PREPAID"
    cloud("ModifyInstancesChargeType", {"InstanceIds": ids, "InstanceChargeType": "POSTPAID_BY_HOUR"})
    assert 0.4 < (cloud.spent() - before) / (100 * asked) < 0.6
    assert cloud.world.ledger()["frozen"] == 43
    middle = cloud.spent()
    cloud.world.clock.advance(3600)
    assert cloud.spent() - middle == pytest.approx(42.65, abs=0.01)
    one = cloud.one(ids[0])
    assert (one["InstanceChargeType"], one["ExpiredTime"], one["RenewFlag"]) == (
        "POSTPAID_BY_HOUR",
        None,
        None,
    )
    cloud.world.clock.advance(40 * DAY)
    assert cloud.states() == ["RUNNING"]


def test_who_cannot_change_the_charge_type(cloud):
    timer = {"ActionTimer": {"TimerAction": "TerminateInstances", "ActionTime": "2099-01-01T00:00:00Z"}}
    spot, timed = cloud.buy(InstanceChargeType="SPOTPAID"), cloud.bought(**timer)

    def code(ids, **params):
        return cloud.refused("ModifyInstancesChargeType", {"InstanceIds": ids} | PREPAID | params)

    assert code(spot) == "UnsupportedOperation.InstanceChargeType"
    assert code(timed) == "InvalidInstance.NotSupported"
    assert code([f"ins-{n:08d}" for n in range(21)]) == "InvalidParameterValue.LimitExceeded"
    cloud("DeleteInstancesActionTimer", {"ActionTimerIds": [_timer(cloud)]})
    cloud.world.set_balance(100)
    assert code(timed) == "InvalidAccount.InsufficientBalance"
    cloud.set(prepaid_quota=0)
    assert code(timed) == "LimitExceeded.InstanceQuota"


def _timer(cloud: Cloud) -> str:
    [timer] = cloud("DescribeInstancesActionTimer")["ActionTimers"]
    return timer["ActionTimerId"]


def test_stock_stays_what_it_is_over_a_change_of_charge_type(cloud):
    def left(charge):
        filters = {"zone": ZONE, "instance-type": "S5.MEDIUM4", "instance-charge-type": charge}
        [found] = cloud(
            "DescribeZoneInstanceConfigInfos",
            {"Filters": [{"Name": name, "Values": [value]} for name, value in filters.items()]},
        )["InstanceTypeQuotaSet"]
        return found["Status"]

    cloud.world.set_stock(ZONE, "S5.MEDIUM4", "POSTPAID_BY_HOUR", 1)
    cloud.world.set_stock(ZONE, "S5.MEDIUM4", "PREPAID", 0)
    ids = cloud.bought()
    cloud("ModifyInstancesChargeType", {"InstanceIds": ids} | PREPAID)
    assert (left("POSTPAID_BY_HOUR"), left("PREPAID")) == ("SOLD_OUT", "SOLD_OUT")
    cloud.world.clock.advance(10)
    cloud("TerminateInstances", {"InstanceIds": ids})
    cloud.world.clock.advance(10)
    cloud("TerminateInstances", {"InstanceIds": ids})
    cloud.world.clock.advance(10)
    assert (left("POSTPAID_BY_HOUR"), left("PREPAID")) == ("SELL", "SOLD_OUT")

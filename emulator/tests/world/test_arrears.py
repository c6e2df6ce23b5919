# SPDX-License-Identifier: GPL-3.0-or-later
"""An account without money, and spot instances taken back."""

import pytest

from .clouds import MACHINE, Cloud

PREPAID = {"InstanceChargeType": "PREPAID", "InstanceChargePrepaid": {"Period": 1}}
SPOT = {"InstanceChargeType": "SPOTPAID"}
HOUR = 3600


def broke(cloud: Cloud, **params) -> list[str]:
    """An instance, and money for two hours of it."""
    ids = cloud.bought(**params)
    cloud.world.set_balance(86)
    return ids


def test_two_hours_of_grace_then_isolation_then_the_end(cloud):
    ids = broke(cloud)
    cloud.world.clock.advance(3.9 * HOUR)
    assert cloud.one(ids[0])["IsolatedSource"] == "NOTISOLATED"
    assert cloud("DescribeAccountBalance", {}, "billing")["OweAmount"] > 70
    cloud.world.clock.advance(0.2 * HOUR)
    one = cloud.one(ids[0])
    assert (one["InstanceState"], one["IsolatedSource"], one["RestrictState"]) == (
        "SHUTDOWN",
        "ARREAR",
        "EXPIRED",
    )
    spent = cloud.spent()
    cloud.world.clock.advance(23 * HOUR)
    assert cloud.states() == ["SHUTDOWN"]
    cloud.world.clock.advance(1.1 * HOUR)
    assert cloud.states() == []
    ledger = cloud.world.ledger()
    assert (ledger["spent"], ledger["frozen"]) == (spent, 0)
    assert spent == pytest.approx(42.65 * 4, abs=2)


@pytest.mark.parametrize(("setting", "state"), [("stopped", "STOPPED"), ("started", "STARTING")])
def test_topping_up_brings_back(open_cloud, setting, state):
    cloud = open_cloud(brought_back=setting)
    ids = broke(cloud)
    cloud.world.clock.advance(10 * HOUR)
    assert cloud.states() == ["SHUTDOWN"]
    cloud.world.set_balance(100)
    assert cloud.states() == [state]
    assert cloud.one(ids[0])["IsolatedSource"] == "NOTISOLATED"
    assert cloud.world.ledger()["frozen"] == 43
    cloud.world.clock.advance(1 * HOUR)
    assert cloud.states() == ["STOPPED" if setting == "stopped" else "RUNNING"]


def test_money_within_the_grace_changes_nothing(cloud):
    broke(cloud)
    cloud.world.clock.advance(3 * HOUR)
    cloud.world.set_balance(10_000)
    cloud.world.clock.advance(10 * HOUR)
    assert cloud.states() == ["RUNNING"]


def test_the_grace_begins_anew_each_time(cloud):
    broke(cloud)
    for _ in range(3):
        cloud.world.clock.advance(3 * HOUR)
        assert cloud.states() == ["RUNNING"]
        cloud.world.set_balance(86)
    cloud.world.clock.advance(4.2 * HOUR)
    assert cloud.states() == ["SHUTDOWN"]


def test_each_isolation_is_kept_for_its_own_time(cloud):
    ids = broke(cloud)
    cloud.world.clock.advance(5 * HOUR)
    cloud.world.set_balance(86)
    cloud("StartInstances", {"InstanceIds": ids})
    cloud.world.clock.advance(12 * HOUR)
    assert cloud.states() == ["SHUTDOWN"]
    cloud.world.clock.advance(14 * HOUR)
    assert cloud.states() == ["SHUTDOWN"]
    cloud.world.clock.advance(11 * HOUR)
    assert cloud.states() == []


def test_what_was_paid_in_advance_stays(cloud):
    paid = cloud.bought(**PREPAID)
    broke(cloud)
    cloud.world.clock.advance(5 * HOUR)
    assert cloud.one(paid[0])["InstanceState"] == "RUNNING"
    assert sorted(cloud.states()) == ["RUNNING", "SHUTDOWN"]


def test_in_arrears_nothing_starts_and_nothing_is_bought(cloud):
    ids = broke(cloud)
    cloud.world.clock.advance(5 * HOUR)
    assert (
        cloud.refused("StartInstances", {"InstanceIds": ids}) == "UnsupportedOperation.InstanceStateShutdown"
    )
    assert cloud.refused("RunInstances", MACHINE) == "InvalidAccount.InsufficientBalance"
    cloud("TerminateInstances", {"InstanceIds": ids})
    cloud.world.clock.advance(10)
    assert cloud.states() == []


def test_a_refund_pays_the_debt(cloud):
    paid = cloud.bought(**PREPAID)
    ids = broke(cloud)
    cloud.world.clock.advance(5 * HOUR)
    cloud("TerminateInstances", {"InstanceIds": paid})
    assert cloud.one(ids[0])["InstanceState"] == "STOPPED"


def test_a_machine_stopped_without_charging_comes_back_stopped(open_cloud):
    cloud = open_cloud(brought_back="started")
    ids = cloud.bought()
    cloud("StopInstances", {"InstanceIds": ids, "StoppedMode": "STOP_CHARGING"})
    cloud.world.clock.advance(20)
    cloud.world.set_balance(2)
    cloud.world.clock.advance(5 * HOUR)
    assert cloud.states() == ["SHUTDOWN"]
    cloud.world.set_balance(1000)
    assert cloud.states() == ["STOPPED"]
    cloud("StartInstances", {"InstanceIds": ids})
    cloud.world.clock.advance(20)
    assert cloud.states() == ["RUNNING"]


def test_arrears_can_be_switched_off(open_cloud):
    cloud = open_cloud(arrears=False)
    broke(cloud)
    cloud.world.clock.advance(1000 * HOUR)
    assert cloud.states() == ["RUNNING"]


def test_how_long_is_settable(open_cloud):
    cloud = open_cloud(arrears_grace=60, arrears_kept=120)
    broke(cloud)
    cloud.world.clock.advance(2 * HOUR + 220)
    assert cloud.states() == ["SHUTDOWN"]
    cloud.world.clock.advance(120)
    assert cloud.states() == []


def test_an_advance_over_all_of_it_is_the_same_as_step_by_step(open_cloud):
    spent = []
    for steps in (1, 60):
        cloud = open_cloud()
        broke(cloud)
        for _ in range(steps):
            cloud.world.clock.advance(60 * HOUR / steps)
            cloud.states()
        assert cloud.states() == []
        spent.append(cloud.spent())
    assert spent[0] == pytest.approx(spent[1], abs=0.05)


def test_a_reclaim_may_show(open_cloud):
    cloud = open_cloud(reclaim_shows="terminating")
    cloud.world.reclaim(cloud.bought(**SPOT))
    cloud.world.clock.advance(121)
    assert cloud.states() == ["TERMINATING"]
    cloud.world.clock.advance(10)
    assert cloud.states() == []


def test_spot_may_live_for_a_while_only(open_cloud):
    cloud = open_cloud(spot_life=HOUR)
    cloud.bought(**SPOT, InstanceCount=20)
    plain = cloud.bought()
    cloud.world.clock.advance(0.5 * HOUR - 120)
    assert len(cloud.states()) == 21
    cloud.world.clock.advance(0.5 * HOUR)
    assert 1 < len(cloud.states()) < 21
    cloud.world.clock.advance(0.6 * HOUR)
    assert [each["InstanceId"] for each in cloud.shown()] == plain


@pytest.mark.parametrize(
    ("action", "params", "code"),
    [
        ("ResetInstance", {}, "UnsupportedOperation.InstanceChargeType"),
        ("ResetInstancesType", {"InstanceType": "S5.LARGE8"}, "InvalidInstance.NotSupported"),
        ("ResizeInstanceDisks", {"SystemDisk": {"DiskSize": 100}}, "UnsupportedOperation.InstanceChargeType"),
        ("ModifyInstancesChargeType", PREPAID, "UnsupportedOperation.InstanceChargeType"),
        ("StopInstances", {"StoppedMode": "STOP_CHARGING"}, "UnsupportedOperation.StoppedModeStopCharging"),
    ],
)
def test_what_spot_cannot_do(cloud, action, params, code):
    [instance_id] = cloud.bought(**SPOT)
    one = action in ("ResetInstance", "ResizeInstanceDisks")
    which = {"InstanceId": instance_id} if one else {"InstanceIds": [instance_id]}
    assert cloud.refused(action, which | params) == code

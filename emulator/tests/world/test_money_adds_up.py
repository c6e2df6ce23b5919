# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever happens to instances, the account's money can be summed up again from the ledger, to the cent."""

import random
from collections import Counter

import pytest
from cvm_emulator.catalogue.types import TYPES
from cvm_emulator.errors import ApiError

from .clouds import MACHINE, ZONE, Cloud

MONTH = {"InstanceChargePrepaid": {"Period": 1}}
PREPAID = {"InstanceChargeType": "PREPAID"} | MONTH
INTERNET = {
    "InternetAccessible": {"InternetMaxBandwidthOut": 5, "InternetChargeType": "BANDWIDTH_POSTPAID_BY_HOUR"}
}
KINDS = ("S5.SMALL1", "S5.MEDIUM4", "S5.LARGE8", "SA2.MEDIUM4")
STEPS = 150


def act(cloud: Cloud, chance: random.Random, ids: list[str]) -> None:
    """One call that may well be refused."""
    one = [chance.choice(ids)] if ids else ["ins-00000000"]
    which, single = {"InstanceIds": one}, {"InstanceId": one[0]}
    charge = chance.choice([{}, PREPAID, {"InstanceChargeType": "SPOTPAID"}])
    count = {"InstanceCount": chance.randint(1, 3)}
    calls = [
        ("RunInstances", MACHINE | charge | count | chance.choice([{}, INTERNET])),
        ("StartInstances", which),
        ("StopInstances", which | {"StoppedMode": chance.choice(["KEEP_CHARGING", "STOP_CHARGING"])}),
        ("RebootInstances", which),
        ("TerminateInstances", which),
        ("ResetInstancesType", which | {"InstanceType": chance.choice(KINDS), "ForceStop": True}),
        (
            "ResizeInstanceDisks",
            single | {"SystemDisk": {"DiskSize": chance.choice([60, 100, 200])}, "ForceStop": True},
        ),
        ("ResetInstance", single),
        (
            "ResetInstancesInternetMaxBandwidth",
            which | {"InternetAccessible": {"InternetMaxBandwidthOut": chance.randint(0, 50)}},
        ),
        ("RenewInstances", which | MONTH),
        ("ModifyInstancesChargeType", which | PREPAID),
        ("ModifyInstancesChargeType", which | {"InstanceChargeType": "POSTPAID_BY_HOUR"}),
    ]
    cloud(*chance.choice(calls))


@pytest.mark.parametrize("seed", range(12))
def test_spent_and_frozen_and_stock(open_cloud, seed):
    chance = random.Random(seed)
    cloud = open_cloud(
        seed=seed, brought_back=chance.choice(["stopped", "started"]), spot_life=chance.choice([0, 40_000])
    )
    carried_out = 0
    for _ in range(STEPS):
        try:
            act(cloud, chance, [each["InstanceId"] for each in cloud.shown()])
            carried_out += 1
        except ApiError:
            pass
        if chance.random() < 0.1:
            cloud.world.set_balance(chance.choice([50, 500_000, 5_000_000]))
        if chance.random() < 0.02:
            cloud.world.fail_launches(1)
        cloud.world.clock.advance(chance.choice([1, 30, 30, 600, 600, 9000, 200_000]))
    assert carried_out > STEPS / 10
    ledger = cloud.world.ledger()
    metered = sum(each["rate"] * (each["until"] - each["since"]) for each in ledger["usage"]) / 3600 / 10_000
    assert ledger["spent"] == pytest.approx(
        sum(each["cents"] for each in ledger["bills"]) + metered, abs=0.01
    )
    assert ledger["frozen"] == sum(each["frozen"] for each in ledger["instances"])
    living = {each["InstanceId"] for each in cloud.shown()}
    assert {each["resource"] for each in ledger["usage"] if each["running"]} <= living
    assert all(each["frozen"] == 0 for each in ledger["instances"] if each["instance_id"] not in living)
    _stock(cloud)


def _stock(cloud: Cloud) -> None:
    """Once everything is gone, every type is in stock as at the beginning."""
    cloud.set(arrears_kept=0, recycle_bin=0)
    cloud.world.set_balance(0)
    cloud.world.clock.advance(10 * 366 * 86400)
    assert cloud.states() == []
    ledger = cloud.world.ledger()
    assert ledger["frozen"] == 0
    assert not any(each["running"] for each in ledger["usage"])
    filters = [{"Name": "zone", "Values": [ZONE]}, {"Name": "instance-type", "Values": list(KINDS)}]
    rows = cloud("DescribeZoneInstanceConfigInfos", {"Filters": filters})["InstanceTypeQuotaSet"]
    assert Counter(row["StatusCategory"] for row in rows) == {"EnoughStock": len(rows)}
    estate = cloud.world.estate(cloud.caller.account)
    for row in estate.db.execute("SELECT * FROM stock"):
        assert row["left"] == TYPES[row["type"]].family.stock, tuple(row)


def test_a_bill_names_what_was_bought(cloud):
    [instance_id] = cloud.bought(**PREPAID)
    cloud("RenewInstances", {"InstanceIds": [instance_id]} | MONTH)
    cloud.world.clock.advance(10)
    cloud("TerminateInstances", {"InstanceIds": [instance_id]})
    ledger = cloud.world.ledger()
    assert [each["what"] for each in ledger["bills"]] == ["purchase", "renewal", "returned in full"]
    assert {each["resource"] for each in ledger["bills"]} == {instance_id}
    assert sum(each["cents"] for each in ledger["bills"]) == ledger["spent"] == 0

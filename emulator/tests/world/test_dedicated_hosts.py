# SPDX-License-Identifier: GPL-3.0-or-later
"""Dedicated hosts: bought by the month, filled with machines, full, and expired."""

from __future__ import annotations

import pytest

from .clouds import IMAGE, MACHINE, ZONE

SIZE = "CDH_4C8G"
MONTH = 30 * 86400


def allocate(cloud, kind="HS1", count=1, ready=True, **params):
    terms = {"HostChargePrepaid": {"Period": 1}, "HostType": kind, "HostCount": count}
    ids = cloud("AllocateHosts", {"Placement": {"Zone": ZONE}} | terms | params)["HostIdSet"]
    if ready:
        cloud.world.clock.advance(120)
    return ids


def order(*host_ids, kind=SIZE, **params):
    placement = {"Zone": ZONE, "HostIds": list(host_ids)} if host_ids else {"Zone": ZONE}
    wanted = {"Placement": placement, "InstanceType": kind, "InstanceChargeType": "CDHPAID"}
    return {"ImageId": IMAGE} | wanted | params


def hosts(cloud, *filters):
    return cloud("DescribeHosts", {"Filters": [{"Name": n, "Values": [v]} for n, v in filters]})["HostSet"]


def buy(cloud, *host_ids, **params):
    return cloud("RunInstances", order(*host_ids, **params))["InstanceIdSet"]


def test_a_host_is_paid_at_once_and_its_machines_cost_their_disks_only(cloud):
    tags = [{"ResourceType": "host", "Tags": [{"Key": "a", "Value": "b"}]}]
    [host_id] = allocate(cloud, ready=False, TagSpecification=tags)
    assert cloud.spent() == 310_000
    assert hosts(cloud)[0]["HostState"] == "PENDING"
    assert cloud.refused("RunInstances", order(host_id)) == "InvalidParameter.HostIdStatusNotSupport"
    cloud.world.clock.advance(120)
    ids = buy(cloud, host_id, InstanceCount=2)
    cloud.world.clock.advance(60)
    [shown] = hosts(cloud, ("host-id", host_id), ("tag:a", "b"), ("host-state", "RUNNING"))
    assert shown["InstanceIds"] == ids
    assert (shown["HostResource"]["CpuAvailable"], shown["HostResource"]["MemAvailable"]) == (32, 208.0)
    one = cloud.one(ids[0])
    assert (one["InstanceType"], one["CPU"], one["Memory"]) == (SIZE, 4, 8)
    assert (one["Placement"]["HostId"], one["InstanceChargeType"]) == (host_id, "CDHPAID")
    assert cloud.found("host-id", host_id) == ids
    [machine] = cloud.bought(InstanceType="S5.MEDIUM4", SystemDisk={"DiskSize": 50})
    prices = {each["instance_id"]: each["hourly_price"] for each in cloud.world.ledger()["instances"]}
    assert 0 < prices[ids[0]] < prices[machine]


def test_without_a_host_named_one_with_room_is_drawn(cloud):
    host_ids = allocate(cloud, count=2)
    ids = buy(cloud, kind="CDH_30C50G", InstanceCount=2)
    assert {cloud.one(each)["Placement"]["HostId"] for each in ids} == set(host_ids)
    full = "ResourceInsufficient.SpecifiedInstanceType"
    assert cloud.refused("RunInstances", order(kind="CDH_6C8G", InstanceCount=3)) == full
    assert cloud.refused("RunInstances", order(kind="CDH_30C50G")) == full
    cloud.world.clock.advance(60)
    cloud("TerminateInstances", {"InstanceIds": ids[:1]})
    cloud.world.clock.advance(60)
    assert len(buy(cloud, kind="CDH_30C50G")) == 1


def test_a_machine_on_a_host_lives_and_takes_no_stock(cloud):
    allocate(cloud, "HS20")
    before = cloud.world.stock(ZONE)
    ids = buy(cloud)
    cloud.world.clock.advance(60)
    stop = {"InstanceIds": ids, "StoppedMode": "STOP_CHARGING"}
    assert cloud.refused("StopInstances", stop) == "UnsupportedOperation.StoppedModeStopCharging"
    cloud("StopInstances", {"InstanceIds": ids})
    cloud.world.clock.advance(60)
    cloud("StartInstances", {"InstanceIds": ids})
    cloud.world.clock.advance(60)
    cloud("ResetInstance", {"InstanceId": ids[0]})
    cloud.world.clock.advance(60)
    larger = {"InstanceIds": ids, "InstanceType": "S5.LARGE8"}
    assert cloud.refused("ResetInstancesType", larger) == "InvalidInstance.NotSupported"
    cloud("TerminateInstances", {"InstanceIds": ids})
    cloud.world.clock.advance(60)
    assert cloud.world.stock(ZONE) == before
    assert cloud.states() == []


def test_a_host_is_renewed_or_expires_and_takes_no_more(cloud):
    automatic = {"Period": 1, "RenewFlag": "NOTIFY_AND_AUTO_RENEW"}
    [kept] = allocate(cloud, HostChargePrepaid=automatic)
    [ended] = allocate(cloud)
    cloud.world.clock.advance(2 * MONTH)
    states = {each["HostId"]: each["HostState"] for each in hosts(cloud)}
    assert states == {kept: "RUNNING", ended: "EXPIRED"}
    assert cloud.refused("RunInstances", order(ended)) == "InvalidParameter.HostIdStatusNotSupport"


@pytest.mark.parametrize(
    ("host", "kind", "code"),
    [
        ("HS1", "S5.MEDIUM4", "InvalidParameter.HostIdStandardInstanceTypeNotSupport"),
        ("HM20", SIZE, "InvalidParameter.HostIdCustomizedInstanceTypeNotSupport"),
        ("HS20", "M5.MEDIUM16", "InvalidParameter.HostIdInstanceTypeNotSupport"),
        ("HS20", "CDH_0C1G", "InvalidInstanceType.Malformed"),
        ("HS20", "CDH_90C8G", "ResourceInsufficient.SpecifiedInstanceType"),
    ],
)
def test_refused_sizes(cloud, host, kind, code):
    [host_id] = allocate(cloud, host)
    assert cloud.refused("RunInstances", order(host_id, kind=kind)) == code
    assert cloud.shown() == []


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (order("tower"), "InvalidHostId.Malformed"),
        (order("host-00000000"), "InvalidHostId.NotFound"),
        (order(), "InvalidParameter.InstanceTypeSupportedHostNotFound"),
        (
            MACHINE | {"Placement": {"Zone": ZONE, "HostIds": ["host-00000000"]}},
            "InvalidParameterCombination",
        ),
        (
            {"Placement": {"Zone": ZONE}, "ImageId": IMAGE, "InstanceChargeType": "CDHPAID"},
            "MissingParameter",
        ),
    ],
)
def test_refused_orders(cloud, wanted, code):
    assert cloud.refused("RunInstances", wanted) == code


def test_hosts_take_no_least_count_and_have_no_price(cloud):
    allocate(cloud)
    fewer = order(InstanceCount=2, MinCount=1)
    assert cloud.refused("RunInstances", fewer) == "UnsupportedOperation.MinCountUnsupportedChargeType"
    assert cloud.refused("InquiryPriceRunInstances", order()) == "InvalidParameterValue"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"HostType": "TOWER"}, "InvalidParameterValue"),
        ({"HostCount": 21}, "InvalidParameterValue.Range"),
        ({"HostChargePrepaid": {"Period": 13}}, "InvalidPeriod"),
        ({"HostChargeType": "POSTPAID_BY_HOUR"}, "InvalidParameterValue"),
        ({"Placement": {"Zone": "ap-shanghai-2"}}, "InvalidZone.MismatchRegion"),
        ({"HostType": "HM20", "HostCount": 20}, "InvalidAccount.InsufficientBalance"),
    ],
)
def test_refused_hosts(cloud, change, code):
    wanted = {"Placement": {"Zone": ZONE}, "HostChargePrepaid": {"Period": 1}} | change
    assert cloud.refused("AllocateHosts", wanted) == code
    assert hosts(cloud) == []


def test_the_same_token_allocates_no_second_host(cloud):
    assert allocate(cloud, ClientToken="once") == allocate(cloud, ClientToken="once")

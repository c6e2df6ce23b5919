# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be changed about an instance that is there; its timers; what it may carry besides."""

import base64

import pytest
from cvm_emulator.clock import utc

from .clouds import MACHINE, ZONE, Cloud

PREPAID = {"InstanceChargeType": "PREPAID", "InstanceChargePrepaid": {"Period": 1}}
WINDOWS, ARM, UBUNTU = "img-m2s4nkqd", "img-g9yh2ulb", "img-487zeit5"
INTERNET = {"InternetAccessible": {"InternetMaxBandwidthOut": 5}}
FIXED = {
    "InternetAccessible": {"InternetMaxBandwidthOut": 5, "InternetChargeType": "BANDWIDTH_POSTPAID_BY_HOUR"}
}
DISKS = {
    "DataDisks": [{"DiskType": "CLOUD_PREMIUM", "DiskSize": 50}, {"DiskType": "CLOUD_SSD", "DiskSize": 100}]
}
DAY = 86400


def stopped(cloud: Cloud, **params) -> list[str]:
    ids = cloud.bought(**params)
    cloud("StopInstances", {"InstanceIds": ids})
    cloud.world.clock.advance(20)
    return ids


def spent_in_an_hour(cloud: Cloud) -> float:
    before = cloud.world.ledger()["spent"]
    cloud.world.clock.advance(3600)
    return cloud.world.ledger()["spent"] - before


def retype(ids: list[str], kind: str) -> dict:
    return {"InstanceIds": ids, "InstanceType": kind}


def stock_of(cloud: Cloud, kind: str, count: int) -> None:
    cloud.world.set_stock(ZONE, kind, "POSTPAID_BY_HOUR", count)


def test_another_type_costs_what_it_is_quoted(cloud):
    ids = stopped(cloud)
    params = retype(ids, "S5.LARGE8")
    asked = cloud("InquiryPriceResetInstancesType", params)["Price"]["InstancePrice"]["UnitPrice"]
    cloud("ResetInstancesType", params)
    assert cloud.states() == ["REBOOTING"]
    cloud.world.clock.advance(22)
    one = cloud.one(ids[0])
    assert (one["InstanceType"], one["CPU"], one["InstanceState"]) == ("S5.LARGE8", 4, "RUNNING")
    assert spent_in_an_hour(cloud) == pytest.approx(100 * asked, abs=0.01)
    ledger = cloud.world.ledger()
    assert ledger["instances"][0]["hourly_price"] == asked
    assert ledger["frozen"] == -(-round(asked * 1e6) // 10_000)


def test_another_type_takes_stock_and_gives_back(cloud):
    stock_of(cloud, "S5.MEDIUM4", 1)
    stock_of(cloud, "S5.LARGE8", 0)
    ids = stopped(cloud)
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
    assert cloud.refused("ResetInstancesType", retype(stopped(cloud, **order), kind)) == code


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
    assert cloud.refused("ResetInstancesType", retype(stopped(cloud, **order), new)) == code


def test_one_type_at_a_time_and_money_for_it(cloud):
    ids = stopped(cloud, InstanceCount=2)
    assert (
        cloud.refused("ResetInstancesType", retype(ids, "S5.LARGE8")) == "InvalidParameterValue.LimitExceeded"
    )
    cloud.world.set_balance(100)
    assert cloud.refused("ResetInstancesType", retype(ids[:1], "S5.4XLARGE64")) == (
        "InvalidAccount.InsufficientBalance"
    )


def test_prepaid_pays_the_difference_for_the_time_left(cloud):
    ids = stopped(cloud, **PREPAID)
    cloud.world.clock.advance(10 * DAY)
    params = retype(ids, "S5.LARGE8")
    asked = cloud("InquiryPriceResetInstancesType", params)["Price"]["InstancePrice"]["DiscountPrice"]
    before = cloud.world.ledger()["spent"]
    cloud("ResetInstancesType", params)
    assert cloud.world.ledger()["spent"] - before == pytest.approx(100 * asked)
    assert asked > 0
    cloud.world.clock.advance(30)
    limit = {"InstanceIds": ids, "Operation": "INSTANCE_DEGRADE"}
    assert (
        cloud("DescribeInstancesOperationLimit", limit)["InstanceOperationLimitSet"][0]["CurrentCount"] == 0
    )
    cloud("ResetInstancesType", retype(ids, "S5.MEDIUM4") | {"ForceStop": True})
    assert cloud.world.ledger()["spent"] == pytest.approx(before, abs=2)
    [one] = cloud("DescribeInstancesOperationLimit", limit)["InstanceOperationLimitSet"]
    assert (one["CurrentCount"], one["LimitCount"]) == (1, 5)


def test_prepaid_degrades_are_limited(open_cloud):
    cloud = open_cloud(degrade_limit=0)
    ids = stopped(cloud, **PREPAID)
    assert (
        cloud.refused("ResetInstancesType", retype(ids, "S5.SMALL1")) == "InvalidParameterValue.LimitExceeded"
    )
    plain = stopped(cloud)
    cloud("ResetInstancesType", retype(plain, "S5.SMALL1"))


def test_operation_limits(cloud):
    ids = cloud.bought()

    def limit(operation):
        params = {"InstanceIds": ids, "Operation": operation}
        return cloud("DescribeInstancesOperationLimit", params)["InstanceOperationLimitSet"][0]["LimitCount"]

    assert (limit("INSTANCE_DEGRADE"), limit("INTERNET_CHARGE_TYPE_CHANGE")) == (-1, 0)
    params = {"InstanceIds": ids, "Operation": "FLY"}
    assert cloud.refused("DescribeInstancesOperationLimit", params) == "InvalidParameterValue"


def test_a_larger_system_disk(cloud):
    [instance_id] = cloud.bought()
    params = {"InstanceId": instance_id, "SystemDisk": {"DiskSize": 100}, "ResizeOnline": True}
    asked = cloud("InquiryPriceResizeInstanceDisks", params)["Price"]["InstancePrice"]["UnitPrice"]
    cloud("ResizeInstanceDisks", params)
    one = cloud.one(instance_id)
    assert (one["SystemDisk"]["DiskSize"], one["InstanceState"]) == (100, "RUNNING")
    assert spent_in_an_hour(cloud) == pytest.approx(100 * asked, abs=0.01)
    assert asked > 0.4265


def test_data_disks_are_told_apart_by_their_ids(cloud):
    [instance_id] = stopped(cloud, **DISKS)
    first, second = (disk["DiskId"] for disk in cloud.one(instance_id)["DataDisks"])
    resize = {"InstanceId": instance_id}
    assert (
        cloud.refused("ResizeInstanceDisks", resize | {"DataDisks": [{"DiskSize": 200}]})
        == "InvalidParameterValue"
    )
    cloud("ResizeInstanceDisks", resize | {"DataDisks": [{"DiskSize": 200, "DiskId": second}]})
    assert [disk["DiskSize"] for disk in cloud.one(instance_id)["DataDisks"]] == [50, 200]
    cloud.world.clock.advance(10)
    cloud("ResizeInstanceDisks", resize | {"DataDisks": [{"DiskSize": 60, "DiskId": first}]})
    assert [disk["DiskSize"] for disk in cloud.one(instance_id)["DataDisks"]] == [60, 200]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, "MissingParameter.AtLeastOne"),
        ({"SystemDisk": {}}, "MissingParameter.AtLeastOne"),
        ({"SystemDisk": {"DiskType": "CLOUD_PREMIUM"}}, "MissingParameter"),
        ({"SystemDisk": {"DiskSize": 60}, "DataDisks": [{"DiskSize": 60}]}, "InvalidParameterValue"),
        ({"SystemDisk": {"DiskSize": 50}}, "InvalidParameterValue"),
        ({"SystemDisk": {"DiskSize": 55}}, "InvalidParameterValue"),
        ({"SystemDisk": {"DiskSize": 9000}}, "InvalidParameterValue"),
        ({"SystemDisk": {"DiskSize": 100, "Encrypt": True}}, "UnsupportedOperation"),
        ({"SystemDisk": {"DiskSize": 100, "DiskId": "disk-00000000"}}, "InvalidParameterValue"),
        (
            {"DataDisks": [{"DiskSize": 200, "DiskId": "disk-00000000"}]},
            "UnsupportedOperation.InvalidDataDisk",
        ),
        ({"DataDisks": [{"DiskSize": 200}] * 2}, "InvalidParameterValue"),
        (
            {"SystemDisk": {"DiskSize": 100}, "ResizeOnline": True},
            "UnsupportedOperation.InstanceStateStopped",
        ),
    ],
)
def test_disks_that_cannot_be_had(cloud, change, code):
    [instance_id] = stopped(cloud, **DISKS)
    assert cloud.refused("ResizeInstanceDisks", {"InstanceId": instance_id} | change) == code


def bandwidth(ids: list[str], mbit: int, **more) -> dict:
    return {"InstanceIds": ids, "InternetAccessible": {"InternetMaxBandwidthOut": mbit}} | more


def test_another_bandwidth(cloud):
    ids = cloud.bought(**FIXED)
    price = cloud("InquiryPriceResetInstancesInternetMaxBandwidth", bandwidth(ids, 10))["Price"]
    assert price["BandwidthPrice"]["UnitPrice"] == 1.565
    assert "InstancePrice" not in price
    before = spent_in_an_hour(cloud)
    cloud("ResetInstancesInternetMaxBandwidth", bandwidth(ids, 10))
    assert cloud.one(ids[0])["InternetAccessible"]["InternetMaxBandwidthOut"] == 10
    assert spent_in_an_hour(cloud) - before == pytest.approx(156.5 - 31.5, abs=0.01)


def test_bandwidth_by_the_month(cloud):
    ids = cloud.bought(**PREPAID, **INTERNET)
    price = cloud("InquiryPriceResetInstancesInternetMaxBandwidth", bandwidth(ids, 150))["Price"]
    before = cloud.world.ledger()["spent"]
    cloud("ResetInstancesInternetMaxBandwidth", bandwidth(ids, 150))
    paid = cloud.world.ledger()["spent"] - before
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


def test_a_reset_gives_another_system_and_keeps_the_machine(cloud):
    [instance_id] = stopped(cloud)
    before = cloud.one(instance_id)
    change = {
        "InstanceId": instance_id,
        "ImageId": UBUNTU,
        "SystemDisk": {"DiskSize": 60},
        "HostName": "fresh",
    }
    asked = cloud("InquiryPriceResetInstance", {k: v for k, v in change.items() if k != "HostName"})["Price"]
    cloud("ResetInstance", change | {"LoginSettings": {"KeyIds": ["skey-operator"]}})
    assert cloud.states() == ["REBOOTING"]
    cloud.world.clock.advance(39)
    assert cloud.states() == ["REBOOTING"]
    cloud.world.clock.advance(3)
    after = cloud.one(instance_id)
    assert (after["ImageId"], after["DefaultLoginUser"], after["HostName"]) == (UBUNTU, "ubuntu", "fresh")
    assert (after["SystemDisk"]["DiskSize"], after["LoginSettings"]["KeyIds"]) == (60, ["skey-operator"])
    assert after["PrivateIpAddresses"] == before["PrivateIpAddresses"]
    assert (after["InstanceState"], after["LatestOperation"]) == ("RUNNING", "ResetInstance")
    assert spent_in_an_hour(cloud) == pytest.approx(100 * asked["InstancePrice"]["UnitPrice"], abs=0.01)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"ImageId": "img-00000000"}, "InvalidImageId.NotFound"),
        ({"ImageId": ARM}, "InvalidParameterValue.InvalidImageForGivenInstanceType"),
        ({"SystemDisk": {"DiskSize": 40}}, "InvalidParameterValue"),
        ({"SystemDisk": {"DiskType": "CLOUD_SSD"}}, "InvalidParameterValue"),
        ({"SystemDisk": {"Encrypt": True}}, "UnsupportedOperation"),
        ({"HostName": "-"}, "InvalidParameterValue.IllegalHostName"),
        ({"UserData": "plain"}, "InvalidParameterValue.InvalidUserDataFormat"),
        ({"LoginSettings": {"Password": "short"}}, "InvalidParameterValue.InvalidPassword"),
        ({"InstanceId": "ins-00000000"}, "InvalidInstanceId.NotFound"),
        ({"InstanceId": "mine"}, "InvalidInstanceId.Malformed"),
    ],
)
def test_resets_that_cannot_be_had(cloud, change, code):
    [instance_id] = cloud.bought()
    assert cloud.refused("ResetInstance", {"InstanceId": instance_id} | change) == code
    assert cloud.states() == ["RUNNING"]


@pytest.mark.parametrize(
    ("image", "password", "fits"),
    [
        (UBUNTU, "Abcdef-123", True),
        (UBUNTU, "Abcdef_123", True),
        (UBUNTU, "abcdef-_-!", False),
        (UBUNTU, "/Abcdef123", False),
        (UBUNTU, "Ab-1", False),
        (UBUNTU, "Abcdef 123", False),
        (WINDOWS, "Abcdef-123", False),
        (WINDOWS, "Abcdef-12345", True),
        (WINDOWS, "Administrator-12345", False),
    ],
)
def test_new_passwords(cloud, image, password, fits):
    ids = stopped(cloud, ImageId=image)
    params = {"InstanceIds": ids, "Password": password}
    if fits:
        cloud("ResetInstancesPassword", params)
        cloud.world.clock.advance(6)
        one = cloud.one(ids[0])
        assert (one["InstanceState"], one["LatestOperationState"]) == ("STOPPED", "SUCCESS")
    else:
        assert cloud.refused("ResetInstancesPassword", params) == "InvalidParameterValue.InvalidPassword"
    long = params | {"UserName": "u" * 65}
    assert cloud.refused("ResetInstancesPassword", long) == "InvalidParameterValue.TooLong"


def network(**more) -> dict:
    return {"VirtualPrivateCloud": {"VpcId": "DEFAULT", "SubnetId": "DEFAULT"} | more}


def test_another_address(cloud):
    ids = stopped(cloud, InstanceCount=2)
    wanted = ["172.16.7.8", "172.16.7.9"]
    cloud(
        "ModifyInstancesVpcAttribute",
        {"InstanceIds": ids, "ReserveHostName": False} | network(PrivateIpAddresses=wanted),
    )
    assert [each["PrivateIpAddresses"][0] for each in cloud.shown()] == wanted
    assert [each["HostName"] for each in cloud.shown()] == ["VM-7-8-tencentos", "VM-7-9-tencentos"]
    assert cloud.refused("RunInstances", MACHINE | network(PrivateIpAddresses=wanted[:1])) == "VpcIpIsUsed"


def test_the_old_address_is_free_after_a_while(cloud):
    ids = stopped(cloud, **network(PrivateIpAddresses=["172.16.0.9"]))
    cloud("ModifyInstancesVpcAttribute", {"InstanceIds": ids} | network(PrivateIpAddresses=["172.16.0.10"]))
    again = network(PrivateIpAddresses=["172.16.0.9"])
    assert cloud.refused("RunInstances", MACHINE | again) == "VpcIpIsUsed"
    cloud.world.clock.advance(121)
    cloud.buy(**again)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (network(), "InvalidParameterValue"),
        (network(PrivateIpAddresses=["10.1.1.1"]), "VpcAddrNotInSubNet"),
        (network(PrivateIpAddresses=["172.16.7.8", "172.16.7.9"]), "InvalidParameterCombination"),
        (network(AsVpcGateway=True), "UnsupportedOperation"),
        (
            {"VirtualPrivateCloud": {"VpcId": "net", "SubnetId": "net"}},
            "InvalidParameterValue.VpcIdMalformed",
        ),
    ],
)
def test_subnets_that_cannot_be_had(cloud, change, code):
    assert cloud.refused("ModifyInstancesVpcAttribute", {"InstanceIds": stopped(cloud)} | change) == code


def test_projects(cloud):
    [instance_id] = cloud.bought()
    assert cloud.refused("ModifyInstancesProject", {"InstanceIds": [instance_id], "ProjectId": 7}) == (
        "InvalidProjectId.NotFound"
    )
    cloud("ModifyInstancesProject", {"InstanceIds": [instance_id], "ProjectId": 1000001})
    assert cloud.one(instance_id)["Placement"]["ProjectId"] == 1000001
    other = cloud.buy(Placement={"Zone": ZONE, "ProjectId": 0})
    assert cloud.found("project-id", "1000001") == [instance_id]
    assert cloud.found("project-id", "0") == other


def test_extras_show_again(cloud):
    extras = {
        "CpuTopology": {"CoreCount": 1, "ThreadPerCore": 1},
        "Metadata": {"Items": [{"Key": "colour", "Value": "blue"}]},
        "CamRoleName": "rehearsal",
    }
    one = cloud.one(cloud.bought(**extras)[0])
    assert {name: one[name] for name in extras} == extras
    assert one["EnableJumboFrame"] is False
    plain = cloud.one(cloud.bought()[0])
    assert "CpuTopology" not in plain
    assert plain["CamRoleName"] == ""


@pytest.mark.parametrize(
    ("extra", "code"),
    [
        ({"CpuTopology": {"CoreCount": 1, "ThreadPerCore": 3}}, "InvalidParameterValue"),
        ({"CpuTopology": {"CoreCount": 2, "ThreadPerCore": 2}}, "InvalidParameterValue"),
        ({"Metadata": {"Items": [{"Key": "a b", "Value": "c"}]}}, "InvalidParameterValue"),
        ({"Metadata": {"Items": [{"Key": "a", "Value": "c"}] * 2}}, "InvalidParameterValue"),
        ({"Metadata": {"Items": [{"Key": "a", "Value": "c" * 262145}]}}, "InvalidParameterValue"),
        ({"EnableJumboFrame": True}, "UnsupportedOperation.InstanceTypeNotSupportJumboFrame"),
    ],
)
def test_extras_that_cannot_be_had(cloud, extra, code):
    assert cloud.refused("RunInstances", MACHINE | extra) == code


def test_jumbo_frames_and_roles_change(cloud):
    order = {"Placement": {"Zone": "ap-guangzhou-6"}, "InstanceType": "S6.MEDIUM4"}
    [instance_id] = cloud.bought(**order, EnableJumboFrame=True)
    change = {"InstanceIds": [instance_id]}
    assert cloud.one(instance_id)["EnableJumboFrame"] is True
    assert cloud.refused("ModifyInstancesAttribute", change | {"EnableJumboFrame": False}) == (
        "UnsupportedOperation.InstancesEnableJumboWithoutReboot"
    )
    cloud("StopInstances", change)
    cloud.world.clock.advance(20)
    cloud("ModifyInstancesAttribute", change | {"EnableJumboFrame": False})
    assert cloud.one(instance_id)["EnableJumboFrame"] is False
    cloud("ModifyInstancesAttribute", change | {"CamRoleName": "observer", "CamRoleType": "user"})
    assert cloud.one(instance_id)["CamRoleName"] == "observer"
    cloud("ModifyInstancesAttribute", change | {"CamRoleName": ""})
    assert cloud.one(instance_id)["CamRoleName"] == ""
    assert cloud.refused("ModifyInstancesAttribute", change | {"CamRoleType": "user"}) == "MissingParameter"
    assert cloud.refused(
        "ModifyInstancesAttribute", change | {"InstanceName": "x", "CamRoleType": "user"}
    ) == ("InvalidParameterValue")


def test_user_data_is_read_again(cloud):
    data = base64.b64encode(b"#!/bin/sh\n").decode()
    ids = cloud.bought(UserData=data)
    params = {"InstanceIds": ids, "Attributes": ["UserData"]}
    assert cloud("DescribeInstancesAttributes", params)["InstanceSet"] == [
        {"InstanceId": ids[0], "Attributes": {"UserData": data}}
    ]
    assert cloud.refused("DescribeInstancesAttributes", params | {"Attributes": ["Secrets"]}) == (
        "InvalidParameterValue"
    )
    assert cloud.refused("DescribeInstancesAttributes", params | {"InstanceIds": ["ins-00000000"]}) == (
        "InvalidInstanceId.NotFound"
    )


def timer(cloud: Cloud, seconds: float) -> dict:
    return {"TimerAction": "TerminateInstances", "ActionTime": utc(cloud.world.clock.now() + seconds)}


def test_a_timer_ends_an_instance(cloud):
    ids = cloud.bought(InstanceCount=2)
    timer_ids = cloud("ImportInstancesActionTimer", {"InstanceIds": ids, "ActionTimer": timer(cloud, 3600)})[
        "ActionTimerIds"
    ]
    shown = cloud("DescribeInstancesActionTimer", {"InstanceIds": ids[:1]})["ActionTimers"]
    assert [(each["ActionTimerId"], each["Status"], each["InstanceId"]) for each in shown] == [
        (timer_ids[0], "UNDO", ids[0])
    ]
    cloud("DeleteInstancesActionTimer", {"ActionTimerIds": timer_ids[1:]})
    cloud.world.clock.advance(3601)
    assert cloud.states() == ["TERMINATING", "RUNNING"]
    cloud.world.clock.advance(20)
    assert [each["InstanceId"] for each in cloud.shown()] == ids[1:]
    done = cloud("DescribeInstancesActionTimer", {"StatusList": ["DONE"]})["ActionTimers"]
    assert [each["ActionTimerId"] for each in done] == timer_ids[:1]
    assert (
        cloud.refused("DeleteInstancesActionTimer", {"ActionTimerIds": timer_ids[:1]})
        == "InvalidParameterValue"
    )


def test_a_timer_of_the_purchase_is_one_of_them(cloud):
    ids = cloud.bought(ActionTimer=timer(cloud, 1000))
    [shown] = cloud("DescribeInstancesActionTimer")["ActionTimers"]
    assert shown["InstanceId"] == ids[0]
    again = {"InstanceIds": ids, "ActionTimer": timer(cloud, 2000)}
    assert cloud.refused("ImportInstancesActionTimer", again) == "FailedOperation.MutActionTimerExist"
    cloud("DeleteInstancesActionTimer", {"ActionTimerIds": [shown["ActionTimerId"]]})
    cloud("ImportInstancesActionTimer", again)
    early = {"EndActionTime": timer(cloud, 1500)["ActionTime"]}
    assert cloud("DescribeInstancesActionTimer", early)["ActionTimers"] == []
    cloud.world.clock.advance(1500)
    assert cloud.states() == ["RUNNING"]
    cloud.world.clock.advance(600)
    assert cloud.states() == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"TimerAction": "StopInstances"}, "InvalidParameterValue"),
        ({"ActionTime": "tomorrow"}, "InvalidParameterValue.InvalidTimeFormat"),
        ({"ActionTime": "2020-01-01T00:00:00Z"}, "InvalidParameterValue"),
        ({"Status": "DONE"}, "UnsupportedOperation"),
    ],
)
def test_timers_that_cannot_be_had(cloud, change, code):
    params = {"InstanceIds": cloud.bought(), "ActionTimer": timer(cloud, 3600) | change}
    assert cloud.refused("ImportInstancesActionTimer", params) == code


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"StatusList": ["LATER"]}, "InvalidParameterValue"),
        ({"TimerAction": "StopInstances"}, "InvalidParameterValue"),
        ({"StartActionTime": "now"}, "InvalidParameterValue.InvalidTimeFormat"),
        ({"InstanceIds": ["mine"]}, "InvalidInstanceId.Malformed"),
        ({"ActionTimerIds": ["x"] * 101}, "InvalidParameterValue.LimitExceeded"),
    ],
)
def test_timers_are_asked_for_properly(cloud, params, code):
    assert cloud.refused("DescribeInstancesActionTimer", params) == code

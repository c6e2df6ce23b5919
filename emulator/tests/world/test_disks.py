# SPDX-License-Identifier: GPL-3.0-or-later
"""Cloud disks: those of instances, those bought alone, their states over time, and what they cost."""

from __future__ import annotations

import pytest

from .clouds import MACHINE, ZONE

ALONE = {
    "Placement": {"Zone": ZONE},
    "DiskChargeType": "POSTPAID_BY_HOUR",
    "DiskType": "CLOUD_PREMIUM",
    "DiskSize": 100,
}
MONTHLY = ALONE | {"DiskChargeType": "PREPAID", "DiskChargePrepaid": {"Period": 1}}
DAY = 86400


def disks(cloud, **filters):
    wanted = [{"Name": name.replace("_", "-"), "Values": [value]} for name, value in filters.items()]
    return cloud("DescribeDisks", {"Limit": 100, "Filters": wanted}, "cbs")["DiskSet"]


def disk(cloud, disk_id):
    [found] = cloud("DescribeDisks", {"DiskIds": [disk_id]}, "cbs")["DiskSet"]
    return found


def make(cloud, **params):
    [disk_id] = cloud("CreateDisks", ALONE | params, "cbs")["DiskIdSet"]
    cloud.world.clock.advance(5)
    return disk_id


def attach(cloud, instance_id, *ids, **more):
    cloud("AttachDisks", {"InstanceId": instance_id, "DiskIds": list(ids)} | more, "cbs")


def metered(cloud, disk_id):
    """The rate at which a disk costs by itself now, in millionths of a yuan per hour."""
    usage = cloud.world.ledger()["usage"]
    return sum(each["rate"] for each in usage if each["resource"] == disk_id and each["running"])


def test_the_disks_of_an_instance_show(cloud):
    data = [{"DiskType": "CLOUD_SSD", "DiskSize": 200, "DiskName": "logs"}]
    tags = [{"ResourceType": "instance", "Tags": [{"Key": "fleet", "Value": "web"}]}]
    [instance_id] = cloud.bought(DataDisks=data, TagSpecification=tags)
    system, extra = disks(cloud, instance_id=instance_id)
    assert (system["DiskUsage"], system["DiskType"], system["DiskSize"]) == (
        "SYSTEM_DISK",
        "CLOUD_PREMIUM",
        50,
    )
    assert (extra["DiskUsage"], extra["DiskType"], extra["DiskSize"]) == ("DATA_DISK", "CLOUD_SSD", 200)
    assert (extra["DiskName"], extra["DiskState"], extra["Attached"]) == ("logs", "ATTACHED", True)
    assert (extra["Portable"], extra["DeleteWithInstance"]) == (False, True)
    assert extra["Tags"] == [{"Key": "fleet", "Value": "web"}]
    shown = cloud.one(instance_id)
    assert shown["SystemDisk"]["DiskId"] == system["DiskId"]
    assert [each["DiskId"] for each in shown["DataDisks"]] == [extra["DiskId"]]
    assert disks(cloud, tag_key="fleet") == [system, extra]
    assert disks(cloud, disk_usage="DATA_DISK", instance_name=shown["InstanceName"]) == [extra]


def test_a_disk_of_a_machine_goes_or_stays_as_was_said(cloud):
    data = [
        {"DiskType": "CLOUD_PREMIUM", "DiskSize": 10},
        {"DiskType": "CLOUD_PREMIUM", "DiskSize": 20, "DeleteWithInstance": False},
    ]
    [instance_id] = cloud.bought(DataDisks=data)
    assert [each["DeleteWithInstance"] for each in cloud.one(instance_id)["DataDisks"]] == [True, False]
    cloud("TerminateInstances", {"InstanceIds": [instance_id]})
    cloud.world.clock.advance(30)
    [left] = disks(cloud)
    assert (left["DiskSize"], left["DiskState"], left["Portable"]) == (20, "UNATTACHED", True)
    assert (left["InstanceId"], left["LastAttachInsId"]) == ("", instance_id)
    assert metered(cloud, left["DiskId"]) == 10_600
    cloud("TerminateDisks", {"DiskIds": [left["DiskId"]]}, "cbs")
    assert disks(cloud) == []
    before = cloud.spent()
    cloud.world.clock.advance(DAY)
    assert cloud.spent() == before


def test_a_launch_that_fails_leaves_no_disk(cloud):
    cloud.world.fail_launches(1)
    cloud.bought(DataDisks=[{"DiskType": "CLOUD_PREMIUM", "DiskSize": 20, "DeleteWithInstance": False}])
    cloud.world.clock.advance(400)
    assert disks(cloud) == []


def test_a_disk_bought_alone_shows_when_it_is_made(cloud):
    tags = [{"Key": "a", "Value": "b"}]
    ids = cloud("CreateDisks", ALONE | {"DiskCount": 2, "DiskName": "spare", "Tags": tags}, "cbs")[
        "DiskIdSet"
    ]
    assert disks(cloud) == []
    cloud.world.clock.advance(5)
    found = disks(cloud, disk_state="UNATTACHED", portable="TRUE", disk_name="spare")
    assert [each["DiskId"] for each in found] == ids
    assert found[0]["Tags"] == tags
    assert found[0]["DeadlineTime"] == ""
    assert [each["DiskId"] for each in disks(cloud, zone=ZONE)] == ids
    assert disks(cloud, zone="ap-guangzhou-4") == disks(cloud, portable="FALSE") == []
    assert cloud("DescribeDisks", {}, "cbs", region="ap-shanghai")["TotalCount"] == 0


def test_the_same_client_token_buys_no_second_disk(cloud):
    params = ALONE | {"ClientToken": "once"}
    first = cloud("CreateDisks", params, "cbs")["DiskIdSet"]
    assert cloud("CreateDisks", params, "cbs")["DiskIdSet"] == first
    cloud.world.clock.advance(5)
    assert len(disks(cloud)) == 1
    assert cloud.buy(ClientToken="once") != first


def test_attaching_and_detaching_take_their_time(cloud):
    [instance_id], disk_id = cloud.bought(), make(cloud)
    attach(cloud, instance_id, disk_id)
    assert disk(cloud, disk_id)["DiskState"] == "ATTACHING"
    cloud.world.clock.advance(5)
    assert (disk(cloud, disk_id)["DiskState"], disk(cloud, disk_id)["InstanceId"]) == (
        "ATTACHED",
        instance_id,
    )
    assert cloud.one(instance_id)["DataDisks"] == []
    cloud.set(data_disks_shown="attached")
    assert [each["DiskId"] for each in cloud.one(instance_id)["DataDisks"]] == [disk_id]
    cloud("DetachDisks", {"DiskIds": [disk_id]}, "cbs")
    assert disk(cloud, disk_id)["DiskState"] == "DETACHING"
    cloud.world.clock.advance(5)
    assert disk(cloud, disk_id)["DiskState"] == "UNATTACHED"
    assert disk(cloud, disk_id)["LastAttachInsId"] == instance_id


@pytest.mark.parametrize("goes", [True, False])
def test_an_attached_disk_goes_with_its_instance_only_if_told(cloud, goes):
    [instance_id], disk_id = cloud.bought(), make(cloud)
    attach(cloud, instance_id, disk_id, DeleteWithInstance=goes)
    cloud.world.clock.advance(5)
    cloud("TerminateInstances", {"InstanceIds": [instance_id]})
    cloud.world.clock.advance(30)
    assert [each["DiskState"] for each in disks(cloud)] == ([] if goes else ["UNATTACHED"])


def test_what_is_paid_by_the_hour_is_frozen_and_metered(cloud):
    before = cloud.world.ledger()
    disk_id = make(cloud)
    assert cloud.world.ledger()["frozen"] == before["frozen"] + 6
    cloud.world.clock.advance(3600)
    assert cloud.spent() == pytest.approx(5.3, abs=0.1)
    cloud("TerminateDisks", {"DiskIds": [disk_id]}, "cbs")
    assert cloud.world.ledger()["frozen"] == before["frozen"]
    after = cloud.spent()
    cloud.world.clock.advance(3600)
    assert cloud.spent() == after


def test_a_disk_made_portable_is_paid_by_itself_and_nothing_is_paid_twice(cloud):
    [instance_id] = cloud.bought(DataDisks=[{"DiskType": "CLOUD_PREMIUM", "DiskSize": 100}])
    [extra] = disks(cloud, disk_usage="DATA_DISK")
    start = cloud.spent()
    cloud.world.clock.advance(3600)
    together = cloud.spent() - start
    cloud("ModifyDiskAttributes", {"DiskIds": [extra["DiskId"]], "Portable": True, "DiskName": "free"}, "cbs")
    assert cloud.spent_in(1) == pytest.approx(together, abs=0.01)
    assert metered(cloud, extra["DiskId"]) == 53_000
    assert disk(cloud, extra["DiskId"])["DiskName"] == "free"
    cloud("DetachDisks", {"DiskIds": [extra["DiskId"]], "InstanceId": instance_id}, "cbs")
    cloud.world.clock.advance(5)
    assert cloud.one(instance_id)["DataDisks"] == []
    cloud("TerminateInstances", {"InstanceIds": [instance_id]})
    cloud.world.clock.advance(30)
    assert [each["DiskState"] for each in disks(cloud)] == ["UNATTACHED"]


def test_a_portable_disk_grows(cloud):
    disk_id = make(cloud)
    price = cloud("InquiryPriceResizeDisk", {"DiskId": disk_id, "DiskSize": 200}, "cbs")["DiskPrice"]
    assert (price["UnitPrice"], price["ChargeUnit"]) == (0.106, "HOUR")
    cloud("ResizeDisk", {"DiskId": disk_id, "DiskSize": 200}, "cbs")
    assert (disk(cloud, disk_id)["DiskState"], disk(cloud, disk_id)["DiskSize"]) == ("EXPANDING", 100)
    assert cloud.refused("TerminateDisks", {"DiskIds": [disk_id]}, "cbs") == "ResourceBusy"
    cloud.world.clock.advance(5)
    assert (disk(cloud, disk_id)["DiskState"], disk(cloud, disk_id)["DiskSize"]) == ("UNATTACHED", 200)
    assert metered(cloud, disk_id) == 106_000


def test_disks_of_machines_show_their_new_size(cloud):
    [instance_id] = cloud.bought()
    wanted = {"InstanceId": instance_id, "SystemDisk": {"DiskSize": 80}, "ResizeOnline": True}
    cloud("ResizeInstanceDisks", wanted)
    [system] = disks(cloud)
    assert system["DiskSize"] == cloud.one(instance_id)["SystemDisk"]["DiskSize"] == 80


def test_prepaid_disks_are_paid_at_once_and_returned_in_two_steps(cloud):
    price = cloud("InquiryPriceCreateDisks", MONTHLY_PRICE | {"DiskCount": 2}, "cbs")["DiskPrice"]
    assert (price["OriginalPrice"], price["DiscountPrice"]) == (44.52, 44.52)
    disk_id = make(cloud, **MONTHLY)
    assert cloud.spent() == 2226
    shown = disk(cloud, disk_id)
    assert (shown["RenewFlag"], shown["IsReturnable"]) == ("NOTIFY_AND_MANUAL_RENEW", True)
    assert shown["DifferDaysOfDeadline"] >= 27
    cloud("TerminateDisks", {"DiskIds": [disk_id]}, "cbs")
    assert disk(cloud, disk_id)["DiskState"] == "TORECYCLE"
    assert cloud.spent() == pytest.approx(0, abs=1.5)
    cloud("TerminateDisks", {"DiskIds": [disk_id]}, "cbs")
    assert disks(cloud) == []


MONTHLY_PRICE = {name: value for name, value in MONTHLY.items() if name != "Placement"}


@pytest.mark.parametrize(("renew", "state"), [("NOTIFY_AND_AUTO_RENEW", "UNATTACHED"), (None, "TORECYCLE")])
def test_what_happens_when_the_months_are_over(cloud, renew, state):
    terms = {"Period": 1} | ({"RenewFlag": renew} if renew else {})
    disk_id = make(cloud, **MONTHLY | {"DiskChargePrepaid": terms})
    cloud.world.clock.advance(31.5 * DAY)
    assert disk(cloud, disk_id)["DiskState"] == state
    assert cloud.spent() == (4452 if renew else 2226)
    cloud.world.clock.advance(9 * DAY)
    assert len(disks(cloud)) == (1 if renew else 0)


def test_renewing_an_instance_renews_its_portable_disks(cloud):
    prepaid = {"InstanceChargeType": "PREPAID", "InstanceChargePrepaid": {"Period": 1}}
    [instance_id], disk_id = cloud.bought(**prepaid), make(cloud, **MONTHLY)
    attach(cloud, instance_id, disk_id)
    cloud.world.clock.advance(10)
    before = disk(cloud, disk_id)["DifferDaysOfDeadline"]
    renewal = {"InstanceIds": [instance_id], "InstanceChargePrepaid": {"Period": 1}}
    alone = renewal | {"RenewPortableDataDisk": False}

    def asked(params):
        return cloud("InquiryPriceRenewInstances", params)["Price"]["InstancePrice"]["DiscountPrice"]

    prices, paid = [asked(alone), asked(renewal)], cloud.spent()
    cloud("RenewInstances", alone)
    assert disk(cloud, disk_id)["DifferDaysOfDeadline"] == before
    cloud.world.clock.advance(10)
    cloud("RenewInstances", renewal)
    assert disk(cloud, disk_id)["DifferDaysOfDeadline"] >= before + 28
    assert prices[0] < prices[1]
    assert cloud.spent() - paid == round(100 * sum(prices))


@pytest.mark.parametrize("released", [True, False])
def test_prepaid_disks_outlive_the_instance_unless_released(cloud, released):
    [instance_id], disk_id = cloud.bought(), make(cloud, **MONTHLY)
    attach(cloud, instance_id, disk_id, DeleteWithInstance=True)
    cloud.world.clock.advance(10)
    cloud("TerminateInstances", {"InstanceIds": [instance_id], "ReleasePrepaidDataDisks": released})
    cloud.world.clock.advance(30)
    assert disk(cloud, disk_id)["DiskState"] == ("TORECYCLE" if released else "UNATTACHED")


def test_which_disks_are_sold(cloud):
    def rows(**params):
        return cloud("DescribeDiskConfigQuota", {"InquiryType": "INQUIRY_CBS_CONFIG"} | params, "cbs")[
            "DiskConfigSet"
        ]

    [row] = rows(
        Zones=[ZONE],
        DiskTypes=["CLOUD_SSD"],
        DiskUsage="DATA_DISK",
        DiskChargeType="POSTPAID_BY_HOUR",
    )
    assert (row["MinDiskSize"], row["MaxDiskSize"], row["StepSize"], row["Available"]) == (
        100,
        32000,
        10,
        True,
    )
    assert row["Price"]["UnitPrice"] > 0
    with_machine = {
        "InquiryType": "INQUIRY_CVM_CONFIG",
        "Zones": ["ap-guangzhou-6"],
        "DiskTypes": ["CLOUD_TSSD"],
    }
    families = {each["InstanceFamily"] for each in rows(**with_machine)}
    assert "S6" in families
    assert "S5" not in families
    assert rows(DiskTypes=["CLOUD_TSSD"]) == []


CREATING = {
    "zone": ({"Placement": {"Zone": "ap-shanghai-2"}}, "InvalidParameterValue"),
    "project": ({"Placement": {"Zone": ZONE, "ProjectId": 7}}, "InvalidParameter.ProjectIdNotExist"),
    "type": ({"DiskType": "FLOPPY"}, "InvalidParameterValue"),
    "type with instances only": ({"DiskType": "CLOUD_TSSD"}, "InvalidParameter.DiskConfigNotSupported"),
    "size": ({"DiskSize": 5}, "InvalidParameterValue"),
    "step": ({"DiskSize": 105}, "InvalidParameterValue"),
    "charge": ({"DiskChargeType": "SPOTPAID"}, "InvalidParameterValue"),
    "months missing": ({"DiskChargeType": "PREPAID"}, "MissingParameter"),
    "months not sold": (
        {"DiskChargeType": "PREPAID", "DiskChargePrepaid": {"Period": 13}},
        "InvalidParameterValue",
    ),
    "count": ({"DiskCount": 51}, "InvalidParameterValue.LimitExceeded"),
    "name": ({"DiskName": "x" * 61}, "InvalidParameterValue"),
    "token": ({"ClientToken": "x" * 65}, "InvalidParameter.InvalidClientToken"),
    "tag": ({"Tags": [{"Key": "qcs:a", "Value": "b"}]}, "InvalidParameterValue"),
    "snapshot": ({"SnapshotId": "snap-00000000"}, "UnsupportedOperation"),
    "encrypted": ({"Encrypt": "ENCRYPT"}, "UnsupportedOperation"),
}


@pytest.mark.parametrize("name", CREATING)
def test_refused_when_buying_disks(cloud, name):
    change, code = CREATING[name]
    assert cloud.refused("CreateDisks", ALONE | change, "cbs") == code
    cloud.world.clock.advance(10)
    assert disks(cloud) == []


def test_no_money_no_disk(open_cloud):
    cloud = open_cloud(start_balance=2000)
    assert cloud.refused("CreateDisks", MONTHLY, "cbs") == "InvalidAccount.InsufficientBalance"
    assert cloud.refused("CreateDisks", ALONE | {"DiskSize": 32000, "DiskCount": 2}, "cbs") == (
        "InvalidAccount.InsufficientBalance"
    )
    cloud.world.clock.advance(10)
    assert disks(cloud) == []
    assert cloud.world.ledger()["frozen"] == 0


def test_refused_when_attaching(cloud):
    [instance_id] = cloud.bought(DataDisks=[{"DiskType": "CLOUD_PREMIUM", "DiskSize": 10}])
    system, extra = (each["DiskId"] for each in disks(cloud, instance_id=instance_id))
    here, there = make(cloud), make(cloud, Placement={"Zone": "ap-guangzhou-4"})

    def code(action, *ids, **more):
        return cloud.refused(action, {"DiskIds": list(ids)} | more, "cbs")

    holder = {"InstanceId": instance_id}
    assert code("AttachDisks", "disk-00000000", **holder) == "InvalidDiskId.NotFound"
    assert code("AttachDisks", "disk", **holder) == "InvalidParameterValue"
    assert code("AttachDisks", here, InstanceId="ins-00000000") == "InvalidInstanceId.NotFound"
    assert code("AttachDisks", here, there, **holder) == "ResourceUnavailable.ZoneNotMatch"
    assert disk(cloud, here)["DiskState"] == "UNATTACHED"
    assert code("AttachDisks", extra, **holder) == "ResourceUnavailable.NotPortable"
    assert code("DetachDisks", extra) == "ResourceUnavailable.NotPortable"
    assert code("DetachDisks", system) == "ResourceUnavailable.TypeError"
    assert code("DetachDisks", here) == "ResourceUnavailable.NotSupported"
    assert code("TerminateDisks", extra) == "ResourceUnavailable.NotSupported"
    assert cloud.refused("ResizeDisk", {"DiskId": extra, "DiskSize": 20}, "cbs") == "InvalidDisk.NotPortable"
    attach(cloud, instance_id, here)
    assert code("AttachDisks", here, **holder) == "ResourceUnavailable.Attached"
    assert code("DetachDisks", here) == "ResourceBusy"
    cloud.world.clock.advance(5)
    assert code("TerminateDisks", here) == "ResourceBusy"
    assert code("ModifyDiskAttributes", here, Portable=False) == "InvalidParameterValue"
    assert code("ModifyDiskAttributes", here) == "MissingParameter"
    assert (
        code("ModifyDiskAttributes", system, DeleteWithInstance=False) == "ResourceUnavailable.NotSupported"
    )
    assert code("ModifyDiskAttributes", extra, ProjectId=1000001) == "ResourceUnavailable.NotSupported"


def test_an_instance_holds_twenty_data_disks(cloud):
    data = [{"DiskType": "CLOUD_PREMIUM", "DiskSize": 10}] * 19
    [instance_id] = cloud.bought(DataDisks=data)
    ids = cloud("CreateDisks", ALONE | {"DiskCount": 2}, "cbs")["DiskIdSet"]
    cloud.world.clock.advance(5)
    params = {"InstanceId": instance_id, "DiskIds": ids}
    assert cloud.refused("AttachDisks", params, "cbs") == "LimitExceeded.InstanceAttachedDisk"
    attach(cloud, instance_id, ids[0])


def test_a_prepaid_machine_keeps_its_disks_to_itself(cloud):
    prepaid = {"InstanceChargeType": "PREPAID", "InstanceChargePrepaid": {"Period": 1}}
    kept = [{"DiskType": "CLOUD_PREMIUM", "DiskSize": 10, "DeleteWithInstance": False}]
    assert cloud.refused("RunInstances", MACHINE | prepaid | {"DataDisks": kept}) == "UnsupportedOperation"
    cloud.bought(**prepaid)
    [system] = disks(cloud)
    assert (system["DiskChargeType"], system["DifferDaysOfDeadline"] >= 27) == ("PREPAID", True)


def test_disks_survive_the_process(open_cloud, tmp_path):
    cloud = open_cloud(str(tmp_path / "state"))
    disk_id = make(cloud)
    [instance_id] = cloud.bought()
    attach(cloud, instance_id, disk_id)
    cloud.world.close()
    again = open_cloud(str(tmp_path / "state"))
    again.world.clock.advance(5)
    assert disk(again, disk_id)["DiskState"] == "ATTACHED"

# SPDX-License-Identifier: GPL-3.0-or-later
"""Snapshots of disks, and what a disk of a purchase has besides kind and size."""

from __future__ import annotations

import pytest
from cvm_emulator.clock import utc

from .clouds import MACHINE, NOTHING

NEWEST = {"Placement": {"Zone": "ap-guangzhou-6"}, "InstanceType": "S6.MEDIUM4"}
FAST = {"DiskType": "CLOUD_HSSD", "DiskSize": 500, "ThroughputPerformance": 100}
KEY = "f063c18b-654b-11ef-9d9f-525400d3a886"


def take(cloud, disk_id, **params):
    return cloud("CreateSnapshot", {"DiskId": disk_id} | params, "cbs")["SnapshotId"]


def snapshots(cloud, *filters, **params):
    given = [{"Name": name, "Values": [value]} for name, value in filters]
    return cloud("DescribeSnapshots", {"Filters": given} | params, "cbs")["SnapshotSet"]


def data_disk(cloud, instance_id):
    """As cvm and as cbs show it."""
    [disk] = cloud.one(instance_id)["DataDisks"]
    [shown] = cloud("DescribeDisks", {"DiskIds": [disk["DiskId"]]}, "cbs")["DiskSet"]
    return disk, shown


def order(*disks, **params):
    return MACHINE | {"DataDisks": list(disks)} | params


def premium(**more):
    return {"DiskType": "CLOUD_PREMIUM", "DiskSize": 50} | more


def test_a_snapshot_is_made_and_put_into_a_larger_disk(cloud):
    [instance_id] = cloud.bought(DataDisks=[premium()])
    disk, _ = data_disk(cloud, instance_id)
    taken = take(cloud, disk["DiskId"], SnapshotName="before", Tags=[{"Key": "a", "Value": "b"}])
    wanted = order(premium(DiskSize=60, SnapshotId=taken))
    assert snapshots(cloud)[0]["SnapshotState"] == "CREATING"
    assert cloud.refused("RunInstances", wanted) == "InvalidParameter.SnapshotNotFound"
    cloud.world.clock.advance(60)
    [shown] = snapshots(cloud, ("disk-id", disk["DiskId"]), ("tag:a", "b"))
    assert (shown["SnapshotState"], shown["Percent"], shown["SnapshotName"]) == ("NORMAL", 100, "before")
    assert (shown["DiskSize"], shown["DiskUsage"], shown["IsPermanent"]) == (50, "DATA_DISK", True)
    assert data_disk(cloud, instance_id)[1]["SnapshotCount"] == 1
    assert len(cloud("RunInstances", wanted)["InstanceIdSet"]) == 1
    smaller = order(premium(DiskSize=40, SnapshotId=taken))
    assert cloud.refused("RunInstances", smaller) == "FailedOperation.SnapshotSizeLargerThanDataSize"


def test_a_snapshot_outlives_its_disk_and_ends_when_it_is_deleted(cloud):
    [instance_id] = cloud.bought(DataDisks=[premium()])
    taken = take(cloud, data_disk(cloud, instance_id)[0]["DiskId"])
    cloud("TerminateInstances", {"InstanceIds": [instance_id]})
    cloud.world.clock.advance(60)
    assert [each["SnapshotId"] for each in snapshots(cloud)] == [taken]
    cloud("DeleteSnapshots", {"SnapshotIds": [taken]}, "cbs")
    assert snapshots(cloud) == []
    assert cloud.refused("DeleteSnapshots", {"SnapshotIds": [taken]}, "cbs") == "InvalidSnapshotId.NotFound"


def test_a_snapshot_with_a_deadline_ends_by_itself(cloud):
    [instance_id] = cloud.bought(DataDisks=[premium()])
    disk_id = data_disk(cloud, instance_id)[0]["DiskId"]
    past = {"DiskId": disk_id, "Deadline": "2001-01-01T00:00:00Z"}
    assert cloud.refused("CreateSnapshot", past, "cbs") == "InvalidParameterValue"
    take(cloud, disk_id, Deadline=utc(cloud.world.clock.now() + 86400).replace("Z", "+00:00"))
    assert snapshots(cloud)[0]["IsPermanent"] is False
    cloud.world.clock.advance(2 * 86400)
    assert snapshots(cloud) == []


def test_snapshots_of_another_region_do_not_show(cloud):
    [instance_id] = cloud.bought(DataDisks=[premium()])
    take(cloud, data_disk(cloud, instance_id)[0]["DiskId"])
    assert cloud("DescribeSnapshots", {}, "cbs", region="ap-shanghai")["TotalCount"] == 0
    assert snapshots(cloud, ("encrypt", "TRUE")) == []
    assert cloud.refused("DescribeSnapshots", {"Order": "UP"}, "cbs") == "InvalidParameterValue"


def test_encryption_shows_with_its_key(cloud):
    disk = premium(Encrypt=True, KmsKeyId=KEY)
    [instance_id] = cloud.bought(DataDisks=[disk], SystemDisk={"Encrypt": True})
    shown, as_disk = data_disk(cloud, instance_id)
    assert (shown["Encrypt"], shown["KmsKeyId"]) == (True, KEY)
    assert (as_disk["Encrypt"], as_disk["KmsKeyId"]) == (True, KEY)
    system = cloud.one(instance_id)["SystemDisk"]
    assert (system["Encrypt"], system["KmsKeyId"]) == (True, None)


def test_throughput_shows_and_costs_money_with_the_machine_and_alone(cloud):
    plain = cloud.bought(DataDisks=[FAST | {"ThroughputPerformance": 0}])
    before = cloud.world.ledger()["instances"][0]["hourly_price"]
    cloud("TerminateInstances", {"InstanceIds": plain})
    [instance_id] = cloud.bought(DataDisks=[FAST])
    shown, as_disk = data_disk(cloud, instance_id)
    assert shown["ThroughputPerformance"] == as_disk["ThroughputPerformance"] == 100
    assert cloud.world.ledger()["instances"][-1]["hourly_price"] > before
    portable = {"DiskIds": [shown["DiskId"]], "Portable": True}
    cloud("ModifyDiskAttributes", portable, "cbs")
    rates = {each["resource"]: each["rate"] for each in cloud.world.ledger()["usage"] if each["running"]}
    plain = {"DiskChargeType": "POSTPAID_BY_HOUR", "DiskType": "CLOUD_HSSD", "DiskSize": 500}
    price = cloud("InquiryPriceCreateDisks", plain, "cbs")["DiskPrice"]["UnitPrice"]
    assert rates[shown["DiskId"]] > price * 1_000_000


def test_a_price_is_asked_with_all_of_it(cloud):
    def hourly(disk):
        price = cloud("InquiryPriceRunInstances", order(disk))["Price"]
        return price["InstancePrice"]["UnitPrice"]

    assert hourly(FAST) > hourly(FAST | {"ThroughputPerformance": 0})
    assert hourly(premium(Encrypt=True)) == hourly(premium())


@pytest.mark.parametrize("action", ["RunInstances", "InquiryPriceRunInstances"])
@pytest.mark.parametrize(
    ("disk", "code"),
    [
        (premium(ThroughputPerformance=10), "InvalidParameterValue"),
        (FAST | {"DiskSize": 460}, "InvalidParameterValue"),
        (FAST | {"ThroughputPerformance": 401}, "InvalidParameterValue"),
        (FAST | {"ThroughputPerformance": -1}, "InvalidParameterValue"),
        (premium(KmsKeyId=KEY), "InvalidParameterCombination"),
        (premium(SnapshotId="photo"), "InvalidParameterValue.SnapshotIdMalformed"),
        (premium(SnapshotId="snap-00000000"), "InvalidParameter.SnapshotNotFound"),
        (premium(BurstPerformance=True), "InvalidParameterValue"),
    ],
)
def test_refused_disks(cloud, action, disk, code):
    assert cloud.refused(action, order(disk)) == code
    assert cloud.world.ledger() == NOTHING


def test_encryption_is_refused_where_it_is_not_on_offer(open_cloud):
    cloud = open_cloud(encrypted_disks=["ap-shanghai"])
    refused = cloud.refused("RunInstances", order(premium(Encrypt=True)))
    assert refused == "UnsupportedOperation.InvalidRegionDiskEncrypt"
    local = {"InstanceType": "S2.MEDIUM4", "SystemDisk": {"DiskType": "LOCAL_BASIC", "Encrypt": True}}
    assert cloud.refused("RunInstances", MACHINE | local) == "UnsupportedOperation.InvalidDisk"


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({}, "MissingParameter"),
        ({"DiskId": "disk"}, "InvalidParameterValue"),
        ({"DiskId": "disk-00000000"}, "InvalidDiskId.NotFound"),
        ({"DiskId": "disk-00000000", "DiskBackupId": "dbp-00000000"}, "UnsupportedOperation"),
    ],
)
def test_refused_snapshots(cloud, params, code):
    assert cloud.refused("CreateSnapshot", params, "cbs") == code

# SPDX-License-Identifier: GPL-3.0-or-later
"""Larger disks of a machine that is there."""

import pytest

DISKS = {
    "DataDisks": [{"DiskType": "CLOUD_PREMIUM", "DiskSize": 50}, {"DiskType": "CLOUD_SSD", "DiskSize": 100}]
}


def test_a_larger_system_disk(cloud):
    [instance_id] = cloud.bought()
    params = {"InstanceId": instance_id, "SystemDisk": {"DiskSize": 100}, "ResizeOnline": True}
    asked = cloud("InquiryPriceResizeInstanceDisks", params)["Price"]["InstancePrice"]["UnitPrice"]
    cloud("ResizeInstanceDisks", params)
    one = cloud.one(instance_id)
    assert (one["SystemDisk"]["DiskSize"], one["InstanceState"]) == (100, "RUNNING")
    assert cloud.spent_in(1) == pytest.approx(100 * asked, abs=0.01)
    assert asked > 0.4265


def test_data_disks_are_told_apart_by_their_ids(cloud):
    [instance_id] = cloud.stopped(**DISKS)
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
    [instance_id] = cloud.stopped(**DISKS)
    assert cloud.refused("ResizeInstanceDisks", {"InstanceId": instance_id} | change) == code

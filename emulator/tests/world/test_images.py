# SPDX-License-Identifier: GPL-3.0-or-later
"""Images of the account's own: made of an instance, bought from, changed, deleted."""

from __future__ import annotations

import pytest

from .clouds import IMAGE

TAGS = [{"ResourceType": "image", "Tags": [{"Key": "app", "Value": "shop"}]}]


def make(cloud, instance_id, name="golden", **params):
    return cloud("CreateImage", {"InstanceId": instance_id, "ImageName": name} | params)["ImageId"]


def made(cloud, **params):
    """An image that is NORMAL by now, and the instance that it was made of."""
    [instance_id] = cloud.bought()
    image_id = make(cloud, instance_id, **params)
    cloud.world.clock.advance(60)
    return image_id, instance_id


def found(cloud, name, *values):
    params = {"Filters": [{"Name": name, "Values": list(values)}]}
    return [each["ImageId"] for each in cloud("DescribeImages", params)["ImageSet"]]


def image(cloud, image_id):
    [shown] = cloud("DescribeImages", {"ImageIds": [image_id]})["ImageSet"]
    return shown


def test_an_image_is_made_in_a_while(cloud):
    [instance_id] = cloud.bought(SystemDisk={"DiskSize": 70})
    image_id = make(cloud, instance_id, ImageDescription="of today", TagSpecification=TAGS)
    assert image(cloud, image_id)["ImageState"] == "CREATING"
    busy = "OperationDenied.InstanceOperationInProgress"
    assert cloud.refused("StopInstances", {"InstanceIds": [instance_id]}) == busy
    cloud.world.clock.advance(60)
    shown = image(cloud, image_id)
    assert (shown["ImageState"], shown["ImageType"], shown["ImageSource"]) == (
        "NORMAL",
        "PRIVATE_IMAGE",
        "CREATE_IMAGE",
    )
    assert (shown["ImageSize"], shown["ImageDescription"]) == (70, "of today")
    assert shown["OsName"] == image(cloud, IMAGE)["OsName"]
    assert shown["Tags"] == [{"Key": "app", "Value": "shop"}]
    assert shown["SnapshotSet"][0]["DiskSize"] == 70
    assert found(cloud, "image-type", "PRIVATE_IMAGE") == found(cloud, "tag:app", "shop") == [image_id]
    assert found(cloud, "image-name", "GOLD") == found(cloud, "tag-key", "app") == [image_id]
    assert found(cloud, "tag-value", "other") == []
    assert image_id not in found(cloud, "image-type", "PUBLIC_IMAGE")
    arm = cloud("DescribeImages", {"InstanceType": "SR1.MEDIUM4"})["ImageSet"]
    assert image_id not in [each["ImageId"] for each in arm]


def test_machines_are_bought_from_it_only_when_it_is_there(cloud):
    [instance_id] = cloud.bought()
    image_id = make(cloud, instance_id)
    assert cloud.refused("RunInstances", machine_of(image_id)) == "InvalidParameterValue.InvalidImageState"
    cloud.world.clock.advance(60)
    [copy] = cloud.bought(ImageId=image_id, LoginSettings={"KeepImageLogin": "TRUE"})
    cloud("DeleteImages", {"ImageIds": [image_id]})
    shown = cloud.one(copy)
    assert (shown["ImageId"], shown["DefaultLoginUser"]) == (image_id, "root")
    assert shown["OsName"] == cloud.one(instance_id)["OsName"]
    assert cloud.refused("RunInstances", machine_of(image_id)) == "InvalidImageId.NotFound"
    second = make(cloud, copy)
    assert image(cloud, second)["Platform"] == "TencentOS"


def machine_of(image_id):
    return {"Placement": {"Zone": "ap-guangzhou-3"}, "InstanceType": "S5.MEDIUM4", "ImageId": image_id}


def test_a_disk_is_never_smaller_than_the_image(cloud):
    [instance_id] = cloud.bought(SystemDisk={"DiskSize": 70})
    image_id = make(cloud, instance_id)
    cloud.world.clock.advance(60)
    wanted = machine_of(image_id) | {"SystemDisk": {"DiskSize": 60}}
    assert cloud.refused("RunInstances", wanted) == "InvalidParameterValue"


def test_an_image_is_of_its_region(cloud):
    image_id, _ = made(cloud)
    there = cloud("DescribeImages", {"ImageIds": [image_id]}, region="ap-shanghai")
    assert there["TotalCount"] == 0


def test_a_forced_power_off_restarts_the_machine(cloud):
    [instance_id] = cloud.bought()
    make(cloud, instance_id, ForcePoweroff="true")
    assert cloud.one(instance_id)["InstanceState"] == "REBOOTING"
    cloud.world.clock.advance(90)
    assert cloud.one(instance_id)["InstanceState"] == "RUNNING"


def test_attributes_change(cloud):
    image_id, _ = made(cloud)
    cloud("ModifyImageAttribute", {"ImageId": image_id, "ImageName": "silver", "ImageDeprecated": True})
    shown = image(cloud, image_id)
    assert (shown["ImageName"], shown["ImageDeprecated"]) == ("silver", True)
    assert (
        cloud.refused("ModifyImageAttribute", {"ImageId": IMAGE, "ImageName": "x"})
        == "InvalidImageId.NotFound"
    )


def test_a_dry_run_makes_and_deletes_nothing(cloud):
    image_id, instance_id = made(cloud)
    assert "ImageId" not in cloud(
        "CreateImage", {"InstanceId": instance_id, "ImageName": "x", "DryRun": True}
    )
    cloud("DeleteImages", {"ImageIds": [image_id], "DryRun": True})
    assert found(cloud, "image-type", "PRIVATE_IMAGE") == [image_id]


def test_an_image_keeps_the_keys_of_its_machine_in_use(cloud):
    [instance_id] = cloud.bought(LoginSettings={"KeyIds": ["skey-rehearse"]})
    image_id = make(cloud, instance_id)
    cloud.world.clock.advance(60)
    cloud("TerminateInstances", {"InstanceIds": [instance_id]})
    cloud.world.clock.advance(200)
    keys = {"KeyIds": ["skey-rehearse"]}
    assert cloud.refused("DeleteKeyPairs", keys) == "InvalidParameterValue.KeyPairNotSupported"
    cloud("DeleteImages", {"ImageIds": [image_id]})
    cloud("DeleteKeyPairs", keys)


def test_quota(open_cloud):
    cloud = open_cloud(image_quota=1)
    image_id, instance_id = made(cloud)
    params = {"InstanceId": instance_id, "ImageName": "second"}
    assert cloud.refused("CreateImage", params) == "ImageQuotaLimitExceeded"
    assert cloud("DescribeImageQuota")["ImageNumQuota"] == 1
    quota = cloud("DescribeAccountQuota")["AccountQuotaOverview"]["AccountQuota"]["ImageQuotaSet"]
    assert quota == [{"UsedQuota": 1, "TotalQuota": 1}]
    cloud("DeleteImages", {"ImageIds": [image_id]})
    make(cloud, instance_id, "second")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"ImageName": ""}, "InvalidParameterValue"),
        ({"ImageName": "x" * 61}, "InvalidParameterValue"),
        ({"ImageName": "taken"}, "InvalidImageName.Duplicate"),
        ({"ImageDescription": "x" * 257}, "InvalidParameterValue"),
        ({"Sysprep": "true"}, "InvalidParameterValue"),
        ({"ForcePoweroff": "maybe"}, "InvalidParameterValue"),
        ({"InstanceId": "ins-00000000"}, "InvalidInstanceId.NotFound"),
        ({"SnapshotIds": ["snap-00000000"]}, "UnsupportedOperation"),
        ({"DataDiskIds": ["disk-00000000"]}, "UnsupportedOperation"),
    ],
)
def test_refused_images(cloud, change, code):
    _, instance_id = made(cloud, name="taken")
    params = {"InstanceId": instance_id, "ImageName": "new"}
    assert cloud.refused("CreateImage", params | change) == code


def test_what_is_being_created_cannot_be_deleted(cloud):
    [instance_id] = cloud.bought()
    image_id = make(cloud, instance_id)
    assert cloud.refused("DeleteImages", {"ImageIds": [image_id]}) == "InvalidImageId.IncorrectState"
    assert cloud.refused("DeleteImages", {"ImageIds": ["golden"]}) == "InvalidImageId.Malformed"
    assert cloud.refused("DeleteImages", {"ImageIds": [IMAGE]}) == "InvalidImageId.NotFound"

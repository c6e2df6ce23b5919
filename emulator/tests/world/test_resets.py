# SPDX-License-Identifier: GPL-3.0-or-later
"""A system that is installed anew, and new passwords."""

import pytest

WINDOWS, ARM, UBUNTU = "img-m2s4nkqd", "img-g9yh2ulb", "img-487zeit5"


def test_a_reset_gives_another_system_and_keeps_the_machine(cloud):
    [instance_id] = cloud.stopped()
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
    assert cloud.spent_in(1) == pytest.approx(100 * asked["InstancePrice"]["UnitPrice"], abs=0.01)


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
    ids = cloud.stopped(ImageId=image)
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

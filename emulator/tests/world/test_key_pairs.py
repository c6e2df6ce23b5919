# SPDX-License-Identifier: GPL-3.0-or-later
"""Key pairs: made, imported, bound to machines, and not to be deleted for a while after them."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa

from .clouds import MACHINE

TAGS = [{"ResourceType": "keypair", "Tags": [{"Key": "owner", "Value": "me"}]}]
WINDOWS = "img-m2s4nkqd"


def openssh(key) -> str:
    form = (serialization.Encoding.OpenSSH, serialization.PublicFormat.OpenSSH)
    return key.public_key().public_bytes(*form).decode()


@pytest.fixture(scope="module")
def public() -> str:
    return openssh(rsa.generate_private_key(public_exponent=65537, key_size=2048))


def create(cloud, name="deploy", **params):
    return cloud("CreateKeyPair", {"KeyName": name, "ProjectId": 0} | params)["KeyPair"]


def bring(cloud, public, name="laptop", **params):
    return cloud("ImportKeyPair", {"KeyName": name, "ProjectId": 0, "PublicKey": public} | params)["KeyId"]


def key(cloud, key_id):
    [found] = cloud("DescribeKeyPairs", {"KeyIds": [key_id]})["KeyPairSet"]
    return found


def names(cloud, name, *values):
    params = {"Filters": [{"Name": name, "Values": list(values)}]}
    return [each["KeyName"] for each in cloud("DescribeKeyPairs", params)["KeyPairSet"]]


def test_a_fresh_account_has_two_key_pairs_like_any_other(cloud):
    found = cloud("DescribeKeyPairs")
    assert [each["KeyName"] for each in found["KeyPairSet"]] == ["rehearsal", "operator"]
    assert found["KeyPairSet"][0]["PublicKey"].startswith("ssh-rsa ")
    cloud("DeleteKeyPairs", {"KeyIds": ["skey-operator"]})
    assert cloud("DescribeKeyPairs", region="ap-shanghai")["TotalCount"] == 1


def test_a_created_pair_fits_together_and_its_private_half_is_shown_once(cloud):
    made = create(cloud, TagSpecification=TAGS)
    private = serialization.load_pem_private_key(made["PrivateKey"].encode(), None)
    assert openssh(private).split()[:2] == made["PublicKey"].split()[:2]
    cloud.world.clock.advance(2)
    shown = key(cloud, made["KeyId"])
    assert "PrivateKey" not in shown
    assert shown["PublicKey"] == made["PublicKey"]
    assert shown["Tags"] == [{"Key": "owner", "Value": "me"}]
    dump = "".join(cloud.world.estate(cloud.caller.account).db.iterdump())
    assert made["PrivateKey"].split("\n")[3] not in dump


def test_an_imported_key_comes_back_with_another_comment(cloud, public):
    key_id = bring(cloud, f"{public} someone@laptop")
    assert key(cloud, key_id)["PublicKey"] == f"{public} {key_id}"
    assert names(cloud, "key-name", "laptop") == ["laptop"]
    assert names(cloud, "project-id", "7") == []
    again = {"KeyName": "other", "ProjectId": 0, "PublicKey": f"{public} x"}
    assert cloud.refused("ImportKeyPair", again) == "InvalidPublicKey.Duplicate"


def test_tags_find_key_pairs(cloud):
    create(cloud, TagSpecification=TAGS)
    assert names(cloud, "tag:owner", "me") == []
    cloud.world.clock.advance(2)
    assert names(cloud, "tag:owner", "me") == names(cloud, "tag-key", "owner") == ["deploy"]


def test_name_and_description_change(cloud):
    key_id = create(cloud)["KeyId"]
    cloud("ModifyKeyPairAttribute", {"KeyId": key_id, "KeyName": "live", "Description": "for live"})
    assert (key(cloud, key_id)["KeyName"], key(cloud, key_id)["Description"]) == ("live", "for live")
    taken = {"KeyId": key_id, "KeyName": "operator"}
    assert cloud.refused("ModifyKeyPairAttribute", taken) == "InvalidKeyPairName.Duplicate"
    assert cloud.refused("ModifyKeyPairAttribute", {"KeyId": key_id}) == "MissingParameter"


def test_a_key_in_use_is_tied_for_a_while_after_its_machine(cloud):
    key_id = create(cloud)["KeyId"]
    [instance_id] = cloud.bought(LoginSettings={"KeyIds": [key_id]})
    assert cloud.one(instance_id)["LoginSettings"] == {"KeyIds": [key_id]}
    assert key(cloud, key_id)["AssociatedInstanceIds"] == [instance_id]
    busy = "InvalidParameterValue.KeyPairNotSupported"
    assert cloud.refused("DeleteKeyPairs", {"KeyIds": [key_id]}) == busy
    cloud("TerminateInstances", {"InstanceIds": [instance_id]})
    cloud.world.clock.advance(60)
    assert key(cloud, key_id)["AssociatedInstanceIds"] == []
    assert cloud.refused("DeleteKeyPairs", {"KeyIds": ["skey-operator", key_id]}) == busy
    assert cloud("DescribeKeyPairs")["TotalCount"] == 3
    cloud.world.clock.advance(120)
    cloud("DeleteKeyPairs", {"KeyIds": [key_id]})
    assert cloud("DescribeKeyPairs", {"KeyIds": [key_id]})["TotalCount"] == 0


def test_keys_are_bound_to_stopped_machines_or_by_force(cloud):
    [instance_id] = cloud.bought(LoginSettings={"KeyIds": ["skey-operator"]})
    params = {"InstanceIds": [instance_id], "KeyIds": ["skey-rehearse"]}
    running = "UnsupportedOperation.InstanceStateRunning"
    assert cloud.refused("AssociateInstancesKeyPairs", params) == running
    cloud("AssociateInstancesKeyPairs", params | {"ForceStop": True})
    assert cloud.one(instance_id)["LoginSettings"] == {"KeyIds": ["skey-rehearse"]}
    assert cloud.one(instance_id)["InstanceState"] != "RUNNING"
    cloud.world.clock.advance(30)
    assert cloud.one(instance_id)["InstanceState"] == "RUNNING"
    assert cloud.one(instance_id)["LatestOperation"] == "AssociateInstancesKeyPairs"
    cloud("DeleteKeyPairs", {"KeyIds": ["skey-operator"]})
    cloud("StopInstances", {"InstanceIds": [instance_id]})
    cloud.world.clock.advance(30)
    cloud("DisassociateInstancesKeyPairs", params)
    assert cloud.one(instance_id)["LoginSettings"] == {"KeyIds": []}
    assert (
        cloud.refused("DisassociateInstancesKeyPairs", params)
        == "OperationDenied.InstanceOperationInProgress"
    )
    cloud.world.clock.advance(5)
    assert cloud.refused("DisassociateInstancesKeyPairs", params) == "InvalidParameterValue"
    cloud("DeleteKeyPairs", {"KeyIds": ["skey-rehearse"]})


def test_windows_takes_no_keys(cloud):
    [instance_id] = cloud.bought(ImageId=WINDOWS, SystemDisk={"DiskSize": 50})
    params = {"InstanceIds": [instance_id], "KeyIds": ["skey-rehearse"], "ForceStop": True}
    assert cloud.refused("AssociateInstancesKeyPairs", params) == "UnsupportedOperation.InstanceOsWindows"


def test_a_reinstalled_machine_has_the_keys_of_the_request(cloud):
    [instance_id] = cloud.bought(LoginSettings={"KeyIds": ["skey-operator"]})
    params = {"InstanceId": instance_id, "LoginSettings": {"KeyIds": ["skey-rehearse"]}}
    cloud("ResetInstance", params)
    assert cloud.one(instance_id)["LoginSettings"] == {"KeyIds": ["skey-rehearse"]}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"KeyName": ""}, "InvalidKeyPairNameEmpty"),
        ({"KeyName": "x" * 26}, "InvalidKeyPairNameTooLong"),
        ({"KeyName": "my-key"}, "InvalidKeyPairNameIncludeIllegalChar"),
        ({"KeyName": "operator"}, "InvalidKeyPairName.Duplicate"),
        ({"ProjectId": 7}, "InvalidProjectId.NotFound"),
        ({"PublicKey": "ssh-rsa"}, "InvalidPublicKey.Malformed"),
        ({"PublicKey": "ssh-rsa AAAA"}, "InvalidPublicKey.Malformed"),
        ({"PublicKey": openssh(ed25519.Ed25519PrivateKey.generate())}, "InvalidPublicKey.Malformed"),
        ({"TagSpecification": [{"ResourceType": "instance", "Tags": []}]}, "InvalidParameterValue"),
    ],
)
def test_refused_imports(cloud, public, change, code):
    params = {"KeyName": "laptop", "ProjectId": 0, "PublicKey": public}
    assert cloud.refused("ImportKeyPair", params | change) == code
    assert cloud("DescribeKeyPairs")["TotalCount"] == 2


def test_other_refusals(open_cloud):
    cloud = open_cloud(key_pair_quota=2)
    assert cloud.refused("CreateKeyPair", {"KeyName": "x", "ProjectId": 0}) == "InvalidKeyPair.LimitExceeded"
    assert cloud.refused("DeleteKeyPairs", {"KeyIds": ["skey-00000000"]}) == "InvalidKeyPairId.NotFound"
    assert cloud.refused("DeleteKeyPairs", {"KeyIds": ["mine"]}) == "InvalidKeyPairId.Malformed"
    assert cloud.refused("DescribeKeyPairs", {"KeyIds": ["mine"]}) == "InvalidKeyPairId.Malformed"
    unknown = {"Filters": [{"Name": "colour", "Values": ["red"]}]}
    assert cloud.refused("DescribeKeyPairs", unknown) == "InvalidFilter"
    gone = {"LoginSettings": {"KeyIds": ["skey-rehearse"]}}
    cloud("DeleteKeyPairs", {"KeyIds": ["skey-rehearse"]})
    assert cloud.refused("RunInstances", MACHINE | gone) == "InvalidParameterValue.KeyPairNotFound"

# SPDX-License-Identifier: GPL-3.0-or-later
"""The official Python SDK, used as its users do."""

import pytest
from cvm_emulator.catalogue.account import SECRET_ID, SECRET_KEY
from cvm_emulator.contract import version_of
from tencentcloud.common.common_client import CommonClient
from tencentcloud.common.credential import Credential
from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile


def client(emulator, service="cvm", method="POST", keep_alive=True, **credential):
    profile = ClientProfile(
        httpProfile=HttpProfile(
            protocol="http", endpoint=emulator.endpoint, reqMethod=method, keepAlive=keep_alive
        )
    )
    key = Credential(**{"secret_id": SECRET_ID, "secret_key": SECRET_KEY, **credential})
    return CommonClient(service, version_of(service), key, "ap-guangzhou", profile)


def refusal(caller, action="DescribeZones", params=None):
    with pytest.raises(TencentCloudSDKException) as refused:
        caller.call_json(action, params or {})
    return refused.value


@pytest.mark.parametrize("method", ["POST", "GET"])
def test_buys_and_reads(emulator, method):
    cvm = client(emulator, method=method)
    zones = cvm.call_json("DescribeZones", {})["Response"]["ZoneSet"]
    zone = "ap-guangzhou-6"
    assert zone in [each["Zone"] for each in zones]
    image = cvm.call_json("DescribeImages", {"Limit": 1})["Response"]["ImageSet"][0]["ImageId"]
    order = {
        "Placement": {"Zone": zone},
        "ImageId": image,
        "InstanceType": "S5.MEDIUM4",
        "InstanceCount": 2,
        "InstanceName": "web",
        "SystemDisk": {"DiskType": "CLOUD_PREMIUM", "DiskSize": 50},
        "TagSpecification": [{"ResourceType": "instance", "Tags": [{"Key": "owner", "Value": "a b=c+中文"}]}],
        "DryRun": True,
    }
    assert [*cvm.call_json("RunInstances", order)["Response"]] == ["RequestId"]
    bought = cvm.call_json("RunInstances", {**order, "DryRun": False})["Response"]["InstanceIdSet"]
    found = cvm.call_json("DescribeInstances", {"InstanceIds": bought, "Limit": 2})["Response"]
    assert found["TotalCount"] == len(bought) == 2
    assert {each["InstanceId"] for each in found["InstanceSet"]} == set(bought)
    assert all(each["Tags"][0]["Value"] == "a b=c+中文" for each in found["InstanceSet"])


def test_other_products(emulator):
    assert "VpcSet" in client(emulator, "vpc").call_json("DescribeVpcs", {"Limit": "20"})["Response"]
    assert "Arn" in client(emulator, "sts").call_json("GetCallerIdentity", {})["Response"]


@pytest.mark.parametrize("method", ["POST", "GET"])
def test_errors_are_errors_to_the_sdk(emulator, method):
    error = refusal(client(emulator, method=method), "DescribeInstances", {"Limits": 1})
    assert error.code == "UnknownParameter"
    assert error.requestId
    assert "`Limits`" in error.message


@pytest.mark.parametrize(
    ("code", "credential"),
    [
        ("AuthFailure.SecretIdNotFound", {"secret_id": "AKIDNOBODY"}),
        ("AuthFailure.SignatureFailure", {"secret_key": "guessed"}),
        ("AuthFailure.TokenFailure", {"token": "stale"}),
    ],
)
def test_wrong_credentials(emulator, code, credential):
    error = refusal(client(emulator, **credential))
    assert error.code == code
    assert error.requestId


@pytest.mark.parametrize(
    ("error", "do"),
    [
        ("ClientNetworkError", {"drop": True}),
        ("ServerNetworkError", {"status": 502}),
        ("JSONDecodeError", {"garbage": True}),
        ("RequestLimitExceeded", {"code": "RequestLimitExceeded"}),
    ],
)
@pytest.mark.parametrize("keep_alive", [True, False])
def test_faults_reach_the_sdk(emulator, error, do, keep_alive):
    cvm = client(emulator, keep_alive=keep_alive)
    cvm.call_json("DescribeRegions", {})
    emulator.fault(action="DescribeZones", do=do)
    with pytest.raises((TencentCloudSDKException, ValueError)) as refused:
        cvm.call_json("DescribeZones", {})
    # call_json does not wrap what goes wrong while it reads the JSON
    assert getattr(refused.value, "code", type(refused.value).__name__) == error
    assert cvm.call_json("DescribeZones", {})["Response"]["TotalCount"] > 0
    assert emulator.control("GET", "calls").json()["counts"]["DescribeZones"] == 2

# SPDX-License-Identifier: GPL-3.0-or-later
"""Bodies and flattened queries become typed parameters; results become envelopes."""

import json

import pytest
from cvm_emulator import contract, wire
from cvm_emulator.errors import ApiError


def from_query(action, query, service="cvm"):
    return wire.from_query(query, service, contract.request_fields(service, action))


def test_a_flattened_query_is_typed_by_the_contract():
    query = (
        "InstanceCount=2&DryRun=True&Placement.Zone=ap-guangzhou-6&Placement.ProjectId=0"
        "&DataDisks.0.DiskSize=50&DataDisks.1.DiskSize=100&DataDisks.1.DiskType=CLOUD_SSD"
        "&TagSpecification.0.ResourceType=instance&TagSpecification.0.Tags.0.Key=a%20b&TagSpecification.0.Tags.0.Value="
        "&InstanceName=12"
    )
    params = from_query("RunInstances", query)
    assert params == {
        "InstanceCount": 2,
        "DryRun": True,
        "Placement": {"Zone": "ap-guangzhou-6", "ProjectId": 0},
        "DataDisks": [{"DiskSize": 50}, {"DiskSize": 100, "DiskType": "CLOUD_SSD"}],
        "TagSpecification": [{"ResourceType": "instance", "Tags": [{"Key": "a b", "Value": ""}]}],
        "InstanceName": "12",
    }
    contract.check_request("cvm", "RunInstances", params)


def test_more_than_ten_items_keep_their_order():
    query = "&".join(f"InstanceIds.{index}=ins-{index}" for index in reversed(range(12)))
    assert from_query("DescribeInstances", query) == {"InstanceIds": [f"ins-{index}" for index in range(12)]}


def test_vpc_limits_stay_text():
    assert from_query("DescribeVpcs", "Limit=20", "vpc") == {"Limit": "20"}


@pytest.mark.parametrize(
    ("code", "query"),
    [
        ("InvalidParameter", "Limit=twenty"),
        ("InvalidParameter", "Limit=2.0"),
        ("InvalidParameter", "InstanceIds=ins-1"),
        ("InvalidParameter", "InstanceIds.1=ins-1"),
        ("InvalidParameter", "InstanceIds.a=ins-1"),
        ("InvalidParameter", "InstanceIds.0.x=ins-1"),
        ("InvalidParameter", "Filters.0=zone"),
        ("InvalidParameter", "Limit.0=1"),
        ("InvalidParameter", "Limit=1&Limit=2"),
        ("InvalidParameter", "Filters.0=a&Filters.0.Name=b"),
        ("InvalidParameter", "Filters.0.Name=b&Filters.0=a"),
        ("UnknownParameter", "Filter.0.Name=zone"),
    ],
)
def test_a_wrong_query_is_refused(code, query):
    with pytest.raises(ApiError) as refused:
        contract.check_request("cvm", "DescribeInstances", from_query("DescribeInstances", query))
    assert refused.value.code == code


def test_a_body_is_a_json_object():
    assert wire.from_body("application/json; charset=utf-8", b'{"Limit": 1}') == {"Limit": 1}


@pytest.mark.parametrize(
    ("code", "content_type", "body"),
    [
        ("InvalidRequest", "application/x-www-form-urlencoded", b"Limit=1"),
        ("InvalidRequest", "", b"{}"),
        ("InvalidParameter", "application/json", b""),
        ("InvalidParameter", "application/json", b"[]"),
        ("InvalidParameter", "application/json", b"{"),
        ("InvalidParameter", "application/json", b'{"a": NaN}'),
        ("InvalidParameter", "application/json", b'{"a": "\xff"}'),
        ("InvalidParameter", "application/json", b'{"a":' + b"[" * 100_000),
    ],
)
def test_other_bodies_are_refused(code, content_type, body):
    with pytest.raises(ApiError) as refused:
        wire.from_body(content_type, body)
    assert refused.value.code == code


@pytest.mark.parametrize(("method", "most"), [("GET", 32 * 1024), ("POST", 10 * 1024 * 1024)])
def test_sizes(method, most):
    wire.check_size(method, most)
    with pytest.raises(ApiError) as refused:
        wire.check_size(method, most + 1)
    assert refused.value.code == "RequestSizeLimitExceeded"


def test_methods():
    with pytest.raises(ApiError) as refused:
        wire.check_method("PUT")
    assert refused.value.code == "UnsupportedProtocol"


def test_envelopes():
    assert json.loads(wire.answer({"RequestId": "r"})) == {"Response": {"RequestId": "r"}}
    assert json.loads(wire.refusal("InternalError", "m", "r")) == {
        "Response": {"Error": {"Code": "InternalError", "Message": "m"}, "RequestId": "r"}
    }

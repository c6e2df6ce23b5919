# SPDX-License-Identifier: GPL-3.0-or-later
"""The contract files are whole, and requests and answers are held to them."""

import pytest
from cvm_emulator import contract
from cvm_emulator.errors import ApiError

VERSIONS = {
    "billing": "2018-07-09",
    "cbs": "2017-03-12",
    "cvm": "2017-03-12",
    "sts": "2018-08-13",
    "tag": "2018-08-13",
    "vpc": "2017-03-12",
}
ZONE = {"Placement": {"Zone": "ap-guangzhou-6"}}


def test_products_and_versions():
    assert {service: contract.version_of(service) for service in contract.services()} == VERSIONS


@pytest.mark.parametrize("service", VERSIONS)
def test_every_object_referred_to_exists(service):
    content = contract.load(service)
    shapes = [shape for action in content["actions"].values() for shape in action.values()]
    texts = [text for shape in [*shapes, *content["objects"].values()] for text in shape.values()]
    kinds = {contract.parse(text).type for text in texts}
    assert len(kinds) > 3
    assert {kind for kind in kinds if not contract.is_scalar(kind)} == set(content["objects"])


@pytest.mark.parametrize("service", VERSIONS)
def test_every_action_answers_a_request_id(service):
    for action in contract.load(service)["actions"]:
        assert contract.answer_fields(service, action)["RequestId"].type == "string"


def test_known_actions():
    assert contract.action_known("cvm", "2017-03-12", "RunInstances")
    assert not contract.action_known("cvm", "2017-03-13", "RunInstances")
    assert not contract.action_known("vpc", "2017-03-12", "RunInstances")
    assert not contract.action_known("cdb", "2017-03-12", "RunInstances")


@pytest.mark.parametrize(
    "params",
    [
        {**ZONE, "ImageId": "img-pmqg1cw7"},
        {**ZONE, "DataDisks": [{"DiskSize": 50}, {"DiskSize": 10, "DiskType": "CLOUD_SSD"}]},
        {**ZONE, "SystemDisk": {"DiskSize": 50}, "DryRun": True, "SecurityGroupIds": []},
    ],
)
def test_well_formed_requests_pass(params):
    contract.check_request("cvm", "RunInstances", params)


@pytest.mark.parametrize(
    ("code", "path", "params"),
    [
        ("UnknownParameter", "`InstanceTypes`", {"InstanceTypes": "S5.SMALL1"}),
        ("UnknownParameter", "`instanceType`", {"instanceType": "S5.SMALL1"}),
        ("UnknownParameter", "`SystemDisk.Size`", {"SystemDisk": {"Size": 50}}),
        ("UnknownParameter", "`DataDisks.1.Size`", {"DataDisks": [{"DiskSize": 10}, {"Size": 50}]}),
        ("MissingParameter", "`DataDisks.0.DiskSize`", {"DataDisks": [{"DiskType": "CLOUD_SSD"}]}),
        ("MissingParameter", "`Placement.Zone`", {"Placement": {}}),
        ("MissingParameter", "`VirtualPrivateCloud.SubnetId`", {"VirtualPrivateCloud": {"VpcId": "vpc-1"}}),
        ("InvalidParameter", "`SystemDisk.DiskSize`", {"SystemDisk": {"DiskSize": "50"}}),
        ("InvalidParameter", "`SystemDisk.DiskSize`", {"SystemDisk": {"DiskSize": 50.0}}),
        ("InvalidParameter", "`InstanceCount`", {"InstanceCount": True}),
        ("InvalidParameter", "`InstanceCount`", {"InstanceCount": 2**63}),
        ("InvalidParameter", "`DryRun`", {"DryRun": "true"}),
        ("InvalidParameter", "`DryRun`", {"DryRun": 1}),
        ("InvalidParameter", "`InstanceName`", {"InstanceName": 20}),
        ("InvalidParameter", "`InstanceName`", {"InstanceName": None}),
        ("InvalidParameter", "`SecurityGroupIds`", {"SecurityGroupIds": "sg-1"}),
        ("InvalidParameter", "`SecurityGroupIds.1`", {"SecurityGroupIds": ["sg-1", 2]}),
        ("InvalidParameter", "`Placement`", {"Placement": "ap-guangzhou-6"}),
        ("InvalidParameter", "`DataDisks.0`", {"DataDisks": [50]}),
    ],
)
def test_malformed_requests_are_refused_at_any_depth(code, path, params):
    with pytest.raises(ApiError) as refused:
        contract.check_request("cvm", "RunInstances", {**ZONE, **params})
    assert refused.value.code == code
    assert path in refused.value.message


def test_a_required_parameter_of_the_action():
    with pytest.raises(ApiError) as refused:
        contract.check_request("cvm", "TerminateInstances", {})
    assert refused.value.code == "MissingParameter"
    assert "`InstanceIds`" in refused.value.message


@pytest.mark.parametrize(
    ("kind", "value", "right"),
    [
        ("float", 1, True),
        ("float", 1.5, True),
        ("float", True, False),
        ("float", float("nan"), False),
        ("float", 10**400, False),
        ("uint64", 0, True),
        ("uint64", -1, False),
        ("int64", -1, True),
        ("bool", False, True),
        ("bool", 0, False),
        ("datetime_iso", "2023-11-14T00:00:00Z", True),
        ("datetime_iso", 1700000000, False),
    ],
)
def test_no_type_is_taken_for_another(kind, value, right):
    assert contract.fits(kind, value) is right


ZONES = {
    "TotalCount": 1,
    "ZoneSet": [
        {"Zone": "ap-guangzhou-6", "ZoneName": "Zone 6", "ZoneId": "100006", "ZoneState": "AVAILABLE"}
    ],
    "RequestId": "c8825ac1-0d07-4f3c-a35e-599eb1acd6fc",
}


def test_a_right_answer_passes():
    contract.check_answer("cvm", "DescribeZones", ZONES)


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("RequestId", {"RequestId": None}),
        ("TotalCount", {"TotalCount": "1"}),
        ("ZoneSet", {"ZoneSet": None}),
        ("ZoneSet", {"ZoneSet": {}}),
        ("ZoneSet.0", {"ZoneSet": ["ap-guangzhou-6"]}),
        ("ZoneSet.0.Zone", {"ZoneSet": [{**ZONES["ZoneSet"][0], "Zone": None}]}),
        (
            "ZoneSet.0.ZoneName",
            {"ZoneSet": [{k: v for k, v in ZONES["ZoneSet"][0].items() if k != "ZoneName"}]},
        ),
        ("ZoneSet.0.Region", {"ZoneSet": [{**ZONES["ZoneSet"][0], "Region": "ap-guangzhou"}]}),
        ("Zones", {"Zones": []}),
    ],
)
def test_a_wrong_answer_is_told(path, change):
    with pytest.raises(contract.ContractBroken, match=rf"DescribeZones[.:] ?{path}\b"):
        contract.check_answer("cvm", "DescribeZones", {**ZONES, **change})


def test_an_answer_lacks_a_field():
    with pytest.raises(contract.ContractBroken, match=r"TotalCount: always present"):
        contract.check_answer("cvm", "DescribeZones", {"ZoneSet": [], "RequestId": ZONES["RequestId"]})


REQUEST_ID = ZONES["RequestId"]


def test_what_live_answers_do_besides_is_allowed():
    tag = {"Key": "a", "Value": "b", "tagKey": "a", "tagValue": "b"}
    contract.check_fields("cvm", "Tag", contract.object_fields("cvm", "Tag"), tag, "Tags.0")
    contract.check_answer("cvm", "RunInstances", {"RequestId": REQUEST_ID})
    with pytest.raises(contract.ContractBroken, match="tagKey"):
        contract.check_fields(
            "cvm", "Tag", contract.object_fields("cvm", "Tag"), {**tag, "tagKey": 1}, "Tags.0"
        )

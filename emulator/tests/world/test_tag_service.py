# SPDX-License-Identifier: GPL-3.0-or-later
"""The tag service over all kinds of resources: putting, replacing, and every way to ask."""

from __future__ import annotations

import pytest

ME = "100000000001"
REGION = "ap-guangzhou"


def named(kind: str, object_id: str, region: str = REGION) -> str:
    service, prefix = kind.split(":")
    return f"qcs::{service}:{region}:uin/{ME}:{prefix}/{object_id}"


def put(cloud, resource: str, **tags: str) -> None:
    pairs = [{"TagKey": key, "TagValue": value} for key, value in tags.items()]
    assert cloud("TagResources", {"ResourceList": [resource], "Tags": pairs}, "tag")["FailedResources"] == []
    cloud.world.clock.advance(2)


def worn(cloud, **params) -> dict[str, dict[str, str]]:
    answer = cloud("GetResources", params, "tag")
    return {
        each["Resource"]: {tag["TagKey"]: tag["TagValue"] for tag in each["Tags"]}
        for each in answer["ResourceTagMappingList"]
    }


def make_one(cloud, kind: str) -> str:
    """The id of a resource of the kind."""
    if kind == "cvm:instance":
        return cloud.bought()[0]
    if kind == "cvm:volume":
        cloud.bought()
        return cloud("DescribeDisks", {}, "cbs")["DiskSet"][0]["DiskId"]
    if kind == "cvm:sg":
        return cloud("DescribeSecurityGroups", {}, "vpc")["SecurityGroupSet"][0]["SecurityGroupId"]
    if kind == "cvm:image":
        params = {"InstanceId": cloud.bought()[0], "ImageName": "x"}
        return cloud("CreateImage", params)["ImageId"]
    if kind == "cvm:keypair":
        return "skey-rehearse"
    if kind == "cvm:ps":
        return cloud("CreateDisasterRecoverGroup", {"Name": "x", "Type": "HOST"})["DisasterRecoverGroupId"]
    if kind == "vpc:eip":
        return cloud("AllocateAddresses", {}, "vpc")["AddressSet"][0]
    if kind == "vpc:subnet":
        return cloud("DescribeSubnets", {}, "vpc")["SubnetSet"][0]["SubnetId"]
    return cloud("DescribeVpcs", {}, "vpc")["VpcSet"][0]["VpcId"]


KINDS = {
    "cvm:instance": ("cvm", "DescribeInstances", "InstanceSet", "InstanceId"),
    "cvm:volume": ("cbs", "DescribeDisks", "DiskSet", "DiskId"),
    "cvm:sg": ("vpc", "DescribeSecurityGroups", "SecurityGroupSet", "SecurityGroupId"),
    "cvm:image": ("cvm", "DescribeImages", "ImageSet", "ImageId"),
    "cvm:keypair": ("cvm", "DescribeKeyPairs", "KeyPairSet", "KeyId"),
    "cvm:ps": ("cvm", "DescribeDisasterRecoverGroups", "DisasterRecoverGroupSet", "DisasterRecoverGroupId"),
    "vpc:eip": ("vpc", "DescribeAddresses", "AddressSet", "AddressId"),
    "vpc:subnet": ("vpc", "DescribeSubnets", "SubnetSet", "SubnetId"),
    "vpc:vpc": ("vpc", "DescribeVpcs", "VpcSet", "VpcId"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_carries_tags(cloud, kind):
    object_id = make_one(cloud, kind)
    service, action, many, id_field = KINDS[kind]
    put(cloud, named(kind, object_id), owner="me")
    found = cloud(action, {"Filters": [{"Name": "tag:owner", "Values": ["me"]}]}, service)[many]
    assert [each[id_field] for each in found] == [object_id]
    tags = found[0].get("Tags", found[0].get("TagSet"))
    assert [(tag["Key"], tag["Value"]) for tag in tags] == [("owner", "me")]
    prefix, _, last = kind.partition(":")
    params = {
        "ServiceType": prefix,
        "ResourcePrefix": last,
        "ResourceRegion": REGION,
        "ResourceIds": [object_id],
    }
    [row] = cloud("DescribeResourceTagsByResourceIds", params, "tag")["Tags"]
    assert (row["TagKey"], row["TagValue"], row["ResourceId"]) == ("owner", "me", object_id)
    region = "" if kind == "cvm:keypair" else REGION
    assert worn(cloud) == {named(kind, object_id, region): {"owner": "me"}}
    assert worn(cloud, ResourceList=[named(kind, object_id)]) == worn(cloud)


def test_get_resources_by_tags(cloud):
    web, db = cloud.bought(InstanceCount=2)
    put(cloud, named("cvm:instance", web), fleet="web", owner="me")
    put(cloud, named("cvm:instance", db), fleet="db")

    def found(*filters):
        return [name.rsplit("/")[-1] for name in worn(cloud, TagFilters=list(filters))]

    assert found({"TagKey": "fleet"}) == [web, db]
    assert found({"TagKey": "fleet", "TagValue": ["db", "x"]}) == [db]
    assert found({"TagKey": "fleet", "TagValue": ["web", "db"]}, {"TagKey": "owner"}) == [web]
    assert found({"TagKey": "none"}) == []


def test_get_resources_page_by_page(cloud):
    ids = cloud.bought(InstanceCount=5)
    for each in ids:
        put(cloud, named("cvm:instance", each), a="b")
    seen, token = [], ""
    while True:
        answer = cloud("GetResources", {"MaxResults": 2, "PaginationToken": token}, "tag")
        seen += [each["Resource"].rsplit("/")[-1] for each in answer["ResourceTagMappingList"]]
        token = answer["PaginationToken"]
        if not token:
            break
    assert seen == ids


def test_one_resource_is_modified_at_once(cloud):
    [instance_id] = cloud.bought()
    resource = named("cvm:instance", instance_id)
    put(cloud, resource, old="1", kept="2")
    change = {
        "Resource": resource,
        "ReplaceTags": [{"TagKey": "kept", "TagValue": "3"}, {"TagKey": "new", "TagValue": "4"}],
        "DeleteTags": [{"TagKey": "old"}],
    }
    cloud("ModifyResourceTags", change, "tag")
    assert worn(cloud)[resource] == {"old": "1", "kept": "2"}
    cloud.world.clock.advance(2)
    assert worn(cloud)[resource] == {"kept": "3", "new": "4"}
    both = change | {"DeleteTags": [{"TagKey": "kept"}]}
    code = "InvalidParameterValue.DeleteTagsParamError"
    assert cloud.refused("ModifyResourceTags", both, "tag") == code
    assert cloud.refused("ModifyResourceTags", {"Resource": resource}, "tag") == "InvalidParameter"
    gone = change | {"Resource": named("cvm:instance", "ins-00000000")}
    assert cloud.refused("ModifyResourceTags", gone, "tag") == "FailedOperation"


def test_fifty_tags_at_most(cloud):
    [instance_id] = cloud.bought()
    resource = named("cvm:instance", instance_id)
    for n in range(5):
        put(cloud, resource, **{f"k{n}{m}": "v" for m in range(10)})
    pairs = [{"TagKey": "more", "TagValue": "v"}]
    failed = cloud("TagResources", {"ResourceList": [resource], "Tags": pairs}, "tag")["FailedResources"]
    assert [each["Code"] for each in failed] == ["LimitExceeded.ResourceAttachedTags"]
    one = {"Resource": resource, "ReplaceTags": pairs}
    assert cloud.refused("ModifyResourceTags", one, "tag") == "LimitExceeded.ResourceAttachedTags"
    cloud("ModifyResourceTags", one | {"DeleteTags": [{"TagKey": "k00"}]}, "tag")


def test_the_rows_of_resources(cloud):
    ids = cloud.bought(InstanceCount=3)
    for each in ids:
        put(cloud, named("cvm:instance", each), a="b")
    answer = cloud("DescribeResourceTags", {"ServiceType": "cvm", "Offset": 2, "Limit": 2}, "tag")
    assert (answer["TotalCount"], answer["Offset"], answer["Limit"]) == (3, 2, 2)
    assert [each["ResourceId"] for each in answer["Rows"]] == ids[2:]
    assert cloud("DescribeResourceTags", {"ResourceId": ids[1]}, "tag")["TotalCount"] == 1
    assert cloud("DescribeResourceTags", {"ResourceRegion": "ap-shanghai"}, "tag")["TotalCount"] == 0
    assert cloud.refused("DescribeResourceTags", {"Offset": 3, "Limit": 2}, "tag") == "FailedOperation"
    assert cloud.refused("DescribeResourceTags", {"CreateUin": 1}, "tag") == "UnsupportedOperation"


def test_which_tags_there_are(cloud):
    [instance_id] = cloud.bought()
    put(cloud, named("cvm:instance", instance_id), a="b", c="d")
    cloud("UnTagResources", {"ResourceList": [named("cvm:instance", instance_id)], "TagKeys": ["c"]}, "tag")
    cloud.world.clock.advance(2)
    tags = cloud("DescribeTags", {}, "tag")["Tags"]
    assert [(tag["TagKey"], tag["TagValue"], tag["CanDelete"]) for tag in tags] == [
        ("a", "b", 0),
        ("c", "d", 1),
    ]
    assert cloud("DescribeTags", {"TagKey": "a"}, "tag")["TotalCount"] == 1
    assert cloud("DescribeTags", {"TagKeys": ["a", "c"], "TagValue": "d"}, "tag")["TotalCount"] == 1


def test_the_tags_of_what_is_deleted_go(cloud):
    put(cloud, named("cvm:keypair", "skey-operator"), a="b")
    assert len(worn(cloud)) == 1
    cloud("DeleteKeyPairs", {"KeyIds": ["skey-operator"]})
    assert worn(cloud) == {}
    assert cloud("DescribeTags", {}, "tag")["Tags"] == []


BY_IDS = {
    "ServiceType": "cvm",
    "ResourcePrefix": "instance",
    "ResourceRegion": REGION,
    "ResourceIds": ["ins-00000000"],
}


@pytest.mark.parametrize(
    ("action", "params", "code"),
    [
        ("GetResources", {"MaxResults": 201}, "InvalidParameter"),
        ("GetResources", {"PaginationToken": "x"}, "InvalidParameter.PaginationTokenInvalid"),
        ("GetResources", {"ResourceList": ["ins-1"]}, "InvalidParameterValue.ResourceDescriptionError"),
        (
            "GetResources",
            {"ResourceList": [named("cvm:instance", "ins-00000000")], "TagFilters": [{"TagKey": "a"}]},
            "InvalidParameter",
        ),
        ("GetResources", {"TagFilters": [{"TagKey": "a"}] * 2}, "InvalidParameterValue.TagKeyDuplicate"),
        (
            "GetResources",
            {"TagFilters": [{"TagKey": f"k{n}"} for n in range(7)]},
            "LimitExceeded.TagNumPerRequest",
        ),
        (
            "GetResources",
            {"TagFilters": [{"TagKey": "a", "TagValue": [str(n) for n in range(11)]}]},
            "LimitExceeded.TagValue",
        ),
        (
            "DescribeResourceTagsByResourceIds",
            BY_IDS | {"ServiceType": "cos"},
            "InvalidParameterValue.ServiceTypeInvalid",
        ),
        (
            "DescribeResourceTagsByResourceIds",
            BY_IDS | {"ResourcePrefix": "pet"},
            "InvalidParameterValue.ResourcePrefixInvalid",
        ),
        (
            "DescribeResourceTagsByResourceIds",
            BY_IDS | {"ResourceRegion": "mars"},
            "InvalidParameterValue.RegionInvalid",
        ),
        (
            "DescribeResourceTagsByResourceIds",
            BY_IDS | {"ResourceIds": ["web"]},
            "InvalidParameterValue.ResourceIdInvalid",
        ),
    ],
)
def test_refused_questions(cloud, action, params, code):
    assert cloud.refused(action, params, "tag") == code


def projects(cloud, **more) -> list[int]:
    answer = cloud("DescribeProjects", {"AllList": 1, "Limit": 1000, "Offset": 0, **more}, "tag")
    assert answer["Total"] == len(answer["Projects"])
    return [each["ProjectId"] for each in answer["Projects"]]


def test_projects_are_found_by_number_and_by_a_part_of_their_name_and_the_default_one_is_not_listed(cloud):
    assert projects(cloud) == projects(cloud, ProjectName="hears") == [1000001]
    assert projects(cloud, ProjectName="default") == projects(cloud, ProjectId=7) == []
    assert projects(cloud, ProjectId=1000001) == [1000001]


@pytest.mark.parametrize("wrong", [{"Limit": 100}, {"AllList": 2}, {"ProjectId": 0}])
def test_projects_are_asked_for_in_one_way_only(cloud, wrong):
    params = {"AllList": 1, "Limit": 1000, "Offset": 0, **wrong}
    assert cloud.refused("DescribeProjects", params, "tag") == "InvalidParameterValue"

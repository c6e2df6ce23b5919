# SPDX-License-Identifier: GPL-3.0-or-later
"""Tags: in the purchase, by the tag service, and when they show."""

import pytest

FLEET = [{"ResourceType": "instance", "Tags": [{"Key": "fleet", "Value": "web"}]}]


def tags(cloud, instance_id: str) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in cloud.one(instance_id)["Tags"]}


def named(instance_id: str, account: str = "uin/") -> str:
    return f"qcs::cvm:ap-guangzhou:{account}:instance/{instance_id}"


def tag(cloud, instance_id: str, **pairs: str) -> list:
    wanted = [{"TagKey": key, "TagValue": value} for key, value in pairs.items()]
    return cloud("TagResources", {"ResourceList": [named(instance_id)], "Tags": wanted}, "tag")[
        "FailedResources"
    ]


def test_tags_of_the_purchase_lag(cloud):
    [instance_id] = cloud.buy(TagSpecification=FLEET)
    assert tags(cloud, instance_id) == {}
    assert (
        cloud.found("tag:fleet", "web")
        == cloud.found("tag-key", "fleet")
        == cloud.found("tag-value", "web")
        == []
    )
    cloud.world.clock.advance(2)
    assert tags(cloud, instance_id) == {"fleet": "web"}
    assert cloud.found("tag:fleet", "web") == cloud.found("tag-key", "fleet") == [instance_id]
    assert cloud.found("tag-value", "web") == [instance_id]
    assert cloud.found("tag:fleet", "db") == []
    assert cloud.one(instance_id)["Tags"] == [
        {"tagKey": "fleet", "tagValue": "web", "Key": "fleet", "Value": "web"}
    ]


def test_no_lag_shows_at_once(open_cloud):
    cloud = open_cloud(tag_lag=0)
    [instance_id] = cloud.buy(TagSpecification=FLEET)
    assert tags(cloud, instance_id) == {"fleet": "web"}


def test_the_tag_service_adds_replaces_and_takes_away_after_the_lag(cloud):
    [instance_id] = cloud.bought(TagSpecification=FLEET)
    assert tag(cloud, instance_id, fleet="db", owner="me") == []
    assert tags(cloud, instance_id) == {"fleet": "web"}
    assert cloud.found("tag:fleet", "db") == []
    cloud.world.clock.advance(2)
    assert tags(cloud, instance_id) == {"fleet": "db", "owner": "me"}
    assert cloud.found("tag:fleet", "web") == []
    cloud("UnTagResources", {"ResourceList": [named(instance_id)], "TagKeys": ["fleet", "none"]}, "tag")
    assert tags(cloud, instance_id) == {"fleet": "db", "owner": "me"}
    cloud.world.clock.advance(2)
    assert tags(cloud, instance_id) == {"owner": "me"}
    assert cloud.world.ledger()["instances"][0]["tags"] == {"owner": "me"}


def test_values_of_one_filter_are_or_and_filters_are_and(cloud):
    [web] = cloud.buy(TagSpecification=FLEET)
    [db] = cloud.bought()
    tag(cloud, db, fleet="db", owner="me")
    cloud.world.clock.advance(2)
    assert cloud.found("tag:fleet", "web", "db") == [web, db]
    both = [{"Name": "tag:fleet", "Values": ["web", "db"]}, {"Name": "tag:owner", "Values": ["me"]}]
    assert [each["InstanceId"] for each in cloud.shown(Filters=both)] == [db]


def test_the_same_tag_again_changes_nothing(cloud):
    [instance_id] = cloud.bought(TagSpecification=FLEET)
    tag(cloud, instance_id, fleet="web")
    assert cloud.world.call_log()["calls"][-1]["write"] is False


def test_an_account_may_be_named_and_must_be_the_callers(cloud):
    [instance_id] = cloud.bought()
    wanted = [{"TagKey": "a", "TagValue": "b"}]
    for account in ("", "uin/", "uin/100000000001"):
        cloud("TagResources", {"ResourceList": [named(instance_id, account)], "Tags": wanted}, "tag")
    params = {"ResourceList": [named(instance_id, "uin/1")], "Tags": wanted}
    assert cloud.refused("TagResources", params, "tag") == "InvalidParameterValue.ResourceDescriptionError"


def test_unknown_resources_fail_one_by_one(cloud):
    [instance_id] = cloud.bought()
    resources = [named("ins-00000000"), named(instance_id)]
    params = {"ResourceList": resources, "Tags": [{"TagKey": "a", "TagValue": "b"}]}
    failed = cloud("TagResources", params, "tag")["FailedResources"]
    assert [each["Resource"] for each in failed] == [named("ins-00000000")]
    cloud.world.clock.advance(2)
    assert tags(cloud, instance_id) == {"a": "b"}


def test_networks_carry_tags_too(cloud):
    vpc = cloud("DescribeVpcs", {}, "vpc")["VpcSet"][0]["VpcId"]
    resource = f"qcs::vpc:ap-guangzhou::vpc/{vpc}"
    cloud("TagResources", {"ResourceList": [resource], "Tags": [{"TagKey": "a", "TagValue": "b"}]}, "tag")
    cloud.world.clock.advance(2)
    found = cloud("DescribeVpcs", {"Filters": [{"Name": "tag:a", "Values": ["b"]}]}, "vpc")["VpcSet"]
    assert [each["TagSet"] for each in found] == [[{"Key": "a", "Value": "b"}]]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"Tags": [{"TagKey": "qcs:a", "TagValue": "b"}]}, "InvalidParameter.ReservedTagKey"),
        ({"Tags": [{"TagKey": "", "TagValue": "b"}]}, "InvalidParameterValue.TagKeyEmpty"),
        ({"Tags": [{"TagKey": "a" * 128, "TagValue": "b"}]}, "InvalidParameterValue.TagKeyLengthExceeded"),
        ({"Tags": [{"TagKey": "a?", "TagValue": "b"}]}, "InvalidParameterValue.TagKeyCharacterIllegal"),
        ({"Tags": [{"TagKey": "a", "TagValue": "b" * 256}]}, "InvalidParameterValue.TagValueLengthExceeded"),
        ({"Tags": [{"TagKey": "a", "TagValue": ""}]}, "InvalidParameterValue.TagValueEmpty"),
        ({"Tags": [{"TagKey": "a", "TagValue": "b"}] * 2}, "InvalidParameterValue.TagKeyDuplicate"),
        (
            {"Tags": [{"TagKey": f"a{n}", "TagValue": "b"} for n in range(11)]},
            "LimitExceeded.TagNumPerRequest",
        ),
        ({"ResourceList": [named("ins-00000000")] * 11}, "LimitExceeded.ResourceNumPerRequest"),
        ({"ResourceList": ["ins-00000000"]}, "InvalidParameterValue.ResourceDescriptionError"),
        ({"ResourceList": ["qcs::cos::uin/:bucket/b"]}, "InvalidParameter.UnsupportedService"),
        ({"Tags": []}, "InvalidParameter"),
    ],
)
def test_tag_refusals(cloud, change, code):
    params = {"ResourceList": [named("ins-00000000")], "Tags": [{"TagKey": "a", "TagValue": "b"}]}
    assert cloud.refused("TagResources", params | change, "tag") == code

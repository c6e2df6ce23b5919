# SPDX-License-Identifier: GPL-3.0-or-later
"""Launch templates: their versions, and purchases by them."""

from __future__ import annotations

import pytest
from cvm_emulator.actions.describe_templates import SERVICES

from .clouds import IMAGE, MACHINE, ZONE

UBUNTU = "img-487zeit5"
CONTENT = {
    "Placement": {"Zone": ZONE},
    "ImageId": UBUNTU,
    "InstanceType": "S5.MEDIUM4",
    "InstanceName": "web",
    "InstanceCount": 2,
    "DataDisks": [{"DiskType": "CLOUD_PREMIUM", "DiskSize": 10}],
    "LoginSettings": {"KeyIds": ["skey-rehearse"]},
    "TagSpecification": [{"ResourceType": "instance", "Tags": [{"Key": "fleet", "Value": "web"}]}],
}


@pytest.fixture
def template(cloud) -> str:
    params = CONTENT | {"LaunchTemplateName": "web", "LaunchTemplateVersionDescription": "first"}
    return cloud("CreateLaunchTemplate", params)["LaunchTemplateId"]


def add_version(cloud, template, **change):
    params = {"LaunchTemplateId": template, "Placement": {"Zone": ZONE}} | change
    return cloud("CreateLaunchTemplateVersion", params)["LaunchTemplateVersionNumber"]


def versions(cloud, template, **more):
    answer = cloud("DescribeLaunchTemplateVersions", {"LaunchTemplateId": template} | more)
    return [each["LaunchTemplateVersion"] for each in answer["LaunchTemplateVersionSet"]]


def by(template, **more):
    return {"LaunchTemplate": {"LaunchTemplateId": template}} | more


def test_a_template_shows_what_it_holds(cloud, template):
    [shown] = cloud("DescribeLaunchTemplates")["LaunchTemplateSet"]
    assert (shown["LaunchTemplateName"], shown["LatestVersionNumber"], shown["DefaultVersionNumber"]) == (
        "web",
        1,
        1,
    )
    assert shown["LaunchTemplateVersionCount"] == 1
    [version] = cloud("DescribeLaunchTemplateVersions", {"LaunchTemplateId": template})[
        "LaunchTemplateVersionSet"
    ]
    assert (version["IsDefaultVersion"], version["LaunchTemplateVersionDescription"]) == (True, "first")
    held = version["LaunchTemplateVersionData"]
    assert (held["ImageId"], held["InstanceCount"], held["SystemDisk"]["DiskSize"]) == (UBUNTU, 2, 0)
    assert held["LoginSettings"] == {"KeyIds": ["skey-rehearse"]}
    found = {"Filters": [{"Name": "LaunchTemplateName", "Values": ["db"]}]}
    assert cloud("DescribeLaunchTemplates", found)["TotalCount"] == 0


def test_a_purchase_by_template(cloud, template):
    ids = cloud("RunInstances", by(template))["InstanceIdSet"]
    assert len(ids) == 2
    cloud.world.clock.advance(60)
    shown = cloud.shown()
    assert [each["InstanceName"] for each in shown] == ["web1", "web2"]
    assert {each["ImageId"] for each in shown} == {UBUNTU}
    assert [tag["Value"] for tag in shown[0]["Tags"]] == ["web"]
    assert len(shown[0]["DataDisks"]) == 1


PARTIAL = (
    {"ActionTimer": {}},
    {"ActionTimer": {"TimerAction": "TerminateInstances", "ActionTime": "2099-01-01T00:00:00Z"}},
    {"DataDisks": [{"DiskSize": 50, "DiskType": "CLOUD_PREMIUM"}]},
    {"EnhancedService": {}},
    {"EnhancedService": {"AutomationService": {}}},
    {"EnhancedService": {"SecurityService": {"Enabled": False}, "MonitorService": {}}},
    {"InstanceChargePrepaid": {"Period": 1}, "InstanceChargeType": "PREPAID"},
    {"InstanceChargeType": "SPOTPAID", "InstanceMarketOptions": {"SpotOptions": {"MaxPrice": "9"}}},
    {"InternetAccessible": {}},
    {"InternetAccessible": {"InternetMaxBandwidthOut": 1}},
    {"LoginSettings": {}},
    {"Metadata": {"Items": []}},
    {"SystemDisk": {}},
    {"SystemDisk": {"DiskName": "boot"}},
    {"VirtualPrivateCloud": {"VpcId": "DEFAULT", "SubnetId": "DEFAULT"}},
)


def kept(cloud, given):
    """The id of a template that was given this, and what it shows."""
    params = MACHINE | given | {"LaunchTemplateName": "part"}
    template = cloud("CreateLaunchTemplate", params)["LaunchTemplateId"]
    answer = cloud("DescribeLaunchTemplateVersions", {"LaunchTemplateId": template})
    return template, answer["LaunchTemplateVersionSet"][0]["LaunchTemplateVersionData"]


@pytest.mark.parametrize("given", PARTIAL, ids=str)
def test_a_half_filled_object_is_shown_whole(cloud, given):
    """The contract promises fields inside objects that a request may leave out; the answers are checked."""
    template, held = kept(cloud, given)
    assert all(held["EnhancedService"][name]["Enabled"] in (True, False) for name in SERVICES)
    [instance_id] = cloud("RunInstances", by(template))["InstanceIdSet"]
    assert cloud.one(instance_id)["InstanceState"] == "PENDING"


def test_what_a_template_was_given_is_not_covered_by_what_is_empty(cloud):
    given = {"SystemDisk": {"DiskSize": 60}, "EnhancedService": {"SecurityService": {"Enabled": False}}}
    _, held = kept(cloud, given)
    assert held["SystemDisk"]["DiskSize"] == 60
    assert [held["EnhancedService"][name]["Enabled"] for name in SERVICES] == [False, True, True]


def test_what_is_sent_goes_before_the_template(cloud, template):
    sent = by(template, InstanceCount=1, ImageId=IMAGE, InstanceName="db", DataDisks=[])
    [instance_id] = cloud("RunInstances", sent)["InstanceIdSet"]
    shown = cloud.one(instance_id)
    assert (shown["ImageId"], shown["InstanceName"], shown["DataDisks"]) == (IMAGE, "db", [])
    assert shown["LoginSettings"] == {"KeyIds": ["skey-rehearse"]}


def test_the_price_of_a_template(cloud, template):
    """The inquiry requires zone and image even so."""
    asked = cloud("InquiryPriceRunInstances", by(template, Placement={"Zone": ZONE}, ImageId=UBUNTU))
    plain = {name: value for name, value in CONTENT.items() if name != "InstanceCount"}
    assert asked["Price"] == cloud("InquiryPriceRunInstances", plain)["Price"]


def test_a_token_stands_for_the_same_order_by_template(cloud, template):
    sent = by(template, ClientToken="once")
    first = cloud("RunInstances", sent)["InstanceIdSet"]
    add_version(cloud, template, InstanceCount=1)
    cloud("ModifyLaunchTemplateDefaultVersion", {"LaunchTemplateId": template, "DefaultVersion": 2})
    cloud.set(client_token="mismatch-error")
    assert cloud("RunInstances", sent)["InstanceIdSet"] == first


def test_a_version_is_based_on_another(cloud, template):
    assert add_version(cloud, template, InstanceCount=3) == 2
    assert add_version(cloud, template, InstanceName="late") == 3
    assert len(cloud("RunInstances", by(template))["InstanceIdSet"]) == 2
    third = {"LaunchTemplate": {"LaunchTemplateId": template, "LaunchTemplateVersion": 3}}
    assert len(cloud("RunInstances", third)["InstanceIdSet"]) == 2
    second = {"LaunchTemplate": {"LaunchTemplateId": template, "LaunchTemplateVersion": 2}}
    assert len(cloud("RunInstances", second)["InstanceIdSet"]) == 3
    assert add_version(cloud, template, LaunchTemplateVersion=2) == 4
    [held] = cloud(
        "DescribeLaunchTemplateVersions", {"LaunchTemplateId": template, "LaunchTemplateVersions": [4]}
    )["LaunchTemplateVersionSet"]
    assert held["LaunchTemplateVersionData"]["InstanceCount"] == 3
    assert versions(cloud, template, MinVersion=2, MaxVersion=3) == [2, 3]
    assert versions(cloud, template, DefaultVersion=True) == [1]


def test_versions_are_chosen_and_deleted(cloud, template):
    for _ in range(2):
        add_version(cloud, template)
    choose = {"LaunchTemplateId": template, "DefaultVersion": 3}
    cloud("ModifyLaunchTemplateDefaultVersion", choose)
    again = "InvalidParameterValue.LaunchTemplateIdVerSetAlready"
    assert cloud.refused("ModifyLaunchTemplateDefaultVersion", choose) == again

    def code(*numbers):
        params = {"LaunchTemplateId": template, "LaunchTemplateVersions": list(numbers)}
        return cloud.refused("DeleteLaunchTemplateVersions", params)

    assert code(1, 3) == "InvalidParameterValue.LaunchTemplateDefaultVersion"
    assert code(1, 9) == "InvalidParameterValue.LaunchTemplateIdVerNotExisted"
    assert versions(cloud, template) == [1, 2, 3]
    cloud("DeleteLaunchTemplateVersions", {"LaunchTemplateId": template, "LaunchTemplateVersions": [1, 2]})
    assert versions(cloud, template) == [3]
    gone = {"LaunchTemplate": {"LaunchTemplateId": template, "LaunchTemplateVersion": 1}}
    assert cloud.refused("RunInstances", gone) == "InvalidParameterValue.LaunchTemplateVersion"
    assert add_version(cloud, template) == 4
    cloud("DeleteLaunchTemplate", {"LaunchTemplateId": template})
    assert cloud("DescribeLaunchTemplates")["TotalCount"] == 0
    assert cloud.refused("RunInstances", by(template)) == "InvalidParameterValue.LaunchTemplateIdNotExisted"


def test_thirty_versions_at_most(cloud, template):
    for _ in range(29):
        add_version(cloud, template)
    params = {"LaunchTemplateId": template, "Placement": {"Zone": ZONE}}
    assert cloud.refused("CreateLaunchTemplateVersion", params) == "LimitExceeded.LaunchTemplateVersionQuota"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"LaunchTemplateName": "x"}, "InvalidParameterValue.InvalidLaunchTemplateName"),
        (
            {"LaunchTemplateVersionDescription": "x"},
            "InvalidParameterValue.InvalidLaunchTemplateVersionDescription",
        ),
        ({"LoginSettings": {"Password": "Abcdef123"}}, "InvalidParameter.PasswordNotSupported"),
        ({"ImageId": "img-00000000"}, "InvalidImageId.NotFound"),
        ({"InstanceType": "S9.MEDIUM4"}, "InvalidParameterValue.InstanceTypeNotFound"),
        ({"DataDisks": [{"DiskType": "CLOUD_PREMIUM", "DiskSize": 5}]}, "InvalidParameterValue"),
        ({"LoginSettings": {"KeyIds": ["skey-00000000"]}}, "InvalidParameterValue.KeyPairNotFound"),
        ({"ClientToken": "x"}, "UnsupportedOperation"),
        (
            {"HpcClusterId": "hpc-rehearse"},
            "InvalidParameterValue.InstanceTypeNotSupportHpcCluster",
        ),
        ({"Placement": {"Zone": ZONE, "RackId": "rack"}}, "UnsupportedOperation"),
        ({"LaunchTemplateTagSpecification": []}, "UnsupportedOperation"),
        ({"TemplateDataModifyAction": "Update"}, "UnsupportedOperation"),
    ],
)
def test_refused_templates(cloud, change, code):
    params = CONTENT | {"LaunchTemplateName": "web"} | change
    assert cloud.refused("CreateLaunchTemplate", params) == code
    assert cloud("DescribeLaunchTemplates")["TotalCount"] == 0


def test_a_dry_run_makes_no_template(cloud):
    params = MACHINE | {"LaunchTemplateName": "web", "DryRun": True}
    assert "LaunchTemplateId" not in cloud("CreateLaunchTemplate", params)
    assert cloud("DescribeLaunchTemplates")["TotalCount"] == 0

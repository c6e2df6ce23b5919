# SPDX-License-Identifier: GPL-3.0-or-later
"""The Describe actions: pages, filters, catalogue, networks, the account."""

import pytest

from .clouds import MACHINE, ZONE


def test_pages_are_complete_and_in_order_of_purchase(open_cloud):
    cloud = open_cloud(postpaid_quota=500)
    ids = cloud.buy(InstanceCount=100) + cloud.buy(InstanceCount=35)
    pages = [cloud("DescribeInstances", {"Offset": offset, "Limit": 50}) for offset in (0, 50, 100, 150)]
    assert {page["TotalCount"] for page in pages} == {135}
    assert [len(page["InstanceSet"]) for page in pages] == [50, 50, 35, 0]
    assert [each["InstanceId"] for page in pages for each in page["InstanceSet"]] == ids
    assert len(cloud("DescribeInstances", {})["InstanceSet"]) == 20
    assert len(cloud("DescribeInstances", {"InstanceIds": ids[:30]})["InstanceSet"]) == 20


def test_status_is_the_short_answer(cloud):
    ids = cloud.bought(InstanceCount=2)
    answer = cloud("DescribeInstancesStatus", {"InstanceIds": ids[1:]})
    assert answer["InstanceStatusSet"] == [{"InstanceId": ids[1], "InstanceState": "RUNNING"}]
    assert cloud("DescribeInstancesStatus", {})["TotalCount"] == 2


def test_unknown_ids_are_an_empty_answer(cloud):
    answer = cloud("DescribeInstances", {"InstanceIds": ["ins-00000000"]})
    assert (answer["TotalCount"], answer["InstanceSet"]) == (0, [])


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"Limit": 101}, "InvalidParameterValue.LimitExceeded"),
        ({"Limit": 0}, "InvalidParameterValue"),
        ({"Offset": -1}, "InvalidParameterValue"),
        ({"InstanceIds": ["i-1"]}, "InvalidInstanceId.Malformed"),
        ({"InstanceIds": ["ins-00000000"] * 2}, "InvalidParameterValue.Duplicate"),
        ({"InstanceIds": [f"ins-{n:08d}" for n in range(101)]}, "InvalidParameterValue.LimitExceeded"),
        (
            {"InstanceIds": ["ins-00000000"], "Filters": [{"Name": "zone", "Values": [ZONE]}]},
            "InvalidParameter",
        ),
        ({"Filters": [{"Name": "colour", "Values": ["red"]}]}, "InvalidFilter"),
        ({"Filters": [{"Name": "tag:", "Values": ["red"]}]}, "InvalidFilter"),
        (
            {"Filters": [{"Name": "zone", "Values": [str(n) for n in range(6)]}]},
            "InvalidFilterValue.LimitExceeded",
        ),
        (
            {"Filters": [{"Name": f"tag:{n}", "Values": ["x"]} for n in range(11)]},
            "InvalidFilterValue.LimitExceeded",
        ),
        ({"Filters": [{"Name": "vpc-id", "Values": ["x"]}]}, "InvalidParameterValue.VpcIdMalformed"),
        ({"Filters": [{"Name": "subnet-id", "Values": ["x"]}]}, "InvalidParameterValue.SubnetIdMalformed"),
        ({"Filters": [{"Name": "security-group-id", "Values": ["x"]}]}, "InvalidSgId.Malformed"),
        (
            {"Filters": [{"Name": "private-ip-address", "Values": ["x"]}]},
            "InvalidParameterValue.IPAddressMalformed",
        ),
        ({"Filters": [{"Name": "uuid", "Values": ["x"]}]}, "InvalidParameterValue.UuidMalformed"),
        ({"Filters": [{"Name": "instance-id", "Values": ["x"]}]}, "InvalidInstanceId.Malformed"),
        (
            {"Filters": [{"Name": "creation-start-time", "Values": ["now"]}]},
            "InvalidParameterValue.InvalidTimeFormat",
        ),
        ({"Filters": [{"Name": "zone"}]}, "MissingParameter"),
    ],
)
def test_describe_instances_refuses(cloud, params, code):
    assert cloud.refused("DescribeInstances", params) == code


def test_every_filter_finds_its_own(cloud):
    [one] = cloud.bought(InstanceName="web-a", InternetAccessible={"InternetMaxBandwidthOut": 1})
    cloud.world.clock.advance(10)
    [other] = cloud.bought(
        InstanceName="db-a", InstanceChargeType="SPOTPAID", Placement={"Zone": "ap-guangzhou-4"}
    )
    cloud("StopInstances", {"InstanceIds": [other]})
    a, b = cloud.one(one), cloud.one(other)
    both = [one, other]
    cases = {
        "zone": (a["Placement"]["Zone"], [one]),
        "vpc-id": (a["VirtualPrivateCloud"]["VpcId"], both),
        "subnet-id": (b["VirtualPrivateCloud"]["SubnetId"], [other]),
        "instance-id": (one, [one]),
        "uuid": (b["Uuid"], [other]),
        "security-group-id": (a["SecurityGroupIds"][0], both),
        "instance-name": ("web", [one]),
        "instance-charge-type": ("SPOTPAID", [other]),
        "instance-state": ("STOPPING", [other]),
        "private-ip-address": (b["PrivateIpAddresses"][0], [other]),
        "public-ip-address": (a["PublicIpAddresses"][0], [one]),
        "project-id": ("0", both),
        "host-id": ("host-00000000", []),
        "creation-end-time": (a["CreatedTime"].replace("T", " ").replace("Z", ""), [one]),
        "creation-start-time": (b["CreatedTime"].replace("T", " ").replace("Z", ""), [other]),
    }
    for name, (value, ids) in cases.items():
        assert cloud.found(name, value) == ids, name
    assert cloud.found("zone", "ap-guangzhou-4", ZONE) == both


def test_pages_keep_the_order_whatever_the_filter(cloud):
    ids = cloud.buy(Placement={"Zone": "ap-guangzhou-4"}) + cloud.buy()
    filters = [{"Name": "zone", "Values": [ZONE, "ap-guangzhou-4"]}]
    pages = [cloud.shown(Filters=filters, Limit=1, Offset=offset) for offset in (0, 1)]
    assert [page[0]["InstanceId"] for page in pages] == ids


def test_names_match_in_part_or_whole_as_set(cloud):
    cloud.buy(InstanceName="web-1")
    assert len(cloud.found("instance-name", "eb")) == 1
    assert cloud.found("instance-name", "%") == []
    cloud.set(instance_name_filter="exact")
    assert cloud.found("instance-name", "eb") == []
    assert len(cloud.found("instance-name", "web-1")) == 1


def test_a_limit_above_100_may_be_clamped(cloud):
    cloud.set(limit_over_100="clamp")
    assert cloud("DescribeInstances", {"Limit": 500})["TotalCount"] == 0


def test_zones_have_names_in_two_languages_and_ids_as_strings(cloud):
    english, chinese = (cloud("DescribeZones", language=each)["ZoneSet"] for each in ("en-US", "zh-CN"))
    by_name = {each["Zone"]: each for each in english}
    assert by_name[ZONE] == {
        "Zone": ZONE,
        "ZoneName": "Guangzhou Zone 3",
        "ZoneId": "100003",
        "ZoneState": "AVAILABLE",
    }
    assert by_name["ap-guangzhou-1"]["ZoneState"] == "UNAVAILABLE"
    assert "广州三区" in [each["ZoneName"] for each in chinese]


def test_the_catalogue_has_enough_to_choose_from(cloud):
    regions = [each["Region"] for each in cloud("DescribeRegions")["RegionSet"]]
    assert len(regions) >= 5
    for region in regions:
        rows = cloud("DescribeZoneInstanceConfigInfos", region=region)["InstanceTypeQuotaSet"]
        assert len({each["InstanceType"] for each in rows}) >= 20
        assert {each["InstanceChargeType"] for each in rows} == {"POSTPAID_BY_HOUR", "SPOTPAID", "PREPAID"}
    images = cloud("DescribeImages")["ImageSet"]
    assert len(images) >= 6
    assert {each["Architecture"] for each in images} == {"x86_64", "arm"}


def test_every_type_has_an_image_and_a_price(open_cloud):
    cloud = open_cloud()
    types = {}
    for region in [each["Region"] for each in cloud("DescribeRegions")["RegionSet"]]:
        for row in cloud("DescribeZoneInstanceConfigInfos", region=region)["InstanceTypeQuotaSet"]:
            types[row["InstanceType"]] = row
            price = row["Price"].get("UnitPriceDiscount", row["Price"].get("DiscountPrice"))
            assert price > 0
    for name in types:
        assert cloud("DescribeImages", {"InstanceType": name})["TotalCount"] > 0


def test_catalogue_filters_and_sorting(cloud):
    filters = [
        {"Name": "instance-family", "Values": ["S5"]},
        {"Name": "sort-keys", "Values": ["cpu:desc", "mem:asc"]},
    ]
    rows = cloud("DescribeZoneInstanceConfigInfos", {"Filters": filters})["InstanceTypeQuotaSet"]
    assert {each["InstanceFamily"] for each in rows} == {"S5"}
    sizes = [(-each["Cpu"], each["Memory"]) for each in rows]
    assert sizes == sorted(sizes)


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("zone", "ap-shanghai-2", "InvalidZone.MismatchRegion"),
        ("zone", "ap-guangzhou-1", "InvalidParameterValue.ZoneNotSupported"),
        ("instance-type", "small", "InvalidInstanceType.Malformed"),
        ("instance-charge-type", "FREE", "InvalidFilter"),
        ("sort-keys", "price:asc", "InvalidFilter"),
        ("colour", "red", "InvalidFilter"),
    ],
)
def test_catalogue_refusals(cloud, name, value, code):
    filters = {"Filters": [{"Name": name, "Values": [value]}]}
    assert cloud.refused("DescribeZoneInstanceConfigInfos", filters) == code


def test_images_by_name_platform_and_machine(cloud):
    def found(**params):
        return [each["ImageId"] for each in cloud("DescribeImages", params)["ImageSet"]]

    assert found(Filters=[{"Name": "image-name", "Values": ["22.04"]}]) == ["img-487zeit5"]
    assert found(Filters=[{"Name": "platform", "Values": ["windows"]}]) == ["img-m2s4nkqd"]
    assert found(Filters=[{"Name": "image-type", "Values": ["PRIVATE_IMAGE"]}]) == []
    assert found(ImageIds=["img-eb30mz89", "img-00000000"]) == ["img-eb30mz89"]
    assert found(InstanceType="SR1.MEDIUM4") == ["img-g9yh2ulb"]
    assert len(found(Limit=2, Offset=1)) == 2
    both = {"ImageIds": ["img-eb30mz89"], "Filters": [{"Name": "platform", "Values": ["x"]}]}
    assert cloud.refused("DescribeImages", both) == "InvalidParameter.InvalidParameterCoexistImageIdsFilters"


def test_default_networks_have_a_subnet_in_every_open_zone(cloud):
    [vpc] = cloud("DescribeVpcs", {"Filters": [{"Name": "is-default", "Values": ["true"]}]}, "vpc")["VpcSet"]
    subnets = cloud("DescribeSubnets", {"Filters": [{"Name": "vpc-id", "Values": [vpc["VpcId"]]}]}, "vpc")
    zones = [each["Zone"] for each in cloud("DescribeZones")["ZoneSet"] if each["ZoneState"] == "AVAILABLE"]
    assert [each["Zone"] for each in subnets["SubnetSet"]] == zones
    assert vpc["CidrBlock"] == "172.16.0.0/16"
    assert {each["CidrBlock"][-3:] for each in subnets["SubnetSet"]} == {"/20"}


def test_addresses_of_a_subnet_are_counted(cloud):
    zone = {"Filters": [{"Name": "zone", "Values": [ZONE]}]}
    before = cloud("DescribeSubnets", zone, "vpc")["SubnetSet"][0]
    cloud.buy(InstanceCount=3)
    after = cloud("DescribeSubnets", zone, "vpc")["SubnetSet"][0]
    assert before["AvailableIpAddressCount"] - after["AvailableIpAddressCount"] == 3
    assert before["TotalIpAddressCount"] == 4093


def test_create_default_vpc_makes_one_or_finds_the_one(open_cloud):
    cloud = open_cloud(default_vpc="none")
    assert cloud("DescribeVpcs", {}, "vpc")["TotalCount"] == 0
    assert cloud.refused("RunInstances", MACHINE) == "InvalidParameterValue.VpcIdNotExist"
    made = cloud("CreateDefaultVpc", {"Zone": ZONE}, "vpc")["Vpc"]
    assert cloud("CreateDefaultVpc", {}, "vpc")["Vpc"] == made
    assert [each["write"] for each in cloud.world.call_log()["calls"]][-2:] == [True, False]
    [subnet] = cloud("DescribeSubnets", {}, "vpc")["SubnetSet"]
    assert (subnet["SubnetId"], subnet["Zone"]) == (made["SubnetId"], ZONE)
    cloud.buy()
    elsewhere = MACHINE | {"Placement": {"Zone": "ap-guangzhou-4"}}
    assert cloud.refused("RunInstances", elsewhere) == "InvalidParameterValue.SubnetNotExist"
    assert cloud.refused("CreateDefaultVpc", {"Zone": "mars-1"}, "vpc") == "ResourceNotFound"


def test_vpc_times_are_of_beijing_and_cvm_times_of_utc(cloud):
    [instance_id] = cloud.buy()
    utc = cloud.one(instance_id)["CreatedTime"]
    beijing = cloud("DescribeVpcs", {}, "vpc")["VpcSet"][0]["CreatedTime"]
    assert utc.endswith("Z")
    assert (int(beijing[11:13]) - int(utc[11:13])) % 24 in (7, 8)


NETWORKS = [
    ("DescribeVpcs", "VpcIds", "vpc"),
    ("DescribeSubnets", "SubnetIds", "subnet"),
    ("DescribeSecurityGroups", "SecurityGroupIds", "sg"),
]


@pytest.mark.parametrize(("action", "ids", "prefix"), NETWORKS)
def test_networks_page_by_strings_and_refuse(cloud, action, ids, prefix):
    def code(**params):
        return cloud.refused(action, params, "vpc")

    cloud(action, {"Offset": "0", "Limit": "1"}, "vpc")
    assert code(Limit=1) == "InvalidParameter"
    assert code(Limit="ten") == "InvalidParameterValue.Malformed"
    assert code(Limit="101") == "InvalidParameterValue.LimitExceeded"
    assert code(**{ids: ["x"]}) == "InvalidParameterValue.Malformed"
    assert code(Filters=[{"Name": "colour", "Values": ["red"]}]) == "InvalidParameter.FilterInvalidKey"
    both = {ids: [f"{prefix}-00000000"], "Filters": [{"Name": "tag-key", "Values": ["x"]}]}
    assert code(**both) == "InvalidParameter.Coexist"


@pytest.mark.parametrize(("action", "ids", "prefix"), NETWORKS)
def test_unknown_networks_are_nothing_or_an_error(cloud, action, ids, prefix):
    params = {ids: [f"{prefix}-00000000"]}
    assert cloud(action, params, "vpc")["TotalCount"] == 0
    cloud.set(unknown_vpc="error")
    assert cloud.refused(action, params, "vpc") == "ResourceNotFound"


def test_who_calls(cloud):
    answer = cloud("GetCallerIdentity", {}, "sts", region="")
    assert answer["AccountId"] == "100000000001"
    assert answer["Arn"] == "qcs::cam::uin/100000000001:uin/100000000001"

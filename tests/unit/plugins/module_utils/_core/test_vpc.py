# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables of plans for a VPC, and what all resources share."""

from __future__ import annotations

import pytest
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.errors import Refused
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.listing import queries
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.outcome import difference
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.vpc import A_VPC, refuse_mixed
from ansible_collections.tencentcloud.cvm.plugins.modules.vpc import ARGUMENTS
from ansible_collections.tencentcloud.cvm.tests.unit.plugins.module_utils._core.resource_plans import (
    brief,
    wished,
)

ID = "vpc-12345678"
ROW = {
    "VpcId": ID,
    "VpcName": "web",
    "CidrBlock": "10.0.0.0/16",
    "IsDefault": False,
    "DnsServerSet": ["10.0.0.2"],
    "DomainName": "",
    "EnableMulticast": False,
    "CreatedTime": "2026-01-01 08:00:00",
    "TagSet": [{"Key": "team", "Value": "shop"}, {"Key": "project", "Value": "cloud's own"}],
}
RESOURCE = f"qcs::vpc:ap-guangzhou:uin/:vpc/{ID}"


def vpc(have=..., **options):
    have = ROW if have is ... else have
    return brief(A_VPC, wished(A_VPC, ARGUMENTS, **options), have)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, []),
        ({"cidr_block": "10.0.0.0/16", "dns_servers": ["10.0.0.2"], "domain_name": ""}, []),
        ({"multicast": False, "tags": {"team": "shop"}}, []),
        ({"vpc_id": ID, "name": "new"}, [("ModifyVpcAttribute", {"VpcId": ID, "VpcName": "new"})]),
        (
            {"dns_servers": ["10.0.0.3"], "domain_name": "lan", "multicast": True},
            [
                (
                    "ModifyVpcAttribute",
                    {
                        "VpcId": ID,
                        "DnsServers": ["10.0.0.3"],
                        "DomainName": "lan",
                        "EnableMulticast": "true",
                    },
                )
            ],
        ),
        (
            {"tags": {"a": 1}},
            [
                (
                    "ModifyResourceTags",
                    {"Resource": RESOURCE, "ReplaceTags": [{"TagKey": "a", "TagValue": "1"}]},
                )
            ],
        ),
        (
            {"tags": {}, "purge_tags": True},
            [("ModifyResourceTags", {"Resource": RESOURCE, "DeleteTags": [{"TagKey": "team"}]})],
        ),
        ({"state": "absent"}, [("DeleteVpc", {"VpcId": ID})]),
    ],
)
def test_one_that_is_there(options, expected):
    assert vpc(**options) == expected


def test_one_that_is_not_there():
    made = vpc(None, cidr_block="10.0.0.0/16", dns_servers=["10.0.0.2"], multicast=False, tags={"a": "b"})
    assert made == [
        (
            "CreateVpc",
            {
                "VpcName": "web",
                "CidrBlock": "10.0.0.0/16",
                "DnsServers": ["10.0.0.2"],
                "EnableMulticast": "false",
                "Tags": [{"Key": "a", "Value": "b"}],
            },
        )
    ]
    assert vpc(None, state="absent") == []


def test_more_tags_than_a_call_takes():
    calls = vpc(tags={str(number): "x" for number in range(25)}, purge_tags=True)
    assert [len(params.get("ReplaceTags", [])) for _action, params in calls] == [10, 10, 5]
    assert [len(params.get("DeleteTags", [])) for _action, params in calls] == [1, 0, 0]


@pytest.mark.parametrize(
    ("have", "options", "message"),
    [
        (
            ROW,
            {"cidr_block": "10.1.0.0/16"},
            r"cidr_block: VPC vpc-12345678 has '10\.0\.0\.0/16'.*needs a new",
        ),
        (None, {}, "cidr_block: not given; making a new VPC needs it"),
        (ROW, {"cidr_block": "10.0.0.1/16"}, r"cidr_block: .*did you mean 10\.0\.0\.0/16\?"),
        (ROW, {"cidr_block": "10.0.0.0"}, "cidr_block: .*is not a range"),
        (ROW, {"cidr_block": "everything"}, r"cidr_block: .*one like 10\.0\.0\.0/16"),
        (ROW, {"cidr_block": "8.8.0.0/16"}, r"cidr_block: .*inside 10\.0\.0\.0/12"),
        (ROW, {"cidr_block": "10.0.0.0/29"}, "cidr_block: .*at most 28"),
        (ROW, {"dns_servers": []}, "dns_servers: 0 given; 1 to 4"),
        (ROW, {"dns_servers": ["10.0.0.2"] * 5}, "dns_servers: 5 given; 1 to 4"),
        (ROW, {"dns_servers": ["ns1"]}, "dns_servers: 'ns1' is not an address"),
        (ROW, {"name": "n" * 61}, "name: has 61 bytes; at most 60"),
        (ROW, {"name": " "}, "name: is empty"),
        (ROW, {"vpc_id": "web"}, "vpc_id: 'web' is not an id; vpc- and 8"),
        (ROW, {"wait_timeout": 0}, "wait_timeout: 0 is not accepted"),
        (ROW, {"tags": {"qcs:a": "b"}}, "tags: .*reserved"),
    ],
)
def test_what_cannot_be(have, options, message):
    with pytest.raises(Refused, match=f"^{message}"):
        vpc(have, **options)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            {"default": True, "cidr_block": "10.0.0.0/16"},
            "default: true goes together with zone only; cidr_block",
        ),
        ({"default": True, "name": "web"}, "default: true.*name needs"),
        ({"default": True, "state": "absent"}, "default: true.*state: absent"),
        ({"name": "web", "zone": "ap-guangzhou-6"}, "zone: only accepted together with default: true"),
        ({"default": False}, "default: false alone"),
    ],
)
def test_the_default_vpc_and_another_are_not_mixed(options, message):
    given = {name: spec.get("default") for name, spec in ARGUMENTS.items()}
    with pytest.raises(Refused, match=f"^{message}"):
        refuse_mixed({**given, **options})


def test_the_difference_is_by_option():
    want = wished(A_VPC, ARGUMENTS, domain_name="lan", tags={"team": "db"})
    assert difference(A_VPC, want, ROW) == {
        "before": {"domain_name": "", "tags": {"team": "shop", "project": "cloud's own"}},
        "after": {"domain_name": "lan", "tags": {"team": "db", "project": "cloud's own"}},
    }
    assert difference(A_VPC, wished(A_VPC, ARGUMENTS), ROW) == {"before": {}, "after": {}}
    gone = difference(A_VPC, wished(A_VPC, ARGUMENTS, state="absent"), ROW)
    assert (gone["before"]["vpc_id"], gone["after"]) == (ID, {})


def asked(**options):
    return {"names": None, "filters": None, **options}


def test_what_info_asks():
    assert queries(A_VPC, asked()) == [[]]
    assert queries(A_VPC, asked(filters={"is-default": True, "tag:a": ["b", 1]})) == [
        [{"Name": "is-default", "Values": ["TRUE"]}, {"Name": "tag:a", "Values": ["b", "1"]}]
    ]
    assert [len(q[0]["Values"]) for q in queries(A_VPC, asked(names=[str(n) for n in range(150)]))] == [
        100,
        50,
    ]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"filters": {"zone": "x"}}, "filters: 'zone' is not a filter; tag:<key>, vpc-id"),
        ({"filters": {"tag:": "x"}}, "filters: 'tag:' is not a filter"),
        ({"filters": {"vpc-id": []}}, "filters: vpc-id has 0 values; 1 to 100"),
        ({"filters": {f"tag:{n}": "x" for n in range(11)}}, "filters: 11 given, at most 10"),
        ({"names": ["web"], "filters": {"vpc-name": "w"}}, "names: given together with the filter vpc-name"),
    ],
)
def test_what_info_refuses(options, message):
    with pytest.raises(Refused, match=f"^{message}"):
        queries(A_VPC, asked(**options))

# SPDX-License-Identifier: GPL-3.0-or-later
"""The requests of a purchase, as they go over the wire."""

from __future__ import annotations

from base64 import b64decode

from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.candidates import Candidate
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.identity import read_mark
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.machine import for_purchase
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.orders import Order
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.requests import (
    dry_run,
    inquiry,
    request_digest,
    run_instances,
)
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.wish import checked
from ansible_collections.tencentcloud.cvm.tests.unit.plugins.module_utils._core.rows import wish

PLACE = Candidate("ap-guangzhou-6", "S5.MEDIUM4", "spot", "vpc-12345678", "subnet-12345678")
FALLBACK = PLACE._replace(charge_type="pay_as_you_go")
ORDER = Order(number=2, size=3, candidate=0, ordinal=7, token="a" * 40)


def full(**others):
    options = {
        "charge_type": "spot",
        "spot": {"max_price": "0.05"},
        "instance_types": ["S5.MEDIUM4"],
        "image": "img-12345678",
        "system_disk": {"type": "CLOUD_BSSD", "size": 50},
        "data_disks": [{"type": "CLOUD_SSD", "size": 100, "name": None, "delete_with_instance": False}],
        "public_ip": {"bandwidth": 5, "charge_type": None},
        "security_groups": ["sg-12345678"],
        "password": "Secret1234",
        "hostname": "web",
        "user_data": "#!/bin/sh\necho \u4f60\u597d\n",
        "project": 0,
        "tags": {"team": "shop"},
    }
    return for_purchase(checked(wish(**{**options, **others}), "ap-guangzhou"))


def test_run_instances_says_all_of_it():
    params = run_instances(full(), PLACE, ORDER).params
    user_data = params.pop("UserData")
    assert b64decode(user_data).decode() == "#!/bin/sh\necho \u4f60\u597d\n"
    assert params == {
        "Placement": {"Zone": "ap-guangzhou-6", "ProjectId": 0},
        "InstanceChargeType": "SPOTPAID",
        "InstanceMarketOptions": {
            "MarketType": "spot",
            "SpotOptions": {"MaxPrice": "0.05", "SpotInstanceType": "one-time"},
        },
        "InstanceType": "S5.MEDIUM4",
        "ImageId": "img-12345678",
        "SystemDisk": {"DiskType": "CLOUD_BSSD", "DiskSize": 50},
        "DataDisks": [{"DiskType": "CLOUD_SSD", "DiskSize": 100, "DeleteWithInstance": False}],
        "VirtualPrivateCloud": {"VpcId": "vpc-12345678", "SubnetId": "subnet-12345678"},
        "InternetAccessible": {
            "InternetMaxBandwidthOut": 5,
            "InternetChargeType": "TRAFFIC_POSTPAID_BY_HOUR",
        },
        "LoginSettings": {"Password": "Secret1234"},
        "HostName": "web",
        "SecurityGroupIds": ["sg-12345678"],
        "InstanceCount": 3,
        "InstanceName": "web-{R:7}",
        "ClientToken": "a" * 40,
        "TagSpecification": [
            {
                "ResourceType": "instance",
                "Tags": [
                    {"Key": "team", "Value": "shop"},
                    {"Key": "ansible-cvm-fleet", "Value": "web"},
                    {"Key": "ansible-cvm-order", "Value": f"2.3.{'a' * 40}"},
                ],
            }
        ],
    }


def test_an_inquiry_asks_for_one_and_leaves_out_what_is_refused_there():
    bought, asked = run_instances(full(), PLACE, ORDER).params, inquiry(full(), PLACE)
    assert set(bought) - set(asked) == {"ClientToken", "InstanceName", "UserData", "HostName"}
    assert asked["InstanceCount"] == 1
    assert {key: asked[key] for key in ("Placement", "SystemDisk", "DataDisks")} == {
        key: bought[key] for key in ("Placement", "SystemDisk", "DataDisks")
    }


def test_a_token_knows_the_request_but_not_the_password():
    base = request_digest(full(), PLACE)
    assert request_digest(full(password="Other12345"), PLACE) == base
    changed = [
        full(image="img-87654321"),
        full(tags={"team": "db"}),
        full(user_data="x"),
        full(instance_name="a"),
    ]
    assert len({base, *(request_digest(want, PLACE) for want in changed)}) == 5


def test_a_fallback_makes_no_bid():
    params = run_instances(
        full(spot={"max_price": "0.05", "fallback": "pay_as_you_go"}), FALLBACK, ORDER
    ).params
    assert params["InstanceChargeType"] == "POSTPAID_BY_HOUR"
    assert "InstanceMarketOptions" not in params


def test_a_dry_run_carries_no_token():
    call = run_instances(full(), PLACE, ORDER)
    asked = dry_run(call)
    assert asked.pop("DryRun") is True
    assert {**asked, "ClientToken": call.params["ClientToken"]} == call.params


def test_a_display_name_that_is_given_wins():
    params = run_instances(full(instance_name="node{R:1,F:3}"), PLACE, ORDER).params
    assert params["InstanceName"] == "node{R:1,F:3}"


def test_marks_survive_the_way_through_a_tag():
    assert read_mark(ORDER.mark().text()) == ORDER.mark()
    assert [read_mark(text) for text in (None, "", "1.2", "a.b.c", "1.2.", "1.2.3.4")] == [None] * 6

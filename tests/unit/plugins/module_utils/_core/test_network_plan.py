# SPDX-License-Identifier: GPL-3.0-or-later
"""What the role network makes, and what it leaves as it is."""

from __future__ import annotations

import re

import pytest
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.network_plan import MARK, network_plan
from ansible_collections.tencentcloud.cvm.tests.unit.plugins.module_utils._core.keys import ONE, TWO

KEY = f"{ONE} someone@somewhere"
DEFAULT = {"vpc_id": "vpc-00000001", "name": "Default-VPC", "cidr_block": "172.16.0.0/16", "is_default": True}
OWN = {"vpc_id": "vpc-00000002", "name": "ansible-cvm", "cidr_block": "10.0.0.0/16", "is_default": False}
OURS, THEIRS = {MARK: "ansible-cvm"}, {}


def zone(number: int, available: bool = True, **more) -> dict:
    return {"zone": f"z-{number}", "available": available, "offers": [], **more}


def subnet(number: int, vpc: dict, cidr: str) -> dict:
    return {
        "subnet_id": f"subnet-0000000{number}",
        "vpc": vpc["vpc_id"],
        "zone": f"z-{number}",
        "cidr_block": cidr,
        "tags": OURS,
    }


def rule(**parts) -> dict:
    empty = dict.fromkeys(("protocol", "port", "cidr", "group", "service_template", "address_template"))
    return {**empty, "action": "accept", "description": "", **parts}


SSH = rule(protocol="tcp", port="22", cidr="203.0.113.0/24")
OUT = rule(protocol="all", port="all", cidr="0.0.0.0/0")


def group(ingress: list[dict], egress: list[dict], tags: dict) -> dict:
    return {"name": "ansible-cvm", "ingress": ingress, "egress": egress, "tags": tags}


def plan(wish: dict | None = None, **there) -> dict:
    nothing = {"vpcs": [], "subnets": [], "security_groups": [], "key_pairs": []}
    zones = [zone(1), zone(2), zone(3, available=False)]
    return network_plan({"region": "z", "zones": zones, **nothing, **there}, wish or {})


def test_without_a_word_the_default_network_is_used_and_nothing_is_made():
    inside = [subnet(2, DEFAULT, "172.16.16.0/20"), subnet(3, DEFAULT, "172.16.32.0/20")]
    made = plan(vpcs=[OWN, DEFAULT], subnets=[*inside, subnet(1, OWN, "10.0.0.0/20")])
    assert (made["refused"], made["found"], made["kept"]) == (None, DEFAULT, inside[:1])
    assert [made[part] for part in ("vpc", "subnets", "security_group", "key_pair")] == [None, [], None, None]


def test_where_there_is_no_network_one_is_made_with_a_subnet_in_each_zone_that_sells():
    made = plan({"ssh_from": ["203.0.113.0/24"], "public_key": KEY, "tags": {"team": "shop"}})
    tags = {"team": "shop", MARK: "ansible-cvm"}
    assert made["vpc"] == {"name": "ansible-cvm", "cidr_block": "10.0.0.0/16", "tags": tags}
    assert [(each["name"], each["zone"], each["cidr_block"]) for each in made["subnets"]] == [
        ("ansible-cvm-z-1", "z-1", "10.0.0.0/20"),
        ("ansible-cvm-z-2", "z-2", "10.0.16.0/20"),
    ]
    assert made["security_group"]["ingress"] == [{**SSH, "description": None}]
    assert made["security_group"]["egress"] == [{**OUT, "description": None}]
    assert made["key_pair"] == {"name": "ansible_cvm", "public_key": ONE, "tags": tags}
    assert all(each["tags"] == tags for each in made["subnets"])


def test_a_name_asks_for_a_network_of_its_own_whose_addresses_no_other_has():
    made = plan({"name": "shop"}, vpcs=[DEFAULT, OWN])
    assert (made["name"], made["found"]) == ("shop", None)
    assert made["vpc"] == {"name": "shop", "cidr_block": "10.1.0.0/16", "tags": {MARK: "shop"}}
    assert (made["security_group"]["ingress"], made["key_pair"]) == ([], None)


def test_subnets_are_made_where_they_are_missing_and_beside_what_is_there():
    inside = [subnet(1, OWN, "10.0.0.0/24"), subnet(9, OWN, "10.0.20.0/24")]
    made = plan(vpcs=[OWN], subnets=inside)
    assert made["kept"] == inside[:1]
    assert [(each["zone"], each["cidr_block"]) for each in made["subnets"]] == [("z-2", "10.0.32.0/20")]
    made = plan({"subnet_mask": 26, "zones": ["z-2"]}, vpcs=[OWN], subnets=inside)
    assert (made["kept"], [each["cidr_block"] for each in made["subnets"]]) == ([], ["10.0.1.0/26"])


def test_zones_that_sell_the_types_asked_for_get_a_subnet():
    zones = [zone(1, offers=[{"on_sale": False}]), zone(2, offers=[{"on_sale": False}, {"on_sale": True}])]
    made = plan({"instance_types": ["S5.MEDIUM4"]}, zones=zones)
    assert [each["zone"] for each in made["subnets"]] == ["z-2"]


@pytest.mark.parametrize(
    ("there", "changes"),
    [
        (group([SSH], [OUT], OURS), False),
        (group([SSH], [OUT], THEIRS), False),
        (group([], [], THEIRS), False),
        (group([{**SSH, "description": "Office"}], [OUT], OURS), False),
        (group([], [OUT], OURS), True),
        (group([SSH, SSH], [OUT], OURS), True),
        (group([{**SSH, "action": "drop"}], [OUT], OURS), True),
        (group([{**SSH, "port": "22-23"}], [OUT], OURS), True),
        (group([SSH], [], OURS), True),
        (group([SSH], [{**OUT, "cidr": None, "group": "sg-00000001"}], OURS), True),
    ],
)
def test_the_group_is_changed_when_it_differs_and_is_ours(there, changes):
    made = plan({"ssh_from": ["203.0.113.0/24"]}, vpcs=[OWN], security_groups=[there])
    assert (made["security_group"] is not None) is changes


@pytest.mark.parametrize(
    ("key", "imported"),
    [
        ({"name": "ansible_cvm", "public_key": f"{ONE} skey_1"}, False),
        ({"name": "other", "public_key": ONE}, True),
    ],
)
def test_a_key_is_imported_once(key, imported):
    assert (plan({"public_key": KEY}, key_pairs=[key])["key_pair"] is not None) is imported


@pytest.mark.parametrize(
    ("wish", "there", "message"),
    [
        ({"zones": ["y-1"]}, {}, "network_zones: y-1 is no open zone of z; z-1, z-2 are"),
        ({"zones": ["z-3"]}, {}, "network_zones: z-3 is no open zone"),
        ({"cidr": "10.0.0.0"}, {}, "network_cidr: '10.0.0.0' is not a range"),
        ({"cidr": "10.0.0.1/16"}, {}, "network_cidr: .* did you mean 10.0.0.0/16"),
        (
            {"cidr": "10.1.0.0/16"},
            {"vpcs": [OWN]},
            "network_cidr: vpc-00000002 has 10.0.0.0/16, which cannot",
        ),
        ({"cidr": "10.0.0.0/28"}, {}, "network_cidr, network_subnet_mask: .*room for 1 ranges.*2 are needed"),
        ({"subnet_mask": 29}, {}, "network_subnet_mask: 29 is not accepted; 16 to 28 are"),
        (
            {"name": "ansible-cvm"},
            {"vpcs": [OWN, {**OWN, "vpc_id": "vpc-3"}]},
            "network_name: 2 VPCs .*vpc-0",
        ),
        ({}, {"vpcs": [DEFAULT]}, "network_zones: the default VPC vpc-00000001 has no subnet in z-1, z-2"),
        ({"public_key": "# none"}, {}, "network_public_key_file: is no RSA key"),
        (
            {"public_key": KEY},
            {"key_pairs": [{"key_pair_id": "skey-12345678", "name": "ansible_cvm", "public_key": TWO}]},
            "network_public_key_file: key pair skey-12345678 is called ansible_cvm and has the key SHA256:",
        ),
        ({"ssh_from": ["office"]}, {}, r"network_ssh_from\[0\].*'office'"),
        ({"instance_types": ["X"]}, {}, "network_instance_types: no zone of z sells"),
    ],
)
def test_what_cannot_be_is_refused(wish, there, message):
    assert re.match(message, plan(wish, **there)["refused"])


def test_what_templates_make_of_none_is_not_given():
    names = ("name", "cidr", "subnet_mask", "zones", "instance_types", "ssh_from", "public_key")
    assert plan(dict.fromkeys(names, "")) == plan(dict.fromkeys(names)) == plan()

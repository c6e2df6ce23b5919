# SPDX-License-Identifier: GPL-3.0-or-later
"""The example of a shop in three tiers: it stands, it stays, and it goes without a trace."""

from __future__ import annotations

import re

import pytest
from ansible_collections.tencentcloud.cvm.tests.tools.module_run import run_module

pytestmark = pytest.mark.slow

TIERS = {"shop-web": "spot", "shop-app": "pay_as_you_go", "shop-db": "pay_as_you_go"}


def changes(output: str) -> int:
    return int(re.search(r"changed=(\d+)", output)[1])


def sources(cloud, name: str) -> list[str]:
    """Who may come in, groups by their names."""
    groups = run_module(cloud, "security_group_info")[1]["security_groups"]
    names = {group["security_group_id"]: group["name"] for group in groups}
    [group] = [group for group in groups if group["name"] == name]
    return [rule["cidr"] or names[rule["group"]] for rule in group["ingress"]]


def test_three_tiers_stand_and_stay_and_go_without_a_trace(cloud, play, estate):
    before = estate()
    assert changes(play("three_tier", "--check")) > 0
    assert estate() == before
    assert changes(play("three_tier")) > 0
    for tier, charge_type in TIERS.items():
        machines = run_module(cloud, "instance_info", name=tier)[1]["instances"]
        assert [one["charge_type"] for one in machines] == [charge_type] * 2
        assert {len(one["public_ips"]) for one in machines} == {1 if tier == "shop-web" else 0}
        assert {len(one["data_disks"]) for one in machines} == {1 if tier == "shop-db" else 0}
    assert sources(cloud, "shop-web") == ["0.0.0.0/0"]
    assert sources(cloud, "shop-app") == ["shop-web"]
    assert sources(cloud, "shop-db") == ["shop-app", "shop-db"]
    assert len(cloud.control("ledger")["instances"]) == 6
    assert changes(play("three_tier")) == 0
    assert changes(play("three_tier_release")) > 0
    assert estate() == before
    gone = {
        "fleet_name": "shop-web",
        "fleet_release": ["addresses", "disks", "network"],
        "network_name": "shop",
    }
    assert changes(play("release", **gone)) == 0

# SPDX-License-Identifier: GPL-3.0-or-later
"""What others need is not taken from them: who is in the way is named, and nothing is changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from ansible_collections.tencentcloud.cvm.tests.laws.conftest import USUAL
from ansible_collections.tencentcloud.cvm.tests.tools.local_cloud import LocalCloud
from ansible_collections.tencentcloud.cvm.tests.tools.module_run import MACHINE, run_module
from cvm_emulator.key_pairs import make_pair

pytestmark = pytest.mark.slow

ZONE = "ap-guangzhou-6"
PLACE = {"vpc": "net", "zone": ZONE}


class World(NamedTuple):
    """A cloud, and the ids of what is in it by name."""

    cloud: LocalCloud
    ids: dict[str, str]

    def make(self, module: str, **wish: Any) -> dict:
        code, result = run_module(self.cloud, module, **wish)
        assert code == 0, result
        return result

    def writes(self) -> list[dict]:
        return [call for call in self.cloud.control("calls")["calls"] if call["write"]]


@pytest.fixture(scope="module")
def world(running: LocalCloud) -> Iterator[World]:
    """Two machines; the first one stands on a network of its own, and has an address and a disk."""
    running.control("settings", USUAL)
    running.control("reset", {})
    world = World(running, {})
    world.make("vpc", name="net", cidr_block="10.0.0.0/16")
    world.make("subnet", name="sub", **PLACE, cidr_block="10.0.1.0/24")
    world.make("security_group", name="group")
    world.make("key_pair", name="key", public_key=make_pair().public)
    inside = {"subnets": ["sub"], "security_groups": ["group"], "key_pairs": ["key"]}
    for name, wish in {"first": inside, "second": {}}.items():
        bought = world.make("instance", name=name, **MACHINE, zones=[ZONE], **wish)
        world.ids[name] = bought["instance_ids"][0]
    world.make("eip", name="address", instance=world.ids["first"])
    disk = {"name": "disk", "zone": ZONE, "type": "CLOUD_PREMIUM", "size": 20}
    world.make("disk", **disk, instance=world.ids["first"])
    yield world
    running.control("reset", {})


GONE = {"state": "absent"}
OTHER = {"instance": "<second>"}
MOVED = "<first>, not with <second>; force: true moves it"
CASES = {
    "a VPC that holds machines": ("vpc", {"name": "net", **GONE}, "state: VPC .*sub.*<first>"),
    "a subnet that holds machines": ("subnet", {"name": "sub", **GONE}, "state: subnet .*<first>"),
    "a group of a machine": ("security_group", {"name": "group", **GONE}, "state: security group .*<first>"),
    "a key that opens a machine": ("key_pair", {"name": "key", **GONE}, "state: key pair .*<first>"),
    "an address of a machine": ("eip", {"name": "address", **GONE}, "state: EIP .* is still with <first>"),
    "an address bound to another": ("eip", {"name": "address", **OTHER}, f"instance: EIP .*{MOVED}"),
    "a disk of a machine": ("disk", {"name": "disk", **GONE}, "state: disk .* is still with <first>"),
    "a disk with another": ("disk", {"name": "disk", **OTHER}, f"instance: disk .*{MOVED}"),
    "a subnet on another": (
        "subnet",
        {"name": "new", **PLACE, "cidr_block": "10.0.0.0/20"},
        "cidr_block: .*overlaps with subnet-.*sub, 10.0.1.0/24",
    ),
    "a VPC with other addresses": ("vpc", {"name": "net", "cidr_block": "10.1.0.0/16"}, "cidr_block: VPC"),
    "a subnet in another zone": (
        "subnet",
        {"name": "sub", "vpc": "net", "zone": "ap-guangzhou-7"},
        f"zone: subnet .*{ZONE}.*needs a new one",
    ),
}


@pytest.mark.parametrize("check", [True, False], ids=["check", "run"])
@pytest.mark.parametrize("about", CASES)
def test_who_is_in_the_way_is_named_and_nothing_is_changed(world, about, check):
    module, wish, message = CASES[about]
    before = world.writes()
    given = {option: world.ids.get(str(value).strip("<>"), value) for option, value in wish.items()}
    code, result = run_module(world.cloud, module, _ansible_check_mode=check, **given)
    for name, id in world.ids.items():
        message = message.replace(f"<{name}>", id)
    assert (code, result["changed"], result["steps"]) == (1, False, [])
    assert re.match(message, result["msg"]), result["msg"]
    assert "\n" not in result["msg"]
    assert world.writes() == before

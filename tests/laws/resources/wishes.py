# SPDX-License-Identifier: GPL-3.0-or-later
"""What the laws are tried with: for each module the world it begins in, and wishes for one and the same
thing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any, NamedTuple

from ansible_collections.tencentcloud.cvm.plugins.module_utils._cloud import network
from ansible_collections.tencentcloud.cvm.plugins.module_utils._cloud.cloud import Cloud
from ansible_collections.tencentcloud.cvm.plugins.module_utils._cloud.resource import converge
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.subnet import A_SUBNET
from ansible_collections.tencentcloud.cvm.tests.laws.fleet.conftest import Direct, Leaps
from ansible_collections.tencentcloud.cvm.tests.tools.module_run import PLACE
from cvm_emulator.world import World

Wish = dict[str, Any]
Send = Callable[[str, str, dict], dict]


class Subject(NamedTuple):
    """A module: its course as `converge(cloud, want)`, what is made before it is tried, and wishes.

    Any wish may follow any other; the first ones differ in one option each.
    """

    module: str
    converge: Callable[[Cloud, Wish], dict]
    wishes: tuple[Wish, ...]
    world: Callable[[Send], dict[str, str]] = lambda send: {}


def a_vpc(send: Send) -> dict[str, str]:
    made = send("vpc", "CreateVpc", {"VpcName": "net", "CidrBlock": "10.0.0.0/16"})
    return {"vpc": made["Vpc"]["VpcId"]}


ZONE = "ap-guangzhou-6"
ABSENT = {"state": "absent"}
TAGGED = ({"tags": {"a": "1"}}, {"tags": {"b": "2"}, "purge_tags": True}, {"tags": {}, "purge_tags": True})
SUBJECTS = (
    Subject(
        "vpc",
        network.converge,
        tuple(
            {"name": "web", "cidr_block": "10.0.0.0/16", **wish}
            for wish in (
                {},
                {"dns_servers": ["10.0.0.2", "10.0.0.3"]},
                {"dns_servers": ["10.0.0.3", "10.0.0.2"]},
                {"domain_name": "lan"},
                {"domain_name": "", "multicast": False},
                *TAGGED,
                ABSENT,
            )
        ),
    ),
    Subject(
        "subnet",
        partial(converge, resource=A_SUBNET),
        tuple(
            {"name": "web", "vpc": "<vpc>", "zone": ZONE, "cidr_block": "10.0.1.0/24", **wish}
            for wish in ({}, {"vpc": "net"}, *TAGGED, ABSENT)
        ),
        a_vpc,
    ),
)
BY_MODULE = {subject.module: subject for subject in SUBJECTS}


def run(world: World, subject: Subject, wish: Wish, check: bool = False) -> tuple[dict, Cloud]:
    """One run of the module's own course, or its rehearsal."""
    cloud = Cloud(Direct(world), Leaps(world), rehearsal=check)
    options = import_module(f"{PLACE}.{subject.module}").ARGUMENTS
    given = {name: spec.get("default") for name, spec in options.items()}
    return subject.converge(cloud, want={**given, **wish}), cloud

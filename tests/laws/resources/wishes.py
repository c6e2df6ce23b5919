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
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.security_group import A_SECURITY_GROUP
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


def a_group(send: Send) -> dict[str, str]:
    made = send("vpc", "CreateSecurityGroup", {"GroupName": "other", "GroupDescription": ""})
    return {"other": made["SecurityGroup"]["SecurityGroupId"]}


SSH = {"protocol": "tcp", "port": "22", "cidr": "10.0.0.0/8"}
WEB = {"protocol": "TCP", "port": "80, 443", "cidr": "2001:db8::/32", "action": "drop"}
OUT = {"cidr": "0.0.0.0/0"}
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
        "security_group",
        partial(converge, resource=A_SECURITY_GROUP),
        tuple(
            {"name": "web", **wish}
            for wish in (
                {},
                {"description": "what for"},
                {"ingress": [SSH]},
                {"ingress": [WEB, SSH], "egress": [OUT]},
                {"ingress": [SSH, WEB], "egress": []},
                {"ingress": [{**SSH, "description": "office"}], "purge_rules": False},
                {"ingress": [{"group": "web"}, {"group": "<other>", "protocol": "udp", "port": "53"}]},
                {"ingress": [{"group": "other", "protocol": "UDP", "port": "53"}], "egress": [OUT]},
                {"ingress": [], "egress": []},
                *TAGGED,
                ABSENT,
            )
        ),
        a_group,
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


def filled(options: dict, wish: Wish) -> Wish:
    """The wish as Ansible hands it over: with the defaults, at every depth."""
    found = {}
    for name, spec in options.items():
        value = wish.get(name, spec.get("default"))
        if spec.get("options") and value is not None:
            value = [filled(spec["options"], each) for each in value]
        found[name] = value
    return found


def run(world: World, subject: Subject, wish: Wish, check: bool = False) -> tuple[dict, Cloud]:
    """One run of the module's own course, or its rehearsal."""
    cloud = Cloud(Direct(world), Leaps(world), rehearsal=check)
    options = import_module(f"{PLACE}.{subject.module}").ARGUMENTS
    given = filled(options, wish)
    return subject.converge(cloud, want=given), cloud

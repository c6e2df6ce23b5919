# SPDX-License-Identifier: GPL-3.0-or-later
"""What the laws are tried with for resources with a name: the world a module begins in, and wishes for one
and the same thing.
"""

from __future__ import annotations

from functools import partial

from ansible_collections.tencentcloud.cvm.plugins.module_utils._cloud import key_pair, network
from ansible_collections.tencentcloud.cvm.plugins.module_utils._cloud.resource import converge
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.disk import A_DISK
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.eip import AN_EIP
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.security_group import A_SECURITY_GROUP
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.subnet import A_SUBNET
from ansible_collections.tencentcloud.cvm.tests.laws.resources.subject import Send, Subject
from ansible_collections.tencentcloud.cvm.tests.tools.module_run import MACHINE
from cvm_emulator.key_pairs import make_pair


def a_vpc(send: Send) -> dict[str, str]:
    made = send("vpc", "CreateVpc", {"VpcName": "net", "CidrBlock": "10.0.0.0/16"})
    return {"vpc": made["Vpc"]["VpcId"]}


def a_group(send: Send) -> dict[str, str]:
    made = send("vpc", "CreateSecurityGroup", {"GroupName": "other", "GroupDescription": ""})
    return {"other": made["SecurityGroup"]["SecurityGroupId"]}


def two_machines(send: Send) -> dict[str, str]:
    order = {
        "Placement": {"Zone": ZONE},
        "InstanceType": MACHINE["instance_types"][0],
        "ImageId": MACHINE["image"],
        "InstanceCount": 2,
    }
    return dict(zip(("one", "two"), send("cvm", "RunInstances", order)["InstanceIdSet"], strict=True))


PUBLIC = make_pair().public
SSH = {"protocol": "tcp", "port": "22", "cidr": "10.0.0.0/8"}
WEB = {"protocol": "TCP", "port": "80, 443", "cidr": "2001:db8::/32", "action": "drop"}
OUT = {"cidr": "0.0.0.0/0"}
ZONE = "ap-guangzhou-6"
ABSENT = {"state": "absent"}
TAGGED = ({"tags": {"a": "1"}}, {"tags": {"b": "2"}, "purge_tags": True}, {"tags": {}, "purge_tags": True})
RESOURCES = (
    Subject(
        "disk",
        partial(converge, resource=A_DISK),
        tuple(
            {"name": "web", "zone": ZONE, "type": "CLOUD_PREMIUM", "force": True, **wish}
            for wish in (
                {"size": 40},
                {"size": 40, "instance": "<one>", "delete_with_instance": True},
                {"size": 40, "instance": "<two>", "delete_with_instance": False},
                {"size": 40, "instance": "", "delete_with_instance": True},
                {"size": 40, "project": 1000001},
                *({"size": 40, **tags} for tags in TAGGED),
                ABSENT,
            )
        ),
        two_machines,
    ),
    Subject(
        "eip",
        partial(converge, resource=AN_EIP),
        tuple(
            {"name": "web", "force": True, **wish}
            for wish in (
                {},
                {"bandwidth": 5, "charge_type": "traffic"},
                {"bandwidth": 1, "instance": "<one>"},
                {"instance": "<two>"},
                {"instance": ""},
                *TAGGED,
                ABSENT,
            )
        ),
        two_machines,
    ),
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
        "key_pair",
        key_pair.converge,
        tuple(
            {"name": "web", "public_key": PUBLIC, **wish}
            for wish in (
                {},
                {"description": "what for"},
                {"description": "", "public_key": f"{PUBLIC} somebody@somewhere"},
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
BY_MODULE = {subject.module: subject for subject in RESOURCES}

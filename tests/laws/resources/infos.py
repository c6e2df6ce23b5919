# SPDX-License-Identifier: GPL-3.0-or-later
"""What the laws are tried with for modules that only read; the first wish of each says the least."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ansible_collections.tencentcloud.cvm.plugins.module_utils._cloud import account, catalogue, quotes
from ansible_collections.tencentcloud.cvm.plugins.module_utils._cloud.census import machines
from ansible_collections.tencentcloud.cvm.plugins.module_utils._cloud.cloud import Cloud
from ansible_collections.tencentcloud.cvm.plugins.module_utils._cloud.listing import shown
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.disk import A_DISK
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.eip import AN_EIP
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.key_pair import MADE
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.resource import Resource
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.security_group import A_SECURITY_GROUP
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.subnet import A_SUBNET
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.vpc import A_VPC
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.wish import checked
from ansible_collections.tencentcloud.cvm.tests.laws.resources.subject import Info, Send, Wish
from ansible_collections.tencentcloud.cvm.tests.laws.resources.wishes import (
    PUBLIC,
    ZONE,
    a_group,
    a_vpc,
    two_machines,
)
from ansible_collections.tencentcloud.cvm.tests.tools.module_run import MACHINE

TYPES = MACHINE["instance_types"]


def one_of_each(send: Send) -> dict[str, str]:
    """Everything there can be, called `web` where it is not called otherwise."""
    found = {**a_vpc(send), **a_group(send), **two_machines(send)}
    place = {"VpcId": found["vpc"], "Zone": ZONE, "CidrBlock": "10.0.1.0/24"}
    disk = {"DiskName": "web", "DiskType": "CLOUD_PREMIUM", "DiskSize": 40, "DiskCount": 1}
    bought = {"Placement": {"Zone": ZONE}, "DiskChargeType": "POSTPAID_BY_HOUR"}
    key = {"KeyName": "web", "ProjectId": 0, "PublicKey": PUBLIC}
    return {
        **found,
        "subnet": send("vpc", "CreateSubnet", {**place, "SubnetName": "web"})["Subnet"]["SubnetId"],
        "key": send("cvm", "ImportKeyPair", key)["KeyId"],
        "eip": send("vpc", "AllocateAddresses", {"AddressName": "web"})["AddressSet"][0],
        "disk": send("cbs", "CreateDisks", {**disk, **bought})["DiskIdSet"][0],
    }


def after_a_check(course: Callable[[Cloud, Wish], dict], cloud: Cloud, want: Wish) -> dict:
    return course(cloud, checked(want, cloud.region))


def listing(resource: Resource, id: str, name: str, *more: Wish) -> Info:
    """An info module of a resource: all of them, by id, by names, and by filters."""
    wishes = (
        {},
        {f"{resource.word}_ids": [f"<{id}>"]},
        {"names": [name, "nobody"]},
        {"filters": {resource.kind.name_filter: name}},
    )
    return Info(f"{resource.word}_info", partial(shown, resource=resource), (*wishes, *more), one_of_each)


def machine_list(cloud: Cloud, want: Wish) -> dict:
    return {"instances": machines(cloud, want)}


def type_list(cloud: Cloud, want: Wish) -> dict:
    return {"instance_types": catalogue.instance_types(cloud, want)}


POSSESSIONS = (
    listing(A_DISK, "disk", "web", {"filters": {"zone": ZONE}}),
    listing(AN_EIP, "eip", "web"),
    listing(MADE, "key", "web"),
    listing(A_SECURITY_GROUP, "other", "other", {"rules": False}),
    listing(A_SUBNET, "subnet", "web", {"filters": {"zone": ZONE}}),
    listing(A_VPC, "vpc", "net"),
    Info(
        "instance_info",
        machine_list,
        ({}, {"instance_ids": ["<one>"]}, {"filters": {"zone": ZONE}, "user_data": True}),
        one_of_each,
    ),
)
INFOS = (
    *POSSESSIONS,
    Info("account_info", partial(after_a_check, account.account), ({}, {"zones": [ZONE]}), one_of_each),
    Info("image_info", catalogue.images, ({}, {"os": "Debian"}, {"name": "nobody's"}), one_of_each),
    Info(
        "instance_type_info",
        partial(after_a_check, type_list),
        ({}, {"zones": [ZONE], "charge_types": ["spot"]}, {"cpu": 2, "on_sale": True}),
        one_of_each,
    ),
    Info(
        "price_info",
        partial(after_a_check, quotes.quotes),
        ({**MACHINE, "zones": [ZONE]}, {**MACHINE, "zones": [ZONE], "period": 12, "count": 3}),
        one_of_each,
    ),
    Info(
        "zone_info",
        partial(after_a_check, catalogue.zones),
        ({}, {"instance_types": TYPES, "charge_type": "spot"}),
        one_of_each,
    ),
)

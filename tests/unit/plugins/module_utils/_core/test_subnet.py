# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables of plans for a subnet, and where one does not fit."""

from __future__ import annotations

import pytest
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.errors import Refused
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.subnet import A_SUBNET, fits, resolved
from ansible_collections.tencentcloud.cvm.plugins.modules.subnet import ARGUMENTS
from ansible_collections.tencentcloud.cvm.tests.unit.plugins.module_utils._core.resource_plans import (
    brief,
    wished,
)

ID, VPC, ZONE = "subnet-12345678", "vpc-12345678", "ap-guangzhou-6"
ROW = {
    "SubnetId": ID,
    "SubnetName": "web",
    "VpcId": VPC,
    "Zone": ZONE,
    "CidrBlock": "10.0.1.0/24",
    "TagSet": [],
}
PLACE = {"vpc": VPC, "zone": ZONE, "cidr_block": "10.0.1.0/24"}


def subnet(have=..., **options):
    have = ROW if have is ... else have
    return brief(A_SUBNET, wished(A_SUBNET, ARGUMENTS, **options), have)


def test_one_that_is_there():
    assert subnet(**PLACE) == subnet() == []
    renamed = {"SubnetId": ID, "SubnetName": "db"}
    assert subnet(subnet_id=ID, name="db") == [("ModifySubnetAttribute", renamed)]
    assert subnet(state="absent") == [("DeleteSubnet", {"SubnetId": ID})]


def test_one_that_is_not_there():
    made = {"SubnetName": "web", "VpcId": VPC, "Zone": ZONE, "CidrBlock": "10.0.1.0/24"}
    assert subnet(None, **PLACE) == [("CreateSubnet", made)]
    assert subnet(None, state="absent") == []


@pytest.mark.parametrize(
    ("have", "options", "message"),
    [
        (ROW, {"vpc": "vpc-87654321"}, "vpc: subnet subnet-12345678 has 'vpc-12345678'"),
        (ROW, {"zone": "ap-guangzhou-7"}, "zone: subnet subnet-12345678 has 'ap-guangzhou-6'"),
        (ROW, {"cidr_block": "10.0.2.0/24"}, "cidr_block: subnet subnet-12345678 has '10.0.1.0/24'"),
        (ROW, {"zone": "ap-shanghai-2"}, "zone: 'ap-shanghai-2' is not a zone of ap-guangzhou"),
        (ROW, {"cidr_block": "10.0.0.0/15"}, "cidr_block: .*a mask from 16 to 28"),
        (ROW, {"cidr_block": "10.0.1.1/24"}, r"cidr_block: .*did you mean 10\.0\.1\.0/24"),
        (None, {"zone": ZONE, "cidr_block": "10.0.1.0/24"}, "vpc: not given"),
        (None, {"vpc": VPC, "cidr_block": "10.0.1.0/24"}, "zone: not given"),
        (None, {"vpc": VPC, "zone": ZONE}, "cidr_block: not given"),
    ],
)
def test_what_cannot_be(have, options, message):
    with pytest.raises(Refused, match=f"^{message}"):
        subnet(have, **options)


def network(_resource, asked):
    ((option, value),) = asked
    assert option == "vpc"
    more = [{"CidrBlock": "10.8.0.0/16"}]
    return {value: {"VpcId": VPC, "CidrBlock": "10.0.0.0/16", "AssistantCidrSet": more}}


@pytest.mark.parametrize(
    ("cidr", "message"),
    [
        ("10.0.2.0/24", None),
        ("10.8.2.0/24", None),
        ("10.1.0.0/24", r"10\.1\.0\.0/24 is not inside 10\.0\.0\.0/16 or 10\.8\.0\.0/16, the range of vpc-"),
        ("10.0.0.0/20", r"10\.0\.0\.0/20 overlaps with subnet-12345678 \(web, 10\.0\.1\.0/24\)"),
    ],
)
def test_where_one_fits(cidr, message):
    want = resolved(wished(A_SUBNET, ARGUMENTS, **{**PLACE, "vpc": "net", "cidr_block": cidr}), network)
    assert want["vpc"] == VPC
    if message is None:
        fits(want, [ROW])
        return
    with pytest.raises(Refused, match=f"^cidr_block: {message}"):
        fits(want, [ROW])

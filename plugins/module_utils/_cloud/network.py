# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads and makes the network that machines are put into."""

from __future__ import annotations

from .._core.catalogue import SECURITY_GROUP, SUBNET, VPC
from .._core.errors import Refused
from .._core.vpc import A_VPC, plan, refuse_mixed, report
from . import resource
from .apply import carry_out
from .cloud import Cloud
from .defaults import default_vpc
from .read import find


def converge(cloud: Cloud, want: dict) -> dict:
    """The account's default VPC or the one named, as the wish says."""
    refuse_mixed(want)
    if want["default"]:
        return default_network(cloud, want)
    return resource.converge(cloud, A_VPC, want)


def default_network(cloud: Cloud, want: dict) -> dict:
    """Sees to it that the account has a default VPC in the region, or rehearses that."""
    have = default_vpc(cloud)
    steps = plan(want, have)
    carry_out(cloud, steps, wait=False)
    after = have if cloud.rehearsal or not steps else default_vpc(cloud)
    if after is None and not cloud.rehearsal:
        raise Refused(
            f"default: the cloud made no default VPC in {cloud.region}; an account that still has the "
            "classic network gets none, make a VPC in the console"
        )
    subnets = find(cloud, SUBNET, [{"Name": "vpc-id", "Values": [after[VPC.id]]}]) if after else []
    groups = find(cloud, SECURITY_GROUP) if after else []
    return report(have, after, subnets, groups, steps)

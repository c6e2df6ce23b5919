# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds what a wish leaves open: the zones that sell, and the subnets of the network in them."""

from __future__ import annotations

from .._core.candidates import Candidate, candidates, needs_offers, offers_asked, refuse_strange_subnets
from .._core.catalogue import OFFER, SUBNET, VPC
from .._core.errors import Refused
from .cloud import Cloud
from .read import find, find_ids

DEFAULT = [{"Name": "is-default", "Values": ["TRUE"]}]


def where_to_buy(cloud: Cloud, want: dict) -> list[Candidate]:
    """The candidates of a purchase. One request for the subnets; one for the zones and one for the VPC if
    left open.
    """
    rows = offers(cloud, want)
    subnets, network = network_of(cloud, want)
    return candidates(want, rows, subnets, network)


def offers(cloud: Cloud, want: dict) -> list[dict]:
    """What the region's zones sell of what is asked for; nothing is asked where it would not matter."""
    return find(cloud, OFFER, offers_asked(want)) if needs_offers(want) else []


def network_of(cloud: Cloud, want: dict) -> tuple[list[dict], str]:
    """The subnets a purchase may use, and where they were sought, in words."""
    if want["subnets"]:
        known = [cloud.known[id] for id in want["subnets"] if id in cloud.known]
        subnets = known + find_ids(cloud, SUBNET, [id for id in want["subnets"] if id not in cloud.known])
        refuse_strange_subnets(want, subnets)
        return subnets, f"subnets ({', '.join(want['subnets'])})"
    vpc = want["vpc"] or the_default_vpc(cloud)
    return find(cloud, SUBNET, [{"Name": "vpc-id", "Values": [vpc]}]), f"the VPC {vpc}"


def default_vpc(cloud: Cloud) -> dict | None:
    return next(iter(find(cloud, VPC, DEFAULT)), None)


def the_default_vpc(cloud: Cloud) -> str:
    found = default_vpc(cloud)
    if not found:
        raise Refused(
            f"vpc: the account has no default VPC in {cloud.region}; name a vpc or subnets, or let the role "
            "tencentcloud.cvm.network make the default VPC"
        )
    return found[VPC.id]

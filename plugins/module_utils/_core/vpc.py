# SPDX-License-Identifier: GPL-3.0-or-later
"""What a VPC is, and the way to the account's default one."""

from __future__ import annotations

from functools import partial
from ipaddress import IPv4Network

from .catalogue import SUBNET, VPC
from .cidr import range_of, refuse_address
from .errors import Refused
from .instance import INSTANCE
from .kind import Field, same_list
from .plan import Call
from .resource import Holder, Resource
from .tags import tags_of

PRIVATE = tuple(IPv4Network(text) for text in ("10.0.0.0/12", "172.16.0.0/12", "192.168.0.0/16"))
NARROWEST, MOST_DNS = 28, 4
LONGEST_NAME = 60
GOING = ("TERMINATING", "LAUNCH_FAILED")
modified = partial(Field, by="ModifyVpcAttribute")
of_machines = partial(Holder, INSTANCE, name="InstanceName", going=("InstanceState", GOING))


def refuse_long(option: str, text: str | None, longest: int = LONGEST_NAME) -> None:
    if text is not None and len(text.encode()) > longest:
        raise Refused(f"{option}: has {len(text.encode())} bytes; at most {longest} are accepted")


def checked(want: dict, _region: str) -> dict:
    refuse_long("name", want["name"])
    if want["cidr_block"] is not None:
        cidr = range_of("cidr_block", want["cidr_block"])
        if not any(cidr.subnet_of(private) for private in PRIVATE) or cidr.prefixlen > NARROWEST:
            raise Refused(
                f"cidr_block: {cidr} is not accepted; a range inside {', '.join(map(str, PRIVATE))} with a "
                f"mask of at most {NARROWEST} is"
            )
    servers = want["dns_servers"]
    if servers is not None and not 1 <= len(servers) <= MOST_DNS:
        raise Refused(f"dns_servers: {len(servers)} given; 1 to {MOST_DNS} are accepted")
    for server in servers or []:
        refuse_address("dns_servers", server)
    return want


def vpc_shape(row: dict) -> dict:
    """A VPC as results show it, from a row of DescribeVpcs."""
    return {
        "vpc_id": row[VPC.id],
        "name": row["VpcName"],
        "cidr_block": row["CidrBlock"],
        "is_default": row["IsDefault"],
        "dns_servers": row.get("DnsServerSet") or [],
        "domain_name": row.get("DomainName") or "",
        "multicast": row.get("EnableMulticast"),
        "created_at": row.get("CreatedTime"),
        "tags": tags_of(row.get("TagSet")),
    }


A_VPC = Resource(
    word="vpc",
    kind=VPC,
    filters="vpc-id vpc-name is-default cidr-block tag-key ipv6-cidr-block isp-type address-type",
    fields=(
        modified("name", "VpcName"),
        Field("cidr_block", "CidrBlock"),
        modified("dns_servers", "DnsServers", seen="DnsServerSet", same=same_list),
        modified("domain_name", "DomainName"),
        modified("multicast", "EnableMulticast", send=lambda on: str(on).lower()),
    ),
    create="CreateVpc",
    born="Vpc.VpcId",
    delete="DeleteVpc",
    one="VpcId",
    tagged_as="vpc:vpc",
    shape=vpc_shape,
    needs=("cidr_block",),
    holders=(Holder(SUBNET, "SubnetName", "vpc-id"), of_machines(filter="vpc-id")),
    checked=checked,
)
CHANGEABLE = ("cidr_block", "dns_servers", "domain_name", "multicast")


def refuse_mixed(want: dict) -> None:
    """The default VPC and one with a name or an id take different options; none of them is to be lost."""
    own = [option for option in ("vpc_id", "name", *CHANGEABLE, "tags") if want[option] is not None]
    if want["default"] and (own or want["state"] != "present"):
        raise Refused(
            f"default: true goes together with zone only; {', '.join(own or ['state: absent'])} needs name "
            "or vpc_id in its place"
        )
    if not want["default"] and want["zone"] is not None:
        raise Refused(
            "zone: only accepted together with default: true; subnets are in zones, other VPCs are not"
        )
    if not want["default"] and want["name"] is None and want["vpc_id"] is None:
        raise Refused("default: false alone says nothing; true is accepted, or name or vpc_id")


def plan(want: dict, have: dict | None) -> list[Call]:
    """The calls that make the default VPC; none when there is one."""
    if have:
        return []
    return [Call("vpc", "CreateDefaultVpc", {"Zone": want["zone"]} if want["zone"] else {})]


def subnet_shape(row: dict) -> dict:
    """A subnet as results show it, from a row of DescribeSubnets."""
    return {
        "subnet_id": row["SubnetId"],
        "name": row["SubnetName"],
        "zone": row["Zone"],
        "cidr_block": row["CidrBlock"],
        "is_default": row["IsDefault"],
        "free_addresses": row["AvailableIpAddressCount"],
    }


def group_shape(row: dict) -> dict:
    """A security group as results show it, from a row of DescribeSecurityGroups."""
    return {
        "security_group_id": row["SecurityGroupId"],
        "name": row["SecurityGroupName"],
        "project": int(row["ProjectId"]),
        "is_default": row["IsDefault"],
    }


def report(
    have: dict | None, after: dict | None, subnets: list[dict], groups: list[dict], steps: list[Call]
) -> dict:
    """The result: the same keys whether the default VPC was found, made, or would be made."""
    shown = vpc_shape(after) if after else None
    return {
        "changed": bool(steps),
        "vpc": shown,
        "subnets": sorted((subnet_shape(row) for row in subnets), key=lambda subnet: subnet["zone"]),
        "security_groups": [group_shape(row) for row in groups if row["IsDefault"]],
        "steps": [step.shape() for step in steps],
        "diff": {
            "before": {"vpc": vpc_shape(have)["vpc_id"] if have else None},
            "after": {"vpc": shown["vpc_id"] if shown else "a new default VPC"},
        },
    }

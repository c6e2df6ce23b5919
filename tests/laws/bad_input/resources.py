# SPDX-License-Identifier: GPL-3.0-or-later
"""Mistakes about networks, groups, keys, addresses and disks."""

from __future__ import annotations

from functools import partial

from ansible_collections.tencentcloud.cvm.tests.laws.bad_input.case import Case

NAMED = {"name": "web"}
SSH = {"protocol": "tcp", "port": "22", "cidr": "10.0.0.0/8"}


def mistake(module: str, about: str, option: str, accepted: str, asked: int = 0, **options: object) -> Case:
    return Case(about, option, accepted, {**NAMED, **options}, module, whole=True, asked=asked)


vpc, subnet, group = partial(mistake, "vpc"), partial(mistake, "subnet"), partial(mistake, "security_group")
key, eip, disk = partial(mistake, "key_pair"), partial(mistake, "eip"), partial(mistake, "disk")
PLACE = {"vpc": "Default-VPC", "zone": "ap-guangzhou-6"}

RESOURCES = (
    vpc("a VPC with bits behind", "cidr_block", "did you mean 10.0.0.0/16", cidr_block="10.0.0.1/16"),
    vpc("a VPC of no range", "cidr_block", "one like", cidr_block="10.0.0/16"),
    vpc("a VPC of public addresses", "cidr_block", "inside 10.0.0.0/12", cidr_block="8.8.0.0/16"),
    vpc("a VPC without a range", "cidr_block", "making a new VPC needs it", asked=1),
    vpc("a VPC that is the default one too", "default", "zone only", default=True),
    vpc("a VPC id that is nobody's", "vpc_id", "give the id of one", asked=1, vpc_id="vpc-00000000"),
    subnet("a subnet outside", "cidr_block", "172.16.0.0/16", asked=4, **PLACE, cidr_block="10.0.0.0/24"),
    subnet("a subnet on another", "cidr_block", "free", asked=4, **PLACE, cidr_block="172.16.0.0/24"),
    subnet("a subnet of no range", "cidr_block", "one like", **PLACE, cidr_block="172.16.0.0/33"),
    subnet("a subnet that is too small", "cidr_block", "16 to 28", **PLACE, cidr_block="172.16.0.0/29"),
    subnet("a subnet elsewhere", "zone", "like ap-guangzhou-1", vpc="Default-VPC", zone="ap-shanghai-2"),
    subnet("a subnet of nobody's VPC", "vpc", "exact name of one is accepted", asked=1, vpc="nobody"),
    group("a port beyond all", r"ingress\[0\]\.port", "up to 65535", ingress=[{**SSH, "port": "70000"}]),
    group("a strange protocol", r"ingress\[0\]\.protocol", "tcp, udp", ingress=[{**SSH, "protocol": "x"}]),
    group("a rule for nobody", r"ingress\[0\]", "exactly one of cidr, group", ingress=[{"protocol": "all"}]),
    group("101 rules", "ingress", "at most 100", ingress=[{**SSH, "port": str(n)} for n in range(101)]),
    group("a group nobody made", r"ingress\[0\]\.group", "name", asked=1, ingress=[{"group": "nobody"}]),
    group("a group that spells itself wrong", r"ingress\[0\]\.group", "name", 1, ingress=[{"group": "Web"}]),
    group("a group id that is nobody's", r"egress\[0\]\.group", "id", 1, egress=[{"group": "sg-00000000"}]),
    group("a group that is itself twice", r"ingress\[1\]", "same", ingress=[{"group": "web"}] * 2),
    group("gre with a port", r"egress\[0\]\.port", "no ports", egress=[{**SSH, "protocol": "gre"}]),
    group("tcp without a port", r"ingress\[0\]\.port", "needs one", ingress=[{**SSH, "port": None}]),
    group("ports backwards", r"ingress\[0\]\.port", "8000-8010", ingress=[{**SSH, "port": "90-80"}]),
    group("a group and a range", r"ingress\[0\]", "cidr and group", ingress=[{**SSH, "group": "web"}]),
    key("a key that is none", "public_key", "begins with ssh-rsa", public_key="AAAA"),
    key("a key file that is not there", "public_key_file", "be read", public_key_file="/nonexistent/key"),
    key("a key file that is no key", "public_key_file", "with ssh-rsa", public_key_file="/etc/hostname"),
    key("a private key", "public_key", "public half", public_key="-----BEGIN RSA PRIVATE KEY-----"),
    key("a key pair without a place", "private_key_file", "public_key", asked=1),
    key("a place that is none", "private_key_file", "not a folder", 1, private_key_file="/nowhere/key"),
    key("a key pair's description", "description", "at most 60", description="x" * 61),
    eip("an address for nobody", "instance", "exact name", asked=1, instance="nobody"),
    eip("an address without bandwidth", "bandwidth", "1 to", bandwidth=0),
    disk("a disk of no step", "size", "steps of 10", size=45),
    disk("a disk without a size", "size", "needs it", 1, type="CLOUD_SSD", zone="ap-guangzhou-6"),
    disk("a disk in another region", "zone", "called like ap-guangzhou-1", zone="ap-shanghai-2"),
)

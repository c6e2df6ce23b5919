# SPDX-License-Identifier: GPL-3.0-or-later
"""Mistakes about what to buy and where to put it."""

from __future__ import annotations

from ansible_collections.tencentcloud.cvm.tests.laws.bad_input.case import Case

CALLED = "the exact name of one is accepted"
FORM = r"{}- and 8 digits or small letters are accepted"
ZONES = tuple(f"ap-guangzhou-{number}" for number in (3, 4, 6, 7))
WINDOWS = "img-m2s4nkqd"


def disk(**given: object) -> list[dict]:
    return [{"type": "CLOUD_PREMIUM", **given}]


WHERE = (
    Case("unknown zone", "zones", "ap-guangzhou-3.*ap-guangzhou-7", {"zones": ["ap-guangzhou-9"]}, asked=4),
    Case("closed zone", "zones", "ap-guangzhou-3.*ap-guangzhou-7", {"zones": ["ap-guangzhou-1"]}, asked=4),
    Case("zone of another region", "zones", "called like ap-guangzhou-", {"zone": "ap-shanghai-2"}),
    Case("zone by its English name", "zones", "called like ap-guangzhou-", {"zone": "Guangzhou Zone 6"}),
    Case(
        "unknown zone, price",
        "zones",
        "zone_info lists",
        {"name": None, "zone": "ap-guangzhou-9"},
        "price_info",
        asked=2,
    ),
    Case(
        "unknown zone, account",
        "zones",
        "zone_info lists",
        {"zone": "ap-guangzhou-9"},
        "account_info",
        whole=True,
        asked=1,
    ),
    Case("unknown name of a VPC", "vpc", CALLED, {"vpc": "my network"}, asked=1),
    Case("unknown VPC", "vpc", "vpc-00000000", {"vpc": "vpc-00000000"}, asked=4),
    Case("unknown name of a subnet", "subnets", CALLED, {"subnets": ["default"]}, asked=1),
    Case("unknown subnet", "subnets", "this region", {"subnet": "subnet-00000000"}, asked=4),
    Case("unknown name of a group", "security_groups", CALLED, {"security_groups": ["web"]}, asked=1),
    Case(
        "unknown security group",
        "security_groups",
        "this region",
        {"security_groups": ["sg-00000000"]},
        asked=7,
    ),
    Case(
        "six security groups",
        "security_groups",
        "at most 5",
        {"security_groups": [f"sg-0000000{n}" for n in range(6)]},
    ),
    Case("unknown name of a project", "project", "0 is the default", {"project": "shop"}, asked=1),
    Case("unknown project", "project", "0 is the default", {"project": 77}, asked=7),
    Case(
        "bandwidth of 100000",
        "public_ip.bandwidth",
        "0-100",
        {"public_ip": {"bandwidth": 100000}},
        asked=7,
    ),
    Case("negative bandwidth", "public_ip", "0 or more", {"public_ip": {"bandwidth": -1}}),
    Case(
        "bandwidth of another kind",
        "charge_type",
        "traffic, bandwidth",
        {"public_ip": {"bandwidth": 1, "charge_type": "flat"}},
    ),
)
WHAT = (
    Case("no type", "instance_types", "buying a machine needs", {"instance_types": None}, asked=1),
    Case("unknown type", "instance_types", "zone_info", {"instance_types": ["S5.HUGE1"]}, asked=4),
    Case(
        "unknown type in a zone",
        "instance_types",
        "S5.MEDIUM4",
        {"instance_types": ["S5.HUGE1"], "zone": ZONES[2]},
        asked=5,
    ),
    Case("malformed type", "instance_types", "S5.MEDIUM4", {"instance_types": ["medium"]}, asked=2),
    Case(
        "malformed type, zones",
        "instance_types",
        "S5.MEDIUM4",
        {"instance_type": "medium"},
        "zone_info",
        whole=True,
        asked=1,
    ),
    Case(
        "type the zone does not sell",
        "instance_types",
        "more types or zones",
        {"instance_types": ["C5.LARGE8"], "zone": ZONES[0]},
        asked=6,
    ),
    Case("no cores", "cpu", "1 or more", {"instance_types": None, "cpu": 0}),
    Case("size and types", "cpu, memory", "not both", {"cpu": 2, "memory": 4}, asked=1),
    Case(
        "a size nobody sells", "3 GiB", "zone_info", {"instance_types": None, "cpu": 2, "memory": 3}, asked=5
    ),
    Case("no image", "image", "buying a machine needs it", {"image": None}, asked=1),
    Case("unknown name of an image", "image", "or an operating system", {"image": "BeOS"}, asked=1),
    Case(
        "unknown operating system, price",
        "image",
        "or an operating system",
        {"name": None, "image": "Ubuntu 9"},
        "price_info",
        asked=1,
    ),
    Case("unknown image", "image", "by region", {"image": "img-00000000"}, asked=7),
    Case("image for another processor", "image", "x86_64", {"image": "img-g9yh2ulb"}, asked=7),
    Case(
        "malformed image, images",
        "image_ids",
        FORM.format("img"),
        {"image_ids": ["u"]},
        "image_info",
        whole=True,
    ),
    Case(
        "unknown type, images",
        "instance_types",
        "S5.MEDIUM4",
        {"instance_type": "S5.HUGE1"},
        "image_info",
        whole=True,
        asked=1,
    ),
    Case("tiny system disk", "system_disk", "10 GiB or more", {"system_disk": {"size": 0}}),
    Case("system disk below the image", "system_disk", "20-2048", {"system_disk": {"size": 10}}, asked=7),
    Case("data disk of 15 GiB", "data_disks", "in steps of 10", {"data_disks": disk(size=15)}),
    Case("data disk of 0 GiB", "data_disks", "10 GiB or more", {"data_disks": disk(size=0)}),
    Case(
        "disk of an unknown kind", "data_disks", "CLOUD_PREMIUM", {"data_disks": disk(size=10, type="FLOPPY")}
    ),
    Case(
        "disk the type does not take",
        "data_disks",
        "does not take",
        {"data_disks": disk(size=20, type="CLOUD_TSSD")},
        asked=7,
    ),
    Case("22 disks", "data_disks", "at most 21", {"data_disks": disk(size=10) * 22}),
    Case(
        "malformed snapshot",
        "data_disks",
        FORM.format("snap"),
        {"data_disks": disk(size=10, snapshot="yesterday")},
    ),
)

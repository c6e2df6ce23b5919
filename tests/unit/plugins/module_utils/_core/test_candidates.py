# SPDX-License-Identifier: GPL-3.0-or-later
"""Where and what to buy, from offers and subnets."""

from __future__ import annotations

import pytest
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.candidates import (
    candidates,
    refuse_strange_subnets,
)
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.errors import Refused
from ansible_collections.tencentcloud.cvm.tests.unit.plugins.module_utils._core.rows import wish

TYPES = ["S5.MEDIUM4", "SA2.MEDIUM4"]


def subnet(zone, number=1, free=100, default=True, created="2026-01-01 00:00:00"):
    return {
        "SubnetId": f"subnet-{number:08d}",
        "VpcId": "vpc-12345678",
        "Zone": zone,
        "IsDefault": default,
        "CreatedTime": created,
        "AvailableIpAddressCount": free,
    }


def offer(zone, price, kind="S5.MEDIUM4", status="SELL", stock="EnoughStock"):
    price = {"UnitPriceDiscount": price}
    return {"Zone": zone, "InstanceType": kind, "Status": status, "StatusCategory": stock, "Price": price}


def chosen(want, offers, subnets):
    want = wish(charge_type="pay_as_you_go", instance_types=TYPES[:1], **want)
    return [(found.instance_type, found.zone) for found in candidates(want, offers, subnets, "the VPC")]


def test_zones_as_listed_types_before_zones():
    want = {"zones": ["z-2", "z-1"]}
    found = candidates(
        wish(charge_type="spot", instance_types=TYPES, **want),
        None,
        [subnet("z-1"), subnet("z-2", 2)],
        "the VPC",
    )
    assert [(one.instance_type, one.zone, one.subnet) for one in found] == [
        ("S5.MEDIUM4", "z-2", "subnet-00000002"),
        ("S5.MEDIUM4", "z-1", "subnet-00000001"),
        ("SA2.MEDIUM4", "z-2", "subnet-00000002"),
        ("SA2.MEDIUM4", "z-1", "subnet-00000001"),
    ]


def test_without_zones_the_cheapest_that_sells_comes_first():
    offers = [
        offer("z-1", 0.3),
        offer("z-2", 0.2),
        offer("z-3", 0.1, status="SOLD_OUT", stock="WithoutStock"),
        offer("z-4", 0.2, stock="UnderStock"),
        offer("z-5", 0.05, kind="SA2.MEDIUM4"),
    ]
    subnets = [subnet(f"z-{n}", n) for n in range(1, 6)]
    assert chosen({}, offers, subnets) == [("S5.MEDIUM4", zone) for zone in ("z-2", "z-4", "z-1")]


def test_zones_without_a_usable_subnet_are_passed_over():
    offers = [offer("z-1", 0.1), offer("z-2", 0.2), offer("z-3", 0.3)]
    assert chosen({}, offers, [subnet("z-1", free=0), subnet("z-3")]) == [("S5.MEDIUM4", "z-3")]


@pytest.mark.parametrize(
    ("subnets", "expected"),
    [
        ([subnet("z-1", 1, default=False), subnet("z-1", 2)], "subnet-00000002"),
        (
            [
                subnet("z-1", 1, created="2026-02-01 00:00:00"),
                subnet("z-1", 2, created="2026-01-01 00:00:00"),
            ],
            "subnet-00000002",
        ),
        ([subnet("z-1", 1, free=0), subnet("z-1", 2, default=False)], "subnet-00000002"),
        ([subnet("z-1", 2, free=5), subnet("z-1", 1, free=6)], "subnet-00000001"),
    ],
)
def test_the_subnet_does_not_depend_on_how_many_addresses_are_free(subnets, expected):
    want = wish(charge_type="spot", instance_types=TYPES[:1], zones=["z-1"])
    assert candidates(want, None, subnets, "the VPC")[0].subnet == expected


def test_nothing_on_sale_and_no_subnet_are_refused():
    with pytest.raises(Refused, match=r"instance_types: no zone .* sells S5.MEDIUM4 as pay_as_you_go"):
        chosen({}, [offer("z-1", 0.1, status="SOLD_OUT")], [subnet("z-1")])
    with pytest.raises(
        Refused, match=r"subnets: the VPC has no subnet .* in z-1; it has in z-2 \(subnet-00000001\)"
    ):
        chosen({"zones": ["z-1"]}, None, [subnet("z-2")])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"subnets": ["subnet-00000009"]}, r"subnet-00000009 does not exist"),
        ({"subnets": ["subnet-00000001"], "vpc": "vpc-87654321"}, r"belongs to vpc-12345678, not to"),
        ({"subnets": ["subnet-00000001"], "zones": ["z-2"]}, r"is in z-1, but zones says z-2"),
    ],
)
def test_strange_subnets_are_refused(options, message):
    with pytest.raises(Refused, match=message):
        refuse_strange_subnets(wish(**options), [subnet("z-1")])

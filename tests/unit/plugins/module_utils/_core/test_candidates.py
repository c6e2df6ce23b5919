# SPDX-License-Identifier: GPL-3.0-or-later
"""Where and what to buy, from offers and subnets."""

from __future__ import annotations

import pytest
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.candidates import (
    candidates,
    needs_offers,
    places,
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


def offer(zone, price, kind="S5.MEDIUM4", paid="POSTPAID_BY_HOUR", **others):
    return {
        "Zone": zone,
        "InstanceType": kind,
        "InstanceChargeType": paid,
        "Cpu": 2,
        "Memory": 4,
        "Gpu": 0,
        "Status": "SELL",
        "StatusCategory": "EnoughStock",
        "Price": {"UnitPriceDiscount": price},
        **others,
    }


def chosen(want, offers, subnets):
    want = wish(charge_type="pay_as_you_go", instance_types=TYPES[:1], **want)
    return [(found.instance_type, found.zone) for found in candidates(want, offers, subnets, "the VPC")]


def test_of_machines_paid_in_advance_the_cheapest_period_comes_first():
    def month(zone, price):
        return offer(zone, None, paid="PREPAID", Price={"OriginalPrice": 99.0, "DiscountPrice": price})

    offers = [month("z-1", 30.0), month("z-2", 20.0), month("z-3", 40.0)]
    want = wish(charge_type="prepaid", instance_types=TYPES[:1])
    assert [place.zone for place in places(want, offers)] == ["z-2", "z-1", "z-3"]


def test_zones_as_listed_types_before_zones():
    want = {"zones": ["z-2", "z-1"]}
    found = candidates(
        wish(charge_type="spot", instance_types=TYPES, **want),
        [],
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
        offer("z-3", 0.1, Status="SOLD_OUT", StatusCategory="WithoutStock"),
        offer("z-4", 0.2, StatusCategory="UnderStock"),
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
    assert candidates(want, [], subnets, "the VPC")[0].subnet == expected


def test_nothing_on_sale_and_no_subnet_are_refused():
    with pytest.raises(Refused, match=r"instance_types: no zone .* sells S5.MEDIUM4 as pay_as_you_go"):
        chosen({}, [offer("z-1", 0.1, Status="SOLD_OUT")], [subnet("z-1")])
    with pytest.raises(
        Refused, match=r"subnets: the VPC has no subnet .* in z-1; it has in z-2 \(subnet-00000001\)"
    ):
        chosen({"zones": ["z-1"]}, [], [subnet("z-2")])


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


def test_cheapest_takes_zones_and_types_by_price_and_only_those_that_sell():
    offers = [
        offer("z-1", 0.3),
        offer("z-2", 0.2, kind="SA2.MEDIUM4"),
        offer("z-2", 0.1, Status="SOLD_OUT"),
        offer("z-3", 0.05),
    ]
    want = wish(charge_type="pay_as_you_go", instance_types=TYPES, zones=["z-1", "z-2"], prefer="cheapest")
    assert [(place.zone, place.instance_type) for place in places(want, offers)] == [
        ("z-2", "SA2.MEDIUM4"),
        ("z-1", "S5.MEDIUM4"),
    ]


def test_cores_and_memory_choose_types_without_gpu():
    offers = [
        offer("z-1", 0.3),
        offer("z-1", 0.2, kind="S6.MEDIUM4"),
        offer("z-1", 0.1, kind="S5.LARGE8", Cpu=4, Memory=8),
        offer("z-1", 0.05, kind="GN7.SMALL", Gpu=1),
    ]
    want = wish(charge_type="pay_as_you_go", cpu=2, memory=4)
    assert [place.instance_type for place in places(want, offers)] == ["S6.MEDIUM4", "S5.MEDIUM4"]
    assert [place.instance_type for place in places({**want, "cpu": None, "memory": 8}, offers)] == [
        "S5.LARGE8"
    ]


def test_a_fallback_comes_after_every_spot_place():
    offers = [offer("z-1", 0.3), offer("z-2", 0.1), offer("z-1", 0.05, paid="SPOTPAID")]
    want = wish(charge_type="spot", instance_types=TYPES[:1], spot={"fallback": "pay_as_you_go"})
    assert [(place.charge_type, place.zone) for place in places(want, offers)] == [
        ("spot", "z-1"),
        ("pay_as_you_go", "z-2"),
        ("pay_as_you_go", "z-1"),
    ]


@pytest.mark.parametrize(
    ("options", "needed"),
    [
        ({"zones": ["z-1"], "instance_types": TYPES}, False),
        ({"instance_types": TYPES}, True),
        ({"zones": ["z-1"], "cpu": 2}, True),
        ({"zones": ["z-1"], "instance_types": TYPES, "prefer": "cheapest"}, True),
    ],
)
def test_the_catalogue_is_asked_only_where_it_matters(options, needed):
    assert needs_offers(wish(**options)) is needed

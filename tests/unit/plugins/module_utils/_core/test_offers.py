# SPDX-License-Identifier: GPL-3.0-or-later
"""What zones sell: which rows are asked for, which are shown, and what a month of each costs."""

from __future__ import annotations

import pytest
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.month import (
    listed_per_hour,
    monthly,
    per_hour,
)
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.offers import (
    offer_filters,
    offer_shape,
    offered,
    on_sale,
)

STEPS = {
    "UnitPrice": 1.0,
    "UnitPriceDiscount": 0.5,
    "UnitPriceDiscountSecondStep": 0.4,
    "UnitPriceDiscountThirdStep": 0.3,
}
IN_ADVANCE = {"UnitPrice": 0, "OriginalPrice": 1460.0, "DiscountPrice": 730.0}


def row(**changes) -> dict:
    return {
        "Zone": "ap-guangzhou-6",
        "InstanceType": "S5.MEDIUM4",
        "InstanceFamily": "S5",
        "InstanceChargeType": "POSTPAID_BY_HOUR",
        "Cpu": 2,
        "Memory": 4,
        "Status": "SELL",
        "StatusCategory": "EnoughStock",
        "Price": {"UnitPrice": 0.2},
        **changes,
    }


@pytest.mark.parametrize(
    ("item", "hour", "listed", "month"),
    [
        ({"UnitPrice": 0.2}, 0.2, 0.2, 146.0),
        (STEPS, 0.5, 1.0, 96 * 0.5 + 264 * 0.4 + 370 * 0.3),
        (IN_ADVANCE, 1.0, 2.0, 730.0),
        ({}, 0.0, 0.0, 0.0),
        (None, 0.0, 0.0, 0.0),
    ],
)
def test_an_hour_and_a_month_of_any_price(item, hour, listed, month):
    assert (per_hour(item), listed_per_hour(item)) == (hour, listed)
    assert monthly(item) == pytest.approx(month)


def test_a_month_of_a_year_is_a_twelfth():
    assert monthly(IN_ADVANCE, 12) == pytest.approx(730 / 12)
    assert per_hour(IN_ADVANCE, 12) == pytest.approx(1 / 12)


@pytest.mark.parametrize(
    ("changes", "sold"),
    [
        ({}, True),
        ({"StatusCategory": "UnderStock"}, True),
        ({"StatusCategory": None}, True),
        ({"StatusCategory": "WithoutStock"}, False),
        ({"Status": "SOLD_OUT"}, False),
    ],
)
def test_what_can_be_bought_now(changes, sold):
    assert on_sale(row(**changes)) is offer_shape(row(**changes))["on_sale"] is sold


def test_only_ways_to_pay_that_can_be_asked_for_are_asked_about():
    assert offer_filters({}) == [
        {"Name": "instance-charge-type", "Values": ["POSTPAID_BY_HOUR", "SPOTPAID", "PREPAID"]}
    ]
    assert offer_filters({"zones": ["z"], "instance_families": ["S5"], "charge_types": ["spot"]}) == [
        {"Name": "zone", "Values": ["z"]},
        {"Name": "instance-family", "Values": ["S5"]},
        {"Name": "instance-charge-type", "Values": ["SPOTPAID"]},
    ]


ROWS = [
    row(InstanceType="S5.LARGE8", Cpu=4, Memory=8, Price={"UnitPrice": 0.4}),
    row(),
    row(InstanceChargeType="PREPAID", Price={"OriginalPrice": 73.0, "DiscountPrice": 73.0}),
    row(Zone="ap-guangzhou-3", Status="SOLD_OUT", StatusCategory="WithoutStock"),
]


@pytest.mark.parametrize(
    ("want", "shown"),
    [
        ({}, [2, 3, 1, 0]),
        ({"cpu": 2}, [2, 3, 1]),
        ({"memory": 8}, [0]),
        ({"cpu": 2, "memory": 8}, []),
        ({"on_sale": True}, [2, 1, 0]),
        ({"on_sale": False}, [3]),
        ({"cpu": None, "memory": None, "on_sale": None}, [2, 3, 1, 0]),
    ],
)
def test_offers_are_chosen_by_size_and_sale_and_the_cheapest_comes_first(want, shown):
    assert offered(ROWS, want) == [offer_shape(ROWS[number]) for number in shown]


def test_an_offer_says_how_it_is_paid_and_what_a_month_costs():
    shown = offer_shape(ROWS[2])
    assert (shown["charge_type"], shown["hourly_price"], shown["monthly_price"]) == ("prepaid", 0.1, 73.0)

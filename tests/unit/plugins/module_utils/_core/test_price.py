# SPDX-License-Identifier: GPL-3.0-or-later
"""Prices: absent, null and 0 all mean that one does not apply."""

from __future__ import annotations

import pytest
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.price import hourly, sums, total
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.quote import quote

MACHINE = {
    "UnitPrice": 1.0,
    "UnitPriceDiscount": 0.5,
    "UnitPriceSecondStep": 0.8,
    "UnitPriceDiscountSecondStep": 0.4,
    "UnitPriceThirdStep": 0.6,
}
BANDWIDTH = {"UnitPrice": 0.8, "UnitPriceDiscount": 0.25, "ChargeUnit": "HOUR"}


@pytest.mark.parametrize(
    ("item", "price"),
    [
        (MACHINE, 0.5),
        ({"UnitPrice": 0.7}, 0.7),
        ({"UnitPrice": 0.7, "UnitPriceDiscount": None}, 0.7),
        ({"UnitPrice": 0.7, "UnitPriceDiscount": 0}, 0.7),
        ({}, 0.0),
        (None, 0.0),
    ],
)
def test_hourly(item, price):
    assert hourly(item) == price


def test_a_quote_in_parts():
    found = quote({"InstancePrice": MACHINE, "BandwidthPrice": BANDWIDTH}, by_traffic=False)
    assert (found["hourly_price_each"], found["bandwidth_price_each"]) == (0.75, 0.25)
    assert [(step["from_hour"], step["hourly_price"]) for step in found["steps"]] == [
        (0, 0.5),
        (96, 0.4),
        (360, 0.6),
    ]
    assert found["traffic_price_per_gb"] is None
    assert sums(found, 3) == {"count": 3, "hourly_price": 2.25, "upfront_price": 2.25}


def test_traffic_is_not_a_price_per_hour():
    found = quote({"InstancePrice": MACHINE, "BandwidthPrice": BANDWIDTH}, by_traffic=True)
    figures = ("hourly_price_each", "bandwidth_price_each", "traffic_price_per_gb")
    assert [found[name] for name in figures] == [0.5, 0.0, 0.25]


def test_sums_are_free_of_dust():
    parts = [{"hourly_price": price, "upfront_price": 2 * price} for price in (0.1, 0.2)]
    assert total(parts) == {"hourly_price": 0.3, "upfront_price": 0.6, "parts": parts}
    assert total([]) == {"hourly_price": 0, "upfront_price": 0, "parts": []}


def test_what_is_paid_in_advance_counts_with_an_hours_share_and_is_taken_whole():
    """Two months of a machine and of bandwidth, at 730 hours a month."""
    price = {
        "InstancePrice": {"OriginalPrice": 2920.0, "DiscountPrice": 1460.0},
        "BandwidthPrice": {"OriginalPrice": 146.0, "DiscountPrice": 146.0},
    }
    found = quote(price, by_traffic=False, months=2)
    figures = {
        "period": 2,
        "hourly_price_each": 1.1,
        "upfront_price_each": 1606.0,
        "list_price_each": 2.0,
        "bandwidth_price_each": 0.1,
    }
    assert {name: found[name] for name in figures} == figures


def test_bandwidth_by_the_hour_stays_so_beside_a_machine_paid_in_advance():
    price = {"InstancePrice": {"DiscountPrice": 730.0}, "BandwidthPrice": BANDWIDTH}
    found = quote(price, by_traffic=False, months=1)
    assert (found["hourly_price_each"], found["upfront_price_each"]) == (1.25, 730.25)

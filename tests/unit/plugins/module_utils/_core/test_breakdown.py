# SPDX-License-Identifier: GPL-3.0-or-later
"""A quote in parts: they add up to the whole, by the hour, by the month and for a period."""

from __future__ import annotations

import pytest
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.breakdown import breakdown, totals

HOURLY = {"InstancePrice": {"UnitPrice": 0.5, "UnitPriceDiscount": 0.4}, "BandwidthPrice": {"UnitPrice": 0.3}}
ALONE = {"UnitPrice": 0.35, "UnitPriceDiscount": 0.3}
YEAR = {"InstancePrice": {"OriginalPrice": 2400.0, "DiscountPrice": 1200.0}}
MONTH_ALONE = {"OriginalPrice": 150.0, "DiscountPrice": 140.0}


def amounts(hour: float, month: float, period: float | None = None) -> dict:
    return {
        "hourly_price": pytest.approx(hour, abs=1e-6),
        "monthly_price": pytest.approx(month),
        "period_price": period if period is None else pytest.approx(period),
    }


def test_what_is_above_the_catalogue_is_the_disks():
    assert breakdown(HOURLY, ALONE, by_traffic=False, months=None) == {
        "machine": amounts(0.3, 219),
        "disks": amounts(0.1, 73),
        "bandwidth": amounts(0.3, 219),
    }


def test_traffic_is_no_part():
    assert breakdown(HOURLY, ALONE, by_traffic=True, months=None)["bandwidth"] == amounts(0, 0)


def test_a_period_has_the_discount_of_the_quote():
    parts = breakdown(YEAR, MONTH_ALONE, by_traffic=False, months=12)
    assert parts["machine"] == amounts(900 / 12 / 730, 75, 900)
    assert parts["disks"] == amounts(300 / 12 / 730, 25, 300)
    assert totals(parts, 2) == {"monthly_price": pytest.approx(200), "period_price": pytest.approx(2400)}


def test_hourly_bandwidth_of_a_prepaid_machine_is_paid_through_the_period():
    parts = breakdown(
        {**YEAR, "BandwidthPrice": {"UnitPrice": 0.1}}, MONTH_ALONE, by_traffic=False, months=12
    )
    assert parts["bandwidth"] == amounts(0.1, 73, 876)
    assert totals(parts, 1)["period_price"] == pytest.approx(1200 + 876)


def test_a_machine_the_catalogue_does_not_show_stands_together_with_its_disks():
    parts = breakdown(HOURLY, None, by_traffic=True, months=None)
    assert (parts["machine"], parts["disks"]) == (amounts(0.4, 292), None)
    assert totals(parts, 3) == {"monthly_price": pytest.approx(876), "period_price": None}


def test_disks_never_cost_less_than_nothing():
    dearer = {"UnitPrice": 0.6}
    assert breakdown(HOURLY, dearer, by_traffic=True, months=None)["disks"] == amounts(0, 0)

# SPDX-License-Identifier: GPL-3.0-or-later
"""Mistakes about how many, at what price, and what is left to buy."""

from __future__ import annotations

from ansible_collections.tencentcloud.cvm.tests.laws.bad_input.case import Case
from ansible_collections.tencentcloud.cvm.tests.laws.bad_input.machines import ZONES

NOTHING_LEFT = tuple(
    ("stock", {"zone": zone, "instance_type": "S5.MEDIUM4", "charge_type": "POSTPAID_BY_HOUR", "count": 0})
    for zone in ZONES
)
SPOT = {"charge_type": "spot"}
MONEY = (
    Case("negative count", "exact_count", "0 or more", {"exact_count": -1}),
    Case("count in words", "exact_count", "int", {"exact_count": "three"}),
    Case("count above the quota", "exact_count", "ask for less", {"exact_count": 61}, asked=8),
    Case("spot above the quota", "exact_count", "ask for less", {"exact_count": 30, **SPOT}, asked=8),
    Case("no machines quoted", "count", "1 or more", {"name": None, "count": 0}, "price_info"),
    Case("bid in words", "max_price", "number above 0", {**SPOT, "spot": {"max_price": "cheap"}}),
    Case("bid below 0", "max_price", "number above 0", {**SPOT, "spot": {"max_price": "-0.5"}}),
    Case("bid that is no number", "max_price", "number above 0", {**SPOT, "spot": {"max_price": "nan"}}),
    Case(
        "bid below the market",
        "max_price",
        r"the market price is 0\.\d+",
        {**SPOT, "spot": {"max_price": "0.001"}},
        asked=16,
    ),
    Case("terms of spot for another purchase", "spot", "charge_type: spot", {"spot": {"max_price": "0.5"}}),
    Case(
        "type that is never spot",
        "instance_types",
        "other types",
        {**SPOT, "instance_types": ["GN7.2XLARGE32"], "zone": ZONES[2]},
        asked=6,
    ),
    Case("unknown charge type", "charge_type", "pay_as_you_go, spot", {"charge_type": "yearly"}),
    Case(
        "dearer than the limit", "max_hourly_price", "the limit is 0.01", {"max_hourly_price": 0.01}, asked=7
    ),
    Case("limit below 0", "max_hourly_price", "0 or more", {"max_hourly_price": -1}),
    Case("limit that is no number", "max_hourly_price", "0 or more", {"max_hourly_price": "nan"}),
    Case("limit at once below 0", "max_upfront_price", "0 or more", {"max_upfront_price": -1}),
    Case("limit at once that is no number", "max_upfront_price", "0 or more", {"max_upfront_price": "nan"}),
    Case("money for less than no time", "balance_hours", "0 or more", {"balance_hours": -1}),
    Case("money for a time that is no number", "balance_hours", "0 or more", {"balance_hours": "nan"}),
    Case("money for too long", "balance_hours", "top it up", {"balance_hours": 1e9}, asked=9),
    Case(
        "account of others",
        "allowed_account_ids",
        "only 1 is accepted",
        {"allowed_account_ids": ["1"]},
        asked=9,
    ),
    Case("fewer deletions than none", "max_delete", "0 or more", {"max_delete": -1}),
    Case("fewer attempts than none", "launch_attempts", "0 or more", {"launch_attempts": -1}),
    Case("empty account", "the account", "top it up", {}, world=(("balance", {"cents": 0}),), asked=8),
    Case("sold out everywhere", "instance_types", "zone_info shows", {}, world=NOTHING_LEFT, asked=5),
    Case(
        "sold out where it may be",
        "instance_types",
        "more types or zones",
        {"zones": list(ZONES)},
        world=NOTHING_LEFT,
        asked=16,
    ),
)

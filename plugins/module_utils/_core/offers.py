# SPDX-License-Identifier: GPL-3.0-or-later
"""What zones sell, by the rows of DescribeZoneInstanceConfigInfos: one per zone, type and way to pay.

The action has no pages: an answer may hold thousands of rows.
"""

from __future__ import annotations

from operator import itemgetter

from .month import listed_per_hour, monthly, per_hour
from .price import rounded
from .words import CHARGE_TYPES, charge_type_of

WAYS_TO_PAY = {word: CHARGE_TYPES[word] for word in ("pay_as_you_go", "spot", "prepaid")}
STOCK = ("EnoughStock", "NormalStock", "UnderStock")


def stock_rank(row: dict) -> int:
    """How far a row's stock is from plenty; the number of categories where there is none."""
    category = row.get("StatusCategory") or STOCK[0]
    return STOCK.index(category) if category in STOCK else len(STOCK)


def on_sale(row: dict) -> bool:
    """Whether it can be bought now."""
    return row["Status"] == "SELL" and stock_rank(row) < len(STOCK)


def offer_filters(want: dict) -> list[dict]:
    """The Filters that bring the rows asked for; without ways to pay, those this collection knows."""
    values = {
        "zone": want.get("zones"),
        "instance-type": want.get("instance_types"),
        "instance-family": want.get("instance_families"),
        "instance-charge-type": [WAYS_TO_PAY[word] for word in want.get("charge_types") or WAYS_TO_PAY],
    }
    return [{"Name": name, "Values": some} for name, some in values.items() if some]


def offer_shape(row: dict) -> dict:
    """A row as results show it; prices are for the machine alone."""
    price = row.get("Price")
    return {
        "zone": row["Zone"],
        "instance_type": row["InstanceType"],
        "instance_family": row.get("InstanceFamily"),
        "charge_type": charge_type_of(row["InstanceChargeType"]),
        "cpu": row.get("Cpu"),
        "memory": row.get("Memory"),
        "gpu": row.get("GpuCount") or row.get("Gpu") or 0,
        "on_sale": on_sale(row),
        "stock": row.get("StatusCategory"),
        "sold_out_reason": row.get("SoldOutReason") or None,
        "hourly_price": rounded(per_hour(price)),
        "monthly_price": rounded(monthly(price)),
        "list_price": rounded(listed_per_hour(price)),
    }


def offered(rows: list[dict], want: dict) -> list[dict]:
    """The offers that have the size asked for and are on sale as asked, cheapest first."""
    wanted = {name: want[name] for name in ("cpu", "memory", "on_sale") if want.get(name) is not None}
    offers = map(offer_shape, rows)
    return sorted(
        (offer for offer in offers if all(offer[name] == value for name, value in wanted.items())),
        key=itemgetter("hourly_price", "zone", "instance_type", "charge_type"),
    )

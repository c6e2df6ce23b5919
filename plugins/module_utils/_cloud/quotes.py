# SPDX-License-Identifier: GPL-3.0-or-later
"""Quotes for every place a machine could be bought in, in parts, if asked also paid in advance."""

from __future__ import annotations

from .._core.breakdown import breakdown, totals
from .._core.candidates import Candidate, by_size, charge_types, places
from .._core.catalogue import OFFER
from .._core.errors import NEXT_CANDIDATE, CloudError, Refused
from .._core.machine import for_purchase
from .._core.offers import offer_filters
from .._core.price import sums
from .._core.requests import by_traffic, inquiry, months_of
from .._core.words import CHARGE_TYPES
from .cloud import Cloud
from .lookup import with_ids
from .money import quoted
from .read import find
from .template import by_template

IN_ADVANCE = "prepaid"


def quotes(cloud: Cloud, want: dict) -> dict:
    """The result of price_info: a quote for every zone, type and way to pay, or the refusal."""
    want = with_ids(cloud, for_purchase(by_template(cloud, {**want, "prefer": "listed"})))
    if want["count"] < 1:
        raise Refused(f"count: {want['count']} machines cannot be quoted; 1 or more is accepted")
    rows = offers(cloud, want)
    priced, refused = [], []
    for place in places(want, rows):
        found = asked(cloud, want, place, rows, refused)
        if found is None:
            continue
        later = place._replace(charge_type=IN_ADVANCE)
        ahead = {**want, "prepaid": {"period": want["period"], "renew": None}}
        advance = asked(cloud, ahead, later, rows, refused) if want["period"] else None
        priced.append({**found, "in_advance": advance})
    priced.sort(key=lambda part: part["hourly_price"])
    return {"quotes": priced, "cheapest": next(iter(priced), None), "refused": refused}


def offers(cloud: Cloud, want: dict) -> list[dict]:
    """The rows of the catalogue, in one request: what can be chosen from, and the prices without disks.

    Zones that are named are not asked about: one that is closed would have the whole request refused.
    """
    ways = dict.fromkeys([*charge_types(want), *([IN_ADVANCE] if want["period"] else [])])
    zones = want["zones"] if by_size(want) else None
    return find(cloud, OFFER, offer_filters({**want, "zones": zones, "charge_types": list(ways)}))


def asked(cloud: Cloud, want: dict, place: Candidate, rows: list[dict], refused: list[dict]) -> dict | None:
    """The quote for a place; None, and a line in `refused`, where nothing is to be had."""
    params = inquiry(want, place)
    try:
        each, price = quoted(cloud, params)
    except CloudError as error:
        if error.klass not in NEXT_CANDIDATE:
            raise
        said = {"code": error.code, "message": error.message, "request_id": error.request_id}
        refused.append({**place.shape(), **said})
        return None
    sold = (place.zone, place.instance_type, CHARGE_TYPES[place.charge_type])
    alone = next((row.get("Price") for row in rows if key_of(row) == sold), None)
    parts = breakdown(price, alone, by_traffic(params), months_of(params))
    return {
        **place.shape(),
        **each,
        **sums(each, want["count"]),
        **totals(parts, want["count"]),
        "breakdown": parts,
    }


def key_of(row: dict) -> tuple[str, str, str]:
    return row["Zone"], row["InstanceType"], row["InstanceChargeType"]

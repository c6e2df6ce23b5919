# SPDX-License-Identifier: GPL-3.0-or-later
"""What the catalogue says: zones with their offers, images, and quotes."""

from __future__ import annotations

from .._core.candidates import places
from .._core.catalogue import OFFER, REGION, ZONE, region_shape, zone_shape
from .._core.errors import NEXT_CANDIDATE, CloudError, Refused
from .._core.image import IMAGE, chosen, image_query, image_shape, newest
from .._core.offers import offer_filters, offered
from .._core.price import sums
from .._core.requests import inquiry
from .._core.wish import for_purchase
from .cloud import Cloud
from .defaults import offers
from .money import price
from .names import with_ids
from .read import find, find_ids
from .template import by_template


def zones(cloud: Cloud, want: dict) -> dict:
    """The result of zone_info: regions, zones, and their offers of the types and families asked for."""
    asked = want["instance_types"] or want["instance_families"]
    offers = instance_types(cloud, {**want, "charge_types": [want["charge_type"]]}) if asked else []
    return {
        "region": cloud.region,
        "regions": [region_shape(row) for row in find(cloud, REGION)],
        "zones": [zone_shape(row, offers) for row in find(cloud, ZONE)],
    }


def instance_types(cloud: Cloud, want: dict) -> list[dict]:
    """What the zones sell of what is asked for, in one request."""
    return offered(find(cloud, OFFER, offer_filters(want)), want)


def images(cloud: Cloud, want: dict) -> dict:
    """The result of image_info: the images asked for, the newest first, and the newest that can be used."""
    ids = want["image_ids"]
    rows = find(cloud, IMAGE, more=image_query(want)) if ids is None else find_ids(cloud, IMAGE, ids)
    found = chosen(rows, want)
    best = newest(found)
    return {"images": list(map(image_shape, found)), "newest": image_shape(best) if best else None}


def quotes(cloud: Cloud, want: dict) -> dict:
    """The result of price_info: a quote for every zone, type and way to pay, or the refusal."""
    want = with_ids(cloud, for_purchase(by_template(cloud, {**want, "prefer": "listed"})))
    if want["count"] < 1:
        raise Refused(f"count: {want['count']} machines cannot be quoted; 1 or more is accepted")
    priced, refused = [], []
    for place in places(want, offers(cloud, want)):
        try:
            found = price(cloud, inquiry(want, place))
        except CloudError as error:
            if error.klass not in NEXT_CANDIDATE:
                raise
            refused.append({**place.shape(), **said(error)})
        else:
            priced.append({**place.shape(), **found, **sums(found, want["count"])})
    priced.sort(key=lambda part: part["hourly_price"])
    return {"quotes": priced, "cheapest": next(iter(priced), None), "refused": refused}


def said(error: CloudError) -> dict:
    return {"code": error.code, "message": error.message, "request_id": error.request_id}

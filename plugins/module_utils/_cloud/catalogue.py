# SPDX-License-Identifier: GPL-3.0-or-later
"""What the catalogue says: zones with their offers, and images."""

from __future__ import annotations

from .._core.catalogue import OFFER, REGION, ZONE, region_shape, zone_shape
from .._core.image import IMAGE, chosen, image_query, image_shape, newest
from .._core.offers import offer_filters, offered
from .cloud import Cloud
from .read import find, find_ids


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

# SPDX-License-Identifier: GPL-3.0-or-later
"""DescribeImages and DescribeImageQuota: the public images of the region, and the account's own."""

from __future__ import annotations

import sqlite3
from typing import Any

from ..ask import Ask, action
from ..catalogue.images import IMAGES, Image
from ..catalogue.types import TYPES
from ..errors import bad_value
from ..ids import mint
from ..images import NORMAL, as_image, custom_images
from ..order.wares import TYPE_FORM
from .paging import TAG, page, read_filters, read_ids
from .tagged import shown_tags

FILTERS = (
    "image-id",
    "image-type",
    "image-name",
    "platform",
    "tag-key",
    "tag-value",
    "tag:",
    "dedicated-cluster-id",
    "cdc-cache-status",
)
PUBLIC, PRIVATE = "PUBLIC_IMAGE", "PRIVATE_IMAGE"
TYPES_OF_IMAGES = (PUBLIC, PRIVATE, "SHARED_IMAGE")
COEXIST = "InvalidParameter.InvalidParameterCoexistImageIdsFilters"
MOST_VALUES = 5
Tags = list[tuple[str, str]]


@action("cvm", "DescribeImages", limit=40)
def describe_images(ask: Ask) -> dict[str, Any]:
    ids = read_ids(ask, "ImageIds", "img", "InvalidImageId.Malformed", COEXIST)
    filters = read_filters(ask, FILTERS, MOST_VALUES, "InvalidFilter")
    for kind in filters.get("image-type", []):
        if kind not in TYPES_OF_IMAGES:
            raise bad_value("Filters image-type", kind, code="InvalidFilter")
    arch = _arch(ask.params.get("InstanceType"))
    images = [
        (image, row, tags)
        for image, row, tags in _all(ask)
        if (ids is None or image.image_id in ids)
        and arch in (None, image.arch)
        and all(_matches(image, tags, name, values) for name, values in filters.items())
    ]
    wanted = page(ask)
    shown = images[wanted.offset : wanted.offset + wanted.limit]
    return {"TotalCount": len(images), "ImageSet": [_shape(ask, *each) for each in shown]}


@action("cvm", "DescribeImageQuota", limit=10)
def describe_image_quota(ask: Ask) -> dict[str, Any]:
    return {"ImageNumQuota": ask.settings.image_quota}


def _all(ask: Ask) -> list[tuple[Image, sqlite3.Row | None, Tags]]:
    """The account's own come first."""
    rows = custom_images(ask.db, ask.region)
    tags = shown_tags(ask.db, "image", [row["seq"] for row in rows], ask.now)
    own = [(as_image(row), row, tags[row["seq"]]) for row in rows]
    return [*own, *((image, None, []) for image in IMAGES.values())]


def _arch(kind: str | None) -> str | None:
    if kind is None:
        return None
    if not TYPE_FORM.fullmatch(kind):
        raise bad_value("InstanceType", kind, code="InvalidInstanceType.Malformed")
    if kind not in TYPES:
        raise bad_value("InstanceType", kind, "no such type", "InvalidParameterValue.InstanceTypeNotFound")
    return TYPES[kind].family.arch


def _matches(image: Image, tags: Tags, name: str, values: list[str]) -> bool:
    """Names and platforms match in part and in any case; no image is on a cluster."""
    if name == "image-id":
        return image.image_id in values
    if name == "image-type":
        return (PRIVATE if image.custom else PUBLIC) in values
    if name == "tag-key":
        return any(key in values for key, _ in tags)
    if name == "tag-value":
        return any(value in values for _, value in tags)
    if name.startswith(TAG):
        return any(key == name.removeprefix(TAG) and value in values for key, value in tags)
    fuzzy = {"image-name": image.name, "platform": image.platform}
    return name in fuzzy and any(value.lower() in fuzzy[name].lower() for value in values)


def _shape(ask: Ask, image: Image, row: sqlite3.Row | None, tags: Tags) -> dict[str, Any]:
    return {
        "ImageId": image.image_id,
        "ImageName": image.name,
        "OsName": image.os_name,
        "ImageDescription": row["description"] if row else image.name,
        "ImageType": PRIVATE if row else PUBLIC,
        "ImageSource": "CREATE_IMAGE" if row else "OFFICIAL",
        "ImageState": row["state"] if row else NORMAL,
        "ImageCreator": row["creator"] if row else "",
        "ImageSize": image.size,
        "Platform": image.platform,
        "Architecture": image.arch,
        "CreatedTime": image.created,
        "IsSupportCloudinit": not image.windows,
        "SyncPercent": None,
        "SnapshotSet": _snapshots(ask, row) if row else [],
        "Tags": [{"Key": key, "Value": value} for key, value in tags],
        "LicenseType": "TencentCloud",
        "ImageFamily": row["family"] if row else "",
        "ImageDeprecated": bool(row["deprecated"]) if row else False,
    }


def _snapshots(ask: Ask, row: sqlite3.Row) -> list[dict[str, Any]]:
    snapshot = mint(ask.seed, "snap", row["seq"])
    return [{"SnapshotId": snapshot, "DiskUsage": "SYSTEM_DISK", "DiskSize": row["size"]}]

# SPDX-License-Identifier: GPL-3.0-or-later
"""DescribeImages, over the public images."""

from __future__ import annotations

from typing import Any

from ..ask import Ask, action
from ..catalogue.images import IMAGES, Image
from ..catalogue.types import TYPES
from ..errors import bad_value
from ..order.wares import TYPE_FORM
from .paging import page, read_filters, read_ids

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
TYPES_OF_IMAGES = ("PUBLIC_IMAGE", "PRIVATE_IMAGE", "SHARED_IMAGE")
COEXIST = "InvalidParameter.InvalidParameterCoexistImageIdsFilters"
MOST_VALUES = 5


@action("cvm", "DescribeImages", limit=40)
def describe_images(ask: Ask) -> dict[str, Any]:
    ids = read_ids(ask, "ImageIds", "img", "InvalidImageId.Malformed", COEXIST)
    filters = read_filters(ask, FILTERS, MOST_VALUES, "InvalidFilter")
    for kind in filters.get("image-type", []):
        if kind not in TYPES_OF_IMAGES:
            raise bad_value("Filters image-type", kind, code="InvalidFilter")
    arch = _arch(ask.params.get("InstanceType"))
    images = [
        image
        for image in IMAGES.values()
        if (ids is None or image.image_id in ids)
        and arch in (None, image.arch)
        and all(_matches(image, name, values) for name, values in filters.items())
    ]
    wanted = page(ask)
    shown = images[wanted.offset : wanted.offset + wanted.limit]
    return {"TotalCount": len(images), "ImageSet": [_shape(image) for image in shown]}


def _arch(kind: str | None) -> str | None:
    if kind is None:
        return None
    if not TYPE_FORM.fullmatch(kind):
        raise bad_value("InstanceType", kind, code="InvalidInstanceType.Malformed")
    if kind not in TYPES:
        raise bad_value("InstanceType", kind, "no such type", "InvalidParameterValue.InstanceTypeNotFound")
    return TYPES[kind].family.arch


def _matches(image: Image, name: str, values: list[str]) -> bool:
    """Names and platforms match in part and in any case; public images have no tags and no cluster."""
    if name == "image-id":
        return image.image_id in values
    if name == "image-type":
        return "PUBLIC_IMAGE" in values
    fuzzy = {"image-name": image.name, "platform": image.platform}
    return name in fuzzy and any(value.lower() in fuzzy[name].lower() for value in values)


def _shape(image: Image) -> dict[str, Any]:
    return {
        "ImageId": image.image_id,
        "ImageName": image.name,
        "OsName": image.name,
        "ImageDescription": image.name,
        "ImageType": "PUBLIC_IMAGE",
        "ImageSource": "OFFICIAL",
        "ImageState": "NORMAL",
        "ImageCreator": "",
        "ImageSize": image.size,
        "Platform": image.platform,
        "Architecture": image.arch,
        "CreatedTime": image.created,
        "IsSupportCloudinit": not image.windows,
        "SyncPercent": None,
        "SnapshotSet": [],
        "Tags": [],
        "LicenseType": "TencentCloud",
        "ImageFamily": "",
        "ImageDeprecated": False,
    }

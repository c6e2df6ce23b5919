# SPDX-License-Identifier: GPL-3.0-or-later
"""What an image is, which ones are asked for, and which is the newest, by the rows of DescribeImages."""

from __future__ import annotations

import re

from .catalogue import IMAGE
from .tags import tags_of

ORIGINS = {"public": "PUBLIC_IMAGE", "private": "PRIVATE_IMAGE", "shared": "SHARED_IMAGE"}
ORIGIN_OF = {constant: word for word, constant in ORIGINS.items()}
USUAL = "x86_64"


def image_query(want: dict) -> dict:
    """What DescribeImages is asked beside its pages. Names match in part there; `chosen` takes the exact."""
    values = {"image-type": ORIGINS.get(want.get("origin")), "image-name": want.get("name")}
    filters = [{"Name": name, "Values": [value]} for name, value in values.items() if value]
    params = {"Filters": filters, "InstanceType": want.get("instance_type")}
    return {name: value for name, value in params.items() if value}


def chosen(rows: list[dict], want: dict) -> list[dict]:
    """The rows that are exactly what is asked for, the newest first."""
    wanted = {
        "ImageName": want.get("name"),
        "ImageFamily": want.get("family"),
        "Architecture": want.get("architecture"),
        "ImageType": ORIGINS.get(want.get("origin")),
    }
    exact = {path: value for path, value in wanted.items() if value}
    system = want.get("os")
    found = [
        row
        for row in rows
        if all(row.get(path) == value for path, value in exact.items()) and (not system or runs(system, row))
    ]
    return sorted(found, key=lambda row: (row.get("CreatedTime") or "", row[IMAGE.id]), reverse=True)


def runs(system: str, row: dict) -> bool:
    """Whether an image is of this operating system: `Debian 12` is Debian 12.4 too, and not Debian 1."""
    words = re.compile(re.escape(system) + r"(?![A-Za-z0-9])", re.IGNORECASE)
    return any(words.match(row.get(name) or "") for name in ("OsName", "ImageName"))


def is_ready(row: dict) -> bool:
    return row["ImageState"] == "NORMAL" and not row.get("ImageDeprecated")


def newest(rows: list[dict]) -> dict | None:
    """The newest that can be used, given the newest first; where processors differ, for the usual one."""
    ready = list(filter(is_ready, rows))
    usual = (row for row in ready if row.get("Architecture") == USUAL)
    return next(usual, next(iter(ready), None))


def newest_public(rows: list[dict], system: str) -> dict | None:
    """The image that is meant by the name of an operating system."""
    return newest(chosen(rows, {"os": system, "origin": "public"}))


def image_shape(row: dict) -> dict:
    """An image as results show it; size in GiB, times in UTC."""
    return {
        "image_id": row[IMAGE.id],
        "name": row.get("ImageName"),
        "os": row.get("OsName"),
        "family": row.get("ImageFamily") or None,
        "origin": ORIGIN_OF.get(row.get("ImageType")),
        "platform": row.get("Platform"),
        "architecture": row.get("Architecture"),
        "size": row.get("ImageSize"),
        "state": row.get("ImageState"),
        "deprecated": bool(row.get("ImageDeprecated")),
        "cloud_init": row.get("IsSupportCloudinit"),
        "description": row.get("ImageDescription"),
        "created_at": row.get("CreatedTime"),
        "tags": tags_of(row.get("Tags")),
    }

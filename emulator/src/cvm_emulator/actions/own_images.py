# SPDX-License-Identifier: GPL-3.0-or-later
"""CreateImage, DeleteImages and ModifyImageAttribute: images made of the account's own instances."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from .. import key_pairs
from ..ask import Ask, action
from ..catalogue.images import IMAGES
from ..errands import send
from ..errors import ApiError, bad_value
from ..ids import mint
from ..images import CREATING, DELETED, custom_image, image_count, image_of
from ..order.marks import check_tags
from ..store import doc, next_number
from ..tagging import forget, put_new
from .members import begin, member, operate, refuse_unfit
from .paging import check_ids

LONGEST_NAME, LONGEST_DESCRIPTION = 60, 256
FLAGS = ("true", "false")


@action("cvm", "CreateImage", limit=10)
def create_image(ask: Ask) -> dict[str, Any]:
    """CREATING at first, and the instance is busy until the image is there."""
    if "InstanceId" not in ask.params:
        raise ApiError("MissingParameter", "One of `InstanceId`, `SnapshotIds` is required.")
    row = member(ask)
    off, sysprep = _flag(ask, "ForcePoweroff"), _flag(ask, "Sysprep")
    _check_words(ask)
    tags = check_tags(ask.params.get("TagSpecification", []), "image")
    image = image_of(ask.db, row)
    if sysprep and not image.windows:
        raise bad_value("Sysprep", ask.params["Sysprep"], f"`{row['id']}` does not run Windows")
    refuse_unfit(ask, [row])
    made = image_count(ask.db, ask.region)
    if made >= ask.settings.image_quota:
        raise ApiError("ImageQuotaLimitExceeded", f"`{made}` images use up the quota.")
    if ask.params.get("DryRun"):
        return {}
    number = next_number(ask.db, "image")
    image_id = mint(ask.seed, "img", number)
    _insert(ask, number, image_id, row)
    put_new(ask, "image", [number], tags)
    send(ask.db, "image", number, ask.now + ask.settings.image_create)
    if off and row["state"] == "RUNNING":
        begin(ask, row)
    else:
        operate(ask, row, ask.action, ask.settings.image_create)
    return {"ImageId": image_id}


def _insert(ask: Ask, number: int, image_id: str, row: sqlite3.Row) -> None:
    image = image_of(ask.db, row)
    base = row["image"]
    if base not in IMAGES:
        base = ask.db.execute("SELECT base FROM image WHERE id = ?", (base,)).fetchone()["base"]
    ask.db.execute(
        "INSERT INTO image "
        "(seq, id, region, name, description, state, family, base, size, keys, creator, at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            number,
            image_id,
            ask.region,
            ask.params["ImageName"],
            ask.params.get("ImageDescription", ""),
            CREATING,
            ask.params.get("ImageFamily", ""),
            base,
            max(image.size, doc(row)["system"][2]),
            json.dumps(key_pairs.keys_of(ask.db, [row["seq"]])[row["seq"]]),
            ask.caller.user,
            ask.now,
        ),
    )


@action("cvm", "DeleteImages", limit=10)
def delete_images(ask: Ask) -> dict[str, Any]:
    """Instances that were made of them live on."""
    ids = ask.params["ImageIds"]
    if not ids:
        raise ApiError("MissingParameter", "The request is missing a required parameter `ImageIds`.")
    check_ids(ids, "ImageIds", "img", "InvalidImageId.Malformed")
    rows = [_own(ask, each) for each in ids]
    for row in rows:
        if row["state"] == CREATING:
            raise bad_value("ImageIds", row["id"], "being created", "InvalidImageId.IncorrectState")
    if ask.params.get("DryRun"):
        return {}
    for row in rows:
        ask.db.execute("UPDATE image SET state = ?, keys = '[]' WHERE seq = ?", (DELETED, row["seq"]))
        forget(ask.db, "image", row["seq"])
    return {}


@action("cvm", "ModifyImageAttribute", limit=10)
def modify_image_attribute(ask: Ask) -> dict[str, Any]:
    check_ids([ask.params["ImageId"]], "ImageId", "img", "InvalidImageId.Malformed")
    row = _own(ask, ask.params["ImageId"])
    given = ask.params
    if len(given) == 1:
        raise ApiError("MissingParameter", "An attribute to change is required.")
    _check_words(ask, row["name"])
    ask.db.execute(
        "UPDATE image SET name = ?, description = ?, family = ?, deprecated = ? WHERE seq = ?",
        (
            given.get("ImageName", row["name"]),
            given.get("ImageDescription", row["description"]),
            given.get("ImageFamily", row["family"]),
            given.get("ImageDeprecated", row["deprecated"]),
            row["seq"],
        ),
    )
    return {}


def _own(ask: Ask, image_id: str) -> sqlite3.Row:
    row = custom_image(ask.db, ask.region, image_id)
    if row is None:
        why = "a public image" if image_id in IMAGES else "no such image"
        raise bad_value("ImageId", image_id, why, "InvalidImageId.NotFound")
    return row


def _flag(ask: Ask, name: str) -> bool:
    """These are texts."""
    text = ask.params.get(name, "false").lower()
    if text not in FLAGS:
        raise bad_value(name, ask.params[name], "true or false")
    return text == "true"


def _check_words(ask: Ask, kept: str = "") -> None:
    name, about = ask.params.get("ImageName", kept), ask.params.get("ImageDescription", "")
    if not 1 <= len(name) <= LONGEST_NAME:
        raise bad_value("ImageName", name, f"1-{LONGEST_NAME} characters")
    if len(about) > LONGEST_DESCRIPTION:
        raise bad_value("ImageDescription", f"{about[:16]}…", f"at most {LONGEST_DESCRIPTION} characters")
    query = "SELECT 1 FROM image WHERE region = ? AND name = ? AND state <> ?"
    if name != kept and ask.db.execute(query, (ask.region, name, DELETED)).fetchone():
        raise bad_value("ImageName", name, "taken", "InvalidImageName.Duplicate")

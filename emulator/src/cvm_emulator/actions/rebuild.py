# SPDX-License-Identifier: GPL-3.0-or-later
"""ResetInstance and ResetInstancesPassword: a fresh system disk, a fresh password."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from .. import disks, key_pairs
from ..ask import Ask, action
from ..catalogue.disks import DISKS
from ..catalogue.images import Image
from ..catalogue.types import HOSTED, find_type
from ..errors import ApiError, bad_value
from ..images import image_of
from ..order.holding import holding
from ..order.login import check_login, legal_new_password
from ..order.marks import check_user_data
from ..order.names import legal_host_name
from ..order.quote import Config
from ..order.wares import find_image
from ..repricing import change_item, reprice
from ..store import doc
from .members import begin, member, members, operate, refuse_charges, refuse_unfit, update

CHARGES = ("POSTPAID_BY_HOUR", "PREPAID", HOSTED)
REINSTALLED = ("CLOUD_BASIC", "CLOUD_PREMIUM", "CLOUD_SSD", "CLOUD_BSSD")
PASSWORD_TAKES = 5
LONGEST_USER = 64


@action("cvm", "ResetInstance", limit=10)
def reset_instance(ask: Ask) -> dict[str, Any]:
    """Ends RUNNING, whether it ran before or not."""
    row, image, wanted = _read(ask)
    keys = check_login(ask, ask.params.get("LoginSettings", {}), image)
    host = ask.params.get("HostName", row["host_name"])
    if not legal_host_name(host, image.windows):
        raise bad_value("HostName", host, code="InvalidParameterValue.IllegalHostName")
    reprice(ask, row, wanted)
    kept = doc(row)
    kept["system"][2] = wanted.disks[0][1]
    disks.resized(ask.db, kept["system"][0], wanted.disks[0][1])
    key_pairs.bind(ask.db, [row["seq"]], keys)
    update(
        ask,
        row,
        image=image.image_id,
        host_name=host,
        user_data=ask.params.get("UserData", row["user_data"]),
        doc=json.dumps(kept),
    )
    begin(ask, row)
    return {}


@action("cvm", "InquiryPriceResetInstance", limit=10)
def inquiry_price_reset_instance(ask: Ask) -> dict[str, Any]:
    row, _, wanted = _read(ask)
    return {"Price": change_item(row, wanted, ask.now)}


@action("cvm", "ResetInstancesPassword", limit=10)
def reset_instances_password(ask: Ask) -> dict[str, Any]:
    """With one Windows machine among them, the rules of Windows hold for all."""
    rows = members(ask)
    user = ask.params.get("UserName", "")
    if len(user) > LONGEST_USER:
        raise bad_value(
            "UserName", user, f"at most {LONGEST_USER} characters", "InvalidParameterValue.TooLong"
        )
    images = [image_of(ask.db, row) for row in rows]
    windows = any(image.windows for image in images)
    users = {user or image.user for image in images}
    if not all(legal_new_password(ask.params["Password"], windows, each) for each in users):
        raise ApiError(
            "InvalidParameterValue.InvalidPassword",
            "The password in `Password` does not meet the complexity rules.",
        )
    refuse_unfit(ask, rows, ask.params.get("ForceStop", False))
    for row in rows:
        if row["state"] == "RUNNING":
            begin(ask, row)
        else:
            operate(ask, row, ask.action, PASSWORD_TAKES)
    return {}


def _read(ask: Ask) -> tuple[sqlite3.Row, Image, Config]:
    row = member(ask)
    refuse_charges(ask, [row], CHARGES)
    image = find_image(ask, ask.params["ImageId"]) if "ImageId" in ask.params else image_of(ask.db, row)
    if image.arch != find_type(row["type"]).family.arch:
        raise bad_value(
            "ImageId",
            image.image_id,
            "for another machine",
            "InvalidParameterValue.InvalidImageForGivenInstanceType",
        )
    wanted = _system_disk(ask.params.get("SystemDisk", {}), row, image)
    check_user_data(ask.params.get("UserData", ""))
    refuse_unfit(ask, [row])
    return row, image, wanted


def _system_disk(wanted: dict[str, Any], row: sqlite3.Row, image: Image) -> Config:
    """Its size may grow, its type stays."""
    now = holding(row)
    (kind, size, more), *data = now.disks
    if kind not in REINSTALLED:
        raise ApiError("InvalidInstance.NotSupported", f"`{row['id']}` has a system disk of `{kind}`.")
    if wanted.get("DiskType", kind) != kind:
        raise bad_value("SystemDisk.DiskType", wanted["DiskType"], f"it is `{kind}`")
    larger = wanted.get("DiskSize", max(size, image.size))
    if not max(size, image.size) <= larger <= DISKS[kind].system[1]:
        raise bad_value(
            "SystemDisk.DiskSize", larger, f"from {max(size, image.size)} to {DISKS[kind].system[1]}"
        )
    return now._replace(disks=[(kind, larger, more), *data])

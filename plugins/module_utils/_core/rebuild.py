# SPDX-License-Identifier: GPL-3.0-or-later
"""Machines installed anew from an image: ResetInstance, which wipes the system disk."""

from __future__ import annotations

from functools import partial

from .errors import Refused
from .instance import INSTANCE
from .kind import dig, settled
from .plan import Call
from .states import RUNNING
from .ways import SPOT

LOGIN = ("key_pairs", "password", "keep_image_login")
TAKEN = (*LOGIN, "image", "hostname", "user_data", "system_disk.size")


def rebuilds(want: dict, rows: list[dict]) -> tuple[list[Call], list[dict]]:
    """One call per machine whose image differs, or with `force` for each; and the rows as they will be."""
    if not want["image"]:
        raise Refused("image: not given; state: rebuilt needs the image to install")
    due = [row for row in rows if want["force"] or row["ImageId"] != want["image"]]
    spot = [row[INSTANCE.id] for row in due if row["InstanceChargeType"] == SPOT]
    if spot:
        raise Refused(f"state: spot machines cannot be rebuilt: {', '.join(spot)}; buy new ones")
    ids = {row[INSTANCE.id] for row in due}
    later = [reborn(want, row) if row[INSTANCE.id] in ids else row for row in rows]
    return [rebuild(want, row) for row in due], later


def given(want: dict) -> dict:
    """What a reinstallation takes of the wish. It takes a whole host name, no pattern."""
    fields = [field for field in INSTANCE.fields if field.option in TAKEN]
    plain = None if "{" in (want["hostname"] or "") else want["hostname"]
    return settled(fields, {**want, "hostname": plain})


def rebuild(want: dict, row: dict) -> Call:
    """Keys stay when no login is given."""
    keys = dig(row, "LoginSettings.KeyIds")
    kept = {"LoginSettings": {"KeyIds": keys}} if keys and not any(want[each] for each in LOGIN) else {}
    return Call(
        "cvm",
        "ResetInstance",
        {"InstanceId": row[INSTANCE.id], **kept, **given(want)},
        ids="InstanceId",
        then=RUNNING,
        until=partial(shows_image, want["image"]),
        tracked=True,
    )


def reborn(want: dict, row: dict) -> dict:
    """The row as it will be: it runs, and has what the reinstallation brought."""
    new = given(want)
    disk = {**row["SystemDisk"], **new.pop("SystemDisk", {})}
    return {**row, **new, "SystemDisk": disk, "InstanceState": RUNNING}


def shows_image(image: str, row: dict) -> bool:
    return row["ImageId"] == image

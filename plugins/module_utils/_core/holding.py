# SPDX-License-Identifier: GPL-3.0-or-later
"""What machines hold: an address or a disk that is put on one, taken off, and never off another unasked."""

from __future__ import annotations

from typing import Callable

from .errors import Refused
from .instance import INSTANCE


def resolved(want: dict, look: Callable) -> dict:
    """`instance` becomes an id; the row of the machine is kept."""
    if not want["instance"] or want["state"] == "absent":
        return want
    row = look(INSTANCE, [("instance", want["instance"])])[want["instance"]]
    return {**want, "instance": row[INSTANCE.id], "machine": row}


def same_holder(wanted: str, shown: str | None) -> bool:
    return wanted == (shown or "")


def refuse_taking(want: dict, what: str, holder: str, wanted: str | None) -> None:
    """Off another machine only when that is allowed, or when nothing else is asked than to take it off."""
    if want["force"]:
        return
    if want["state"] == "absent" and wanted not in (holder, ""):
        raise Refused(
            f"state: {what} is still with {holder}; force: true takes it off, or instance: {holder} says "
            "that this is known"
        )
    if want["state"] == "present" and wanted:
        raise Refused(f"instance: {what} is with {holder}, not with {wanted}; force: true moves it")

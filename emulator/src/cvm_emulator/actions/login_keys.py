# SPDX-License-Identifier: GPL-3.0-or-later
"""AssociateInstancesKeyPairs and DisassociateInstancesKeyPairs: on machines that are stopped, or by force."""

from __future__ import annotations

import sqlite3
from typing import Any

from .. import key_pairs
from ..ask import Ask, action
from ..errors import ApiError, bad_value
from ..images import image_of
from .key_pairs import find_keys
from .members import begin, members, operate, refuse_unfit

TAKES = 3


@action("cvm", "AssociateInstancesKeyPairs", limit=10)
def associate_instances_key_pairs(ask: Ask) -> dict[str, Any]:
    """The keys until now open the machines no longer."""
    rows, keys = _read(ask)
    key_pairs.bind(ask.db, [row["seq"] for row in rows], keys)
    _restart(ask, rows)
    return {}


@action("cvm", "DisassociateInstancesKeyPairs", limit=10)
def disassociate_instances_key_pairs(ask: Ask) -> dict[str, Any]:
    rows, keys = _read(ask)
    held = key_pairs.keys_of(ask.db, [row["seq"] for row in rows])
    for row in rows:
        for key in keys:
            if key not in held[row["seq"]]:
                raise bad_value("KeyIds", key, f"not a key of `{row['id']}`")
    key_pairs.unbind(ask.db, [row["seq"] for row in rows], keys)
    _restart(ask, rows)
    return {}


def _read(ask: Ask) -> tuple[list[sqlite3.Row], list[str]]:
    rows, keys = members(ask), [row["id"] for row in find_keys(ask)]
    for row in rows:
        if image_of(ask.db, row).windows:
            raise ApiError("UnsupportedOperation.InstanceOsWindows", f"`{row['id']}` runs Windows.")
    refuse_unfit(ask, rows, ask.params.get("ForceStop", False))
    return rows, keys


def _restart(ask: Ask, rows: list[sqlite3.Row]) -> None:
    for row in rows:
        if row["state"] == "RUNNING":
            begin(ask, row)
        else:
            operate(ask, row, ask.action, TAKES)

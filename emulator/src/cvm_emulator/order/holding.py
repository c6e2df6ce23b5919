# SPDX-License-Identifier: GPL-3.0-or-later
"""An instance that is there already, as a configuration with a price; and what it costs to change it."""

from __future__ import annotations

import math
import sqlite3

from ..ask import Ask
from ..catalogue.types import find_type
from ..errors import ApiError
from ..money import MILLIONTHS_PER_CENT, purse
from ..store import doc
from .quote import Config


def holding(row: sqlite3.Row) -> Config:
    """The bandwidth of an EIP is paid for with the EIP."""
    kept = doc(row)
    return Config(
        zone=row["zone"],
        kind=find_type(row["type"]),
        charge=row["charge"],
        disks=[tuple(disk[1:]) for disk in (kept["system"], *kept["data"])],
        mbit=0 if kept["eip"] else kept["mbit"],
        internet=kept["internet"],
    )


def afford(ask: Ask, cents: int) -> None:
    """So many cents more are to be taken or frozen."""
    free = math.floor(round(purse(ask.db, ask.now).free * MILLIONTHS_PER_CENT) / MILLIONTHS_PER_CENT)
    if cents > max(free, 0):
        raise ApiError(
            "InvalidAccount.InsufficientBalance", f"`{cents}` cents are needed, `{free}` are free."
        )

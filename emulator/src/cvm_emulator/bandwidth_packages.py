# SPDX-License-Identifier: GPL-3.0-or-later
"""Bandwidth packages: found, and which public addresses of instances are in them."""

from __future__ import annotations

import sqlite3

from .ask import Ask
from .errors import bad_value
from .ids import well_formed

IN_PACKAGE = "BANDWIDTH_PACKAGE"
MALFORMED = "InvalidParameterValue.BandwidthPackageIdMalformed"


def find_package(ask: Ask, path: str, package_id: str, unknown: str) -> sqlite3.Row:
    if not well_formed("bwp", package_id):
        raise bad_value(path, package_id, code=MALFORMED)
    query = "SELECT * FROM bandwidth_package WHERE id = ? AND region = ?"
    row = ask.db.execute(query, (package_id, ask.region)).fetchone()
    if row is None:
        raise bad_value(path, package_id, "no such bandwidth package", unknown)
    return row


def inside(db: sqlite3.Connection, package_id: str) -> list[sqlite3.Row]:
    """The instances in it, with a public address at the moment or not."""
    query = "SELECT id, public_ip FROM instance WHERE package = ? AND gone = 0 ORDER BY seq"
    return db.execute(query, (package_id,)).fetchall()

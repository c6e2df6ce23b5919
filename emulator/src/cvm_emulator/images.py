# SPDX-License-Identifier: GPL-3.0-or-later
"""The images of an account: the public ones, and those made of its own instances."""

from __future__ import annotations

import sqlite3

from .catalogue.images import IMAGES, Image
from .clock import utc
from .errands import errand
from .settings import Settings

CREATING, NORMAL, DELETED = "CREATING", "NORMAL", "DELETED"


def custom_images(db: sqlite3.Connection, region: str) -> list[sqlite3.Row]:
    query = "SELECT * FROM image WHERE region = ? AND state <> ? ORDER BY seq"
    return db.execute(query, (region, DELETED)).fetchall()


def image_count(db: sqlite3.Connection, region: str) -> int:
    return len(custom_images(db, region))


def custom_image(db: sqlite3.Connection, region: str, image_id: str) -> sqlite3.Row | None:
    query = "SELECT * FROM image WHERE id = ? AND region = ? AND state <> ?"
    return db.execute(query, (image_id, region, DELETED)).fetchone()


def as_image(row: sqlite3.Row) -> Image:
    base = IMAGES[row["base"]]
    return base._replace(
        image_id=row["id"],
        name=row["name"],
        size=row["size"],
        created=utc(row["at"]),
        system=base.name,
        custom=True,
    )


def image_of(db: sqlite3.Connection, instance: sqlite3.Row) -> Image:
    """What an instance was installed from, even when the image was deleted since."""
    image_id = instance["image"]
    if image_id in IMAGES:
        return IMAGES[image_id]
    return as_image(db.execute("SELECT * FROM image WHERE id = ?", (image_id,)).fetchone())


@errand("image")
def _made(db: sqlite3.Connection, settings: Settings, seq: int, at: float) -> None:
    db.execute("UPDATE image SET state = ? WHERE seq = ? AND state = ?", (NORMAL, seq, CREATING))

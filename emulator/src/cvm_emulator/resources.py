# SPDX-License-Identifier: GPL-3.0-or-later
"""The names of resources, `qcs::<service>:<region>:uin/<account>:<prefix>/<id>`, and what they stand for."""

from __future__ import annotations

import re
import sqlite3
from typing import NamedTuple

NAME = re.compile(r"qcs::([a-z]+):([a-z0-9-]*):(?:uin/(\d*))?:([a-z]+)/([\w-]+)")


class Kind(NamedTuple):
    """A kind of resource that carries tags. `there`: which rows of its table exist for the caller."""

    service: str
    prefix: str
    table: str
    mint: str
    there: str = "1"
    regional: bool = True


KINDS = (
    Kind("cvm", "instance", "instance", "ins", there="shown = 1"),
    Kind("cvm", "volume", "disk", "disk", there="kind NOT LIKE 'LOCAL%'"),
    Kind("cvm", "sg", "security_group", "sg"),
    Kind("cvm", "image", "image", "img"),
    Kind("cvm", "keypair", "key_pair", "skey", regional=False),
    Kind("cvm", "ps", "placement_group", "ps"),
    Kind("cvm", "host", "host", "host"),
    Kind("cvm", "snapshot", "snapshot", "snap"),
    Kind("vpc", "eip", "eip", "eip"),
    Kind("vpc", "subnet", "subnet", "subnet"),
    Kind("vpc", "vpc", "vpc", "vpc"),
)
BY_NAME = {(kind.service, kind.prefix): kind for kind in KINDS}


class Resource(NamedTuple):
    """The key of its rows in the table `tag`."""

    kind: str
    ref: int


def parse(name: str, account: str) -> re.Match[str] | None:
    """The parts of a well-formed name of the account; the account may be left out."""
    parsed = NAME.fullmatch(name)
    return parsed if parsed and parsed[3] in (None, "", account) else None


def find(db: sqlite3.Connection, kind: Kind, region: str, object_id: str) -> Resource | None:
    where = " AND region = ?" if kind.regional else ""
    query = f"SELECT seq FROM {kind.table} WHERE id = ? AND {kind.there}{where}"
    row = db.execute(query, (object_id, region) if kind.regional else (object_id,)).fetchone()
    return Resource(kind.table, row["seq"]) if row else None


def listed(kind: Kind) -> str:
    """The query for all that exist of a kind: kind, seq, id, region."""
    region = "region" if kind.regional else "''"
    return (
        f"SELECT '{kind.service}:{kind.prefix}' AS name, '{kind.table}' AS kind, seq, id, {region} AS region "
        f"FROM {kind.table} WHERE {kind.there}"
    )


def full_name(row: sqlite3.Row, account: str) -> str:
    """Of a row of `listed`."""
    service, prefix = row["name"].split(":")
    return f"qcs::{service}:{row['region']}:uin/{account}:{prefix}/{row['id']}"

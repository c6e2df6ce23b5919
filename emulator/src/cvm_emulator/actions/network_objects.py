# SPDX-License-Identifier: GPL-3.0-or-later
"""What the actions that create and delete in vpc share: an object by its id, names, the end of an object."""

from __future__ import annotations

import sqlite3
from ipaddress import IPv4Network

from ..ask import Ask
from ..catalogue.regions import ZONES, Zone
from ..errors import ApiError, bad_value
from ..ids import well_formed
from ..tagging import forget

LONGEST_NAME = 60
PREFIXES = {"vpc": "vpc", "subnet": "subnet", "security_group": "sg"}


def find(ask: Ask, table: str, parameter: str, code: str = "InvalidParameterValue.Malformed") -> sqlite3.Row:
    return find_id(ask, table, parameter, ask.params[parameter], code)


def find_id(
    ask: Ask, table: str, parameter: str, object_id: str, code: str = "InvalidParameterValue.Malformed"
) -> sqlite3.Row:
    """`code`: of an id that cannot be one; an unknown one is ResourceNotFound."""
    if not well_formed(PREFIXES[table], object_id):
        raise bad_value(parameter, object_id, code=code)
    query = f"SELECT * FROM {table} WHERE id = ? AND region = ?"
    row = ask.db.execute(query, (object_id, ask.region)).fetchone()
    if row is None:
        raise ApiError("ResourceNotFound", f"The resource `{object_id}` is not found.")
    return row


def count(ask: Ask, table: str, column: str, value: str) -> int:
    return ask.db.execute(f"SELECT COUNT(*) FROM {table} WHERE {column} = ?", (value,)).fetchone()[0]


def delete(ask: Ask, table: str, row: sqlite3.Row) -> None:
    ask.db.execute(f"DELETE FROM {table} WHERE seq = ?", (row["seq"],))
    forget(ask.db, table, row["seq"])


def in_use(object_id: str) -> ApiError:
    return ApiError("ResourceInUse", f"The specified resource `{object_id}` is already in use.")


def check_name(parameter: str, name: str, longest: int = LONGEST_NAME) -> None:
    if not name:
        raise bad_value(parameter, name)
    if len(name.encode()) > longest:
        raise bad_value(parameter, name, f"at most {longest} bytes", "InvalidParameterValue.TooLong")


def find_zone(ask: Ask, name: str) -> Zone:
    zone = ZONES.get(name)
    if zone is None or zone.region != ask.region or not zone.open:
        raise ApiError("ResourceNotFound", f"The zone `{name}` is not one of `{ask.region}`.")
    return zone


def read_cidr(text: str) -> IPv4Network:
    try:
        if "/" in text:
            return IPv4Network(text)
    except ValueError:
        pass
    raise bad_value("CidrBlock", text, code="InvalidParameterValue.Malformed")

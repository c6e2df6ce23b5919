# SPDX-License-Identifier: GPL-3.0-or-later
"""Key pairs, the same in every region: describe, import, create, modify, delete."""

from __future__ import annotations

import re
import sqlite3
from typing import Any

from .. import key_pairs
from ..ask import Ask, action
from ..clock import utc
from ..errors import ApiError, bad_value
from ..order.extras import check_project
from ..order.marks import check_tags
from ..tagging import forget, put_new
from .paging import check_ids, marks, page, read_filters, read_ids
from .tagged import shown_tags, tag_condition

NAME = re.compile(r"[0-9A-Za-z_]+")
LONGEST_NAME, LONGEST_DESCRIPTION = 25, 60
FILTERS = ("project-id", "key-name", "tag-key", "tag-value", "tag:")
MOST_VALUES = 5
MALFORMED = "InvalidKeyPairId.Malformed"


@action("cvm", "DescribeKeyPairs", limit=10)
def describe_key_pairs(ask: Ask) -> dict[str, Any]:
    ids = read_ids(ask, "KeyIds", "skey", MALFORMED)
    where, values = [], []
    if ids:
        where.append(f"id IN ({marks(ids)})")
        values += ids
    for name, wanted in read_filters(ask, FILTERS, MOST_VALUES, "InvalidFilter").items():
        condition, more = _condition(ask, name, wanted)
        where.append(condition)
        values += more
    rows = ask.db.execute(
        f"SELECT * FROM key_pair WHERE {' AND '.join(where) or '1'} ORDER BY seq", values
    ).fetchall()
    wanted_page = page(ask)
    shown = rows[wanted_page.offset : wanted_page.offset + wanted_page.limit]
    tags = shown_tags(ask.db, "key_pair", [row["seq"] for row in shown], ask.now)
    return {
        "TotalCount": len(rows),
        "KeyPairSet": [_shape(ask, row, tags[row["seq"]]) for row in shown],
    }


def _condition(ask: Ask, name: str, wanted: list[str]) -> tuple[str, list[object]]:
    if name == "project-id":
        if not all(value.isascii() and value.isdigit() for value in wanted):
            raise bad_value("Filters project-id", wanted, "not a number")
        return f"CAST(project AS TEXT) IN ({marks(wanted)})", list(wanted)
    if name == "key-name":
        return f"name IN ({marks(wanted)})", list(wanted)
    condition, values = tag_condition(name, "key_pair", wanted, ask.now)
    return condition, list(values)


@action("cvm", "ImportKeyPair", limit=10)
def import_key_pair(ask: Ask) -> dict[str, Any]:
    tags = _read_new(ask)
    public = key_pairs.read_public(ask.params["PublicKey"])
    if public is None:
        raise ApiError("InvalidPublicKey.Malformed", "`PublicKey` is no RSA key in OpenSSH's form.")
    if ask.db.execute("SELECT 1 FROM key_pair WHERE public = ?", (public,)).fetchone():
        raise ApiError("InvalidPublicKey.Duplicate", "The key of `PublicKey` is here already.")
    return {"KeyId": _add(ask, public, tags)["id"]}


@action("cvm", "CreateKeyPair", limit=10)
def create_key_pair(ask: Ask) -> dict[str, Any]:
    tags = _read_new(ask)
    made = key_pairs.make_pair()
    row = _add(ask, made.public, tags)
    return {
        "KeyPair": {
            "KeyId": row["id"],
            "KeyName": row["name"],
            "ProjectId": row["project"],
            "PublicKey": _commented(row),
            "PrivateKey": made.private,
        }
    }


@action("cvm", "DeleteKeyPairs", limit=10)
def delete_key_pairs(ask: Ask) -> dict[str, Any]:
    rows = find_keys(ask)
    for row in rows:
        if key_pairs.in_use(ask.db, row["id"], ask.now):
            raise bad_value("KeyIds", row["id"], "in use", "InvalidParameterValue.KeyPairNotSupported")
    for row in rows:
        ask.db.execute("DELETE FROM key_pair WHERE seq = ?", (row["seq"],))
        forget(ask.db, "key_pair", row["seq"])
    return {}


@action("cvm", "ModifyKeyPairAttribute", limit=10)
def modify_key_pair_attribute(ask: Ask) -> dict[str, Any]:
    check_ids([ask.params["KeyId"]], "KeyId", "skey", MALFORMED)
    row = _find(ask, ask.params["KeyId"])
    if "KeyName" not in ask.params and "Description" not in ask.params:
        raise ApiError("MissingParameter", "One of `KeyName`, `Description` is required.")
    name = ask.params.get("KeyName", row["name"])
    if name != row["name"]:
        _check_name(ask, name)
    about = ask.params.get("Description", row["description"])
    if len(about) > LONGEST_DESCRIPTION:
        raise bad_value("Description", about, f"at most {LONGEST_DESCRIPTION} characters")
    ask.db.execute("UPDATE key_pair SET name = ?, description = ? WHERE seq = ?", (name, about, row["seq"]))
    return {}


def find_keys(ask: Ask) -> list[sqlite3.Row]:
    """Every key pair of `KeyIds`; one that is unknown fails the whole call."""
    ids = ask.params["KeyIds"]
    if not ids:
        raise ApiError("MissingParameter", "The request is missing a required parameter `KeyIds`.")
    check_ids(ids, "KeyIds", "skey", MALFORMED)
    return [_find(ask, each) for each in ids]


def _find(ask: Ask, key_id: str) -> sqlite3.Row:
    row = ask.db.execute("SELECT * FROM key_pair WHERE id = ?", (key_id,)).fetchone()
    if row is None:
        raise bad_value("KeyIds", key_id, "no such key pair", "InvalidKeyPairId.NotFound")
    return row


def _read_new(ask: Ask) -> dict[str, str]:
    _check_name(ask, ask.params["KeyName"])
    check_project("ProjectId", ask.params["ProjectId"])
    tags = check_tags(ask.params.get("TagSpecification", []), "keypair")
    most = ask.settings.key_pair_quota
    if ask.db.execute("SELECT COUNT(*) FROM key_pair").fetchone()[0] >= most:
        raise ApiError("InvalidKeyPair.LimitExceeded", f"The account has `{most}` key pairs already.")
    return tags


def _check_name(ask: Ask, name: str) -> None:
    if not name:
        raise ApiError("InvalidKeyPairNameEmpty", "`KeyName` is empty.")
    if len(name) > LONGEST_NAME:
        raise bad_value("KeyName", name, f"at most {LONGEST_NAME} characters", "InvalidKeyPairNameTooLong")
    if not NAME.fullmatch(name):
        raise bad_value("KeyName", name, code="InvalidKeyPairNameIncludeIllegalChar")
    if ask.db.execute("SELECT 1 FROM key_pair WHERE name = ?", (name,)).fetchone():
        raise bad_value("KeyName", name, "taken", "InvalidKeyPairName.Duplicate")


def _add(ask: Ask, public: str, tags: dict[str, str]) -> sqlite3.Row:
    row = key_pairs.add(ask.db, ask.seed, ask.params["KeyName"], ask.params["ProjectId"], public, ask.now)
    put_new(ask, "key_pair", [row["seq"]], tags)
    return row


def _commented(row: sqlite3.Row) -> str:
    """The service puts the id behind the key."""
    return f"{row['public']} {row['id']}"


def _shape(ask: Ask, row: sqlite3.Row, tags: list[tuple[str, str]]) -> dict[str, Any]:
    return {
        "KeyId": row["id"],
        "KeyName": row["name"],
        "ProjectId": row["project"],
        "Description": row["description"],
        "PublicKey": _commented(row),
        "AssociatedInstanceIds": key_pairs.opened_by(ask.db, row["id"]),
        "CreatedTime": utc(row["at"]),
        "Tags": [{"Key": key, "Value": value} for key, value in tags],
    }

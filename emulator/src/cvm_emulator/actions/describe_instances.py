# SPDX-License-Identifier: GPL-3.0-or-later
"""DescribeInstances and DescribeInstancesStatus: which instances, in the order of their purchase."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import Any

from ..ask import Ask, action
from ..disks import of_instances
from ..errors import bad_value
from ..ids import well_formed
from ..images import image_of
from ..key_pairs import keys_of
from .instance_shape import Around, shape
from .paging import Page, marks, page, read_filters, read_ids
from .tagged import shown_tags, tag_condition

Condition = tuple[str, Iterable[object]]
COLUMNS = {
    "zone": "zone",
    "vpc-id": "vpc",
    "subnet-id": "subnet",
    "instance-id": "id",
    "instance-charge-type": "charge",
    "instance-state": "state",
    "private-ip-address": "private_ip",
    "public-ip-address": "public_ip",
    "uuid": "uuid",
    "host-id": "host",
}
FORMS: dict[str, tuple[Callable[[str], bool], str]] = {
    "vpc-id": (lambda text: well_formed("vpc", text), "InvalidParameterValue.VpcIdMalformed"),
    "subnet-id": (lambda text: well_formed("subnet", text), "InvalidParameterValue.SubnetIdMalformed"),
    "instance-id": (lambda text: well_formed("ins", text), "InvalidInstanceId.Malformed"),
    "security-group-id": (lambda text: well_formed("sg", text), "InvalidSgId.Malformed"),
    "private-ip-address": (lambda text: _is_address(text), "InvalidParameterValue.IPAddressMalformed"),
    "public-ip-address": (lambda text: _is_address(text), "InvalidParameterValue.IPAddressMalformed"),
    "uuid": (
        lambda text: re.fullmatch(r"[0-9a-f-]{36}", text) is not None,
        "InvalidParameterValue.UuidMalformed",
    ),
    "ipv6-address": (
        lambda text: _is_address(text, IPv6Address),
        "InvalidParameterValue.IPv6AddressMalformed",
    ),
    "host-id": (lambda text: well_formed("host", text), "InvalidHostId.Malformed"),
    "project-id": (str.isdigit, "InvalidParameterValue"),
}
NEVER = ("dedicated-cluster-id",)
TIMES = {"creation-start-time": ">=", "creation-end-time": "<="}
FILTERS = (
    *COLUMNS,
    *NEVER,
    *TIMES,
    "project-id",
    "security-group-id",
    "ipv6-address",
    "instance-name",
    "tag-key",
    "tag-value",
    "tag:",
)
MOST_VALUES = 5
NARROW = ("seq IN", "id IN", "private_ip IN", "public_ip IN", "uuid IN")


@action("cvm", "DescribeInstances", limit=40)
def describe_instances(ask: Ask) -> dict[str, Any]:
    ids = read_ids(ask, "InstanceIds", "ins", "InvalidInstanceId.Malformed")
    conditions = [(f"id IN ({marks(ids)})", ids)] if ids else _conditions(ask)
    total, rows = select(ask, conditions, page(ask), "*")
    return {"TotalCount": total, "InstanceSet": _shapes(ask, rows)}


def _shapes(ask: Ask, rows: list[sqlite3.Row]) -> list[dict[str, Any]]:
    """Data disks are those bought with the instance; attached later ones where the setting says so."""
    seqs = [row["seq"] for row in rows]
    tags = shown_tags(ask.db, "instance", seqs, ask.now)
    held, keys = of_instances(ask.db, seqs), keys_of(ask.db, seqs)
    every = ask.settings.data_disks_shown == "attached"
    return [
        shape(
            row,
            Around(
                image_of(ask.db, row),
                tags[row["seq"]],
                [disk for disk in held[row["seq"]] if every or disk["origin"] == row["seq"]],
                keys[row["seq"]],
            ),
            ask.now,
        )
        for row in rows
    ]


@action("cvm", "DescribeInstancesStatus", limit=40)
def describe_instances_status(ask: Ask) -> dict[str, Any]:
    ids = read_ids(ask, "InstanceIds", "ins", "InvalidInstanceId.Malformed")
    conditions = [(f"id IN ({marks(ids)})", ids)] if ids else []
    total, rows = select(ask, conditions, page(ask), "id, state")
    states = [{"InstanceId": row["id"], "InstanceState": row["state"]} for row in rows]
    return {"TotalCount": total, "InstanceStatusSet": states}


def select(
    ask: Ask, conditions: list[Condition], wanted: Page, columns: str
) -> tuple[int, list[sqlite3.Row]]:
    """How many match, and the rows of the page.

    Conditions with an index of their own lead the query; the region leads it only without them.
    """
    narrow = any(text.startswith(NARROW) for text, _ in conditions)
    shown = "+region = ? AND +shown = 1" if narrow else "region = ? AND shown = 1"
    where = " AND ".join([shown, *(text for text, _ in conditions)])
    values = [ask.region, *(value for _, more in conditions for value in more)]
    seqs = f"SELECT seq FROM instance WHERE {where}"
    if narrow:
        total, on_page = _counted(ask, seqs, values, wanted)
    else:
        total = ask.db.execute(f"SELECT COUNT(*) FROM instance WHERE {where}", values).fetchone()[0]
        on_page = [
            row[0]
            for row in ask.db.execute(
                f"{seqs} ORDER BY seq LIMIT ? OFFSET ?", [*values, wanted.limit, wanted.offset]
            )
        ]
    query = f"SELECT {columns} FROM instance WHERE seq IN ({marks(on_page)}) ORDER BY seq"
    return total, ask.db.execute(query, on_page).fetchall()


def _counted(ask: Ask, seqs: str, values: list[Any], wanted: Page) -> tuple[int, list[int]]:
    """How many there are, and those of the page, from one search."""
    query = f"WITH found AS MATERIALIZED ({seqs}) SELECT (SELECT COUNT(*) FROM found), seq FROM "
    query += "(SELECT 0) LEFT JOIN (SELECT seq FROM found ORDER BY seq LIMIT ? OFFSET ?)"
    rows = ask.db.execute(query, [*values, wanted.limit, wanted.offset]).fetchall()
    return rows[0][0], [row[1] for row in rows if row[1] is not None]


def _conditions(ask: Ask) -> list[Condition]:
    filters = read_filters(ask, FILTERS, MOST_VALUES, "InvalidFilter")
    return [_condition(ask, name, values) for name, values in filters.items()]


def _condition(ask: Ask, name: str, values: list[str]) -> Condition:
    if name in FORMS:
        fits, code = FORMS[name]
        for value in values:
            if not fits(value):
                raise bad_value(f"Filters {name}", value, code=code)
    if name in COLUMNS:
        return f"{COLUMNS[name]} IN ({marks(values)})", values
    if name in NEVER:
        return "0", ()
    if name in TIMES:
        return _time_condition(name, values)
    if name == "project-id":
        return f"project IN ({marks(values)})", [int(value) for value in values]
    if name == "security-group-id":
        return f"seq IN (SELECT seq FROM attached WHERE sg IN ({marks(values)}))", values
    if name == "ipv6-address":
        texts = [str(IPv6Address(value)) for value in values]
        return f"seq IN (SELECT instance FROM ipv6 WHERE address IN ({marks(texts)}))", texts
    if name == "instance-name":
        return _name_condition(values, ask.settings.instance_name_filter)
    condition = tag_condition(name, "instance", values, ask.now)
    assert condition is not None
    return condition


def _name_condition(values: list[str], mode: str) -> Condition:
    if mode == "exact":
        return f"name IN ({marks(values)})", values
    return "(" + " OR ".join(["instr(name, ?) > 0"] * len(values) or ["0"]) + ")", values


def _time_condition(name: str, values: list[str]) -> Condition:
    if len(values) != 1:
        raise bad_value(f"Filters {name}", len(values), "takes one value")
    try:
        moment = datetime.strptime(values[0], "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC).timestamp()
    except ValueError:
        raise bad_value(
            f"Filters {name}", values[0], code="InvalidParameterValue.InvalidTimeFormat"
        ) from None
    return f"CAST(bought_at AS INTEGER) {TIMES[name]} ?", [moment]


def _is_address(text: str, form: type[IPv4Address | IPv6Address] = IPv4Address) -> bool:
    try:
        return bool(form(text))
    except AddressValueError:
        return False

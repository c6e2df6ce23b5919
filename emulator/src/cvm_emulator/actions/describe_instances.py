# SPDX-License-Identifier: GPL-3.0-or-later
"""DescribeInstances and DescribeInstancesStatus: which instances, in the order of their purchase."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import Any

from ..ask import Ask, action
from ..disks import of_instances
from ..errors import bad_value
from ..ids import well_formed
from ..images import image_of
from ..key_pairs import keys_of
from .instance_search import NEWBORN, Search
from .instance_shape import Around, shape
from .paging import Condition, marks, page, read_filters, read_ids
from .tagged import shown_tags, worn

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


@action("cvm", "DescribeInstances", limit=40)
def describe_instances(ask: Ask) -> dict[str, Any]:
    ids = read_ids(ask, "InstanceIds", "ins", "InvalidInstanceId.Malformed")
    total, rows = _search(ask, ids).rows(page(ask), "*")
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
                ask.settings.pending_addresses,
            ),
            ask.now,
        )
        for row in rows
    ]


@action("cvm", "DescribeInstancesStatus", limit=40)
def describe_instances_status(ask: Ask) -> dict[str, Any]:
    ids = read_ids(ask, "InstanceIds", "ins", "InvalidInstanceId.Malformed")
    total, rows = _search(ask, ids).rows(page(ask), "id, state")
    states = [{"InstanceId": row["id"], "InstanceState": row["state"]} for row in rows]
    return {"TotalCount": total, "InstanceStatusSet": states}


def _search(ask: Ask, ids: list[str] | None) -> Search:
    search = Search(ask)
    if ids:
        search.add("instance-id", (f"id IN ({marks(ids)})", ids))
    for name, values in read_filters(ask, FILTERS, MOST_VALUES, "InvalidFilter").items():
        _check_form(name, values)
        if name == "security-group-id":
            query = f"SELECT seq FROM attached WHERE sg IN ({marks(values)}) AND seq NOT IN ({NEWBORN})"
            search.add_beside(query, values, len(values) == 1)
        elif tagged := worn(name, "instance", values, ask.now):
            query = f"SELECT ref AS seq FROM tag WHERE region = ? AND {tagged[0]}"
            # Of one key a machine has one value; the same value it may have of many keys.
            once = name.startswith("tag:") or (name == "tag-key" and len(values) == 1)
            search.add_beside(query, [ask.region, *tagged[1]], once)
        else:
            search.add(name, _condition(ask, name, values))
    return search


def _check_form(name: str, values: list[str]) -> None:
    if name in FORMS:
        fits, code = FORMS[name]
        for value in values:
            if not fits(value):
                raise bad_value(f"Filters {name}", value, code=code)


def _condition(ask: Ask, name: str, values: list[str]) -> Condition:
    if name in COLUMNS:
        return f"{COLUMNS[name]} IN ({marks(values)})", values
    if name in NEVER:
        return "0", ()
    if name in TIMES:
        return _time_condition(name, values)
    if name == "project-id":
        return f"project IN ({marks(values)})", [int(value) for value in values]
    if name == "ipv6-address":
        texts = [str(IPv6Address(value)) for value in values]
        return f"seq IN (SELECT instance FROM ipv6 WHERE address IN ({marks(texts)}))", texts
    return _name_condition(values, ask.settings.instance_name_filter)


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

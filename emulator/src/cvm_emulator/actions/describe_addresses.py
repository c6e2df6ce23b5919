# SPDX-License-Identifier: GPL-3.0-or-later
"""DescribeAddresses: EIPs, by ids or filters, with integers for pages."""

from __future__ import annotations

from typing import Any

from ..ask import Ask, action
from ..eips import PLAIN, in_arrears
from ..errors import bad_value
from .address_shape import shapes
from .paging import MOST_FILTERS, marks, page, read_filters, read_ids
from .tagged import tag_condition

COLUMNS = {
    "address-id": "id",
    "address-name": "name",
    "address-ip": "ip",
    "address-status": "status",
    "instance-id": "holder",
    "private-ip-address": "private_ip",
    "address-type": "kind",
}
FIRST_VALUE_ONLY = ("address-name", "private-ip-address")
ALIKE = {
    "instance-type": "CVM",
    "address-isp": PLAIN["InternetServiceProvider"],
}
CARD = "network-interface-id"
FILTERS = (
    *COLUMNS,
    *ALIKE,
    CARD,
    "is-arrears",
    "dedicated-cluster-id",
    "tag-key",
    "tag-value",
    "tag:",
)
MOST_VALUES = 100
JOINED = """
SELECT eip.*, instance.id AS holder, instance.private_ip, instance.subnet, instance.doc
FROM eip LEFT JOIN instance ON instance.seq = eip.instance
"""


@action("vpc", "DescribeAddresses", limit=100)
def describe_addresses(ask: Ask) -> dict[str, Any]:
    ids = read_ids(ask, "AddressIds", "eip", "InvalidParameterValue.AddressIdMalformed")
    wanted = page(ask)
    if len(ask.params.get("Filters", [])) > MOST_FILTERS:
        raise bad_value(
            "Filters", len(ask.params["Filters"]), f"at most {MOST_FILTERS}", "LimitExceeded.NumberOfFilters"
        )
    filters = read_filters(ask, FILTERS, MOST_VALUES, "InvalidParameter.InvalidFilter")
    conditions, values = ["region = ?"], [ask.region]
    if ids is not None:
        conditions.append(f"id IN ({marks(ids)})")
        values += ids
    for name, given in filters.items():
        if name != CARD:
            text, more = _condition(ask, name, given)
            conditions.append(text)
            values += more
    rows = ask.db.execute(
        f"SELECT * FROM ({JOINED}) WHERE {' AND '.join(conditions)} ORDER BY seq", values
    ).fetchall()
    found = shapes(ask, rows)
    if CARD in filters:
        found = [each for each in found if each["NetworkInterfaceId"] in filters[CARD]]
    return {"TotalCount": len(found), "AddressSet": found[wanted.offset : wanted.offset + wanted.limit]}


def _condition(ask: Ask, name: str, given: list[str]) -> tuple[str, list[Any]]:
    tagged = tag_condition(name, "eip", given, ask.now)
    if tagged is not None:
        return tagged[0], list(tagged[1])
    if name in ALIKE:
        bound = " AND holder IS NOT NULL" if name == "instance-type" else ""
        return (f"1{bound}" if ALIKE[name] in given else "0"), []
    if name == "is-arrears":
        return ("1" if str(in_arrears(ask.db)).upper() in [each.upper() for each in given] else "0"), []
    if name not in COLUMNS:
        return "0", []
    values = given[:1] if name in FIRST_VALUE_ONLY else given
    return f"{COLUMNS[name]} IN ({marks(values)})", list(values)

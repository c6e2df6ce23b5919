# SPDX-License-Identifier: GPL-3.0-or-later
"""What the Describe actions share: pages, filters, and lists of ids."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from ..ask import Ask
from ..errors import ApiError, bad_value
from ..ids import well_formed

DEFAULT_LIMIT, MOST_ROWS, MOST_FILTERS, MOST_IDS = 20, 100, 10, 100
LARGEST = 2**63 - 1
TAG = "tag:"
Condition = tuple[str, Iterable[object]]


class Page(NamedTuple):
    offset: int
    limit: int


def page(ask: Ask) -> Page:
    """Offset and Limit, as integers (cvm) or as strings of digits (vpc)."""
    offset, limit = _number(ask, "Offset", 0), _number(ask, "Limit", DEFAULT_LIMIT)
    if offset < 0:
        raise bad_value("Offset", offset)
    if limit < 1:
        raise bad_value("Limit", limit)
    if limit > MOST_ROWS and ask.settings.limit_over_100 == "error":
        raise bad_value("Limit", limit, f"at most {MOST_ROWS}", "InvalidParameterValue.LimitExceeded")
    return Page(min(offset, LARGEST), min(limit, MOST_ROWS))


def select_page(
    ask: Ask, table: str, conditions: list[Condition], order: str, columns: str = "*"
) -> tuple[int, list[sqlite3.Row]]:
    """How many rows match, and those of the page."""
    where = " AND ".join(text for text, _ in conditions)
    values, wanted = [value for _, more in conditions for value in more], page(ask)
    total = ask.db.execute(f"SELECT COUNT(*) FROM {table} WHERE {where}", values).fetchone()[0]
    query = f"SELECT {columns} FROM {table} WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?"
    return total, ask.db.execute(query, [*values, wanted.limit, wanted.offset]).fetchall()


def _number(ask: Ask, name: str, default: int) -> int:
    value = ask.params.get(name, default)
    if isinstance(value, int):
        return value
    if not (value.isascii() and value.isdigit()):
        raise bad_value(name, value, "not a number", "InvalidParameterValue.Malformed")
    return int(value)


def read_filters(
    ask: Ask, known: tuple[str, ...], most_values: int, unknown: str, most_filters: int = MOST_FILTERS
) -> dict[str, list[str]]:
    """Values by filter name; where `tag:` is known, also `tag:` and a key. `unknown`: the code for others."""
    found: dict[str, list[str]] = {}
    filters = ask.params.get("Filters", [])
    if len(filters) > most_filters:
        raise bad_value(
            "Filters", len(filters), f"at most {most_filters}", "InvalidFilterValue.LimitExceeded"
        )
    for each in filters:
        name = each["Name"]
        if name == TAG or (TAG if name.startswith(TAG) else name) not in known:
            raise bad_value("Filters.Name", name, "no such filter", unknown)
        if len(each["Values"]) > most_values:
            raise bad_value(
                name, len(each["Values"]), f"at most {most_values} values", "InvalidFilterValue.LimitExceeded"
            )
        if name in found:
            raise bad_value("Filters.Name", name, "given twice", unknown)
        found[name] = each["Values"]
    return found


def read_ids(
    ask: Ask, parameter: str, kind: str, malformed: str, coexist: str | None = None
) -> list[str] | None:
    """The ids asked for, or None when all are meant. Ids and filters exclude one another."""
    if parameter not in ask.params:
        return None
    ids = ask.params[parameter]
    if ids and ask.params.get("Filters"):
        raise ApiError(coexist or "InvalidParameter", f"`{parameter}` and `Filters` exclude one another.")
    check_ids(ids, parameter, kind, malformed)
    return ids or None


def check_ids(ids: list[str], parameter: str, kind: str, malformed: str) -> None:
    if len(ids) > MOST_IDS:
        raise bad_value(parameter, len(ids), f"at most {MOST_IDS}", "InvalidParameterValue.LimitExceeded")
    for each in ids:
        if not well_formed(kind, each):
            raise bad_value(parameter, each, code=malformed)
    if len(set(ids)) < len(ids):
        twice = next(each for each in ids if ids.count(each) > 1)
        raise bad_value(parameter, twice, "given twice", "InvalidParameterValue.Duplicate")


def marks(values: list[str]) -> str:
    return ", ".join("?" * len(values))

# SPDX-License-Identifier: GPL-3.0-or-later
"""Fields that the contract knows and this emulator refuses: it never ignores one that would count."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from .errors import not_emulated

Asks = Callable[[Any], bool]
Rows = dict[str, Asks]


def given(value: Any) -> bool:
    """Anything but the empty value, which asks for nothing."""
    return bool(value)


def named(value: Any) -> bool:
    """Any value at all: even the empty one would change something."""
    return True


def other_than(*emulated: Any) -> Asks:
    return lambda value: value not in emulated


def one_of(*values: Any) -> Asks:
    return lambda value: value in values


def fields(asks: Asks, *paths: str, under: str = "") -> Rows:
    return {f"{under}{path}": asks for path in paths}


def refuse(rows: Rows, params: dict[str, Any]) -> None:
    """ApiError for the first field of `params` that asks for what is not emulated."""
    for path, asks in rows.items():
        for name, value in values_at(params, path.split(".")):
            if asks(value):
                shown = f" = {value}" if isinstance(value, str | bool | int) else ""
                raise not_emulated(f"{name}{shown}")


def values_at(value: Any, path: list[str], name: str = "") -> Iterator[tuple[str, Any]]:
    """Every value that a path leads to, with its name; `*` stands for each item of a list."""
    if not path:
        yield name.lstrip("."), value
    elif path[0] == "*":
        for index, item in enumerate(value):
            yield from values_at(item, path[1:], f"{name}.{index}")
    elif path[0] in value:
        yield from values_at(value[path[0]], path[1:], f"{name}.{path[0]}")


def covers(rows: Rows, leaf: str) -> bool:
    """Whether a field is refused altogether, by itself or with the object that it is in."""
    parts = leaf.split(".")
    heads = [".".join(parts[: n + 1]) for n in range(len(parts))]
    return any(rows.get(head.removesuffix(".*")) in (given, named) for head in heads)

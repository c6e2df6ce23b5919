# SPDX-License-Identifier: GPL-3.0-or-later
"""A kind of resource: how it is listed, and one row per attribute."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Callable, NamedTuple

from .ids import is_id


def as_is(value: Any) -> Any:
    return value


def nothing(_want: dict, _row: dict) -> Any:
    """No further parameter, no obstacle."""
    return None


class Field(NamedTuple):
    """One attribute: the option, where the API has it, and the action that changes it.

    `seen`: where a row has it, when it is not at the `path` of the birth. `by` None: settled at birth.
    `sent_as`: the name under which `by` takes it. `send` and `show` turn the option's value into the API's
    and back. `same(wanted, shown)` tells whether they agree. `priced` False: a price inquiry refuses it.

    How it is changed: `per_call` resources in one request, with `also(want, row)` beside the value; `ways`
    instead of all that, where it takes several calls. `needs` the state STOPPED, `leaves` the machine in
    another. `tracked`: LatestOperation follows it. `unless(want, row)`: why this one cannot be changed.
    `reading`: the action that shows it, when DescribeInstances does not.
    """

    option: str
    path: str
    by: str | None = None
    sent_as: str | None = None
    send: Callable[[Any], Any] = as_is
    show: Callable[[Any], Any] = as_is
    same: Callable[[Any, Any], bool] = operator.eq
    priced: bool = True
    seen: str = ""
    per_call: int = 100
    also: Callable[[dict, dict], dict | None] = nothing
    ways: Callable[[Field, dict, dict], list] | None = None
    needs: str | None = None
    leaves: str | None = None
    tracked: bool = False
    unless: Callable[[dict, dict], str | None] = nothing
    reading: str | None = None

    def agrees(self, want: dict, row: dict) -> bool:
        """Whether the row shows what is wished; without a wish it does."""
        wanted = dig(want, self.option)
        return wanted is None or self.same(wanted, self.shown(row))

    def shown(self, row: dict) -> Any:
        """The option's value that the row shows."""
        return self.show(dig(row, self.seen or self.path))


class Kind(NamedTuple):
    """A kind of resource and how the API lists it. `paging`: the type of Offset and Limit, None for no
    paging. `status`: where a row has its state.

    How one is called: `noun` in messages; by an id with this `prefix`, a number without one; by the name
    that a row has at the path `name`. `name_filter` and `id_filter` find it (by ids only: ""), with as many
    `values` in a request, of names `names_at_once`.
    """

    service: str
    read: str
    many: str
    id: str
    ids: str = ""
    paging: Callable[[int], Any] | None = int
    status: str = ""
    fields: tuple[Field, ...] = ()
    noun: str = ""
    prefix: str = ""
    name: str = ""
    name_filter: str = ""
    id_filter: str = ""
    values: int = 100
    names_at_once: int = 100

    def is_id(self, value: str) -> bool:
        if self.prefix:
            return is_id(self.prefix, value)
        return re.fullmatch(r"-?\d+", value) is not None


@cache
def branches(path: str) -> tuple[str, ...]:
    return tuple(path.split("."))


def dig(tree: Any, path: str) -> Any:
    """The value at a dotted path, None where a branch is missing."""
    for name in branches(path):
        if not isinstance(tree, dict):
            return None
        tree = tree.get(name)
    return tree


def nest(pairs: Iterable[tuple[str, Any]]) -> dict:
    """A tree from dotted paths and values; None is left out."""
    tree: dict = {}
    for path, value in pairs:
        if value is None:
            continue
        *stem, leaf = branches(path)
        place = tree
        for name in stem:
            place = place.setdefault(name, {})
        place[leaf] = value
    return tree


def settled(fields: Iterable[Field], want: dict, priced_only: bool = False) -> dict:
    """The request that gives birth to what `want` says, as far as the fields go."""
    return nest(
        (field.path, field.send(dig(want, field.option)))
        for field in fields
        if dig(want, field.option) is not None and (field.priced or not priced_only)
    )


def drift(fields: Iterable[Field], want: dict, have: dict) -> Iterator[Field]:
    """The fields whose wish differs from what is there; a field without a wish never does."""
    return (field for field in fields if not field.agrees(want, have))


def same_set(wanted: list, shown: list | None) -> bool:
    return set(wanted) == set(shown or [])


def same_list(wanted: list, shown: list | None) -> bool:
    return list(wanted) == list(shown or [])


def one_of(wanted: list, shown: Any) -> bool:
    return not wanted or shown in wanted


def not_shown(_wanted: Any, _shown: Any) -> bool:
    """For what the API never shows again."""
    return True

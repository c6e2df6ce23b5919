# SPDX-License-Identifier: GPL-3.0-or-later
"""A resource with a name, and the way from the one there is to the one asked for: the same for every kind."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Callable, NamedTuple

from .errors import Refused
from .ids import with_good_ids
from .kind import Field, Kind, dig, drift, nest, settled
from .plan import GONE, Call, batched
from .tags import changes, rows_of, tags_of, wished

TIED = "tie"
TAGS_PER_CALL = 10


def as_wished(want: dict, *_more: Any) -> dict:
    return want


def no_calls(_want: dict, _have: dict | None) -> list[Call]:
    return []


def plain_tags(rows: list[dict]) -> dict:
    return {"Tags": rows}


class Holder(NamedTuple):
    """What may be in the way of a deletion: the kind, and the path of its name, or of a list of holders.

    It is found by a `filter` on the id of what it holds, or `of` the ids at a path of that, or else by that
    id. `going`: path of its state, and those in which it goes by itself.
    """

    kind: Kind
    name: str
    filter: str = ""
    of: str = ""
    going: tuple[str, tuple[str, ...]] = ("", ())

    def lines(self, rows: list[dict], held: str) -> list[str]:
        status, going = self.going
        found: list[str] = []
        for row in rows:
            name = dig(row, self.name)
            if isinstance(name, list):
                found += [each for each in name if each != held]
            elif dig(row, status) not in going:
                found.append(f"{row[self.kind.id]} ({name})")
        return found


@dataclass(frozen=True)
class Resource:
    """A kind of resource. Its options and results are called after `word`.

    How it is found: by `kind`, `scope` holds (option, filter) that a name is unique in; `filters` are all
    there are.
    How it lives: `fields`, one row per attribute; `create`, and `born`, where the answer has the id;
    `delete`; `one`, the parameter that names it (a plural takes a list), `aims` the actions that call it
    otherwise. `rest` are the states that last, the first one that of the
    newly born. `needs` are the options a birth needs, `defaults` what it has without them. `tokens`: whether
    `create` takes a ClientToken. `holders` are what is in the way of a deletion. `detail`: a further
    read, the action and the part of its answer, kept in the row under that name. `siblings`: an option and a
    filter; what matches is known to `fits` when one is born. What is its own: `checked(want, region)` before
    anything is asked, `resolved(want, look)` turns names into ids, `against(want, have)` completes the wish,
    `fits(want, siblings)` refuses a birth that cannot be, `tie` has the calls for fields whose action is
    TIED, `untie` those that precede deletion.
    """

    word: str
    kind: Kind
    filters: str
    fields: tuple[Field, ...]
    create: str
    born: str
    delete: str
    one: str
    tagged_as: str
    shape: Callable[[dict], dict]
    aims: tuple[tuple[str, str], ...] = ()
    needs: tuple[str, ...] = ()
    defaults: tuple[tuple[str, Any], ...] = ()
    scope: tuple[tuple[str, str], ...] = ()
    tags: str = "TagSet"
    birth_tags: Callable[[list[dict]], dict] = plain_tags
    rest: tuple[str, ...] = ()
    tokens: bool = False
    holders: tuple[Holder, ...] = ()
    detail: tuple[str, str] = ("", "")
    siblings: tuple[str, str] = ("", "")
    checked: Callable[[dict, str], dict] = as_wished
    resolved: Callable[[dict, Callable], dict] = as_wished
    against: Callable[[dict, dict | None], dict] = as_wished
    fits: Callable[[dict, list[dict]], Any] = as_wished
    tie: Callable[[dict, dict | None], list[Call]] = no_calls
    untie: Callable[[dict, dict], list[Call]] = no_calls

    @property
    def id_option(self) -> str:
        return f"{self.word}_id"

    @property
    def this(self) -> str:
        """Stands for the id of one that is not born yet."""
        return f"new-{self.word}"


def arguments(resource_word: str, **own: dict) -> dict:
    """The options of a managing module: those that all have, and its own."""
    return {
        f"{resource_word}_id": {"type": "str", "no_log": False},
        "name": {"type": "str"},
        **own,
        "tags": {"type": "dict"},
        "purge_tags": {"type": "bool", "default": False},
        "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
        "wait_timeout": {"type": "int", "default": 900},
    }


def prepared(resource: Resource, want: dict, region: str) -> dict:
    """The wish in the form in which the rest works with it; raises `Refused` for what could never be."""
    with_good_ids(resource.id_option, resource.kind.prefix, want[resource.id_option])
    if want["name"] is not None and not want["name"].strip():
        raise Refused("name: is empty; a name of at least one character is accepted")
    if want["wait_timeout"] < 1:
        raise Refused(f"wait_timeout: {want['wait_timeout']} is not accepted; 1 or more is")
    return resource.checked({**want, "tags": wished(want["tags"])}, region)


def plan(resource: Resource, want: dict, have: dict | None, region: str) -> list[Call]:
    """The calls that turn `have`, a row of the API, into `want`; none when they agree."""
    if want["state"] == "absent":
        return [*resource.untie(want, have), ending(resource, have)] if have else []
    want = resource.against(want, have)
    if have is None:
        later = [field for field in resource.fields if not field.path and not field.agrees(want, {})]
        return [
            birth(resource, want),
            *changed(resource, want, resource.this, later),
            *(resource.tie(want, None) if any(field.by == TIED for field in later) else []),
        ]
    differing = list(drift(resource.fields, want, have))
    refuse_settled(resource, want, have, differing)
    tied = resource.tie(want, have) if any(field.by == TIED for field in differing) else []
    return [
        *changed(resource, want, have[resource.kind.id], differing),
        *tagged(resource, want, have, region),
        *tied,
    ]


def birth(resource: Resource, want: dict) -> Call:
    want = {**want, **{option: value for option, value in resource.defaults if want[option] is None}}
    for option in ("name", *resource.needs):
        if want[option] is None:
            raise Refused(f"{option}: not given; making a new {resource.kind.noun} needs it")
    values = settled((field for field in resource.fields if field.path), want)
    tags = resource.birth_tags(rows_of(want["tags"])) if want["tags"] else {}
    return Call(
        resource.kind.service, resource.create, {**values, **tags}, then=next(iter(resource.rest), None)
    )


def ending(resource: Resource, have: dict) -> Call:
    return aimed(resource, resource.delete, have[resource.kind.id], {}, then=GONE)


def aimed(resource: Resource, action: str, id: str, values: dict, then: str | None = None) -> Call:
    """An action on one resource."""
    name = dict(resource.aims).get(action, resource.one)
    target = [id] if name.endswith("s") else id
    return Call(resource.kind.service, action, {name: target, **values}, then=then)


def changed(resource: Resource, want: dict, id: str, differing: list[Field]) -> list[Call]:
    """One call per action, with all that it changes."""
    actions = dict.fromkeys(field.by for field in differing if field.by != TIED)
    return [
        aimed(
            resource,
            action,
            id,
            nest(
                (field.sent_as or field.path, field.send(dig(want, field.option)))
                for field in differing
                if field.by == action
            ),
        )
        for action in actions
    ]


def refuse_settled(resource: Resource, want: dict, have: dict, differing: list[Field]) -> None:
    for field in differing:
        if field.by is None:
            shown = field.shown(have)
            raise Refused(
                f"{field.option}: {resource.kind.noun} {have[resource.kind.id]} has {shown!r}, which is "
                f"settled when it is made; {dig(want, field.option)!r} needs a new one, under another name "
                "or after state: absent"
            )


def tagged(resource: Resource, want: dict, have: dict, region: str) -> list[Call]:
    """Tags to set and to take off, as many in a call as the API takes."""
    put, gone = changes(want["tags"], tags_of(have.get(resource.tags)), want["purge_tags"])
    service, prefix = resource.tagged_as.split(":")
    name = f"qcs::{service}:{region}:uin/:{prefix}/{have[resource.kind.id]}"
    puts = batched([{"TagKey": key, "TagValue": value} for key, value in put.items()], TAGS_PER_CALL)
    gones = batched([{"TagKey": key} for key in gone], TAGS_PER_CALL)
    calls = []
    for number in range(max(len(puts), len(gones))):
        replaced = {"ReplaceTags": puts[number]} if number < len(puts) else {}
        deleted = {"DeleteTags": gones[number]} if number < len(gones) else {}
        calls.append(Call("tag", "ModifyResourceTags", {"Resource": name, **replaced, **deleted}))
    return calls


def bound(call: Call, this: str, id: str) -> Call:
    """The call with the id of what is born by now."""
    return replace(call, params=exchanged(call.params, this, id))


def exchanged(tree: Any, this: str, id: str) -> Any:
    if isinstance(tree, dict):
        return {key: exchanged(value, this, id) for key, value in tree.items()}
    if isinstance(tree, list):
        return [exchanged(value, this, id) for value in tree]
    return id if tree == this else tree


def rests(resource: Resource, row: dict) -> bool:
    """Whether its state is one that lasts."""
    return not resource.rest or dig(row, resource.kind.status) in resource.rest

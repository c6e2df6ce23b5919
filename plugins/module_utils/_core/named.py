# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of a machine that hold names or ids."""

from __future__ import annotations

from typing import Any, Callable, NamedTuple

from . import catalogue
from .image import newest_public
from .kind import Kind, dig, nest
from .names import by_filter, missing, the_one


def by_name(kind: Kind, _want: dict, names: list[str]) -> dict:
    return by_filter(kind, names)


def inside(kind: Kind, want: dict, names: list[str]) -> dict:
    """In the VPC that is named."""
    return by_filter(kind, names, [{"Name": "vpc-id", "Values": [want["vpc"]]}] if want.get("vpc") else [])


def that_run(kind: Kind, want: dict, names: list[str]) -> dict:
    """On the type that is preferred: processors differ, and so do images of one name."""
    types = {"InstanceType": want["instance_types"][0]} if want.get("instance_types") else {}
    return {**by_filter(kind, names), **types}


def of_groups(_kind: Kind, _want: dict, names: list[str]) -> dict:
    return {"Name": names[0]}


def of_projects(_kind: Kind, _want: dict, names: list[str]) -> dict:
    return {"AllList": 1, "Limit": 1000, "Offset": 0, "ProjectName": names[0]}


def image_meant(kind: Kind, option: str, value: str, rows: list[dict]) -> dict | None:
    """One's own that is called so, or else the newest public one of the operating system."""
    own = any(row["ImageType"] != "PUBLIC_IMAGE" for row in rows if dig(row, kind.name) == value)
    return the_one(kind, option, value, rows) if own else newest_public(rows, value)


CARDS = "network_interfaces"


class Named(NamedTuple):
    """An option with names. `query(kind, want, names)`: the parameters that bring their rows; `meant`: the
    row that a name stands for. `card`: the option of a network card that is the same.
    """

    option: str
    kind: Kind
    query: Callable[[Kind, dict, list[str]], dict] = by_name
    meant: Callable[[Kind, str, str, list[dict]], dict | None] = the_one
    accepted: str = "the id or the exact name of one"
    card: str = ""

    def given(self, want: dict) -> list[tuple[str, str]]:
        """The names and ids that are given, each with its option."""
        cards = want.get(CARDS) or [] if self.card else []
        held = [(self.option, dig(want, self.option))]
        held += [(f"{CARDS}[{number}].{self.card}", card.get(self.card)) for number, card in enumerate(cards)]
        return [(option, str(one)) for option, value in held for one in listed(value)]

    def id_of(self, option: str, value: str, rows: list[dict], region: str) -> Any:
        """The id that a value stands for; a project's is a number."""
        if self.kind.is_id(value):
            return value if self.kind.prefix else int(value)
        row = self.meant(self.kind, option, value, rows)
        if row is None:
            raise missing(self.kind, option, value, region, self.accepted)
        return row[self.kind.id]

    def replaced(self, want: dict, ids: dict[str, Any]) -> dict:
        """The wish with ids instead of names, each once."""
        top, _dot, inner = self.option.partition(".")
        value = dig(want, self.option)
        new = exchanged(value, ids)
        if listed(value):
            want = {**want, top: {**want[top], **nest([(inner, new)])} if inner else new}
        if not self.card or not want.get(CARDS):
            return want
        cards = [{**card, self.card: exchanged(card.get(self.card), ids)} for card in want[CARDS]]
        return {**want, CARDS: cards}


def listed(value: Any) -> list:
    return [one for one in (value if isinstance(value, list) else [value]) if one not in (None, "")]


def exchanged(value: Any, ids: dict[str, Any]) -> Any:
    if isinstance(value, list):
        return list(dict.fromkeys(ids[str(one)] for one in value))
    return ids[str(value)] if listed(value) else value


TEMPLATE = Named("launch_template.id", catalogue.LAUNCH_TEMPLATE)
# The VPC comes before what is looked for inside it.
NAMED = (
    Named("vpc", catalogue.VPC),
    Named("subnets", catalogue.SUBNET, inside, card="subnet"),
    Named("security_groups", catalogue.SECURITY_GROUP, card="security_groups"),
    Named("key_pairs", catalogue.KEY_PAIR),
    Named(
        "image",
        catalogue.IMAGE,
        that_run,
        image_meant,
        "an id, the exact name of an image that runs on the instance type, or an operating system",
    ),
    Named("placement_group", catalogue.PLACEMENT_GROUP, of_groups),
    Named(
        "project",
        catalogue.PROJECT,
        of_projects,
        accepted="a number (0 is the default project) or the exact name of a project",
    ),
)

# SPDX-License-Identifier: GPL-3.0-or-later
"""Names in the place of ids: what is called by its name, how the API is asked for it, and which one is meant.

What looks like an id is taken as one. A name is exact; where the API finds parts of names, what it brings
is looked through again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any, Callable, NamedTuple

from .catalogue import (
    KEY_PAIR,
    LAUNCH_TEMPLATE,
    PLACEMENT_GROUP,
    PROJECT,
    SECURITY_GROUP,
    SUBNET,
    VPC,
)
from .errors import Refused
from .image import IMAGE, newest_public
from .kind import Kind, dig, nest
from .plan import batched


def by_filter(name: str, names: list[str], want: dict) -> dict:
    """In the VPC that is named, for what lies in one."""
    inside = (
        [{"Name": "vpc-id", "Values": [want["vpc"]]}] if name == "subnet-name" and want.get("vpc") else []
    )
    return {"Filters": [{"Name": name, "Values": names}, *inside]}


def by_group_name(names: list[str], _want: dict) -> dict:
    return {"Name": names[0]}


def by_project_name(names: list[str], _want: dict) -> dict:
    return {"AllList": 1, "Limit": 1000, "Offset": 0, "ProjectName": names[0]}


def by_image_name(names: list[str], want: dict) -> dict:
    """Those that run on the type that is preferred: processors differ, and so do images of one name."""
    fitting = {"InstanceType": want["instance_types"][0]} if want.get("instance_types") else {}
    return {"Filters": [{"Name": "image-name", "Values": names}], **fitting}


class Named(NamedTuple):
    """Something called by its name: the option that holds names or ids, and how its kind is asked for.

    `id`: what an id looks like; `name`: where a row has the name; `query(names, want)`: the parameters that
    bring the rows, for `at_once` names together.
    """

    option: str
    noun: str
    kind: Kind
    id: str
    name: str
    query: Callable[[list[str], dict], dict]
    at_once: int = 5

    def is_id(self, value: str) -> bool:
        return re.fullmatch(self.id, value) is not None


def id_of(prefix: str) -> str:
    return prefix + "-[0-9a-z]{8}"


# The VPC comes before what is looked for inside it.
NAMED = (
    Named("vpc", "VPC", VPC, id_of("vpc"), "VpcName", partial(by_filter, "vpc-name")),
    Named("subnets", "subnet", SUBNET, id_of("subnet"), "SubnetName", partial(by_filter, "subnet-name")),
    Named(
        "security_groups",
        "security group",
        SECURITY_GROUP,
        id_of("sg"),
        "SecurityGroupName",
        partial(by_filter, "security-group-name"),
    ),
    Named("key_pairs", "key pair", KEY_PAIR, id_of("skey"), "KeyName", partial(by_filter, "key-name")),
    Named("image", "image", IMAGE, id_of("img"), "ImageName", by_image_name),
    Named("placement_group", "placement group", PLACEMENT_GROUP, id_of("ps"), "Name", by_group_name, 1),
    Named(
        "launch_template.id",
        "launch template",
        LAUNCH_TEMPLATE,
        id_of("lt"),
        "LaunchTemplateName",
        partial(by_filter, "LaunchTemplateName"),
    ),
    Named("project", "project", PROJECT, r"-?\d+", "ProjectName", by_project_name, 1),
)


def given(named: Named, want: dict) -> list[str]:
    """The names and ids that the option holds."""
    value = dig(want, named.option)
    return [str(one) for one in (value if isinstance(value, list) else [value]) if one not in (None, "")]


def queries(named: Named, want: dict) -> Iterator[dict]:
    """What the cloud is asked to learn the ids of all names; nothing where there are ids only."""
    names = list(dict.fromkeys(value for value in given(named, want) if not named.is_id(value)))
    return (named.query(some, want) for some in batched(names, named.at_once))


def meant(named: Named, value: str, rows: list[dict], region: str) -> Any:
    """The id that a value stands for, by the rows that were found; a project's is a number."""
    if named.is_id(value):
        return int(value) if named.kind is PROJECT else value
    found = [row for row in rows if dig(row, named.name) == value]
    if named.kind is IMAGE and all(row["ImageType"] == "PUBLIC_IMAGE" for row in found):
        best = newest_public(rows, value)
        found = [best] if best else []
    if len(found) > 1:
        ids = " and ".join(sorted(str(row[named.kind.id]) for row in found))
        raise Refused(
            f"{named.option}: {len(found)} are called {value!r}: {ids}; give the id, or rename one of them"
        )
    if not found:
        raise Refused(
            f"{named.option}: there is no {named.noun} {value!r} in {region}; {accepted(named)} is accepted"
        )
    return found[0][named.kind.id]


def accepted(named: Named) -> str:
    if named.kind is IMAGE:
        return "an id, the exact name of an image that runs on the instance type, or an operating system"
    if named.kind is PROJECT:
        return "a number (0 is the default project) or the exact name of a project"
    return "the id or the exact name of one"


def replaced(named: Named, want: dict, ids: dict[str, Any]) -> dict:
    """The wish with ids instead of names, each once."""
    value = dig(want, named.option)
    if value in (None, ""):
        return want
    several = isinstance(value, list)
    new = list(dict.fromkeys(ids[str(one)] for one in value)) if several else ids[str(value)]
    top, _dot, inner = named.option.partition(".")
    return {**want, top: {**want[top], **nest([(inner, new)])} if inner else new}

# SPDX-License-Identifier: GPL-3.0-or-later
"""TagResources and UnTagResources; what they change shows after the lag of tags."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from ..ask import Ask, action
from ..errors import ApiError, bad_value, in_language
from ..order.marks import LONGEST_KEY, LONGEST_VALUE, MOST_TAGS, legal, reserved

RESOURCE = re.compile(r"qcs::([a-z]+):([a-z0-9-]*):(?:uin/(\d*))?:([a-z]+)/([\w-]+)")
KINDS = {
    ("cvm", "instance"): "instance",
    ("vpc", "vpc"): "vpc",
    ("vpc", "subnet"): "subnet",
    ("cvm", "sg"): "security_group",
}
MOST = 10
LATEST = "kind = ? AND ref = ? AND until IS NULL"


class Resource(NamedTuple):
    kind: str
    ref: int


@action("tag", "TagResources", limit=20)
def tag_resources(ask: Ask) -> dict[str, Any]:
    tags = {}
    for tag in _listed(ask, "Tags", "LimitExceeded.TagNumPerRequest"):
        _check_key(tag["TagKey"])
        _check_value(tag["TagValue"])
        if tag["TagKey"] in tags:
            raise bad_value(
                "Tags.TagKey", tag["TagKey"], "given twice", "InvalidParameterValue.TagKeyDuplicate"
            )
        tags[tag["TagKey"]] = tag["TagValue"]
    found, failed = _resources(ask)
    for name, resource in found.items():
        if len(_latest(ask, resource).keys() | tags.keys()) > MOST_TAGS:
            failed.append(
                _failure(ask, name, "LimitExceeded.ResourceAttachedTags", f"`{name}` has too many tags.")
            )
            continue
        for key, value in tags.items():
            _put(ask, resource, key, value)
    return {"FailedResources": failed}


@action("tag", "UnTagResources", limit=20)
def untag_resources(ask: Ask) -> dict[str, Any]:
    keys = _listed(ask, "TagKeys", "LimitExceeded.TagNumPerRequest")
    for key in keys:
        _check_key(key)
    if len(set(keys)) < len(keys):
        raise bad_value("TagKeys", keys, "given twice", "InvalidParameterValue.TagKeyDuplicate")
    found, failed = _resources(ask)
    for resource in found.values():
        for key in keys:
            _end(ask, resource, key)
    return {"FailedResources": failed}


def _listed(ask: Ask, name: str, too_many: str) -> list[Any]:
    values = ask.params[name]
    if not values:
        raise bad_value(name, values, "empty", "InvalidParameter")
    if len(values) > MOST:
        raise bad_value(name, len(values), f"at most {MOST}", too_many)
    return values


def _check_key(key: str) -> None:
    if not key:
        raise bad_value("TagKey", key, code="InvalidParameterValue.TagKeyEmpty")
    if reserved(key):
        raise bad_value("TagKey", key, "reserved for the system", "InvalidParameter.ReservedTagKey")
    if len(key) > LONGEST_KEY:
        raise bad_value("TagKey", key, code="InvalidParameterValue.TagKeyLengthExceeded")
    if not legal(key):
        raise bad_value("TagKey", key, code="InvalidParameterValue.TagKeyCharacterIllegal")


def _check_value(value: str) -> None:
    if not value:
        raise bad_value("TagValue", value, code="InvalidParameterValue.TagValueEmpty")
    if len(value) > LONGEST_VALUE:
        raise bad_value("TagValue", value, code="InvalidParameterValue.TagValueLengthExceeded")
    if not legal(value):
        raise bad_value("TagValue", value, code="InvalidParameterValue.TagValueCharacterIllegal")


def _resources(ask: Ask) -> tuple[dict[str, Resource], list[dict[str, str]]]:
    """The resources that are there, by their names; and a failure for each that is not."""
    found: dict[str, Resource] = {}
    failed = []
    for name in _listed(ask, "ResourceList", "LimitExceeded.ResourceNumPerRequest"):
        parsed = RESOURCE.fullmatch(name)
        if parsed is None or (parsed[3] and parsed[3] != ask.caller.account):
            raise bad_value("ResourceList", name, code="InvalidParameterValue.ResourceDescriptionError")
        service, region, _, prefix, object_id = parsed.groups()
        if (service, prefix) not in KINDS:
            raise ApiError(
                "InvalidParameter.UnsupportedService", f"`{name}` is no resource this emulator can tag."
            )
        resource = _find(ask, KINDS[service, prefix], region, object_id)
        if resource is None:
            failed.append(
                _failure(
                    ask, name, "FailedOperation.ResourceNotFound", f"The resource `{name}` is not found."
                )
            )
        else:
            found[name] = resource
    return found, failed


def _find(ask: Ask, kind: str, region: str, object_id: str) -> Resource | None:
    there = " AND shown = 1" if kind == "instance" else ""
    query = f"SELECT seq FROM {kind} WHERE id = ? AND region = ?{there}"
    row = ask.db.execute(query, (object_id, region)).fetchone()
    return Resource(kind, row["seq"]) if row else None


def _failure(ask: Ask, name: str, code: str, message: str) -> dict[str, str]:
    return {"Resource": name, "Code": code, "Message": in_language(code, message, ask.language)}


def _latest(ask: Ask, resource: Resource) -> dict[str, str]:
    return {
        row["key"]: row["value"]
        for row in ask.db.execute(f"SELECT key, value FROM tag WHERE {LATEST}", resource)
    }


def _put(ask: Ask, resource: Resource, key: str, value: str) -> None:
    if _latest(ask, resource).get(key) == value:
        return
    _end(ask, resource, key)
    since = ask.now + ask.settings.tag_lag
    ask.db.execute("INSERT INTO tag VALUES (?, ?, ?, ?, ?, NULL)", (*resource, key, value, since))


def _end(ask: Ask, resource: Resource, key: str) -> None:
    ask.db.execute(
        "DELETE FROM tag WHERE kind = ? AND ref = ? AND key = ? AND until <= ?", (*resource, key, ask.now)
    )
    ask.db.execute(
        f"UPDATE tag SET until = ? WHERE {LATEST} AND key = ?",
        (ask.now + ask.settings.tag_lag, *resource, key),
    )

# SPDX-License-Identifier: GPL-3.0-or-later
"""TagResources, UnTagResources and ModifyResourceTags; what they change shows after the lag of tags."""

from __future__ import annotations

from typing import Any

from .. import resources
from ..ask import Ask, action
from ..errors import ApiError, bad_value, in_language
from ..order.marks import LONGEST_KEY, LONGEST_VALUE, MOST_TAGS, legal, reserved
from ..resources import BY_NAME, Resource
from ..tagging import end, latest, put

MOST = 10


@action("tag", "TagResources", limit=20)
def tag_resources(ask: Ask) -> dict[str, Any]:
    tags = _read_tags("Tags", _listed(ask, "Tags", "LimitExceeded.TagNumPerRequest"))
    found, failed = _resources(ask)
    for name, resource in found.items():
        if _too_many(ask, resource, tags, []):
            failed.append(
                _failure(ask, name, "LimitExceeded.ResourceAttachedTags", f"`{name}` has too many tags.")
            )
            continue
        for key, value in tags.items():
            put(ask, resource, key, value)
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
            end(ask, resource, key)
    return {"FailedResources": failed}


@action("tag", "ModifyResourceTags", limit=20)
def modify_resource_tags(ask: Ask) -> dict[str, Any]:
    """Of one resource, and refused at the top."""
    replaced, deleted = ask.params.get("ReplaceTags", []), ask.params.get("DeleteTags", [])
    if not replaced and not deleted:
        raise ApiError("InvalidParameter", "One of `ReplaceTags`, `DeleteTags` is required.")
    for name, values in (("ReplaceTags", replaced), ("DeleteTags", deleted)):
        if len(values) > MOST:
            raise bad_value(name, len(values), f"at most {MOST}", "LimitExceeded.TagKey")
    tags, keys = _read_tags("ReplaceTags", replaced), [each["TagKey"] for each in deleted]
    for key in keys:
        _check_key(key)
    if both := tags.keys() & set(keys):
        raise bad_value(
            "DeleteTags.TagKey",
            min(both),
            "in ReplaceTags too",
            "InvalidParameterValue.DeleteTagsParamError",
        )
    name = ask.params["Resource"]
    resource = _find(ask, name, "Resource")
    if resource is None:
        raise ApiError("FailedOperation", f"The resource `{name}` is not found.")
    if _too_many(ask, resource, tags, keys):
        raise ApiError("LimitExceeded.ResourceAttachedTags", f"`{name}` has too many tags.")
    for key in keys:
        end(ask, resource, key)
    for key, value in tags.items():
        put(ask, resource, key, value)
    return {}


def _too_many(ask: Ask, resource: Resource, tags: dict[str, str], keys: list[str]) -> bool:
    return len((latest(ask, resource).keys() - set(keys)) | tags.keys()) > MOST_TAGS


def _listed(ask: Ask, name: str, too_many: str) -> list[Any]:
    values = ask.params[name]
    if not values:
        raise bad_value(name, values, "empty", "InvalidParameter")
    if len(values) > MOST:
        raise bad_value(name, len(values), f"at most {MOST}", too_many)
    return values


def _read_tags(path: str, given: list[dict[str, str]]) -> dict[str, str]:
    tags: dict[str, str] = {}
    for tag in given:
        _check_key(tag["TagKey"])
        _check_value(tag["TagValue"])
        if tag["TagKey"] in tags:
            raise bad_value(
                f"{path}.TagKey", tag["TagKey"], "given twice", "InvalidParameterValue.TagKeyDuplicate"
            )
        tags[tag["TagKey"]] = tag["TagValue"]
    return tags


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
        resource = _find(ask, name, "ResourceList")
        if resource is None:
            failed.append(
                _failure(
                    ask, name, "FailedOperation.ResourceNotFound", f"The resource `{name}` is not found."
                )
            )
        else:
            found[name] = resource
    return found, failed


def _find(ask: Ask, name: str, path: str) -> Resource | None:
    parsed = resources.parse(name, ask.caller.account)
    if parsed is None:
        raise bad_value(path, name, code="InvalidParameterValue.ResourceDescriptionError")
    service, region, _, prefix, object_id = parsed.groups()
    if (service, prefix) not in BY_NAME:
        raise ApiError(
            "InvalidParameter.UnsupportedService", f"`{name}` is no resource this emulator can tag."
        )
    return resources.find(ask.db, BY_NAME[service, prefix], region, object_id)


def _failure(ask: Ask, name: str, code: str, message: str) -> dict[str, str]:
    return {"Resource": name, "Code": code, "Message": in_language(code, message, ask.language)}

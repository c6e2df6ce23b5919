# SPDX-License-Identifier: GPL-3.0-or-later
"""The questions to the tag service, over every region: by resource, by tag, and which tags there are."""

from __future__ import annotations

import sqlite3
from hashlib import md5
from typing import Any

from .. import resources
from ..ask import Ask, action
from ..catalogue.regions import REGIONS
from ..errors import ApiError, bad_value
from ..ids import well_formed
from ..resources import BY_NAME, KINDS, full_name
from .paging import marks

RESOURCES = " UNION ALL ".join(resources.listed(kind) for kind in KINDS)
SHOWN = "tag.since <= ? AND (tag.until IS NULL OR tag.until > ?)"
TAGGED = (
    f"SELECT r.*, tag.key, tag.value FROM ({RESOURCES}) AS r "
    f"JOIN tag ON tag.kind = r.kind AND tag.ref = r.seq WHERE {SHOWN}"
)
MOST_RESOURCES, MOST_KEYS, MOST_VALUES, MOST_IDS = 10, 6, 10, 50
DEFAULT_RESULTS, MOST_RESULTS = 50, 200
DEFAULT_LIMIT, MOST_LIMIT = 15, 1000
CUSTOM = "Custom"


@action("tag", "GetResources", limit=20)
def get_resources(ask: Ask) -> dict[str, Any]:
    """Those with tags, in a fixed order; the token is the place in it."""
    names, filters = ask.params.get("ResourceList"), ask.params.get("TagFilters")
    if names and filters:
        raise ApiError("InvalidParameter", "`ResourceList` and `TagFilters` exclude one another.")
    wanted = None if not names else _wanted(ask, names)
    tags: dict[tuple[str, int], dict[str, str]] = {}
    shown: dict[tuple[str, int], str] = {}
    for row in _tagged(ask):
        found = (row["kind"], row["seq"])
        if wanted is None or found in wanted:
            tags.setdefault(found, {})[row["key"]] = row["value"]
            shown[found] = full_name(row, ask.caller.account)
    for each in _filters(filters or []):
        values = each.get("TagValue", [])
        tags = {
            found: held
            for found, held in tags.items()
            if each["TagKey"] in held and (not values or held[each["TagKey"]] in values)
        }
    begin, size = _token(ask), _size(ask)
    page = list(tags)[begin : begin + size]
    mapping = [
        {
            "Resource": shown[found],
            "Tags": [_tag(key, value) for key, value in sorted(tags[found].items())],
        }
        for found in page
    ]
    more = begin + size < len(tags)
    return {"PaginationToken": str(begin + size) if more else "", "ResourceTagMappingList": mapping}


def _wanted(ask: Ask, names: list[str]) -> set[tuple[str, int] | None]:
    if len(names) > MOST_RESOURCES:
        raise bad_value(
            "ResourceList", len(names), f"at most {MOST_RESOURCES}", "LimitExceeded.ResourceNumPerRequest"
        )
    found = set()
    for name in names:
        parsed = resources.parse(name, ask.caller.account)
        if parsed is None or (parsed[1], parsed[4]) not in BY_NAME:
            raise bad_value("ResourceList", name, code="InvalidParameterValue.ResourceDescriptionError")
        found.add(resources.find(ask.db, BY_NAME[parsed[1], parsed[4]], parsed[2], parsed[5]))
    return found


def _filters(filters: list[dict[str, Any]]) -> list[dict[str, Any]]:
    if len(filters) > MOST_KEYS:
        raise bad_value("TagFilters", len(filters), f"at most {MOST_KEYS}", "LimitExceeded.TagNumPerRequest")
    keys = [each["TagKey"] for each in filters]
    if len(set(keys)) < len(keys):
        raise bad_value("TagFilters.TagKey", keys, "given twice", "InvalidParameterValue.TagKeyDuplicate")
    for each in filters:
        if not each["TagKey"]:
            raise bad_value("TagFilters.TagKey", "", code="InvalidParameterValue.TagKeyEmpty")
        if len(each.get("TagValue", [])) > MOST_VALUES:
            raise bad_value("TagFilters.TagValue", len(each["TagValue"]), code="LimitExceeded.TagValue")
    return filters


def _token(ask: Ask) -> int:
    token = ask.params.get("PaginationToken", "")
    if token and not (token.isascii() and token.isdigit() and len(token) < 10):
        raise bad_value("PaginationToken", token, code="InvalidParameter.PaginationTokenInvalid")
    return int(token or 0)


def _size(ask: Ask) -> int:
    size = ask.params.get("MaxResults", DEFAULT_RESULTS)
    if not 1 <= size <= MOST_RESULTS:
        raise bad_value("MaxResults", size, f"1-{MOST_RESULTS}", "InvalidParameter")
    return size


@action("tag", "DescribeResourceTags", limit=20)
def describe_resource_tags(ask: Ask) -> dict[str, Any]:
    wanted = {
        "region": ask.params.get("ResourceRegion"),
        "service": ask.params.get("ServiceType"),
        "prefix": ask.params.get("ResourcePrefix"),
        "id": ask.params.get("ResourceId"),
    }
    rows = [
        row for row in _tagged(ask) if all(each in (None, _part(row, name)) for name, each in wanted.items())
    ]
    return _page(ask, "Rows", [_row(row) for row in rows], multiple=True)


@action("tag", "DescribeResourceTagsByResourceIds", limit=100)
def describe_resource_tags_by_resource_ids(ask: Ask) -> dict[str, Any]:
    service, prefix, ids = (ask.params[name] for name in ("ServiceType", "ResourcePrefix", "ResourceIds"))
    if service not in {kind.service for kind in KINDS}:
        raise bad_value("ServiceType", service, code="InvalidParameterValue.ServiceTypeInvalid")
    kind = BY_NAME.get((service, prefix))
    if kind is None:
        raise bad_value("ResourcePrefix", prefix, code="InvalidParameterValue.ResourcePrefixInvalid")
    if ask.params["ResourceRegion"] not in REGIONS:
        raise bad_value(
            "ResourceRegion", ask.params["ResourceRegion"], code="InvalidParameterValue.RegionInvalid"
        )
    if not 1 <= len(ids) <= MOST_IDS:
        raise bad_value("ResourceIds", len(ids), f"1-{MOST_IDS}", "InvalidParameterValue.ResourceIdInvalid")
    for each in ids:
        if not well_formed(kind.mint, each):
            raise bad_value("ResourceIds", each, code="InvalidParameterValue.ResourceIdInvalid")
    regions = (ask.params["ResourceRegion"], "")
    query = (
        f"{TAGGED} AND r.name = ? AND r.region IN (?, ?) AND r.id IN ({marks(ids)}) ORDER BY r.seq, tag.key"
    )
    rows = ask.db.execute(query, (ask.now, ask.now, f"{service}:{prefix}", *regions, *ids))
    return _page(ask, "Tags", [_row(row) for row in rows])


@action("tag", "DescribeTags", limit=60)
def describe_tags(ask: Ask) -> dict[str, Any]:
    """Keys with their values, those too that are on nothing any more and could be deleted."""
    query = f"SELECT key, value, MAX({SHOWN}) AS worn FROM tag WHERE since <= ? GROUP BY key, value"
    key, value = ask.params.get("TagKey"), ask.params.get("TagValue")
    keys = ask.params.get("TagKeys") or ([] if key is None else [key])
    tags = [
        _tag(row["key"], row["value"]) | {"CanDelete": int(not row["worn"])}
        for row in ask.db.execute(query, (ask.now, ask.now, ask.now))
        if (not keys or row["key"] in keys) and value in (None, row["value"])
    ]
    return _page(ask, "Tags", tags)


def _tagged(ask: Ask) -> list[sqlite3.Row]:
    return ask.db.execute(f"{TAGGED} ORDER BY r.name, r.seq, tag.key", (ask.now, ask.now)).fetchall()


def _part(row: sqlite3.Row, name: str) -> str:
    service, prefix = row["name"].split(":")
    return {"service": service, "prefix": prefix, "region": row["region"], "id": row["id"]}[name]


def _tag(key: str, value: str) -> dict[str, Any]:
    return {"TagKey": key, "TagValue": value, "Category": CUSTOM}


def _row(row: sqlite3.Row) -> dict[str, Any]:
    return {
        **_tag(row["key"], row["value"]),
        "ResourceId": row["id"],
        "ServiceType": _part(row, "service"),
        "TagKeyMd5": _digest(row["key"]),
        "TagValueMd5": _digest(row["value"]),
    }


def _digest(text: str) -> str:
    return md5(text.encode(), usedforsecurity=False).hexdigest()


def _page(ask: Ask, name: str, found: list[dict[str, Any]], multiple: bool = False) -> dict[str, Any]:
    offset, limit = ask.params.get("Offset", 0), ask.params.get("Limit", DEFAULT_LIMIT)
    if not 1 <= limit <= MOST_LIMIT or (multiple and offset % limit):
        raise ApiError("FailedOperation", f"`Limit` `{limit}` and `Offset` `{offset}` do not go together.")
    return {
        "TotalCount": len(found),
        "Offset": offset,
        "Limit": limit,
        name: found[offset : offset + limit],
    }

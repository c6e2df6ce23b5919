# SPDX-License-Identifier: GPL-3.0-or-later
"""Tags to set on members and to take off; their cloud disks get the same."""

from __future__ import annotations

from collections import defaultdict

from .instance import INSTANCE
from .plan import Call, batched
from .tags import FLEET, OURS, changes, tags_of

RESOURCES_PER_CALL, TAGS_PER_CALL = 10, 10


def tag_steps(want: dict, rows: list[dict], region: str) -> list[Call]:
    """Members with the same change together."""
    mark = {FLEET: want["name"]} if want["name"] and want["instance_ids"] is not None else {}
    wanted = {**(want["tags"] or {}), **mark} if mark or want["tags"] is not None else None
    puts, gones = defaultdict(list), defaultdict(list)
    for row in rows:
        put, gone = changes(wanted, tags_of(row.get("Tags")), bool(want["purge_tags"]))
        puts[tuple(put.items())].append(row)
        gones[tuple(gone)].append(row)
    return [
        call
        for put, some in puts.items()
        for call in tagging("TagResources", "Tags", tag_rows(put), some, region)
    ] + [call for keys, some in gones.items() for call in untagging(list(keys), some, region)]


def releases(rows: list[dict], region: str) -> list[Call]:
    """The fleet's two tags come off, the machines stay."""
    held = [row for row in rows if set(OURS) & tags_of(row.get("Tags")).keys()]
    return untagging(list(OURS), held, region)


def tag_rows(pairs: tuple[tuple[str, str], ...]) -> list[dict]:
    return [{"TagKey": key, "TagValue": value} for key, value in pairs]


def untagging(keys: list[str], rows: list[dict], region: str) -> list[Call]:
    return tagging("UnTagResources", "TagKeys", keys, rows, region)


def tagging(action: str, name: str, tags: list, rows: list[dict], region: str) -> list[Call]:
    resources = [f"qcs::cvm:{region}:uin/:{each}" for row in rows for each in (machine(row), *disks(row))]
    return [
        Call("tag", action, {"ResourceList": few, name: some}, ids="ResourceList")
        for some in batched(tags, TAGS_PER_CALL)
        for few in batched(resources, RESOURCES_PER_CALL)
    ]


def machine(row: dict) -> str:
    return f"instance/{row[INSTANCE.id]}"


def disks(row: dict) -> list[str]:
    """Its cloud disks; local disks have no tags."""
    found = [row.get("SystemDisk") or {}, *(row.get("DataDisks") or [])]
    return [
        f"volume/{disk['DiskId']}"
        for disk in found
        if disk.get("DiskId") and not disk["DiskType"].startswith("LOCAL")
    ]

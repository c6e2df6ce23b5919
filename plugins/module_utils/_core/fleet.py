# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan for a fleet: what to terminate, change and switch, and how many machines are missing."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from .errors import Refused
from .instance import CHARGE_TYPES, INSTANCE
from .kind import dig, drift, nest
from .plan import GONE, Call, batched
from .states import FAILED, RUNNING, STOPPED, is_live
from .tags import FLEET, changes, tags_of

IDS_PER_CALL, TAGGED_PER_CALL, TAGS_PER_CALL = 100, 10, 10
SWITCH = {
    "running": ("StartInstances", RUNNING, {STOPPED, "STOPPING"}),
    "stopped": ("StopInstances", STOPPED, {RUNNING, "PENDING", "STARTING", "REBOOTING"}),
}


class Plan(NamedTuple):
    """`steps` for the members there are, `missing` machines to buy, `count` members then, `notes` for the
    user.
    """

    steps: list[Call]
    missing: int
    count: int
    notes: list[str]


def plan(want: dict, members: list[dict], region: str) -> Plan:
    """The way from the members there are (rows of DescribeInstances) to the fleet that is asked for."""
    live = sorted(filter(is_live, members), key=age)
    notes = [
        f"{row['InstanceId']} failed to launch; the cloud removes it" for row in members if is_failed(row)
    ]
    if want["state"] == "absent":
        return Plan(terminations(allowed(want, live)), 0, 0, notes)
    count = size(want, live)
    gone = allowed(want, victims(want["scale_in"], live)[: max(0, len(live) - count)])
    kept = [row for row in live if row not in gone]
    steps = terminations(gone) + tag_steps(want, kept, region) + field_steps(want, kept)
    return Plan(steps + power(want["state"], kept), count - len(kept), count, notes + drift_notes(want, kept))


def size(want: dict, live: list[dict]) -> int:
    """How many members there shall be; without a count the first is bought and none terminated."""
    if want["instance_ids"] is not None:
        return len(live)
    return max(1, len(live)) if want["exact_count"] is None else want["exact_count"]


def age(row: dict) -> tuple[str, str]:
    return row["CreatedTime"], row[INSTANCE.id]


VICTIMS = {
    "newest": age,
    "spot_first": lambda row: (row["InstanceChargeType"] == CHARGE_TYPES["spot"], *age(row)),
    "stopped_first": lambda row: (row["InstanceState"] == STOPPED, *age(row)),
}


def victims(scale_in: str, live: list[dict]) -> list[dict]:
    """The members in the order in which they go; `live` is sorted by age."""
    return live if scale_in == "oldest" else sorted(live, key=VICTIMS[scale_in], reverse=True)


def allowed(want: dict, gone: list[dict]) -> list[dict]:
    """The machines to terminate, unless they are more than `max_delete`."""
    if want["max_delete"] is not None and len(gone) > want["max_delete"]:
        ids = ", ".join(row[INSTANCE.id] for row in gone)
        raise Refused(
            f"max_delete: {len(gone)} machines would be terminated, at most {want['max_delete']} may: {ids}"
        )
    return gone


def is_failed(row: dict) -> bool:
    return row["InstanceState"] == FAILED


def on(rows: list[dict], action: str, then: str | None, **params: object) -> list[Call]:
    """An action on instances, as many ids in one call as the API takes."""
    ids = [row[INSTANCE.id] for row in rows]
    return [
        Call("cvm", action, {"InstanceIds": some, **params}, ids="InstanceIds", then=then)
        for some in batched(ids, IDS_PER_CALL)
    ]


def terminations(rows: list[dict]) -> list[Call]:
    """One charge type per call: the API refuses a mixed batch."""
    by_type = defaultdict(list)
    for row in rows:
        by_type[row["InstanceChargeType"]].append(row)
    if "PREPAID" in by_type:
        ids = ", ".join(row[INSTANCE.id] for row in by_type["PREPAID"])
        raise Refused(
            f"state: {ids} is prepaid; returning prepaid machines is not supported, do it in the console"
        )
    return [call for some in by_type.values() for call in on(some, "TerminateInstances", GONE)]


def power(state: str, rows: list[dict]) -> list[Call]:
    if state not in SWITCH:
        return []
    action, then, from_states = SWITCH[state]
    return on([row for row in rows if row["InstanceState"] in from_states], action, then)


def field_steps(want: dict, rows: list[dict]) -> list[Call]:
    """One batch of calls per option that can be changed, over the members that differ."""
    differing = defaultdict(list)
    for row in rows:
        for field in drift(INSTANCE.fields, want, row):
            differing[field].append(row)
    return [
        call
        for field in INSTANCE.fields
        if field.by and field in differing
        for call in on(
            differing[field], field.by, None, **nest([(field.sent_as, field.send(dig(want, field.option)))])
        )
    ]


def drift_notes(want: dict, rows: list[dict]) -> list[str]:
    """What only a new machine could have, said once per option."""
    differing = defaultdict(list)
    for row in rows:
        for field in drift(INSTANCE.fields, want, row):
            if not field.by:
                differing[field].append((row[INSTANCE.id], field.show(dig(row, field.path))))
    return [
        f"{field.option} is settled at birth and differs on {len(found)} of {len(rows)} members, "
        f"for example {found[0][0]} has {found[0][1]!r}; only a new machine could have what is asked for"
        for field, found in differing.items()
    ]


def tag_steps(want: dict, rows: list[dict], region: str) -> list[Call]:
    """Tags to set and to take off, members with the same change together."""
    mark = {FLEET: want["name"]} if want["name"] and want["instance_ids"] is not None else {}
    wanted = {**(want["tags"] or {}), **mark} if mark or want["tags"] is not None else None
    puts, gones = defaultdict(list), defaultdict(list)
    for row in rows:
        put, gone = changes(wanted, tags_of(row.get("Tags")), bool(want["purge_tags"]))
        puts[tuple(put.items())].append(row)
        gones[tuple(gone)].append(row)
    steps = []
    for put, some in puts.items():
        tags = [{"TagKey": key, "TagValue": value} for key, value in put]
        steps += tagging("TagResources", "Tags", tags, some, region)
    for gone, some in gones.items():
        steps += tagging("UnTagResources", "TagKeys", list(gone), some, region)
    return steps


def tagging(action: str, name: str, tags: list, rows: list[dict], region: str) -> list[Call]:
    resources = [f"qcs::cvm:{region}:uin/:instance/{row[INSTANCE.id]}" for row in rows]
    return [
        Call("tag", action, {"ResourceList": few, name: some}, ids="ResourceList")
        for some in batched(tags, TAGS_PER_CALL)
        for few in batched(resources, TAGGED_PER_CALL)
    ]

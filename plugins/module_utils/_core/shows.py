# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether an instance already shows what a call has asked of it."""

from __future__ import annotations

from .instance import INSTANCE
from .kind import dig
from .plan import GONE, Call
from .tags import tags_of

CHANGED_BY = {(field.by, field.sent_as): field.path for field in INSTANCE.fields if field.by}


def ids_of(call: Call) -> list[str]:
    """The instances that a call acts on; resources of the tag service end in their id."""
    return [target.rpartition("/")[2] for target in call.targets()]


def shows(call: Call, row: dict | None) -> bool:
    """`row` None: the instance is no longer listed."""
    if call.then == GONE or row is None:
        return call.then == GONE and row is None
    if call.then:
        return row["InstanceState"] == call.then
    tags = tags_of(row.get("Tags"))
    if call.action == "TagResources":
        return all(tags.get(tag["TagKey"]) == tag["TagValue"] for tag in call.params["Tags"])
    if call.action == "UnTagResources":
        return not tags.keys() & set(call.params["TagKeys"])
    changed = {name: value for name, value in call.params.items() if (call.action, name) in CHANGED_BY}
    return all(dig(row, CHANGED_BY[call.action, name]) == value for name, value in changed.items())

# SPDX-License-Identifier: GPL-3.0-or-later
"""What a run over a resource has done, or would do: its result, and what differs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .kind import dig, drift
from .plan import Call
from .resource import Resource
from .tags import changes, tags_of


def report(
    resource: Resource, want: dict, before: dict | None, after: dict | None, steps: list[Call]
) -> dict:
    """The one result: the same keys whether it was made, changed, left alone, deleted or only planned."""
    return {
        "changed": bool(steps),
        resource.word: resource.shape(after) if after else None,
        "steps": [step.shape() for step in steps],
        "diff": difference(resource, want, before),
    }


def difference(resource: Resource, want: dict, have: dict | None) -> dict:
    """What changes, by option: as it is, and as it is asked for."""
    if want["state"] == "absent":
        return {"before": resource.shape(have) if have else {}, "after": {}}
    want = resource.against(want, have)
    pairs = dict(options_changed(resource, want, have))
    return {
        "before": {option: old for option, (old, _new) in pairs.items() if have},
        "after": {option: new for option, (_old, new) in pairs.items()},
    }


def options_changed(
    resource: Resource, want: dict, have: dict | None
) -> Iterator[tuple[str, tuple[Any, Any]]]:
    for field in drift(resource.fields, want, have) if have else resource.fields:
        wanted = dig(want, field.option)
        if wanted is not None:
            yield field.option, (field.shown(have) if have else None, wanted)
    old = tags_of((have or {}).get(resource.tags))
    put, gone = changes(want["tags"], old, want["purge_tags"])
    if put or gone:
        kept = {key: value for key, value in old.items() if key not in gone}
        yield "tags", (old, {**kept, **put})

# SPDX-License-Identifier: GPL-3.0-or-later
"""The result of a run: the same keys whether machines were bought, changed, left alone, released or only
planned.
"""

from __future__ import annotations

from .plan import Call
from .price import amount, total
from .reconcile import Drift
from .shape import shape
from .states import is_live

ENDS = "TerminateInstances"


def report(
    before: list[dict],
    after: list[dict],
    steps: list[Call],
    created: list[str],
    parts: list[dict],
    attempts: list[dict],
    drifts: list[Drift],
    refunds: list[dict],
) -> dict:
    """`before` and `after`: rows of DescribeInstances; `parts`: quotes of what was or would be bought."""
    ended = [id for step in steps if step.action == ENDS for id in step.machines()]
    changed = [id for step in steps if step.action != ENDS for id in step.machines()]
    instances = [shape(row) for row in sorted(filter(is_live, after), key=place_in_list)]
    return {
        "changed": bool(steps),
        "instances": instances,
        "instance_ids": [instance["instance_id"] for instance in instances],
        "created_ids": created,
        "changed_ids": list(dict.fromkeys(changed)),
        "terminated_ids": list(dict.fromkeys(ended)),
        "steps": [step.shape() for step in steps],
        "quote": total(parts),
        "attempts": attempts,
        "drift": [drift.shape() for drift in drifts],
        "refunds": refunds,
        "diff": difference(before, instances, steps, created, set(ended), parts),
    }


def difference(
    before: list[dict],
    after: list[dict],
    steps: list[Call],
    created: list[str],
    ended: set[str],
    parts: list[dict],
) -> dict:
    """Only what changes, one line a machine; what is planned and not bought yet stands as a priced line."""
    touched = {id for step in steps for id in step.machines()} | set(created)
    old = [row for row in before if is_live(row)]
    planned = {id: step.then for step in steps if step.then for id in step.machines()}
    new = [
        {**instance, "state": planned.get(instance["instance_id"], instance["state"])}
        for instance in after
        if instance["instance_id"] not in ended
    ]
    bought = [line(instance) for instance in new if instance["instance_id"] in touched]
    unborn = [] if created else [priced_line(part) for part in parts]
    return {
        "before": {
            "machines": len(old),
            "changing": [line(shape(row)) for row in old if row["InstanceId"] in touched],
        },
        "after": {
            "machines": len(new) + sum(part["count"] for part in parts if not created),
            "changing": bought + unborn,
        },
    }


def line(instance: dict) -> str:
    tags = ", ".join(f"{key}={value}" for key, value in instance["tags"].items())
    names = ("name", "instance_id", "state", "instance_type", "zone", "charge_type")
    return (
        " ".join(str(instance[name]) for name in names)
        + f" [{', '.join(instance['security_groups'])}] {{{tags}}}"
    )


def priced_line(part: dict) -> str:
    return (
        f"{part['count']} new {part['instance_type']} {part['zone']} {part['charge_type']} at "
        f"{amount(part['hourly_price_each'])} an hour each, {amount(part['hourly_price'])} together"
    )


def place_in_list(row: dict) -> tuple:
    """Oldest first, and of one order `web-2` before `web-10`."""
    name = row.get("InstanceName") or ""
    return row["CreatedTime"], len(name), name, row["InstanceId"]

# SPDX-License-Identifier: GPL-3.0-or-later
"""One run of a fleet from beginning to end: read, plan, carry out, buy what is missing, report."""

from __future__ import annotations

from .._core.fleet import plan
from .._core.ids import only_ids
from .._core.instance import INSTANCE
from .._core.plan import Call
from .._core.report import report
from .cloud import Cloud
from .fleet import at_rest, members

NAMELESS = ("absent", "released")  # nothing is compared with what the options say
NOT_SHOWN = ("user_data", "data_disks", "ttl")


def converge(cloud: Cloud, want: dict) -> tuple[dict, list[str]]:
    """Makes the fleet what `want` says, or rehearses it; the result, and notes on what cannot be changed."""
    want = want if want["state"] in NAMELESS else named(cloud, want)
    before = at_rest(cloud, want, members(cloud, want))
    clock = cloud.clock
    want, before = with_more(cloud, {**want, "clock": clock}, before)
    todo = plan(want, before, cloud.region)
    rows = {row[INSTANCE.id]: row for row in before}
    if todo.steps:
        rows = change(cloud, want, todo.steps, rows)
    if todo.missing:
        trimmed = buy(cloud, want, rows, todo.count, clock)
        rows.update(dict.fromkeys(trimmed))
    after = [row for row in rows.values() if row is not None]
    result = report(
        before,
        after,
        cloud.steps,
        cloud.bought,
        cloud.parts,
        cloud.attempts,
        todo.drifts,
        cloud.refunds,
    )
    return result, todo.notes + cloud.notes


def named(cloud: Cloud, want: dict) -> dict:
    """The wish with ids in the place of names; how they are looked up is imported where there are some."""
    if only_ids(want):
        return want
    from .lookup import with_ids

    return with_ids(cloud, want)


def with_more(cloud: Cloud, want: dict, rows: list[dict]) -> tuple[dict, list[dict]]:
    """What DescribeInstances does not show is read, and how is imported, where the wish is about it."""
    if not want["allow_move"] and all(want[option] is None for option in NOT_SHOWN):
        return want, rows
    from .fuller import fuller

    return fuller(cloud, want, rows)


def change(cloud: Cloud, want: dict, steps: list[Call], rows: dict[str, dict]) -> dict[str, dict | None]:
    """Carries the plan out, once its price is known; what was and what is now, with the disks that were put
    in. What changes is imported here: most runs do not.
    """
    from .apply import carry_out
    from .fuller import with_disks
    from .weighing import weighed

    before = list(rows.values())
    after = {**rows, **carry_out(cloud, weighed(cloud, want, steps, before), want["wait"], before)}
    return after if cloud.rehearsal else with_disks(cloud, want, after)


def buy(cloud: Cloud, want: dict, rows: dict, size: int, clock: int) -> list[str]:
    """Buys up to `size` members and switches the new ones as asked; `rows` learns of them.

    What buys is imported here: most runs buy nothing.
    """
    from .._core.machine import for_purchase
    from .._core.power import stops
    from .apply import carry_out
    from .defaults import where_to_buy
    from .purchase import Shop
    from .template import by_template

    want = for_purchase(by_template(cloud, want))
    shop = Shop(cloud, want, where_to_buy(cloud, want), rows)
    trimmed = shop.buy(size, clock)
    cloud.notes += shop.replaced() + fallbacks(want, cloud.parts)
    fresh = [rows[id] for id in cloud.bought if id not in trimmed] or shop.stand_ins()
    if want["state"] == "stopped":
        rows.update(carry_out(cloud, stops(want, fresh), want["wait"]))
    return trimmed


def fallbacks(want: dict, parts: list[dict]) -> list[str]:
    """What was bought otherwise than asked for is told at once; later runs tell of it as drift."""
    return [
        f"charge_type: {part['count']} machines in {part['zone']} are {part['charge_type']}, "
        f"for {want['charge_type']} was not to be had"
        for part in parts
        if part["charge_type"] != want["charge_type"]
    ]

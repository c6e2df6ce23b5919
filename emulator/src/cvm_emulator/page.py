# SPDX-License-Identifier: GPL-3.0-or-later
"""The page for people: what there is, what it costs, what is sold out, what was called."""

from __future__ import annotations

from collections import defaultdict
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from .catalogue.account import ACCOUNTS
from .catalogue.regions import ZONES
from .catalogue.types import CLOUD_CHARGES
from .world import World

REFRESH = 2  # seconds
STEPS = ((86400, "d"), (3600, "h"), (60, "min"))
WIDTH, HEIGHT = 600, 72  # of the plot


def age(seconds: float) -> str:
    """`42 s`, `5 min`, `3 h`, `2 d`."""
    for length, unit in STEPS:
        if seconds >= length:
            return f"{seconds // length:.0f} {unit}"
    return f"{max(seconds, 0):.0f} s"


def yuan(cents: float) -> str:
    return f"{cents / 100:,.2f}"


def breakable(code: str) -> Markup:
    """A code that may be broken behind its dots."""
    return escape(code).replace(".", Markup(".<wbr>"))


def steps(rates: list[tuple[float, float]]) -> str:
    """A plot's line as SVG path: each value holds until the next moment."""
    first, last = rates[0][0], rates[-1][0]
    most = max(rate for _, rate in rates) or 1
    path = f"M0 {HEIGHT}"
    for moment, rate in rates:
        x = (moment - first) / ((last - first) or 1) * WIDTH
        path += f"H{x:.1f}V{HEIGHT - rate / most * (HEIGHT - 4):.1f}"
    return path


pages = Environment(loader=PackageLoader(__package__), autoescape=True, undefined=StrictUndefined)
pages.filters |= {"age": age, "yuan": yuan, "steps": steps, "breakable": breakable}


def by_type(world: World, zone: str, account: str) -> dict[str, dict[str, tuple[int, int]]]:
    """Per type and charge type: how many are left, how many there were at first."""
    found = defaultdict(dict)
    for _, kind, charge, left, first in world.stock(zone, account):
        found[kind][charge] = (left, first)
    return found


def page(world: World, account: str, zone: str) -> str:
    """The page of one account, with the stock of one zone unfolded; ValueError for a zone there is not."""
    if zone and zone not in ZONES:
        raise ValueError(f"there is no zone {zone}")
    return pages.get_template("overview.html").render(
        refresh=REFRESH,
        account=account,
        accounts=list(ACCOUNTS),
        zone=zone,
        charges=CLOUD_CHARGES,
        stock=by_type(world, zone, account) if zone else {},
        here="?" + urlencode({"account": account, "zone": zone}),
        width=WIDTH,
        height=HEIGHT,
        **world.overview(account),
    )

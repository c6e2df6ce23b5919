# SPDX-License-Identifier: GPL-3.0-or-later
"""The page for people: what there is, what it costs, what is sold out, what was called."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

REFRESH = 2  # seconds
STEPS = ((86400, "d"), (3600, "h"), (60, "min"))


def age(seconds: float) -> str:
    """`42 s`, `5 min`, `3 h`, `2 d`."""
    for length, unit in STEPS:
        if seconds >= length:
            return f"{seconds // length:.0f} {unit}"
    return f"{max(seconds, 0):.0f} s"


def yuan(cents: float) -> str:
    return f"{cents / 100:,.2f}"


pages = Environment(loader=PackageLoader(__package__), autoescape=True, undefined=StrictUndefined)
pages.filters |= {"age": age, "yuan": yuan}


def render(overview: dict[str, Any]) -> str:
    """The page, from what World.overview tells."""
    return pages.get_template("overview.html").render(refresh=REFRESH, **overview)

# SPDX-License-Identifier: GPL-3.0-or-later
"""How long to wait before a request is sent again.

The cloud counts requests per second: what it throttles is drawn from the whole of the next second, so that
many runs at once fill every second evenly, and slowly from more than that, should refused requests count too.
"""

from __future__ import annotations

from typing import NamedTuple

from .errors import BUSY, SERVER, THROTTLE, TRANSPORT


class Backoff(NamedTuple):
    """`first` seconds, `growth` times as many with each try, at most `longest`; the shortest wait drawn is
    `least` of that. `tries`: None for as many as the time of the run allows.
    """

    first: float
    growth: float
    longest: float
    least: float
    tries: int | None


OF_CLASS = {
    THROTTLE: Backoff(1.0, 1.05, 5.0, 0.1, None),
    BUSY: Backoff(1.0, 1.5, 5.0, 0.8, 60),
    SERVER: Backoff(0.5, 1.5, 4.0, 0.6, 4),
    TRANSPORT: Backoff(0.5, 1.5, 4.0, 0.6, 4),
}


def backoff(klass: str, tries: int, chance: float) -> float | None:
    """Seconds to wait after so many tries, `chance` from 0 to 1; None: sending it again would not help."""
    way = OF_CLASS.get(klass)
    if way is None or (way.tries is not None and tries >= way.tries):
        return None
    longest = min(way.first * way.growth**tries, way.longest)
    return longest * (way.least + (1 - way.least) * chance)

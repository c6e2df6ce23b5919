# SPDX-License-Identifier: GPL-3.0-or-later
"""The world's time: real time at a pace, plus what was advanced by hand; and how the API writes times."""

from __future__ import annotations

import time
from calendar import monthrange
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

BEIJING = timezone(timedelta(hours=8))


class Clock:
    """`now()` is in unix seconds. `keep` stores the numbers that define the clock, to outlive the process."""

    def __init__(
        self, origin: tuple[float, float, float] | None, keep: Callable[[float, float, float], None]
    ) -> None:
        self._real, self._virtual, self.pace = origin or (time.time(), time.time(), 1.0)
        self._keep = keep

    def now(self) -> float:
        return self._virtual + (time.time() - self._real) * self.pace

    def advance(self, seconds: float) -> None:
        """Moves the world's time forward; ValueError for what is not a finite number of seconds from 0 up."""
        if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 <= seconds <= 10**9:
            raise ValueError(f"advance takes a number of seconds from 0 to 1000000000, not {seconds!r}")
        self._rebase(self.now() + seconds, self.pace)

    def set_pace(self, pace: float) -> None:
        if pace != self.pace:
            self._rebase(self.now(), pace)

    def restart(self) -> None:
        self._rebase(time.time(), self.pace)

    def keep(self) -> None:
        self._keep(self._real, self._virtual, self.pace)

    def _rebase(self, virtual: float, pace: float) -> None:
        self._real, self._virtual, self.pace = time.time(), virtual, pace
        self.keep()


@lru_cache(1024)
def utc(moment: float) -> str:
    """2022-09-06T03:07:37Z, as cvm writes times."""
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def utc_millis(moment: float) -> str:
    text = datetime.fromtimestamp(moment, UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


def beijing(moment: float) -> str:
    """2022-09-06 11:07:37 in UTC+8 whatever the region, as vpc writes times."""
    return datetime.fromtimestamp(moment, BEIJING).strftime("%Y-%m-%d %H:%M:%S")


def add_months(moment: float, months: int) -> float:
    """The same day and time in Beijing so many months later, or that month's last day."""
    start = datetime.fromtimestamp(moment, BEIJING)
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    day = min(start.day, monthrange(year, month)[1])
    return start.replace(year=year, month=month, day=day).timestamp()


def parse_utc(text: str) -> float:
    """The moment that a time of the form 2022-09-06T03:07:37Z names; ValueError for any other text."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).timestamp()


def month_began(moment: float) -> float:
    """When the month began, in Beijing."""
    start = datetime.fromtimestamp(moment, BEIJING)
    return start.replace(day=1, hour=0, minute=0, second=0, microsecond=0).timestamp()

# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests per second: per action, region and user, as the API counts them."""

from __future__ import annotations

import time
from collections import defaultdict, deque
from threading import Lock

from .errors import ApiError


class Rates:
    """At most `limit` accepted calls within any one second of real time. Refused calls do not count."""

    def __init__(self) -> None:
        self._recent: dict[tuple[str, ...], deque[float]] = defaultdict(deque)
        self._lock = Lock()

    def admit(self, key: tuple[str, ...], limit: float) -> None:
        now = time.monotonic()
        with self._lock:
            recent = self._recent[key]
            while recent and recent[0] <= now - 1:
                recent.popleft()
            if len(recent) + 1 > limit:
                raise too_many(len(recent) + 1, limit)
            recent.append(now)

    def clear(self) -> None:
        with self._lock:
            self._recent.clear()


def too_many(seen: int, limit: float) -> ApiError:
    return ApiError(
        "RequestLimitExceeded",
        f"Your current request times equals to `{seen}` in a second, which exceeds the frequency limit "
        f"`{limit:g}` for a second. Please reduce the frequency of calls.",
    )

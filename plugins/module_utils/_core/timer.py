# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a machine is to live, and the timer that ends it (ActionTimer)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

from .errors import Refused

UNITS = {"d": 86400, "h": 3600, "m": 60, "s": 1}
DURATION = re.compile(r"(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?")
SHORTEST, STEP = 600, 300


def seconds_of(text: str) -> int:
    """A duration such as `4h` or `1d12h` in seconds; `0` is none."""
    found = DURATION.fullmatch(text.strip())
    seconds = (
        sum(int(count or 0) * unit for count, unit in zip(found.groups(), UNITS.values())) if found else 0
    )
    if text.strip() == "0":
        return 0
    if seconds < SHORTEST:
        raise Refused(
            f"ttl: {text!r} is not accepted; {SHORTEST // 60}m or more is, for example 4h, 90m or 1d12h, "
            "and 0 for no timer"
        )
    return seconds


def timer(seconds: int, clock: int) -> dict | None:
    """The ActionTimer that ends a machine so many seconds from `clock`, or up to five minutes later.

    The moment is rounded up: an order that is sent again shortly afterwards, with the same token, is then the
    same request.
    """
    if not seconds:
        return None
    end = -(-(clock + seconds) // STEP) * STEP
    moment = datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(seconds=end)
    return {"TimerAction": "TerminateInstances", "ActionTime": moment.strftime("%Y-%m-%dT%H:%M:%SZ")}

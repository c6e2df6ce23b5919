# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a machine is to live, and the timer that ends it (ActionTimer)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

from .errors import Refused
from .plan import Call

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


def same_timer(wanted: int, shown: dict | None) -> bool:
    """`shown`: the machine's timer with its birth (`born`), {} for none, None when it was not read.

    A machine lives that long from its birth on; a machine that was bought shows its timer rounded up.
    """
    if shown is None or not wanted:
        return not shown
    if not shown:
        return False
    lives = seconds(shown["ActionTime"]) - shown["born"]
    return wanted - STEP <= lives <= wanted + 2 * STEP


def other_timer(_field: object, want: dict, row: dict) -> list[Call]:
    """A machine has one timer: the old one goes before a new one is set."""
    id, shown = row["InstanceId"], row["Timer"]
    old = (shown or {}).get("ActionTimerId")
    new = timer(want["ttl"], seconds(row["CreatedTime"]))
    off = Call("cvm", "DeleteInstancesActionTimer", {"ActionTimerIds": [old]}, ids="ActionTimerIds", of=(id,))
    on = Call("cvm", "ImportInstancesActionTimer", {"InstanceIds": [id], "ActionTimer": new}, "InstanceIds")
    return ([off] if old else []) + ([on] if new else [])


def timers_as_asked(call: Call, shown: list[dict]) -> bool:
    """Whether the timers of a call's machines are as it asks, by those that are still to strike."""
    if call.action == "DeleteInstancesActionTimer":
        return not {row["ActionTimerId"] for row in shown} & set(call.targets())
    ends = {row["InstanceId"]: seconds(row["ActionTime"]) for row in shown}
    return all(ends.get(id) == seconds(call.params["ActionTimer"]["ActionTime"]) for id in call.targets())


def no_other_timer(want: dict, row: dict) -> str | None:
    if not want["ttl"]:
        return None
    if row["InstanceChargeType"] == "PREPAID":
        return "a prepaid machine takes no timer"
    if seconds(row["CreatedTime"]) + want["ttl"] < want["clock"] + 2 * STEP:
        return f"it was born at {row['CreatedTime']}, so that its time would be over"
    return None


def seconds(text: str) -> int:
    """A time of the CVM API (`2022-09-06T03:07:37Z`) in seconds."""
    return int(datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp())

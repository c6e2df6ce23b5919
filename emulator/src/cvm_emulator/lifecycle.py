# SPDX-License-Identifier: GPL-3.0-or-later
"""The life of an instance as data: what follows by itself, what an action begins, what is refused when."""

from __future__ import annotations

from typing import NamedTuple

RELEASED = "RELEASED"
LIVE = ("PENDING", "RUNNING", "STARTING", "STOPPING", "STOPPED", "REBOOTING")


class Move(NamedTuple):
    """What falls due by itself: from these states to that one, and what is due after (a move, a setting)."""

    leaves: tuple[str, ...]
    enters: str
    then: tuple[str, str] | None = None


class Act(NamedTuple):
    """What an action begins: allowed in these states; enters one, left by a move after a setting's seconds.

    `trails`: by how many seconds LatestOperationState SUCCESS comes after the new state (or before it).
    """

    allowed: tuple[str, ...]
    enters: str
    move: str
    setting: str
    trails: float


MOVES = {
    "boot": Move(("PENDING",), "RUNNING"),
    "fail": Move(("PENDING",), "LAUNCH_FAILED", then=("forget", "launch_failed_shown")),
    "forget": Move(("LAUNCH_FAILED",), RELEASED),
    "start": Move(("STARTING",), "RUNNING"),
    "stop": Move(("STOPPING",), "STOPPED"),
    "reboot": Move(("REBOOTING",), "RUNNING"),
    "vanish": Move(("TERMINATING",), RELEASED),
    "reclaim": Move(LIVE, RELEASED),
    "timer": Move(LIVE, "TERMINATING", then=("vanish", "terminate")),
}
ACTS = {
    "StartInstances": Act(("STOPPED",), "STARTING", "start", "start", trails=2),
    "StopInstances": Act(("RUNNING",), "STOPPING", "stop", "stop", trails=-2),
    "RebootInstances": Act(("RUNNING",), "REBOOTING", "reboot", "reboot", trails=1),
    "TerminateInstances": Act(("RUNNING", "STOPPED"), "TERMINATING", "vanish", "terminate", trails=0),
}
ATTRIBUTES_ALLOWED = ("RUNNING", "STOPPED")
REFUSED_IN = {
    "PENDING": "UnsupportedOperation.InstanceStatePending",
    "LAUNCH_FAILED": "UnsupportedOperation.InstanceStateLaunchFailed",
    "RUNNING": "UnsupportedOperation.InstanceStateRunning",
    "STARTING": "UnsupportedOperation.InstanceStateStarting",
    "STOPPING": "UnsupportedOperation.InstanceStateStopping",
    "STOPPED": "UnsupportedOperation.InstanceStateStopped",
    "REBOOTING": "UnsupportedOperation.InstanceStateRebooting",
    "TERMINATING": "UnsupportedOperation.InstanceStateTerminating",
}
REFUSED_OTHERWISE = {
    ("StartInstances", "LAUNCH_FAILED"): "InvalidInstance.NotSupported",
    ("StopInstances", "LAUNCH_FAILED"): "InvalidInstance.NotSupported",
    ("RebootInstances", "LAUNCH_FAILED"): "InvalidInstance.NotSupported",
    ("ModifyInstancesAttribute", "LAUNCH_FAILED"): "InvalidInstance.NotSupported",
}


def refusal(action: str, state: str) -> str:
    """The code with which an action is refused in a state that does not allow it."""
    return REFUSED_OTHERWISE.get((action, state), REFUSED_IN[state])

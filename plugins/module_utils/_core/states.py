# SPDX-License-Identifier: GPL-3.0-or-later
"""The states of an instance, and what they mean for a fleet (DescribeInstances, InstanceState)."""

from __future__ import annotations

RUNNING, STOPPED, PENDING, FAILED = "RUNNING", "STOPPED", "PENDING", "LAUNCH_FAILED"
RESCUE_MODE = "RESCUE_MODE"
BINNED = "SHUTDOWN"
RESCUE = ("ENTER_RESCUE_MODE", RESCUE_MODE)
PASSING = frozenset(
    {
        PENDING,
        "STARTING",
        "STOPPING",
        "REBOOTING",
        "ENTER_RESCUE_MODE",
        "EXIT_RESCUE_MODE",
        "ENTER_SERVICE_LIVE_MIGRATE",
        "SERVICE_LIVE_MIGRATE",
        "EXIT_SERVICE_LIVE_MIGRATE",
    }
)
LIVE = PASSING | {RUNNING, STOPPED, RESCUE_MODE}


def is_live(row: dict) -> bool:
    """Whether an instance counts as a member: not on its way out, not born dead."""
    return row["InstanceState"] in LIVE


def said(row: dict | None) -> str:
    """What the cloud says of an instance's last operation, in brackets; "" for nothing."""
    message = (row or {}).get("LatestOperationErrorMsg")
    return f" ({message})" if message else ""

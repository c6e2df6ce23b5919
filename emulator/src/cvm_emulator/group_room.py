# SPDX-License-Identifier: GPL-3.0-or-later
"""How many instances a security group takes; who is in it is counted where that changes, by the store."""

from __future__ import annotations

from collections import Counter

from .ask import Ask
from .errors import ApiError


def check_group_room(ask: Ask, joining: Counter[str]) -> None:
    """`joining`: how many more instances are to be in each group."""
    most = ask.settings.group_instances_quota
    for group, more in joining.items():
        held = ask.db.execute("SELECT held FROM security_group WHERE id = ?", (group,)).fetchone()["held"]
        if held + more > most:
            raise ApiError(
                "LimitExceeded.CvmsVifsPerSecGroupLimitExceeded",
                f"`{group}` has `{held}` of the `{most}` instances it may have, `{more}` more are to come.",
            )

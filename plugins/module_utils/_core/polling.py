# SPDX-License-Identifier: GPL-3.0-or-later
"""How often to look while waiting."""

from __future__ import annotations

FIRST, GROWTH, SLOWEST = 0.4, 1.08, 48


def interval(times: int) -> float:
    """Seconds until the next look: short at first, then a twelfth of the time that has passed, 16 at most."""
    return FIRST * GROWTH ** min(times, SLOWEST)

# SPDX-License-Identifier: GPL-3.0-or-later
"""How often to look while waiting."""

from __future__ import annotations

FIRST, GROWTH, LONGEST = 0.4, 1.08, 15.0


def interval(times: int) -> float:
    """Seconds until the next look: short at first, then about a twelfth of the time that has passed."""
    return min(FIRST * GROWTH**times, LONGEST)

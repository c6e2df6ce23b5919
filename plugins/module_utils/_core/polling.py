# SPDX-License-Identifier: GPL-3.0-or-later
"""How often to look while waiting: what is awaited is noticed within a tenth of the time it took, or within a
second, whichever is more, also where an answer takes 0.2 s to come.
"""

from __future__ import annotations

FIRST, EVEN, GROWTH, SLOWEST = 0.5, 22, 1.08, 45
JITTER = 0.1


def interval(times: int) -> float:
    """Seconds until the next look after so many pauses: the same at first, then a twelfth of the time that
    has passed, 16 at most. Each is drawn up to `JITTER` of itself longer or shorter.
    """
    return FIRST * GROWTH ** min(max(0, times - EVEN), SLOWEST)

# SPDX-License-Identifier: GPL-3.0-or-later
"""Waiting: how long, how often, and when to give up."""

from __future__ import annotations

import random
import time

from .._core.errors import BUSY, SERVER, THROTTLE, TRANSPORT, CloudError, TimedOut
from .._core.polling import JITTER
from .interrupts import Interrupts

TRIES = {THROTTLE: 60, BUSY: 60, SERVER: 4, TRANSPORT: 4}
FIRST = {THROTTLE: 0.3, BUSY: 1.0, SERVER: 0.5, TRANSPORT: 0.5}
LONGEST = {THROTTLE: 3.0, BUSY: 5.0, SERVER: 4.0, TRANSPORT: 4.0}


class Patience:
    """The time of one run: every wait is drawn a little longer or shorter, and none passes the deadline."""

    def __init__(self, timeout: float, interrupts: Interrupts) -> None:
        self.timeout, self.interrupts = timeout, interrupts
        self.end = time.monotonic() + timeout

    def pause(self, seconds: float, for_what: str = "the cloud", ids: tuple[str, ...] = ()) -> None:
        """Wait about so long; raises `TimedOut` when the time of the run is over."""
        left = self.end - time.monotonic()
        if left <= 0:
            raise TimedOut(
                f"wait_timeout: {self.timeout:g} s are over, still waiting for {for_what}", list(ids)
            )
        with self.interrupts.welcomed():
            time.sleep(min(seconds * random.uniform(1 - JITTER, 1 + JITTER), left))

    def after(self, error: CloudError, tries: int) -> bool:
        """Waits before a request is sent again; False when sending again would not help."""
        if tries >= TRIES.get(error.klass, 0):
            return False
        self.pause(min(FIRST[error.klass] * 1.5**tries, LONGEST[error.klass]), f"an answer to {error.action}")
        return True

# SPDX-License-Identifier: GPL-3.0-or-later
"""Waiting: how long, how often, and when to give up."""

from __future__ import annotations

import random
import time

from .._core.errors import CloudError, TimedOut
from .._core.polling import JITTER
from .interrupts import Interrupts


class Patience:
    """The time of one run: no wait is equal to another's, and none passes the deadline."""

    def __init__(self, timeout: float, interrupts: Interrupts) -> None:
        self.timeout, self.interrupts = timeout, interrupts
        self.end = time.monotonic() + timeout

    def pause(self, seconds: float, for_what: str = "the cloud", ids: tuple[str, ...] = ()) -> None:
        """Wait about so long; raises `TimedOut` when the time of the run is over."""
        self.sleep(seconds * random.uniform(1 - JITTER, 1 + JITTER), for_what, ids)

    def sleep(self, seconds: float, for_what: str, ids: tuple[str, ...] = ()) -> None:
        left = self.end - time.monotonic()
        if left <= 0:
            raise TimedOut(
                f"wait_timeout: {self.timeout:g} s are over, still waiting for {for_what}", list(ids)
            )
        with self.interrupts.welcomed():
            time.sleep(min(seconds, left))

    def after(self, error: CloudError, tries: int) -> bool:
        """Waits before a request is sent again; False when sending again would not help."""
        from .._core.backoff import backoff  # most runs are refused nothing

        seconds = backoff(error.klass, tries, random.random())
        if seconds is None:
            return False
        self.sleep(seconds, f"an answer to {error.action} ({error.code})")
        return True

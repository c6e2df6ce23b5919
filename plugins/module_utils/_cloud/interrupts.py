# SPDX-License-Identifier: GPL-3.0-or-later
"""Signals that ask a run to end take effect where nothing gets lost: in a wait and in a read, never while a
change is under way, whose answer is awaited first.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Interrupted(BaseException):
    """The run was asked to end. No `Exception`: the SDK takes each of those for trouble of the network."""


class Interrupts:
    """`asked`: the name of the signal that came, "" while none did."""

    def __init__(self) -> None:
        self.asked = ""
        self.welcome = False

    def listen(self) -> None:
        for number in SIGNALS:
            signal.signal(number, self.come)

    def ignore(self) -> None:
        """For the end of a run: an interpreter that exits takes its handlers back; a signal would kill it."""
        for number in SIGNALS:
            signal.signal(number, signal.SIG_IGN)

    def come(self, number: int, _frame: FrameType | None) -> None:
        self.asked = signal.Signals(number).name
        if self.welcome:
            self.welcome = False
            raise Interrupted(self.asked)

    def heed(self) -> None:
        """Raises `Interrupted` if a signal came."""
        if self.asked:
            raise Interrupted(self.asked)

    @contextmanager
    def welcomed(self) -> Iterator[None]:
        """A stretch that a signal may cut short at any moment."""
        outer, self.welcome = self.welcome, True
        try:
            self.heed()
            yield
        finally:
            self.welcome = outer and not self.asked

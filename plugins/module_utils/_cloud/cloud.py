# SPDX-License-Identifier: GPL-3.0-or-later
"""The cloud as one run sees it: reads repeat freely, writes are written down, in a rehearsal only that."""

from __future__ import annotations

from .._core.errors import BUSY, THROTTLE, CloudError
from .._core.plan import Call
from .patience import Patience
from .transport import Wire


class Cloud:
    """`steps`: the writes of this run, in order, or in a rehearsal what they would have been. `bought`: every
    id that a purchase brought. `attempts`, `parts`: what a purchase tried, and what it cost.
    """

    def __init__(self, wire: Wire, patience: Patience, rehearsal: bool) -> None:
        self.wire, self.patience, self.rehearsal = wire, patience, rehearsal
        self.steps: list[Call] = []
        self.bought: list[str] = []
        self.attempts: list[dict] = []
        self.parts: list[dict] = []

    @property
    def region(self) -> str:
        return self.wire.access.region

    @property
    def clock(self) -> int:
        return self.wire.clock

    def read(self, service: str, action: str, params: dict) -> dict:
        """The Response of a request that changes nothing."""
        return self.repeated(service, action, params, every=True)

    def write(self, call: Call, once: bool = False) -> dict | None:
        """The Response of a request that changes something; None in a rehearsal.

        `once`: it is not sent again when its outcome is unknown.
        """
        self.steps.append(call)
        return (
            None if self.rehearsal else self.repeated(call.service, call.action, call.params, every=not once)
        )

    def repeated(self, service: str, action: str, params: dict, every: bool) -> dict:
        tries = 0
        while True:
            try:
                return self.wire.send(service, action, params)
            except CloudError as error:
                if not (every or error.klass in (THROTTLE, BUSY)) or not self.patience.after(error, tries):
                    raise
                tries += 1

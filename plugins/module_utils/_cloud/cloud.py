# SPDX-License-Identifier: GPL-3.0-or-later
"""The cloud as one run sees it: reads repeat freely, writes are written down, in a rehearsal only that."""

from __future__ import annotations

from collections.abc import Iterable

from .._core.errors import BUSY, THROTTLE, UNKNOWN_OUTCOME, CloudError, Refused
from .._core.plan import Call
from .interrupts import Interrupts
from .patience import Patience
from .transport import Wire


class Cloud:
    """What one run may do, and what it has done.

    `steps`: its writes, in order, or in a rehearsal what they would have been. `bought`: every id paid for.
    `attempts`, `parts`: what a purchase tried, and what it cost. `refunds`: what comes back for what was
    paid in advance. `unfinished`: whom a refusal kept from being changed as planned. `known`: rows by id
    that were read when names were looked up. `notes`: what the user should know.
    """

    def __init__(
        self,
        wire: Wire,
        patience: Patience,
        rehearsal: bool,
        allowed_accounts: Iterable[str] = (),
        interrupts: Interrupts | None = None,
    ) -> None:
        self.wire, self.patience, self.rehearsal = wire, patience, rehearsal
        self.interrupts = interrupts or Interrupts()
        self.steps: list[Call] = []
        self.bought: list[str] = []
        self.attempts: list[dict] = []
        self.parts: list[dict] = []
        self.refunds: list[dict] = []
        self.unfinished: list[str] = []
        self.notes: list[str] = []
        self.known: dict[str, dict] = {}
        self.guarded = list(allowed_accounts)

    @property
    def region(self) -> str:
        return self.wire.access.region

    @property
    def clock(self) -> int:
        return self.wire.clock

    def read(self, service: str, action: str, params: dict) -> dict:
        """The Response of a request that changes nothing."""
        with self.interrupts.welcomed():
            return self.repeated(service, action, params, every=True)

    def write(self, call: Call, once: bool = False) -> dict | None:
        """The Response of a request that changes something; None in a rehearsal.

        `once`: it is not sent again when its outcome is unknown.
        """
        self.guard()
        self.interrupts.heed()
        self.steps.append(call)
        if self.rehearsal:
            return None
        try:
            return self.repeated(call.service, call.action, call.params, every=not once)
        except BaseException as end:
            if not may_have_happened(end):
                self.steps.pop()
            raise

    def guard(self) -> None:
        """Before the first write: is this one of the accounts that may be written to?"""
        if not self.guarded:
            return
        account = str(self.read("sts", "GetCallerIdentity", {})["AccountId"])
        if account not in self.guarded:
            accepted = ", ".join(self.guarded)
            raise Refused(
                f"allowed_account_ids: the key belongs to account {account}; only {accepted} is accepted"
            )
        self.guarded = []

    def repeated(self, service: str, action: str, params: dict, every: bool) -> dict:
        tries = 0
        while True:
            try:
                return self.wire.send(service, action, params)
            except CloudError as error:
                if not (every or error.klass in (THROTTLE, BUSY)) or not self.patience.after(error, tries):
                    raise
                tries += 1


def may_have_happened(end: BaseException) -> bool:
    """Whether a change that ended so may have been made; a wait between two tries is cut short on top of the
    refusal that it followed.
    """
    refusal = end if isinstance(end, CloudError) else end.__context__
    return not isinstance(refusal, CloudError) or refusal.klass in UNKNOWN_OUTCOME

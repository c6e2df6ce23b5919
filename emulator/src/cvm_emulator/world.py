# SPDX-License-Identifier: GPL-3.0-or-later
"""The world behind the API: one account, its state, its time; called in process or through the HTTP door."""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Iterable, Mapping
from threading import RLock
from typing import Any, NamedTuple

from . import actions, contract, ledger, networks
from .ask import ACTIONS, Ask
from .catalogue.account import MAIN_UIN, SECRET_ID, SECRET_KEY
from .catalogue.regions import REGIONS, ZONES
from .catalogue.types import TYPES, charges, sold_in
from .clock import Clock
from .errors import ApiError, not_emulated
from .faults import Broken, Faults
from .ledger import CallLog
from .money import set_balance
from .outcome import code_of, fault_code, play, signed
from .passage import anything_due, schedule, settle
from .rates import Rates
from .settings import Settings
from .stock import set_left
from .store import empty, open_store, read_meta, transaction, write_meta

REGIONAL = ("cvm", "vpc", "cbs")


class Caller(NamedTuple):
    """Who calls: the key, and the account (main uin) and user (uin) it belongs to."""

    secret_id: str
    secret_key: str
    token: str | None
    account: str
    user: str


class World:
    """`state`: `:memory:` or a file. Settings count at once; a state keeps the seed it was begun with."""

    def __init__(
        self, state: str = ":memory:", settings: Settings | None = None, seed: int | None = None
    ) -> None:
        self.settings = settings or Settings()
        self.faults = Faults()
        self.calls = CallLog()
        self._rates = Rates()
        self._lock = RLock()
        self._db = open_store(state)
        known = read_meta(self._db, "seed")
        self._seed = str(known) if known is not None else os.urandom(8).hex() if seed is None else str(seed)
        origin = tuple(read_meta(self._db, key) for key in CLOCK)
        self.clock = Clock(origin if None not in origin else None, self._keep_clock)
        self.clock.set_pace(self.settings.pace)
        self.settings.listen(self._on_change)
        if known is None:
            self._begin()

    def caller(self, secret_id: str) -> Caller | None:
        if secret_id != SECRET_ID:
            return None
        return Caller(SECRET_ID, SECRET_KEY, None, MAIN_UIN, MAIN_UIN)

    def call(
        self,
        caller: Caller,
        service: str,
        action: str,
        version: str,
        region: str,
        params: dict[str, Any],
        language: str = "zh-CN",
    ) -> dict[str, Any]:
        """The content of `Response`, RequestId included.

        Raises ApiError (with its request id, in the language asked for), or faults.Broken when a fault was
        ordered that the HTTP door has to play.
        """
        request_id, began = str(uuid.uuid4()), time.perf_counter()
        code, wrote, after = "", False, None
        try:
            self._admit(caller, service, action, version, region)
            play(self.faults, action, self.faults.strike(action, "before"))
            answer, wrote = self._perform(caller, service, action, region, params, language, request_id)
            after = self.faults.strike(action, "after")
        except (ApiError, Broken) as refused:
            code = code_of(refused)
            raise signed(refused, request_id, language) from None
        except Exception:
            code = "InternalError"
            raise
        finally:
            self.calls.add(
                at=self.clock.now(),
                action=action,
                service=service,
                region=region,
                request_id=request_id,
                code=fault_code(after) or code,
                write=wrote,
                duration_ms=(time.perf_counter() - began) * 1000,
            )
        try:
            play(self.faults, action, after)
        except (ApiError, Broken) as refused:
            raise signed(refused, request_id, language) from None
        return answer

    def _admit(self, caller: Caller, service: str, action: str, version: str, region: str) -> None:
        if service not in contract.services():
            raise ApiError("NoSuchProduct", f"There is no product `{service}`.")
        if version != contract.version_of(service):
            raise ApiError("NoSuchVersion", f"The product `{service}` has no version `{version}`.")
        if not contract.action_known(service, version, action):
            raise ApiError("InvalidAction", f"The product `{service}` has no action `{action}`.")
        if service in REGIONAL and region not in REGIONS:
            raise ApiError(
                "UnsupportedRegion", f"The region `{region}` is missing or not served by `{service}`."
            )
        scale = self.settings.rate_limits
        if scale is not False and (service, action) in ACTIONS:
            limit = ACTIONS[service, action].limit * (1 if scale is True else scale)
            self._rates.admit((caller.user, region, service, action), limit)

    def _perform(
        self,
        caller: Caller,
        service: str,
        action: str,
        region: str,
        params: dict[str, Any],
        language: str,
        request_id: str,
    ) -> tuple[dict[str, Any], bool]:
        contract.check_request(service, action, params)
        if (service, action) not in ACTIONS:
            raise not_emulated(f"{service} {action}")
        with self._lock:
            now = self._settle()
            ask = Ask(
                self._db,
                self.settings,
                caller,
                service,
                action,
                region,
                params,
                language,
                request_id,
                now,
                self._seed,
            )
            before = self._db.total_changes
            try:
                with transaction(self._db):
                    answer = {**ACTIONS[service, action].carry_out(ask), "RequestId": request_id}
                    if self.settings.check_answers:
                        contract.check_answer(service, action, answer)
            except ApiError as refused:
                actions.remember_refusal(ask, refused)
                raise
            wrote = self._db.total_changes != before
            if wrote:
                self._settle()
        return answer, wrote

    def _settle(self) -> float:
        now = self.clock.now()
        if anything_due(self._db, now):
            with transaction(self._db):
                settle(self._db, self.settings, now)
        return now

    def ledger(self) -> dict[str, Any]:
        """Every instance ever bought, and the money: frozen and spent, in cents."""
        with self._lock:
            return ledger.ledger(self._db, self._settle())

    def call_log(self) -> dict[str, Any]:
        return self.calls.as_dict()

    def overview(self) -> dict[str, Any]:
        """What a page for people shows: instances with their age (s), money (cents), sold out stock."""
        with self._lock:
            return {**ledger.overview(self._db, self._settle()), "calls": self.calls.last(20)}

    def set_stock(self, zone: str, instance_type: str, charge_type: str, count: int) -> None:
        """ValueError for what the catalogue does not sell."""
        if zone not in ZONES or instance_type not in TYPES or not sold_in(zone, TYPES[instance_type]):
            raise ValueError(f"the catalogue does not sell {instance_type} in {zone}")
        if charge_type not in charges(TYPES[instance_type]):
            raise ValueError(
                f"{instance_type} is sold as {', '.join(charges(TYPES[instance_type]))}, not {charge_type}"
            )
        with self._lock:
            self._settle()
            set_left(self._db, zone, instance_type, charge_type, _whole("count", count))

    def fail_launches(self, times: int) -> None:
        """The next so many instances end in LAUNCH_FAILED."""
        with self._lock, transaction(self._db):
            write_meta(self._db, "launch_failures", _whole("times", times))

    def reclaim(self, instance_ids: Iterable[str]) -> None:
        """Spot instances get their notice and vanish after it. ValueError for any other id."""
        with self._lock:
            now, seqs = self._settle(), []
            for each in instance_ids:
                row = self._db.execute(
                    "SELECT seq, charge, gone FROM instance WHERE id = ?", (each,)
                ).fetchone()
                if row is None or row["gone"] or row["charge"] != "SPOTPAID":
                    raise ValueError(f"{each} is not a spot instance of this world")
                seqs.append(row["seq"])
            with transaction(self._db):
                for seq in seqs:
                    schedule(self._db, seq, "reclaim", now + self.settings.reclaim_notice)

    def set_balance(self, cents: int) -> None:
        """What the account has in cash, before what is frozen."""
        with self._lock:
            now = self._settle()
            with transaction(self._db):
                set_balance(self._db, _whole("cents", cents), now)

    def reset(self) -> None:
        """A fresh world: the settings stay, everything else begins again, with the same seed."""
        with self._lock:
            self.clock.restart()
            self._begin()
        self.faults.clear()
        self.calls.clear()
        self._rates.clear()

    def close(self) -> None:
        with self._lock:
            self._db.close()

    def _begin(self) -> None:
        with transaction(self._db):
            empty(self._db)
            write_meta(self._db, "seed", self._seed)
            self.clock.keep()
            now = self.clock.now()
            self._db.execute("INSERT INTO account VALUES (?, 0, 0, 0, ?)", (self.settings.start_balance, now))
            for region in networks.chosen(self.settings.default_vpc):
                networks.default_network(self._db, self._seed, region, now)

    def _keep_clock(self, *numbers: float) -> None:
        with self._lock:
            for key, number in zip(CLOCK, numbers, strict=True):
                write_meta(self._db, key, number)

    def _on_change(self, values: Mapping[str, Any]) -> None:
        if "pace" in values:
            self.clock.set_pace(values["pace"])


CLOCK = ("clock_real", "clock_virtual", "clock_pace")


def _whole(name: str, value: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**53:
        raise ValueError(f"{name} takes a whole number from 0 up, not {value!r}")
    return value

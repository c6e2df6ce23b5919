# SPDX-License-Identifier: GPL-3.0-or-later
"""The world behind the API: accounts, their estates, time; called in process or through the HTTP door."""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Generator, Iterable, Mapping
from threading import RLock
from typing import Any, NamedTuple

from . import actions, contract, metadata, sessions
from .ask import ACTIONS, Ask
from .catalogue.account import ACCOUNTS, KEYS, MAIN_UIN, role_of_id
from .catalogue.regions import REGIONS
from .clock import Clock
from .errors import ApiError, not_emulated
from .estate import Estate
from .faults import Broken, Faults
from .ledger import CallLog
from .outcome import code_of, fault_code, play, signed
from .permissions import refuse_forbidden
from .rates import Rates
from .refused import refuse
from .refused_fields import REFUSED
from .settings import Settings
from .store import open_store, read_meta, transaction, write_meta

REGIONAL = ("cvm", "vpc", "cbs")


class Caller(NamedTuple):
    """Who calls: the key, and the account (main uin) and user (uin, or role id and session) it belongs to.

    `token` and `expired` are of temporary keys. Without a role, `role_id` is empty and `principal` the user.
    """

    secret_id: str
    secret_key: str
    token: str | None
    account: str
    user: str
    principal: str
    may_write: bool = True
    role_id: str = ""
    expired: bool = False


class World:
    """`state`: `:memory:` or a file, with more files beside it for the accounts other than the main one.

    Settings count at once; a state keeps the seed it was begun with.
    """

    def __init__(
        self, state: str = ":memory:", settings: Settings | None = None, seed: int | None = None
    ) -> None:
        self.settings = settings or Settings()
        self.faults = Faults()
        self.calls = CallLog()
        self._rates = Rates()
        self._lock = RLock()
        self._state = state
        self._db = open_store(state)
        known = read_meta(self._db, "seed")
        self._seed = str(known) if known is not None else os.urandom(8).hex() if seed is None else str(seed)
        origin = tuple(read_meta(self._db, key) for key in CLOCK)
        self.clock = Clock(origin if None not in origin else None, self._keep_clock)
        self.clock.set_pace(self.settings.pace)
        self.settings.listen(self._on_change)
        main = Estate(ACCOUNTS[MAIN_UIN], self._db, self.settings, self.clock, self._seed)
        self._estates = {MAIN_UIN: main}
        self.clock.keep()

    def caller(self, secret_id: str) -> Caller | None:
        if key := KEYS.get(secret_id):
            return Caller(secret_id, key.secret_key, None, key.account, key.user, key.user, key.may_write)
        if not (found := sessions.read(self._seed, secret_id)):
            return None
        session, credentials = found
        role = role_of_id(session.account, session.role_id)
        return Caller(
            *credentials,
            account=session.account,
            user=f"{session.role_id}:{session.name}",
            principal=session.principal,
            may_write=role.may_write,
            role_id=session.role_id,
            expired=session.expires <= self.clock.now(),
        )

    def issue(self, session: sessions.Session) -> sessions.Credentials:
        return sessions.issue(self._seed, session)

    def call(self, *ask: Any, **more: Any) -> dict[str, Any]:
        """The content of `Response`, RequestId included; takes what `course` takes.

        Raises ApiError (with its request id, in the language asked for), or faults.Broken when a fault was
        ordered that the HTTP door has to play. Waits here while a fault delays the call.
        """
        course = self.course(*ask, **more)
        while True:
            try:
                self.faults.wait(next(course))
            except StopIteration as end:
                return end.value

    def course(
        self,
        caller: Caller,
        service: str,
        action: str,
        version: str,
        region: str,
        params: dict[str, Any],
        language: str = "zh-CN",
    ) -> Generator[float, None, dict[str, Any]]:
        """A call step by step: yields the seconds to wait before going on, returns what `call` returns."""
        request_id, began = str(uuid.uuid4()), time.perf_counter()
        code, wrote, after = "", False, None
        try:
            self._admit(caller, service, action, version, region)
            refuse_forbidden(caller, self.settings, service, action, region, params, request_id)
            yield from play(action, self.faults.strike(action, "before"))
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
            yield from play(action, after)
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
        if self.settings.unknown_parameters == "ignore":
            params = contract.known_only(service, contract.request_fields(service, action), params)
        contract.check_request(service, action, params)
        if self.settings.duplicate_ids == "once":
            params = {name: _once(value) if name.endswith("Ids") else value for name, value in params.items()}
        if (service, action) not in ACTIONS:
            raise not_emulated(f"{service} {action}")
        refuse(REFUSED.get((service, action), {}), params)
        with self._lock:
            estate = self.estate(caller.account)
            now, db = estate.settle(), estate.db
            ask = Ask(
                db,
                self.settings,
                caller,
                service,
                action,
                region,
                params,
                language,
                request_id,
                now,
                estate.seed,
                self.issue,
            )
            before = db.total_changes
            try:
                with transaction(db):
                    answer = {**ACTIONS[service, action].carry_out(ask), "RequestId": request_id}
                    if self.settings.check_answers:
                        contract.check_answer(service, action, answer)
            except ApiError as refused:
                actions.remember_refusal(ask, refused)
                raise
            wrote = db.total_changes != before
            if wrote:
                estate.settle()
        return answer, wrote

    def estate(self, account: str) -> Estate:
        """Opened when it is first needed; ValueError for an account that is not of this world."""
        if account not in ACCOUNTS:
            raise ValueError(f"there is no account {account}; there are: {', '.join(ACCOUNTS)}")
        with self._lock:
            if account not in self._estates:
                file = self._state if self._state == ":memory:" else f"{self._state}.{account}"
                seed = f"{self._seed}/{account}"
                self._estates[account] = Estate(
                    ACCOUNTS[account], open_store(file), self.settings, self.clock, seed
                )
            return self._estates[account]

    def ledger(self, account: str = MAIN_UIN) -> dict[str, Any]:
        """Every instance ever bought, and the money: frozen and spent, in cents."""
        with self._lock:
            return self.estate(account).ledger()

    def call_log(self) -> dict[str, Any]:
        return self.calls.as_dict()

    def overview(self, account: str = MAIN_UIN) -> dict[str, Any]:
        """What a page for people shows: instances with their age (s), money (cents), the last calls."""
        with self._lock:
            return {**self.estate(account).overview(), "calls": self.calls.last(100)}

    def stock(self, zone: str, account: str = MAIN_UIN) -> list[tuple[str, str, str, int, int]]:
        """Zone, type, charge type, how many are left, how many there were at first."""
        with self._lock:
            return self.estate(account).stock(zone)

    def metadata(self, instance_id: str, path: str) -> str | None:
        """What the metadata service tells that machine, of whatever account; None for what there is not."""
        with self._lock:
            machines = (estate.machine(instance_id) for estate in self._estates.values())
            machine = next(filter(None, machines), None)
        return machine and metadata.read(machine, path, self.clock.now(), self.issue)

    def set_stock(
        self, zone: str, instance_type: str, charge_type: str, count: int, account: str = MAIN_UIN
    ) -> None:
        with self._lock:
            self.estate(account).set_stock(zone, instance_type, charge_type, count)

    def fail_launches(self, times: int, account: str = MAIN_UIN) -> None:
        with self._lock:
            self.estate(account).fail_launches(times)

    def reclaim(self, instance_ids: Iterable[str], account: str = MAIN_UIN) -> None:
        with self._lock:
            self.estate(account).reclaim(instance_ids)

    def set_balance(self, cents: int, account: str = MAIN_UIN) -> None:
        with self._lock:
            self.estate(account).set_balance(cents)

    def reset(self) -> None:
        """A fresh world: the settings stay, everything else begins again, with the same seed."""
        with self._lock:
            self.clock.restart()
            for uin in ACCOUNTS if self._state != ":memory:" else list(self._estates):
                self.estate(uin).begin()
            self.clock.keep()
        self.faults.clear()
        self.calls.clear()
        self._rates.clear()

    def close(self) -> None:
        with self._lock:
            for estate in self._estates.values():
                estate.db.close()

    def _keep_clock(self, *numbers: float) -> None:
        with self._lock:
            for key, number in zip(CLOCK, numbers, strict=True):
                write_meta(self._db, key, number)

    def _on_change(self, values: Mapping[str, Any]) -> None:
        if "pace" in values:
            self.clock.set_pace(values["pace"])


def _once(ids: list[str]) -> list[str]:
    return list(dict.fromkeys(ids))


CLOCK = ("clock_real", "clock_virtual", "clock_pace")

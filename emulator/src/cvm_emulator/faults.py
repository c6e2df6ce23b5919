# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults to order: which call is to be broken, when, how often and how."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from threading import Event, Lock

from .contract import action_exists

ANY = "*"
WHEN = ("before", "after")


def is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def is_count(value: object, least: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


DO = {
    "code": ("an error code", lambda value: isinstance(value, str) and value != ""),
    "drop": ("true", lambda value: value is True),
    "status": ("an HTTP status from 400 to 599", lambda value: is_count(value, 400) and value <= 599),
    "delay": ("seconds, above 0 and at most 3600", lambda value: is_number(value) and 0 < value <= 3600),
    "garbage": ("true", lambda value: value is True),
}


class Broken(Exception):
    """A call whose answer the HTTP door spoils.

    `do` is {"drop": true}, {"status": n} or {"garbage": true}. A delay never gets here: World.call
    waits (without holding its lock) and goes on.
    """

    def __init__(self, do: dict) -> None:
        super().__init__(f"fault: {', '.join(do)}")
        self.do = do


@dataclass(frozen=True)
class Fault:
    """Break calls of `action` (`*`: any) `times` times, after letting `skip` of them pass."""

    action: str
    when: str
    times: int
    skip: int
    do: dict


def parse_fault(spec: dict) -> Fault:
    """A fault as the control interface takes it; ValueError names the field and what it takes."""
    unknown = sorted(set(spec) - {"action", "when", "times", "skip", "do"})
    if unknown:
        raise ValueError(f"{unknown[0]}: unknown; a fault has action, when, times, skip and do")
    fault = Fault(
        action=spec.get("action", ""),
        when=spec.get("when", "before"),
        times=spec.get("times", 1),
        skip=spec.get("skip", 0),
        do=spec.get("do", {}),
    )
    if not isinstance(fault.action, str) or not (fault.action == ANY or action_exists(fault.action)):
        raise ValueError(f"action: {fault.action!r} is not an API action; give its name, or * for any")
    if fault.when not in WHEN:
        raise ValueError(f"when: {fault.when!r} is not one of {', '.join(WHEN)}")
    if not is_count(fault.times, 1):
        raise ValueError(f"times: {fault.times!r} is not an integer of at least 1")
    if not is_count(fault.skip, 0):
        raise ValueError(f"skip: {fault.skip!r} is not an integer of at least 0")
    check_do(fault.do)
    return fault


def check_do(do: object) -> None:
    if not isinstance(do, dict) or len(do) != 1 or not set(do) <= set(DO):
        raise ValueError(f"do: {do!r} is not an object with exactly one of {', '.join(DO)}")
    [(name, value)] = do.items()
    takes, valid = DO[name]
    if not valid(value):
        raise ValueError(f"do.{name}: {value!r} is not {takes}")


class Faults:
    """The faults still to strike, oldest first; may be used from several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._faults: list[Fault] = []
        self._ended = Event()

    def add(self, spec: dict) -> None:
        fault = parse_fault(spec)
        with self._lock:
            self._faults.append(fault)

    def clear(self) -> None:
        with self._lock:
            self._faults.clear()

    def pending(self) -> list[dict]:
        with self._lock:
            return [asdict(fault) for fault in self._faults]

    def strike(self, action: str, when: str) -> dict | None:
        """What to do to this call, if anything; the fault that strikes is used up by one."""
        with self._lock:
            for index, fault in enumerate(self._faults):
                if fault.action not in (action, ANY) or fault.when != when:
                    continue
                if fault.skip:
                    self._faults[index] = replace(fault, skip=fault.skip - 1)
                    continue
                if fault.times == 1:
                    del self._faults[index]
                else:
                    self._faults[index] = replace(fault, times=fault.times - 1)
                return dict(fault.do)
        return None

    def wait(self, seconds: float) -> None:
        """Carry out a delay; returns early when `end` is called."""
        self._ended.wait(seconds)

    @property
    def ended(self) -> bool:
        return self._ended.is_set()

    def end(self) -> None:
        """No delay holds a call up any longer, because the server is about to stop."""
        self._ended.set()

# SPDX-License-Identifier: GPL-3.0-or-later
"""The actions the emulator carries out: a function each, with its limit of requests per second."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from .sessions import Credentials, Session
    from .settings import Settings
    from .world import Caller


@dataclass(frozen=True)
class Ask:
    """One request, and the world it meets: its state inside a transaction, its settings, its time."""

    db: sqlite3.Connection
    settings: Settings
    caller: Caller
    service: str
    action: str
    region: str
    params: dict[str, Any]
    language: str
    request_id: str
    now: float
    seed: str
    issue: Callable[[Session], Credentials]


class Action(NamedTuple):
    carry_out: Callable[[Ask], dict[str, Any]]
    limit: float


ACTIONS: dict[tuple[str, str], Action] = {}


def action(service: str, name: str, limit: float) -> Callable[[Callable[[Ask], dict]], Callable[[Ask], dict]]:
    """Registers a function as an action; it returns the answer without RequestId, or raises ApiError."""

    def register(carry_out: Callable[[Ask], dict[str, Any]]) -> Callable[[Ask], dict[str, Any]]:
        ACTIONS[service, name] = Action(carry_out, limit)
        return carry_out

    return register

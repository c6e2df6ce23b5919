# SPDX-License-Identifier: GPL-3.0-or-later
"""Which settings an action looks at: read off the code of its function and of all that this calls."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dis import get_instructions
from itertools import pairwise
from types import CodeType, FunctionType, ModuleType
from typing import Any

from cvm_emulator.lifecycle import ACTS
from cvm_emulator.settings import SETTINGS

NAMES = {setting.name for setting in SETTINGS}
PACKAGE = "cvm_emulator"
# Read for every action, by the gateway.
EVERYWHERE = {"rate_limits", "check_answers", "denied", "permission_code", "clock_skew", "pace"}


def switches(action: str, carry_out: Callable) -> list[str]:
    """The names, in the order of the table of settings."""
    found = {ACTS[action].setting} if action in ACTS else set()
    for function in reached(carry_out, set()):
        found |= set(read_by(function.__code__)) & NAMES
    return [setting.name for setting in SETTINGS if setting.name in found - EVERYWHERE]


def reached(function: FunctionType, seen: set[FunctionType]) -> Iterator[FunctionType]:
    if function in seen or not (function.__module__ or "").startswith(PACKAGE):
        return
    seen.add(function)
    yield function
    names = set(names_of(function.__code__))
    for name in names:
        if name in function.__globals__:
            for each in functions_in(function.__globals__[name], names):
                yield from reached(each, seen)


def read_by(code: CodeType) -> Iterator[str]:
    """The attributes of `settings` that the code mentions, its inner functions included."""
    told = [each.argval for each in get_instructions(code)]
    yield from (name for owner, name in pairwise(told) if owner == "settings" and isinstance(name, str))
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from read_by(each)


def functions_in(value: Any, names: set[str]) -> list[FunctionType]:
    """A function itself; those of a table; and of a module, those that are named."""
    if isinstance(value, FunctionType):
        return [value]
    if isinstance(value, ModuleType) and value.__name__.startswith(PACKAGE):
        return [each for name in names if isinstance(each := getattr(value, name, None), FunctionType)]
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return [each for each in value if isinstance(each, FunctionType)]
    return []


def names_of(code: CodeType) -> Iterator[str]:
    """The global names and attributes that the code mentions, its inner functions included."""
    yield from code.co_names
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from names_of(each)

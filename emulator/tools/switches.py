# SPDX-License-Identifier: GPL-3.0-or-later
"""Which settings an action looks at: read off the source of its function and of all that this calls."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import FunctionType, ModuleType
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
        found |= read_by(function) & NAMES
    return [setting.name for setting in SETTINGS if setting.name in found - EVERYWHERE]


def reached(function: FunctionType, seen: set[FunctionType]) -> Iterator[FunctionType]:
    if function in seen or not (function.__module__ or "").startswith(PACKAGE):
        return
    seen.add(function)
    yield function
    names = names_of(function)
    for name in names:
        if name in function.__globals__:
            for each in functions_in(function.__globals__[name], names):
                yield from reached(each, seen)


def read_by(function: FunctionType) -> set[str]:
    """The attributes of `settings` that a function mentions."""
    attributes = [node for node in ast.walk(source(function)) if isinstance(node, ast.Attribute)]
    return {node.attr for node in attributes if name_of(node.value) == "settings"}


def names_of(function: FunctionType) -> set[str]:
    """The names and attributes that a function mentions."""
    return {name for node in ast.walk(source(function)) if (name := name_of(node))}


def name_of(node: ast.AST) -> str:
    return getattr(node, "attr", "") if isinstance(node, ast.Attribute) else getattr(node, "id", "")


@cache
def source(function: FunctionType) -> ast.AST:
    """The syntax of a function: the one that begins on the line where its code does."""
    line = function.__code__.co_firstlineno
    return next(node for node in definitions(function.__code__.co_filename) if first_line(node) == line)


@cache
def definitions(path: str) -> list[ast.AST]:
    tree = ast.parse(Path(path).read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.Lambda)]


def first_line(node: ast.FunctionDef | ast.Lambda) -> int:
    return min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))])


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

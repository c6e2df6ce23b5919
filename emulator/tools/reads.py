# SPDX-License-Identifier: GPL-3.0-or-later
"""Which words an action's code speaks: in the source of its function and of all that this calls."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import Any

from switches import names_of, reached, source

CONTAINERS = (str, tuple, list, dict, set, frozenset)


def words(carry_out: Callable) -> set[str]:
    """Every text, those of a path such as `SystemDisk.DiskSize` one by one; those in tables it uses too."""
    found: set[str] = set()
    for function in reached(carry_out, set()):
        found |= {node.value for node in ast.walk(source(function)) if is_text(node)}
        for name in names_of(function):
            found |= set(texts(function.__globals__.get(name)))
    return {word for text in found for word in text.split(".")}


def is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, content in value.items():
            yield from texts(key)
            yield from texts(content)
    elif isinstance(value, CONTAINERS):
        for each in value:
            yield from texts(each)

# SPDX-License-Identifier: GPL-3.0-or-later
"""How a call ends: the faults that were ordered for it, and what is told to the caller and to the log."""

from __future__ import annotations

from collections.abc import Iterator

from .errors import ApiError, in_language
from .faults import Broken


def play(action: str, do: dict | None) -> Iterator[float]:
    """Carries out an ordered fault: yields the seconds to wait, or raises ApiError or Broken."""
    if do is None:
        return
    if "delay" in do:
        yield do["delay"]
    elif "code" in do:
        raise ApiError(do["code"], f"The action `{action}` met a fault that was ordered.")
    else:
        raise Broken(do)


def fault_code(do: dict | None) -> str:
    """What the log of calls says of a fault; nothing of a delay."""
    return "" if do is None or "delay" in do else do["code"] if "code" in do else f"fault:{next(iter(do))}"


def code_of(refused: ApiError | Broken) -> str:
    return refused.code if isinstance(refused, ApiError) else fault_code(refused.do)


def signed(refused: ApiError | Broken, request_id: str, language: str) -> ApiError | Broken:
    """An ApiError with its request id, in the language asked for."""
    if isinstance(refused, ApiError):
        return ApiError(refused.code, in_language(refused.code, refused.message, language), request_id)
    return refused

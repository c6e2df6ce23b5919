# SPDX-License-Identifier: GPL-3.0-or-later
"""The emulated actions, one file per group; importing this package registers them all."""

from __future__ import annotations

from ..ask import Ask
from ..errors import ApiError
from ..order.tokens import remember_failure
from . import (  # noqa: F401
    account,
    attributes,
    catalogue,
    describe_instances,
    images,
    network,
    power,
    run_instances,
    tags,
)


def remember_refusal(ask: Ask, refused: ApiError) -> None:
    """What a refused request leaves behind, although its transaction was rolled back."""
    if ask.action == "RunInstances":
        remember_failure(ask, refused)

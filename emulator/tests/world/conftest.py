# SPDX-License-Identifier: GPL-3.0-or-later
"""Worlds in process, every answer checked against the vendor's contract."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from cvm_emulator.settings import Settings
from cvm_emulator.world import World

from .clouds import Cloud


@pytest.fixture
def open_cloud() -> Iterator[Callable[..., Cloud]]:
    worlds = []

    def make(state: str = ":memory:", seed: int = 1, **settings: Any) -> Cloud:
        values = {"check_answers": True, "rate_limits": False} | settings
        worlds.append(World(state, Settings(**values), seed))
        return Cloud(worlds[-1])

    yield make
    for world in worlds:
        world.close()


@pytest.fixture
def cloud(open_cloud: Callable[..., Cloud]) -> Cloud:
    return open_cloud()

# SPDX-License-Identifier: GPL-3.0-or-later
"""A cloud where nothing takes its time, fresh for every test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from ansible_collections.tencentcloud.cvm.tests.tools.local_cloud import LocalCloud, local_cloud

DURATIONS = ("boot", "stop", "start", "terminate", "tag_lag", "disk_lag", "eip_create", "eip_task")
USUAL = {"clock_skew": 0, **dict.fromkeys(DURATIONS, 0)}


@pytest.fixture(scope="session")
def running() -> Iterator[LocalCloud]:
    with local_cloud() as cloud:
        yield cloud


@pytest.fixture
def cloud(running: LocalCloud) -> LocalCloud:
    """The one cloud of the session, empty and with its usual settings."""
    running.control("settings", USUAL)
    running.control("reset", {})
    return running

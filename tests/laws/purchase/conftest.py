# SPDX-License-Identifier: GPL-3.0-or-later
"""A cloud that sells thousands, and a fleet of its own for every test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

import pytest
from ansible_collections.tencentcloud.cvm.tests.tools.local_cloud import LocalCloud, local_cloud
from ansible_collections.tencentcloud.cvm.tests.tools.module_run import MACHINE, run_module

NUMBERS = count(1)


@pytest.fixture(scope="session")
def running() -> Iterator[LocalCloud]:
    with local_cloud(
        "--set", "terminate=0", "--set", "postpaid_quota=100000", "--set", "group_instances_quota=100000"
    ) as cloud:
        yield cloud


@pytest.fixture
def cloud(cloud: LocalCloud) -> LocalCloud:
    """The cloud of all laws, with tokens that work."""
    cloud.control("settings", {"client_token": "replay"})
    return cloud


@pytest.fixture
def fleet() -> str:
    return f"fleet-{next(NUMBERS)}"


@pytest.fixture
def buy(cloud: LocalCloud, fleet: str) -> Callable[..., tuple[int, dict]]:
    """Runs the module `instance` for so many machines of the test's fleet: exit status and result."""

    def run(machines: int, **more: object) -> tuple[int, dict]:
        return run_module(cloud, "instance", name=fleet, exact_count=machines, **MACHINE, **more)

    return run

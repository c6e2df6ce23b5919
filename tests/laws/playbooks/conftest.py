# SPDX-License-Identifier: GPL-3.0-or-later
"""Playbooks of the collection run by their names, and a look at all there is in the account."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from ansible_collections.tencentcloud.cvm.plugins.module_utils._cloud.read import find
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core import catalogue
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.instance import INSTANCE
from ansible_collections.tencentcloud.cvm.tests.laws.connected import connected
from ansible_collections.tencentcloud.cvm.tests.tools.local_cloud import LocalCloud, local_cloud
from ansible_collections.tencentcloud.cvm.tests.tools.playbook_run import played

QUICK = ("boot", "stop", "start", "terminate", "tag_lag", "address_lag", "operation_lag")
SETTINGS = (*(f"{name}=0" for name in QUICK), "key_lag=2")
KINDS = {
    "vpc": catalogue.VPC,
    "subnet": catalogue.SUBNET,
    "security_group": catalogue.SECURITY_GROUP,
    "key_pair": catalogue.KEY_PAIR,
    "eip": catalogue.ADDRESS,
    "disk": catalogue.DISK,
    "instance": INSTANCE,
}


@pytest.fixture(scope="session")
def running() -> Iterator[LocalCloud]:
    with local_cloud(*(word for setting in SETTINGS for word in ("--set", setting))) as cloud:
        yield cloud


@pytest.fixture
def play(cloud: LocalCloud) -> Callable[..., str]:
    """Runs a playbook of the collection with these options and variables to its good end; what it printed."""

    def run(name: str, *options: str, **variables: object) -> str:
        code, output = played(cloud, f"tencentcloud.cvm.{name}", *options, **variables)
        assert code == 0, output
        return output

    return run


@pytest.fixture
def estate(cloud: LocalCloud) -> Callable[[], dict[str, list[str]]]:
    """Looks up the ids of all that the account has, by kind."""

    def look() -> dict[str, list[str]]:
        here = connected(cloud)
        return {name: sorted(row[kind.id] for row in find(here, kind)) for name, kind in KINDS.items()}

    return look

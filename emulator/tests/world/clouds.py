# SPDX-License-Identifier: GPL-3.0-or-later
"""A world in process and the shortest ways to use it."""

from __future__ import annotations

from typing import Any

import pytest
from cvm_emulator import contract
from cvm_emulator.catalogue.account import SECRET_ID
from cvm_emulator.errors import ApiError
from cvm_emulator.world import World

ZONE = "ap-guangzhou-3"
IMAGE = "img-6n21msk1"
SMALLEST = {"Placement": {"Zone": ZONE}, "ImageId": IMAGE}
NOTHING = {"instances": [], "frozen": 0, "spent": 0, "usage": [], "bills": []}
MACHINE = SMALLEST | {"InstanceType": "S5.MEDIUM4"}


class Cloud:
    """A World with one region and language filled in."""

    def __init__(self, world: World, secret_id: str = SECRET_ID) -> None:
        self.world = world
        self.caller = world.caller(secret_id)

    def __call__(
        self,
        action: str,
        params: dict | None = None,
        service: str = "cvm",
        region: str = "ap-guangzhou",
        language: str = "en-US",
    ) -> dict[str, Any]:
        version = contract.version_of(service)
        return self.world.call(self.caller, service, action, version, region, params or {}, language)

    def buy(self, **params: Any) -> list[str]:
        return self("RunInstances", MACHINE | params)["InstanceIdSet"]

    def bought(self, **params: Any) -> list[str]:
        """Ids of instances that are RUNNING by now."""
        ids = self.buy(**params)
        self.world.clock.advance(60)
        return ids

    def stopped(self, **params: Any) -> list[str]:
        """Ids of instances that are STOPPED by now."""
        ids = self.bought(**params)
        self("StopInstances", {"InstanceIds": ids})
        self.world.clock.advance(20)
        return ids

    def refused(self, action: str, params: dict | None = None, service: str = "cvm", **more: Any) -> str:
        with pytest.raises(ApiError) as refused:
            self(action, params, service, **more)
        return refused.value.code

    def shown(self, **params: Any) -> list[dict]:
        return self("DescribeInstances", {"Limit": 100} | params)["InstanceSet"]

    def found(self, name: str, *values: str) -> list[str]:
        """The ids that a filter of DescribeInstances finds."""
        return [each["InstanceId"] for each in self.shown(Filters=[{"Name": name, "Values": list(values)}])]

    def one(self, instance_id: str) -> dict:
        [instance] = self.shown(InstanceIds=[instance_id])
        return instance

    def states(self) -> list[str]:
        return [each["InstanceState"] for each in self.shown()]

    def set(self, **values: Any) -> None:
        self.world.settings.change(values)

    def spent(self) -> float:
        return self.world.ledger()["spent"]

    def spent_in(self, hours: float) -> float:
        before = self.spent()
        self.world.clock.advance(hours * 3600)
        return self.spent() - before

# SPDX-License-Identifier: GPL-3.0-or-later
"""The collection and the emulator's world in one process: no HTTP, and no time is spent."""

from __future__ import annotations

from collections.abc import Iterable
from types import SimpleNamespace

from ansible_collections.tencentcloud.cvm.plugins.module_utils._cloud.cloud import Cloud
from ansible_collections.tencentcloud.cvm.plugins.module_utils._cloud.converge import converge
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.errors import CloudError
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.wish import checked
from ansible_collections.tencentcloud.cvm.plugins.modules.instance import ARGUMENTS
from cvm_emulator.catalogue.account import SECRET_ID
from cvm_emulator.errors import ApiError
from cvm_emulator.settings import Settings
from cvm_emulator.world import World

REGION = "ap-guangzhou"
VERSIONS = {
    **dict.fromkeys(("cvm", "vpc", "cbs"), "2017-03-12"),
    "tag": "2018-08-13",
    "billing": "2018-07-09",
    "sts": "2018-08-13",
}
MACHINE = {"instance_types": ["S5.MEDIUM4"], "image": "img-487zeit5", "key_pairs": ["skey-rehearse"]}


class Direct:
    """The wire of the collection, led straight into a world."""

    def __init__(self, world: World) -> None:
        self.world, self.caller = world, world.caller(SECRET_ID)
        self.access = SimpleNamespace(region=REGION, endpoint=None)
        self.clock = 0

    def send(self, service: str, action: str, params: dict) -> dict:
        try:
            return self.world.call(self.caller, service, action, VERSIONS[service], REGION, params)
        except ApiError as error:
            raise CloudError(action, error.code, error.message, error.request_id) from None
        finally:
            self.clock = int(self.world.clock.now())


class Leaps:
    """Patience that costs no time: the world's clock is put forward instead."""

    def __init__(self, world: World) -> None:
        self.world = world

    def pause(self, seconds: float, *_for_what: object) -> None:
        self.world.clock.advance(max(1, seconds))

    def after(self, error: CloudError, tries: int) -> bool:
        self.pause(1)
        return error.klass in ("BUSY", "THROTTLE", "SERVER") and tries < 60


def fresh_world() -> World:
    """A world that forgets tokens soon, so that each wish is an order of its own."""
    return World(
        settings=Settings(rate_limits=False, boot=2, tag_lag=2, token_life=60, check_answers=True), seed=1
    )


def run(world: World, check: bool = False, **wish: object) -> tuple[dict, list]:
    """One run of the module's own course, or its rehearsal: the result, and its writes."""
    result, steps, _notes = told(world, check, **wish)
    return result, steps


def told(
    world: World, check: bool = False, accounts: Iterable[str] = (), **wish: object
) -> tuple[dict, list, list[str]]:
    """The same with the notes for the user. `accounts`: those that may be written to."""
    cloud = Cloud(Direct(world), Leaps(world), rehearsal=check, allowed_accounts=accounts)
    result, notes = converge(cloud, checked(taken(ARGUMENTS, {**MACHINE, **wish}), REGION))
    return result, cloud.steps, notes


def taken(arguments: dict, wish: dict) -> dict:
    """A wish as Ansible hands it to a module: with all options there are, and those within them."""
    return {name: inner(spec, wish.get(name, spec.get("default"))) for name, spec in arguments.items()}


def inner(spec: dict, value: object) -> object:
    if value is None or not spec.get("options"):
        return value
    if isinstance(value, list):
        return [taken(spec["options"], one) for one in value]
    return taken(spec["options"], value)


def writes(world: World) -> int:
    return sum(call["write"] for call in world.call_log()["calls"])

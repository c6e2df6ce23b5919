# SPDX-License-Identifier: GPL-3.0-or-later
"""What a module is to the laws: its course, the world it is tried in, and what its results promise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from ansible_collections.tencentcloud.cvm.plugins.module_utils._cloud.cloud import Cloud
from ansible_collections.tencentcloud.cvm.tests.laws.fleet.conftest import Direct, Leaps, taken
from ansible_collections.tencentcloud.cvm.tests.tools.module_run import PLACE
from cvm_emulator.world import World

Wish = dict[str, Any]
Send = Callable[[str, str, dict], dict]


def nothing(_send: Send) -> dict[str, str]:
    return {}


@dataclass(frozen=True)
class Subject:
    """A module for one resource with a name. Any of its wishes may follow any other.

    `course`: what the module does, of a cloud and `want`. `world` makes what is there before the module is
    tried, and says by which name the wishes call each id.
    """

    module: str
    course: Callable[..., dict]
    wishes: tuple[Wish, ...]
    world: Callable[[Send], dict[str, str]] = nothing

    def shown(self, result: dict) -> Any:
        """What is there by the result; empty or None when it is gone."""
        return result[self.module]

    def foretold(self, result: dict) -> Any:
        """What check mode says in the same words."""
        return result["changed"], result["diff"]

    def unborn(self, result: dict) -> dict[str, str]:
        """By the ids of what may have been born in a run, how a rehearsal calls it."""
        shown = self.shown(result)
        return {shown[f"{self.module}_id"]: f"new-{self.module}"} if shown else {}

    def bare(self, result: dict) -> tuple[Wish, ...]:
        """Wishes that name it and say nothing else."""
        shown = self.shown(result)
        return {"name": shown["name"]}, {f"{self.module}_id": shown[f"{self.module}_id"]}


class Fleet(Subject):
    """The module for machines."""

    def shown(self, result: dict) -> Any:
        """The machines without what trails behind their changes."""
        return [{**instance, "latest_operation_state": None} for instance in result["instances"]]

    def foretold(self, result: dict) -> Any:
        diff = result["diff"]
        return result["changed"], result["drift"], diff["before"], diff["after"]["machines"]

    def unborn(self, result: dict) -> dict[str, str]:
        machines = {id: f"new-{number}" for number, id in enumerate(result["created_ids"], 1)}
        disks = {
            disk["id"]: f"disk {number} of {instance['instance_id']}"
            for instance in result["instances"]
            for number, disk in enumerate(instance["data_disks"], 1)
        }
        return {**machines, **disks}

    def bare(self, result: dict) -> tuple[Wish, ...]:
        return {"name": self.wishes[0]["name"]}, {"instance_ids": result["instance_ids"]}


class Info(Subject):
    """A module that only reads: its whole result is what is there, and check mode shows the same."""

    def shown(self, result: dict) -> Any:
        return result

    foretold = shown

    def unborn(self, result: dict) -> dict[str, str]:
        return {}

    def bare(self, result: dict) -> tuple[Wish, ...]:
        return self.wishes[:1]


def run(world: World, subject: Subject, wish: Wish, check: bool = False) -> tuple[dict, Cloud]:
    """One run of the module's own course, or its rehearsal."""
    cloud = Cloud(Direct(world), Leaps(world), rehearsal=check)
    return subject.course(cloud, want=taken(options_of(subject.module), wish)), cloud


def options_of(module: str) -> dict:
    return import_module(f"{PLACE}.{module}").ARGUMENTS

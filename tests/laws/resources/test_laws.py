# SPDX-License-Identifier: GPL-3.0-or-later
"""Laws that hold for every module of the collection, for every wish after every other."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import product
from pathlib import Path

import pytest
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.plan import Call
from ansible_collections.tencentcloud.cvm.tests.laws.fleet.conftest import Direct, fresh_world, writes
from ansible_collections.tencentcloud.cvm.tests.laws.resources.infos import INFOS, POSSESSIONS
from ansible_collections.tencentcloud.cvm.tests.laws.resources.machines import MACHINES
from ansible_collections.tencentcloud.cvm.tests.laws.resources.subject import Subject, run
from ansible_collections.tencentcloud.cvm.tests.laws.resources.wishes import RESOURCES
from cvm_emulator.world import World

pytestmark = pytest.mark.slow

MODULES = Path(__file__).parents[3] / "plugins/modules"
SUBJECTS = (*RESOURCES, MACHINES, *INFOS)
PAIRS = [
    (subject, first, then)
    for subject in SUBJECTS
    for first, then in product(range(len(subject.wishes)), repeat=2)
]


def prepared(subject: Subject) -> tuple[World, dict]:
    """A world, and what was made in it beforehand by the name under which wishes know it."""
    world = fresh_world()
    return world, subject.world(Direct(world).send)


def fitted(wish: dict, made: dict) -> dict:
    """The wish with the ids of what was made beforehand in the place of their names."""
    return exchanged(wish, {f"<{name}>": id for name, id in made.items()})


def exchanged(tree: dict | list, words: dict[str, str]) -> dict | list:
    text = json.dumps(tree, sort_keys=True)
    for old, new in words.items():
        text = text.replace(old, new)
    return json.loads(text)


def planned(steps: Iterable[Call], unborn: dict[str, str]) -> list[dict]:
    """Calls, with what may just have been born called as a rehearsal calls it."""
    return exchanged([step.shape() for step in steps], unborn)


def everything(world: World) -> list[dict]:
    """All that the account has, as the modules that only read show it."""
    return [run(world, info, info.wishes[0])[0] for info in POSSESSIONS]


@pytest.mark.parametrize(
    ("subject", "first", "then"), PAIRS, ids=[f"{s.module}-{first}-{then}" for s, first, then in PAIRS]
)
def test_every_wish_is_rehearsed_carried_out_and_then_at_rest(subject, first, then):
    world, made = prepared(subject)
    for wish in (fitted(subject.wishes[number], made) for number in (first, then)):
        before = writes(world)
        rehearsed, rehearsal = run(world, subject, wish, check=True)
        assert writes(world) == before
        result, cloud = run(world, subject, wish)
        assert result.get("changed", False) == bool(cloud.steps)
        unborn = subject.unborn(result)
        assert planned(rehearsal.steps, unborn) == planned(cloud.steps, unborn)
        assert subject.foretold(rehearsed) == subject.foretold(result)
        again, none = run(world, subject, wish)
        assert (again.get("changed", False), none.steps) == (False, [])
        assert subject.shown(again) == subject.shown(result)
        assert bool(subject.shown(result)) == (wish.get("state") != "absent")


@pytest.mark.parametrize("subject", SUBJECTS, ids=[subject.module for subject in SUBJECTS])
def test_what_is_not_said_is_not_touched(subject):
    """After any wish, a wish that says nothing but the name finds nothing to do."""
    for wish in subject.wishes:
        if wish.get("state") == "absent":
            continue
        world, made = prepared(subject)
        result, _ = run(world, subject, fitted(wish, made))
        found, written = everything(world), writes(world)
        for bare in subject.bare(result):
            again, cloud = run(world, subject, fitted(bare, made))
            assert (again.get("changed", False), cloud.steps, writes(world)) == (False, [], written)
            assert everything(world) == found


def test_every_module_is_held_to_the_laws():
    assert {path.stem for path in MODULES.glob("*.py")} == {subject.module for subject in SUBJECTS}

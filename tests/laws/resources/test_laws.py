# SPDX-License-Identifier: GPL-3.0-or-later
"""Laws that hold for every module that has a state, for every wish after every other."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path

import pytest
from ansible_collections.tencentcloud.cvm.tests.laws.fleet.conftest import Direct, fresh_world, writes
from ansible_collections.tencentcloud.cvm.tests.laws.resources.wishes import BY_MODULE, SUBJECTS, Subject, run

pytestmark = pytest.mark.slow

MODULES = Path(__file__).parents[3] / "plugins/modules"
ELSEWHERE = {"instance"}
PAIRS = [
    (subject, first, then)
    for subject in SUBJECTS
    for first, then in product(range(len(subject.wishes)), repeat=2)
]


def prepared(subject: Subject) -> tuple:
    """A world, and what was made in it beforehand by the name under which wishes know it."""
    world = fresh_world()
    return world, subject.world(Direct(world).send)


def fitted(wish: dict, made: dict) -> dict:
    """The wish with the ids of what was made beforehand in the place of their names."""
    text = json.dumps(wish)
    for name, id in made.items():
        text = text.replace(f"<{name}>", id)
    return json.loads(text)


def named(steps: list, subject: Subject, result: dict) -> str:
    """Calls as text, with the id of what was just made as a rehearsal calls it."""
    text = json.dumps(steps, sort_keys=True)
    shown = result[subject.module]
    return text.replace(shown[f"{subject.module}_id"], f"new-{subject.module}") if shown else text


@pytest.mark.parametrize(
    ("subject", "first", "then"), PAIRS, ids=[f"{s.module}-{first}-{then}" for s, first, then in PAIRS]
)
def test_every_wish_is_rehearsed_carried_out_and_then_at_rest(subject, first, then):
    world, made = prepared(subject)
    for wish in (fitted(subject.wishes[number], made) for number in (first, then)):
        before = writes(world)
        rehearsed, _ = run(world, subject, wish, check=True)
        assert writes(world) == before
        result, cloud = run(world, subject, wish)
        assert result["changed"] == rehearsed["changed"] == bool(cloud.steps)
        assert named(rehearsed["steps"], subject, result) == named(result["steps"], subject, result)
        assert rehearsed["diff"] == result["diff"]
        again, none = run(world, subject, wish)
        assert (again["changed"], none.steps, again["diff"]["after"]) == (False, [], {})
        assert again[subject.module] == result[subject.module]
        assert (result[subject.module] is None) == (wish.get("state") == "absent")


@pytest.mark.parametrize("subject", SUBJECTS, ids=[subject.module for subject in SUBJECTS])
def test_what_is_not_said_is_not_touched(subject):
    """After any wish, a wish that says nothing but the name finds nothing to do."""
    for wish in subject.wishes:
        if wish.get("state") == "absent":
            continue
        world, made = prepared(subject)
        whole = fitted(wish, made)
        result, _ = run(world, subject, whole)
        shown = result[subject.module]
        for bare in ({"name": shown["name"]}, {f"{subject.module}_id": shown[f"{subject.module}_id"]}):
            again, cloud = run(world, subject, bare)
            assert (again["changed"], cloud.steps, again[subject.module]) == (False, [], shown)


def test_every_module_with_a_state_is_held_to_the_laws():
    managing = {path.stem for path in MODULES.glob("*.py") if not path.stem.endswith("_info")}
    assert managing - ELSEWHERE == BY_MODULE.keys()

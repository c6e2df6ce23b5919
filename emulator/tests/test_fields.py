# SPDX-License-Identifier: GPL-3.0-or-later
"""No field of a request is ignored in silence: the action reads it, or it is refused, or said to be idle."""

from __future__ import annotations

from typing import Any

import pytest
from cvm_emulator import contract
from cvm_emulator.ask import ACTIONS
from cvm_emulator.catalogue.account import SECRET_ID
from cvm_emulator.errors import NOT_EMULATED, ApiError
from cvm_emulator.idle_fields import IDLE
from cvm_emulator.refused import covers, given, named
from cvm_emulator.refused_fields import REFUSED
from cvm_emulator.settings import Settings
from cvm_emulator.world import World
from reads import words

SOMETHING = {"bool": True, "float": 1.5, "int64": 7, "uint64": 7}
# What a template holds is read by the purchase that is made of it.
HELD = ("CreateLaunchTemplate", "CreateLaunchTemplateVersion")
WHOLLY = [
    (*action, path)
    for action, rows in REFUSED.items()
    for path, asks in rows.items()
    if asks in (given, named)
]


@pytest.fixture(scope="module")
def world():
    world = World(settings=Settings(rate_limits=False), seed=1)
    yield world
    world.close()


def spoken(action: tuple[str, str]) -> set[str]:
    found = words(ACTIONS[action].carry_out)
    return found | words(ACTIONS["cvm", "RunInstances"].carry_out) if action[1] in HELD else found


@pytest.mark.parametrize("action", sorted(ACTIONS), ids=lambda action: ".".join(action))
def test_every_field_counts_or_is_refused_or_is_idle(action):
    known, refused, idle = spoken(action), REFUSED.get(action, {}), IDLE.get(action, {})
    every = contract.request_leaves(*action)
    unread = {path for path in every if path.split(".")[-1] not in known and not covers(refused, path)}
    assert unread - {*idle, *refused} == set()
    assert {path for path in idle if covers(refused, path)} == set()
    assert set(idle) <= set(every)


def test_the_tables_are_about_fields_of_emulated_actions():
    assert {*REFUSED, *IDLE} <= set(ACTIONS)
    for action, rows in REFUSED.items():
        every = contract.request_leaves(*action)
        for path in rows:
            plain = path.removesuffix(".*")
            assert any(leaf == plain or leaf.startswith(f"{plain}.") for leaf in every), (action, path)


@pytest.mark.parametrize(("service", "action", "path"), WHOLLY, ids=lambda text: text)
def test_what_is_refused_is_refused_by_name(world, service, action, path):
    known, params = contract.request_fields(service, action), {}
    put(service, known, params, path.split("."))
    with pytest.raises(ApiError) as refused:
        world.call(
            world.caller(SECRET_ID),
            *(service, action, contract.version_of(service), "ap-guangzhou", params, "en-US"),
        )
    name = path.replace(".*", ".0")
    assert refused.value.code == "UnsupportedOperation"
    assert refused.value.message.startswith(f"`{name}")
    assert refused.value.message.endswith(NOT_EMULATED)


def put(service: str, known: dict[str, contract.Field], params: dict, path: list[str]) -> None:
    """Gives the fields that are required, and the one at the path."""
    for name, field in known.items():
        if field.required:
            params[name] = something(service, field, [])
    if path:
        params[path[0]] = something(service, known[path[0]], [each for each in path[1:] if each != "*"])


def something(service: str, field: contract.Field, path: list[str]) -> Any:
    value: Any = SOMETHING.get(field.type, "x")
    if not contract.is_scalar(field.type):
        known = contract.object_fields(service, field.type)
        value = {}
        put(service, known, value, path)
        value = value or {next(iter(known)): something(service, next(iter(known.values())), [])}
    return [value] if field.many else value

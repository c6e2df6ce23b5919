# SPDX-License-Identifier: GPL-3.0-or-later
"""Every field of RunInstances is an option, or stands in docs/run-instances.md with the reason it is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.candidates import Candidate
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.machine import for_purchase
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.orders import Order
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.requests import dry_run, run_instances
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.timer import timer
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.wish import checked
from ansible_collections.tencentcloud.cvm.plugins.modules.instance import ARGUMENTS
from ansible_collections.tencentcloud.cvm.tests.laws.fleet.conftest import (
    MACHINE,
    REGION,
    fresh_world,
    taken,
)
from ansible_collections.tencentcloud.cvm.tests.laws.options.samples import option_paths, sample
from ansible_collections.tencentcloud.cvm.tests.laws.options.surroundings import ZONE, Surroundings
from cvm_emulator.contract import load

PAGE = Path(__file__).parents[3] / "docs/run-instances.md"
ROW = re.compile(r"^\| `([^`]+)` \| (.+) \|$", re.MULTILINE)
OPTION = re.compile(r"`([a-z0-9_.]+)`")
ORDER = Order(number=0, size=1, candidate=0, ordinal=1, token="0" * 40)


def fields(spec: dict[str, str], stem: str = "") -> Iterator[str]:
    """Every field of a request that holds a value; `[]` stands for the entries of a list."""
    objects = load("cvm")["objects"]
    for name, kind in spec.items():
        path = f"{stem}{name}{'[]' if kind.startswith('[') else ''}"
        inner = objects.get(re.sub(r"[\[\]!+?]", "", kind))
        yield from fields(inner, f"{path}.") if inner else [path]


CONTRACT = set(fields(load("cvm")["actions"]["RunInstances"]["request"]))


def filled(value: Any, stem: str = "") -> Iterator[str]:
    """The fields that a request fills."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from filled(inner, f"{stem}.{name}".lstrip("."))
    elif isinstance(value, list):
        for inner in value:
            yield from filled(inner, f"{stem}[]")
    else:
        yield stem


@cache
def tables() -> tuple[dict[str, set[str]], dict[str, str]]:
    """Fields with the options that fill them; fields with the reason why none does."""
    options, reasons = PAGE.read_text().split("\n## ")[1:3]
    return {field: set(OPTION.findall(text)) for field, text in ROW.findall(options)}, dict(
        ROW.findall(reasons)
    )


@cache
def here() -> Surroundings:
    return Surroundings(fresh_world())


def request(option: str) -> dict:
    """An order that gives this option the value of its sample."""
    given = {} if option == "name" else sample(option, here()).born.given
    sized = given.get("cpu") or given.get("memory")
    wish = {**MACHINE, "name": "web", "zones": [ZONE], **given}
    wish["image"] = wish["image"] or MACHINE["image"]
    wish["instance_types"] = None if sized else wish["instance_types"] or MACHINE["instance_types"]
    want = for_purchase(checked(taken(ARGUMENTS, wish), REGION))
    want["ttl"] = timer(want["ttl"] or 0, 0)
    kind = (want["instance_types"] or MACHINE["instance_types"])[0]
    place = Candidate(ZONE, kind, want["charge_type"], "vpc-00000000", "subnet-00000000")
    call = run_instances(want, place, ORDER)
    return {**call.params, **dry_run(call)} if want["preflight"] else call.params


def test_the_page_names_each_field_of_the_contract_once():
    options, reasons = tables()
    assert options.keys() & reasons.keys() == set()
    assert options.keys() | reasons.keys() == CONTRACT
    assert all(options.values())
    assert all(len(reason) > 20 for reason in reasons.values())


@pytest.mark.parametrize("field", sorted(CONTRACT))
def test_the_options_named_with_a_field_fill_it(field):
    options, _ = tables()
    for option in options.get(field, ()):
        assert field in set(filled(request(option))), option


def test_a_field_without_an_option_is_never_sent():
    _, reasons = tables()
    named = {option for options in tables()[0].values() for option in options}
    assert named <= set(option_paths(ARGUMENTS))
    sent = {field for option in named for field in filled(request(option))}
    assert sent & reasons.keys() == set()
    assert sent <= CONTRACT

# SPDX-License-Identifier: GPL-3.0-or-later
"""The role `fleet` passes on every option of the module, and says the same of it everywhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from ansible_collections.tencentcloud.cvm.plugins.modules.instance import ARGUMENTS

ROLE = Path(__file__).resolve().parents[3] / "roles/fleet"
RENAMED = {"exact_count": "count"}
NOT_OF_A_FLEET = {"instance_ids"}
OF_THE_ROLE = {"region", "ssh_timeout"}
OPTIONS = [option for option in ARGUMENTS if option not in NOT_OF_A_FLEET]


def variable(option: str) -> str:
    return f"fleet_{RENAMED.get(option, option)}"


@pytest.fixture(scope="module")
def spec() -> dict:
    return yaml.safe_load((ROLE / "meta/argument_specs.yml").read_text())["argument_specs"]["main"]["options"]


def test_every_option_of_the_module_is_a_variable_of_the_role_and_no_other(spec):
    assert set(spec) == {variable(option) for option in [*OPTIONS, *OF_THE_ROLE]}


@pytest.mark.parametrize("option", OPTIONS)
def test_a_variable_is_what_the_option_is_and_is_passed_on(spec, option):
    mine, theirs = spec[variable(option)], ARGUMENTS[option]
    assert mine["type"] == theirs["type"]
    assert mine.get("elements") == theirs.get("elements")
    assert mine.get("choices") == (list(theirs["choices"]) if "choices" in theirs else None)
    assert mine.get("default") == theirs.get("default")
    tasks = (ROLE / "tasks/main.yml").read_text()
    assert re.search(rf"^    {option}: \"{{{{ {variable(option)}\b", tasks, re.MULTILINE)


def test_defaults_are_those_of_the_argument_spec(spec):
    defaults = yaml.safe_load((ROLE / "defaults/main.yml").read_text())
    assert defaults == {name: one["default"] for name, one in spec.items() if "default" in one}


def test_the_readme_lists_every_variable(spec):
    listed = re.findall(r"^\| `(fleet_\w+)` \|", (ROLE / "README.md").read_text(), re.MULTILINE)
    assert sorted(listed) == sorted(spec)

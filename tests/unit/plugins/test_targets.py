# SPDX-License-Identifier: GPL-3.0-or-later
"""The integration targets that the oldest ansible-core and Python run, `minimum/`, leave no module out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[3]
TARGETS = ROOT / "tests/integration/targets"
PREFIX = "tencentcloud.cvm."
MODULES = sorted(path.stem for path in ROOT.glob("plugins/modules/*.py"))


def marked() -> list[Path]:
    """The targets with the alias, which is what `ansible-test integration minimum/` chooses by."""
    return [path.parent for path in TARGETS.glob("*/aliases") if "minimum/" in path.read_text().splitlines()]


def started(content: object) -> Iterator[tuple[str, str]]:
    """Module and wished state of each task; module defaults start nothing."""
    if isinstance(content, list):
        for one in content:
            yield from started(one)
    elif isinstance(content, dict):
        for key, value in content.items():
            if key.startswith(PREFIX):
                yield key.removeprefix(PREFIX), value.get("state", "") if isinstance(value, dict) else ""
            elif key in ("block", "always", "rescue"):
                yield from started(value)


@pytest.fixture(scope="module")
def runs() -> list[tuple[str, str]]:
    files = [file for target in marked() for file in target.glob("tasks/*.yml")]
    return [run for file in files for run in started(yaml.safe_load(file.read_text()))]


@pytest.mark.parametrize("module", MODULES)
def test_every_module_is_started(runs, module):
    assert module in {name for name, _state in runs}


def test_machines_are_bought_changed_and_ended(runs):
    states = {state for name, state in runs if name == "instance"}
    assert {"", "stopped", "running", "restarted", "rebuilt", "released", "absent"} <= states

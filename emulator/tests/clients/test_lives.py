# SPDX-License-Identifier: GPL-3.0-or-later
"""The official clients, each in its own environment under `.cache`, live the same life of two machines."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ..gaps import not_covered

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
CACHE = ROOT / ".cache"
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
STEPS = (
    "looks and asks the price",
    "buys two, once",
    "sees them run",
    "tagged",
    "stops them",
    "starts them",
    "renames them",
    "gives them back",
    "is refused a second time",
)


def done(*command: str | Path) -> None:
    """Carries out a part of an installation; without it nothing of the client can be looked at."""
    ran = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True)
    if ran.returncode:
        not_covered(f"an official client: {' '.join(map(str, command))} failed: {ran.stderr.strip()[-300:]}")


def environment(name: str, pins: Path) -> Path:
    """The folder of the commands in an environment of that name."""
    folder = CACHE / "clients" / name
    done(ROOT / "tests/tools/make_venv.sh", folder, sys.executable, pins)
    return folder / "bin"


def python_sdk() -> list[str]:
    return [str(environment("python", HERE / "requirements.txt") / "python"), str(HERE / "life.py")]


def node_sdk() -> list[str]:
    node, package = environment("node", HERE / "node.txt"), CACHE / "clients" / "node" / "package"
    package.mkdir(exist_ok=True)
    shutil.copy(HERE / "package.json", package)
    found = f"PATH={node}:{ENVIRONMENT['PATH']}"
    done("env", found, "npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", package)
    return ["env", found, f"NODE_PATH={package / 'node_modules'}", "node", str(HERE / "life.js")]


def tccli() -> list[str]:
    command = environment("tccli", ROOT / "requirements" / "tccli.txt") / "tccli"
    return ["env", f"TCCLI={command}", str(HERE.parent / "tccli.sh")]


@pytest.fixture(scope="module")
def world(start):
    quick = [f"--set={name}=0.5" for name in ("boot", "stop", "start", "terminate", "tag_lag")]
    quick += ["--set=operation_lag=0"]
    return start(*quick, "--set=check_answers=true")


@pytest.mark.parametrize("client", [python_sdk, node_sdk, tccli])
def test_the_life_of_two_machines(world, client):
    told = len(world.log.read_text())
    life = subprocess.run(
        [*client(), world.url], env=ENVIRONMENT, capture_output=True, text=True, timeout=600
    )
    assert life.returncode == 0, life.stdout + life.stderr
    told_of = [line.removeprefix("ok  ") for line in life.stdout.splitlines() if line.startswith("ok  ")]
    assert tuple(told_of) == STEPS
    assert world.log.read_text()[told:] == ""
    ledger = world.control("GET", "ledger").json()["instances"]
    assert [each["state"] for each in ledger[-2:]] == ["RELEASED"] * 2

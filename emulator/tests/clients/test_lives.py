# SPDX-License-Identifier: GPL-3.0-or-later
"""The official clients, each in its own environment under `.cache`, live the same life of two machines."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

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


def not_covered(what: str) -> None:
    if listed := os.environ.get("NOT_COVERED"):
        with Path(listed).open("a") as file:
            file.write(f"{what}\n")
    pytest.skip(f"NOT COVERED: {what}")


def installed(folder: Path, pins: Path, *commands: list[str]) -> Path:
    """The folder, after the commands have filled it; they run again when the pins change."""
    stamp = folder / "installed"
    if not stamp.exists() or stamp.read_bytes() != pins.read_bytes():
        folder.mkdir(parents=True, exist_ok=True)
        for command in commands:
            done = subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True)
            if done.returncode:
                not_covered(f"{folder.name}: {' '.join(command)} failed: {done.stderr.strip()[-300:]}")
        shutil.copy(pins, stamp)
    return folder


def python(name: str, pins: Path) -> Path:
    pip = [
        str(CACHE / "clients" / name / "bin" / "python"),
        "-m",
        "pip",
        "install",
        "--quiet",
        "-r",
        str(pins),
    ]
    return installed(CACHE / "clients" / name, pins, [sys.executable, "-m", "venv", "."], pip) / "bin"


def python_sdk() -> list[str]:
    return [str(python("python", HERE / "requirements.txt") / "python"), str(HERE / "life.py")]


def node_sdk() -> list[str]:
    if not (shutil.which("node") and shutil.which("npm")):
        not_covered("the Node.js SDK: there is no node with npm on this machine")
    pins, folder = HERE / "package.json", CACHE / "clients" / "node"
    npm = ["npm", "install", "--silent", "--no-audit", "--no-fund"]
    installed(folder, pins, ["cp", str(pins), "package.json"], npm)
    return ["env", f"NODE_PATH={folder / 'node_modules'}", "node", str(HERE / "life.js")]


def tccli() -> list[str]:
    command = python("tccli", ROOT / "requirements" / "tccli.txt") / "tccli"
    return ["env", f"TCCLI={command}", str(HERE.parent / "tccli.sh")]


@pytest.fixture(scope="module")
def world(start):
    quick = [f"--set={name}=0.5" for name in ("boot", "stop", "start", "terminate", "tag_lag")]
    quick += ["--set=operation_lag=0"]
    return start(*quick, "--set=check_answers=true")


@pytest.mark.parametrize("client", [python_sdk, node_sdk, tccli])
def test_the_life_of_two_machines(world, client):
    told = len(world.log.read_text())
    done = subprocess.run(
        [*client(), world.url], env=ENVIRONMENT, capture_output=True, text=True, timeout=240
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert (
        tuple(line.removeprefix("ok  ") for line in done.stdout.splitlines() if line.startswith("ok  "))
        == STEPS
    )
    assert world.log.read_text()[told:] == ""
    ledger = world.control("GET", "ledger").json()["instances"]
    assert [each["state"] for each in ledger[-2:]] == ["RELEASED"] * 2

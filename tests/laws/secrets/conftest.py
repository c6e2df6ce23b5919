# SPDX-License-Identifier: GPL-3.0-or-later
"""A cloud whose every word is kept, and every place where a run of Ansible leaves something behind."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from ansible_collections.tencentcloud.cvm.tests.tools.local_cloud import LocalCloud, address

CONTROLS = ("ledger", "calls", "faults", "")


@dataclass
class Traces:
    """What is left behind in `folder`; `told` has the output of the runs and what the cloud shows."""

    cloud: LocalCloud
    folder: Path
    told: dict[str, str] = field(default_factory=dict)

    def play(self, playbook: list[dict], secrets: dict, environment: dict, *options: str) -> int:
        """Runs a playbook whose secrets are variables of the command line; its exit status."""
        files = {"play.yml": playbook, "secrets.json": secrets}
        for name, content in files.items():
            (self.folder / name).write_text(json.dumps(content))
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "ansible",
                "playbook",
                "play.yml",
                "-vvvv",
                "-e",
                "@secrets.json",
                *options,
            ],
            cwd=self.folder,
            env={**self.cloud.environment(), **self.places(), **environment},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        for name in files:
            (self.folder / name).unlink()
        self.told["output"] = done.stdout + done.stderr
        return done.returncode

    def places(self) -> dict[str, str]:
        return {
            "ANSIBLE_INJECT_INVOCATION": "true",
            "ANSIBLE_LOG_PATH": str(self.folder / "ansible.log"),
            "ANSIBLE_CACHE_PLUGIN": "jsonfile",
            "ANSIBLE_CACHE_PLUGIN_CONNECTION": str(self.folder / "cache"),
            "HOME": str(self.folder / "home"),
        }

    def everything(self) -> dict[str, str]:
        """All that was left behind, by place."""
        for path in CONTROLS:
            with urllib.request.urlopen(f"{self.cloud.endpoint}/_emulator/{path}", timeout=10) as answer:
                self.told[f"/_emulator/{path}"] = answer.read().decode()
        files = [path for path in self.folder.rglob("*") if path.is_file()]
        return self.told | {
            str(path.relative_to(self.folder)): path.read_bytes().decode("utf-8", "replace") for path in files
        }


@pytest.fixture
def traces(tmp_path: Path) -> Iterator[Traces]:
    """A cloud of its own for every test: its output and its state are among the traces."""
    command = [sys.executable, "-m", "cvm_emulator", "serve", "--port", "0", "--boot", "0", "--tag-lag", "0"]
    with (
        (tmp_path / "emulator.err").open("w") as errors,
        subprocess.Popen(
            [*command, "--state", str(tmp_path / "state.db")],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as process,
    ):
        try:
            yield Traces(LocalCloud(address(process)), tmp_path)
        finally:
            process.terminate()
            said = process.communicate(timeout=30)[0]
    assert said == "", "the emulator is expected to print one line and no more"

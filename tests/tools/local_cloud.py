# SPDX-License-Identifier: GPL-3.0-or-later
"""A local Tencent Cloud for the length of a `with` block, and what Ansible needs to be sent there."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import sysconfig
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from ansible_collections.tencentcloud.cvm.tests.tools.ledger import FLEET_TAG, read_ledger

READY = "cvm-emulator listening on "
SECONDS_TO_START = 30
SETTINGS = Path(__file__).with_name("demo.cfg")
OWN = ("TENCENTCLOUD_", "TCCLI_", "ANSIBLE_")


class LocalCloud(NamedTuple):
    """An emulator that answers at `endpoint`."""

    endpoint: str

    def environment(self) -> dict[str, str]:
        """The environment of a command that is to find this cloud, and this collection."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(OWN)}
        return {
            **inherited,
            "TENCENTCLOUD_ENDPOINT": self.endpoint,
            "TENCENTCLOUD_SECRET_ID": "AKIDEMULATOREMULATOREMULATOREMULATOR",
            "TENCENTCLOUD_SECRET_KEY": "EmulatorSecretKeyEmulatorSecretKey",
            "TENCENTCLOUD_REGION": "ap-guangzhou",
            "ANSIBLE_CONFIG": str(SETTINGS),
            "ANSIBLE_COLLECTIONS_PATH": sysconfig.get_path("purelib"),
        }

    def control(self, path: str, body: dict | None = None, method: str | None = None) -> dict:
        """The answer of the control interface: a GET without a body, else a POST."""
        request = urllib.request.Request(
            f"{self.endpoint}/_emulator/{path}",
            data=None if body is None else json.dumps(body).encode(),
            method=method,
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def counts(self) -> dict[str, int]:
        """How often each action was called since the world began."""
        return self.control("calls")["counts"]

    def fleet(self, name: str) -> list[dict]:
        """Every instance of this fleet that was ever bought, as the ledger shows it."""
        return [one for one in read_ledger(self.endpoint) if one["tags"].get(FLEET_TAG) == name]


@contextmanager
def local_cloud(*options: str) -> Iterator[LocalCloud]:
    """An emulator on a free port, begun with these options of `cvm-emulator serve`."""
    command = [sys.executable, "-m", "cvm_emulator", "serve", "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield LocalCloud(address(process))
        finally:
            process.kill()


def address(process: subprocess.Popen[str]) -> str:
    readable, _, _ = select.select([process.stdout], [], [], SECONDS_TO_START)
    line = process.stdout.readline() if readable else ""
    if not line.startswith(READY):
        raise RuntimeError(f"the emulator did not start: {line or 'no word of it'}")
    return line.removeprefix(READY).strip()

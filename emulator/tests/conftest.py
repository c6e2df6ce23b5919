# SPDX-License-Identifier: GPL-3.0-or-later
"""A real server in a process of its own, and what is needed to talk to it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import cvm_emulator
import httpx
import pytest
from cvm_emulator import signature
from cvm_emulator.catalogue.account import SECRET_ID, SECRET_KEY
from cvm_emulator.contract import version_of

# the server runs the very code that the tests import
sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))
os.environ["PYTHONPATH"] = str(Path(cvm_emulator.__file__).parents[1])
READY = "cvm-emulator listening on "


@dataclass
class Emulator:
    """A running `cvm-emulator serve`; `url` without a slash at the end."""

    process: subprocess.Popen
    url: str
    log: Path

    @property
    def endpoint(self) -> str:
        return self.url.removeprefix("http://")

    def call(self, action: str, params: dict | None = None, service: str = "cvm", **more: object) -> dict:
        """The content of `Response`, error or not."""
        return self.post(action, params, service, **more).json()["Response"]

    def post(
        self, action: str, params: dict | None = None, service: str = "cvm", **more: object
    ) -> httpx.Response:
        body = json.dumps(params or {}).encode()
        return httpx.post(
            self.url, content=body, headers=self.headers(action, service, body, **more), timeout=30
        )

    def headers(
        self, action: str, service: str, body: bytes, method: str = "POST", query: str = "", **more
    ) -> dict:
        """Signed headers; keyword arguments add or replace headers, before signing."""
        form = "application/json" if method == "POST" else "application/x-www-form-urlencoded"
        headers = {
            "host": self.endpoint,
            "content-type": form,
            "x-tc-action": action,
            "x-tc-version": version_of(service),
            "x-tc-region": "ap-guangzhou",
            "x-tc-timestamp": str(int(time.time())),
            **{name.replace("_", "-"): value for name, value in more.items()},
        }
        timestamp = int(headers["x-tc-timestamp"])
        request = signature.Request(method, query, headers, body)
        proof = signature.sign(
            SECRET_KEY, service, timestamp, signature.canonical(request, ("content-type", "host"))
        )
        scope = f"{SECRET_ID}/{signature.utc_date(timestamp)}/{service}/tc3_request"
        return {
            **headers,
            "authorization": f"TC3-HMAC-SHA256 Credential={scope}, "
            f"SignedHeaders=content-type;host, Signature={proof}",
        }

    def control(self, method: str, path: str, body: object = None, **more: object) -> httpx.Response:
        return httpx.request(method, f"{self.url}/_emulator/{path}", json=body, timeout=30, **more)

    def fault(self, **spec: object) -> None:
        self.control("POST", "faults", spec).raise_for_status()


@pytest.fixture(scope="session")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Emulator]]:
    """Start a server with arguments of `serve`; it is stopped when the tests are over."""
    running = []

    def begin(*arguments: str) -> Emulator:
        log = tmp_path_factory.mktemp("emulator") / "stderr"
        command = [sys.executable, "-m", "cvm_emulator", "serve", "--port", "0", *arguments]
        with log.open("w") as errors:
            process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True)
        running.append(process)
        line = process.stdout.readline()
        assert line.startswith(READY), log.read_text()
        return Emulator(process, line.removeprefix(READY).strip(), log)

    yield begin
    for process in running:
        process.kill()
        process.wait()


@pytest.fixture(scope="session")
def shared(start: Callable[..., Emulator]) -> Emulator:
    return start("--boot", "0", "--tag-lag", "0", "--seed", "1", "--set", "check_answers=true")


@pytest.fixture
def emulator(shared: Emulator) -> Iterator[Emulator]:
    """The one server of the session, its world fresh and its faults cleared; it checks its own answers."""
    shared.control("POST", "reset").raise_for_status()
    shared.control("DELETE", "faults").raise_for_status()
    told = len(shared.log.read_text())
    yield shared
    assert shared.log.read_text()[told:] == ""

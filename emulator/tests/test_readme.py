# SPDX-License-Identifier: GPL-3.0-or-later
"""The README is in step with the code, and its commands work."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from cvm_emulator.catalogue.account import SECRET_ID, SECRET_KEY

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CURLS = re.findall(r"^curl \$control/(\S*)(?: -d '(.*?)')?(?: -X (\w+))?", README, re.MULTILINE)


def test_the_tables():
    done = subprocess.run([sys.executable, str(ROOT / "tools" / "readme_tables.py"), "--check"], check=False)
    assert done.returncode == 0, "run tools/readme_tables.py"


def test_the_keys():
    assert f"`{SECRET_ID}`" in README
    assert f"`{SECRET_KEY}`" in README


def test_every_route_has_an_example():
    routes = {(path, method or ("POST" if body else "GET")) for path, body, method in CURLS}
    posts = ("faults", "stock", "launch-failures", "reclaim", "balance", "clock", "settings", "reset")
    gets = ("faults", "ledger", "calls")
    wanted = {(path, "POST") for path in posts} | {(path, "GET") for path in gets} | {("faults", "DELETE")}
    assert routes == wanted


@pytest.fixture(scope="module")
def own(start):
    return start()


@pytest.mark.parametrize(("path", "body", "method"), CURLS)
def test_the_examples_work(own, path, body, method):
    method = method or ("POST" if body else "GET")
    answer = own.control(method, path, json.loads(body) if body else None)
    if path == "reclaim":  # the id of the example is nobody's
        assert (answer.status_code, "ins-1a2b3c4d" in answer.text) == (400, True)
    else:
        assert answer.status_code == 200

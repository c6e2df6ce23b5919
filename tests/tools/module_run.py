# SPDX-License-Identifier: GPL-3.0-or-later
"""A module in a process of its own, with its arguments on standard input as Ansible hands them over."""

from __future__ import annotations

import json
import subprocess
import sys

from ansible_collections.tencentcloud.cvm.tests.tools.local_cloud import LocalCloud

MACHINE = {"instance_types": ["S5.MEDIUM4"], "image": "img-487zeit5"}
PLACE = "ansible_collections.tencentcloud.cvm.plugins.modules"
MOST_SECONDS = 120


def run_module(cloud: LocalCloud, module: str, **arguments: object) -> tuple[int, dict]:
    """Exit status and result of one run of a module of this collection."""
    done = subprocess.run(
        [sys.executable, "-m", f"{PLACE}.{module}"],
        input=json.dumps({"ANSIBLE_MODULE_ARGS": arguments}),
        env=cloud.environment(),
        capture_output=True,
        text=True,
        timeout=MOST_SECONDS,
        check=False,
    )
    try:
        return done.returncode, json.loads(done.stdout)
    except ValueError:
        raise AssertionError(f"{module} printed no result: {done.stdout}{done.stderr}") from None

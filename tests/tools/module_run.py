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


def begun(cloud: LocalCloud, module: str, **arguments: object) -> subprocess.Popen[str]:
    """A run of a module of this collection that has its arguments and is under way."""
    process = subprocess.Popen(
        [sys.executable, "-m", f"{PLACE}.{module}"],
        env=cloud.environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    process.stdin.write(json.dumps({"ANSIBLE_MODULE_ARGS": arguments}))
    process.stdin.close()
    process.stdin = None
    return process


def result_of(process: subprocess.Popen[str]) -> tuple[int, dict]:
    """Exit status and result of a run, once it is over."""
    output, errors = process.communicate(timeout=MOST_SECONDS)
    try:
        return process.returncode, json.loads(output)
    except ValueError:
        raise AssertionError(f"the module printed no result: {output}{errors}") from None


def run_module(cloud: LocalCloud, module: str, **arguments: object) -> tuple[int, dict]:
    """Exit status and result of one run of a module of this collection."""
    return result_of(begun(cloud, module, **arguments))

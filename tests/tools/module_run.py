# SPDX-License-Identifier: GPL-3.0-or-later
"""A module in a process of its own, with its arguments on standard input as Ansible hands them over."""

from __future__ import annotations

import json

from ansible_collections.tencentcloud.cvm.tests.tools import warm
from ansible_collections.tencentcloud.cvm.tests.tools.local_cloud import LocalCloud

MACHINE = {"instance_types": ["S5.MEDIUM4"], "image": "img-487zeit5"}
PLACE = "ansible_collections.tencentcloud.cvm.plugins.modules"
IMPORTED = f"{PLACE}.instance"
MOST_SECONDS = 120


def begun(cloud: LocalCloud, module: str, **arguments: object) -> warm.Run:
    """A run of a module of this collection that has its arguments and is under way."""
    given = json.dumps({"ANSIBLE_MODULE_ARGS": arguments})
    return warm.begun(IMPORTED, f"{PLACE}.{module}", cloud.environment(), given)


def result_of(run: warm.Run) -> tuple[int, dict]:
    """Exit status and result of a run, once it is over."""
    code, output, errors = run.end(MOST_SECONDS)
    try:
        return code, json.loads(output)
    except ValueError:
        raise AssertionError(f"the module printed no result: {output}{errors}") from None


def run_module(cloud: LocalCloud, module: str, **arguments: object) -> tuple[int, dict]:
    """Exit status and result of one run of a module of this collection."""
    return result_of(begun(cloud, module, **arguments))

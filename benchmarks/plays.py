# SPDX-License-Identifier: GPL-3.0-or-later
"""The plays that are measured, and one run of a play."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
import time
from pathlib import Path

from ansible_collections.tencentcloud.cvm.tests.tools.local_cloud import LocalCloud

PING = {"ansible.builtin.ping": {}}


def fleet(name: str, machines: int) -> dict:
    """A task that wants a fleet of so many machines."""
    wish = {"name": name, "exact_count": machines, "instance_type": "S5.MEDIUM4", "image": "img-487zeit5"}
    return {"tencentcloud.cvm.instance": wish}


def seconds(cloud: LocalCloud, task: dict, folder: Path, *options: str, hosts: str = "localhost") -> float:
    """How long `ansible-playbook` takes from start to end for a play of this one task."""
    play = folder / "play.yml"
    play.write_text(json.dumps([{"hosts": hosts, "gather_facts": False, "tasks": [task]}]))
    command = [Path(sys.executable).with_name("ansible-playbook"), play, *options]
    began = time.perf_counter()
    done = subprocess.run(
        command,
        env=cloud.environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    taken = time.perf_counter() - began
    if done.returncode:
        sys.exit(f"{done.stdout}{done.stderr}")
    return taken


def peak_mib(cloud: LocalCloud, task: dict, folder: Path) -> float:
    """The most memory (MiB, resident) that the module's own process has while it runs."""
    peaks, interpreter = folder / "peaks", folder / "interpreter"
    stand_in = [sys.executable, Path(__file__).with_name("peak.py"), peaks, sys.executable]
    interpreter.write_text(f'#!/bin/sh\nexec {shlex.join(map(str, stand_in))} "$@"\n')
    interpreter.chmod(0o755)
    peaks.write_text("")
    seconds(cloud, task, folder, "-e", f"ansible_python_interpreter={interpreter}")
    return max(map(int, peaks.read_text().split())) / 1024

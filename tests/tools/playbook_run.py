# SPDX-License-Identifier: GPL-3.0-or-later
"""A playbook in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys

from ansible_collections.tencentcloud.cvm.tests.tools.local_cloud import LocalCloud

MOST_SECONDS = 900


def played(cloud: LocalCloud, playbook: str, **variables: object) -> tuple[int, str]:
    """Exit status and output of a playbook, by name or path, with these variables."""
    command = [sys.executable, "-m", "ansible", "playbook", playbook, "--extra-vars", json.dumps(variables)]
    done = subprocess.run(
        command, env=cloud.environment(), capture_output=True, text=True, timeout=MOST_SECONDS, check=False
    )
    return done.returncode, done.stdout + done.stderr

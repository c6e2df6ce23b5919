# SPDX-License-Identifier: GPL-3.0-or-later
"""A playbook in a process of its own.

It is played with the Ansible at hand and modules on the same Python; where PLAYED_WITH names a folder, with
the Ansible of its `venv` and modules on the Python of its `target`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from ansible_collections.tencentcloud.cvm.tests.tools.local_cloud import LocalCloud

MOST_SECONDS = 900


def played(cloud: LocalCloud, playbook: str, *options: str, **variables: object) -> tuple[int, str]:
    """Exit status and output of a playbook, by name or path, with these options and variables."""
    place = os.environ.get("PLAYED_WITH")
    ansible = Path(place, "venv/bin") if place else Path(sys.executable).parent
    python = Path(place, "target/bin/python") if place else Path(sys.executable)
    given = json.dumps({"ansible_python_interpreter": str(python), **variables})
    done = subprocess.run(
        [ansible / "ansible-playbook", playbook, "--extra-vars", given, *options],
        env=cloud.environment(),
        capture_output=True,
        text=True,
        timeout=MOST_SECONDS,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr

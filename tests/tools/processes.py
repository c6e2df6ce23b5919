# SPDX-License-Identifier: GPL-3.0-or-later
"""The processes of one run of Ansible, found by a mark in their environment, and their end.

Ansible's workers leave the process group and the session of the playbook, so neither holds them all.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path

MARK = "CVM_MARKED_RUN"


def marked(run: str) -> dict[int, list[str]]:
    """Number and command of every living process that this run began."""
    mark = f"{MARK}={run}".encode()
    found = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (place / "environ").read_bytes().split(b"\0"):
                found[int(place.name)] = (place / "cmdline").read_bytes().decode().split("\0")
        except OSError:
            continue
    return found


def modules(run: str) -> dict[int, list[str]]:
    """Those of them that are a module at work."""
    return {
        number: command
        for number, command in marked(run).items()
        if len(command) > 1 and "AnsiballZ_" in Path(command[1]).name
    }


def kill(number: int) -> None:
    try:
        os.kill(number, signal.SIGKILL)
    except ProcessLookupError:
        return

# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands in for the interpreter of a module: runs the command given, notes its peak memory (KiB) in a file.

python peak.py FILE python MODULE
"""

from __future__ import annotations

import os
import sys

process = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(process, 0)
with open(sys.argv[1], "a", encoding="ascii") as file:
    print(usage.ru_maxrss, file=file)
sys.exit(os.waitstatus_to_exitcode(status))

# SPDX-License-Identifier: GPL-3.0-or-later
"""The projects of every account, by number."""

from __future__ import annotations

PROJECTS = {0: "default", 1000001: "rehearsal"}

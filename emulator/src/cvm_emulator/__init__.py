# SPDX-License-Identifier: GPL-3.0-or-later
"""A local Tencent Cloud for rehearsal and tests."""

__version__ = "0.1.0"

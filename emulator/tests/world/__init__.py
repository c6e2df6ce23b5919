# SPDX-License-Identifier: GPL-3.0-or-later
"""The world, tested in process."""

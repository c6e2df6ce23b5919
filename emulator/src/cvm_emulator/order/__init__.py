# SPDX-License-Identifier: GPL-3.0-or-later
"""A purchase, in steps: what is refused, asked for, where it goes, what it costs, the birth of instances."""

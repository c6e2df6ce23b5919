# SPDX-License-Identifier: GPL-3.0-or-later
"""What the emulated cloud offers: regions, types, disks, prices, images. Tables and pure functions."""

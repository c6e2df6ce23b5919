# SPDX-License-Identifier: GPL-3.0-or-later
"""Types of dedicated hosts: how large they are, what they take, and what a month of one costs in yuan."""

from __future__ import annotations

from typing import NamedTuple


class HostType(NamedTuple):
    """`family`: whose standard sizes it takes, if any. `custom`: takes CDH_<n>C<m>G."""

    name: str
    cpu: int
    memory: int
    disk: int
    month: int
    family: str = ""
    custom: bool = True


HOST_TYPES = {
    host.name: host
    for host in (
        HostType("HS1", 40, 224, 0, 3100),
        HostType("HS20", 84, 350, 0, 6400, family="S5"),
        HostType("HM20", 84, 720, 0, 8900, family="M5", custom=False),
    )
}
DEFAULT_HOST = "HS1"

# SPDX-License-Identifier: GPL-3.0-or-later
"""What every account has bought before and machines are put into: HPC clusters, resource packs, shields."""

from __future__ import annotations

from typing import NamedTuple


class Cluster(NamedTuple):
    """For high performance computing."""

    id: str
    zone: str


class Pack(NamedTuple):
    """Machines of a family set aside in a zone, as many as `cpu` vCPUs make. One not `active` has expired."""

    id: str
    zone: str
    family: str
    cpu: int
    active: bool = True


CLUSTERS = {each.id: each for each in (Cluster("hpc-rehearse", "ap-guangzhou-6"),)}
PACKS = {
    each.id: each
    for each in (
        Pack("rpp-rehearse", "ap-guangzhou-6", "S5", 64),
        Pack("rpp-expired0", "ap-guangzhou-6", "S5", 64, active=False),
    )
}
SHIELDS = ("bgp-rehearse",)

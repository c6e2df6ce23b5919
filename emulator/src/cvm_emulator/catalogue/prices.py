# SPDX-License-Identifier: GPL-3.0-or-later
"""Prices in yuan: machines per hour in three steps of use, disks, bandwidth, traffic. Pure arithmetic."""

from __future__ import annotations

from typing import NamedTuple

from .disks import DISKS
from .regions import REGIONS, ZONES
from .types import HOSTED, InstanceType

STEPS = (1.0, 0.8, 0.6)
STEP_HOURS = (96, 360)
SPOT_SHARE = 0.2
MONTH_HOURS = 420
PERIOD_SHARES = ((36, 0.5), (24, 0.7), (12, 0.83))
TRAFFIC_GIB = 0.8
IDLE_ADDRESS_HOUR = 0.2
THROUGHPUT_HOUR = 0.00035
NARROW, NARROW_MBIT_HOUR, WIDE_MBIT_HOUR = 5, 0.063, 0.25


class Machine(NamedTuple):
    """Hourly prices over the three steps: as listed, and as paid."""

    listed: tuple[float, float, float]
    paid: tuple[float, float, float]


def level(zone: str) -> float:
    return REGIONS[ZONES[zone].region].price_level * (1 + (ZONES[zone].number % 4) / 50)


def machine(zone: str, kind: InstanceType, charge: str) -> Machine:
    """Spot is paid at one flat fifth of the first step; on a dedicated host the host is what is paid."""
    if charge == HOSTED:
        return Machine((0.0, 0.0, 0.0), (0.0, 0.0, 0.0))
    family = kind.family
    first = (kind.cpu * family.vcpu + kind.memory * family.gib + kind.gpus * family.gpu_yuan) * level(zone)
    first = round(first, 2)
    listed = tuple(round(first * step, 4) for step in STEPS)
    spot = round(first * SPOT_SHARE, 4)
    return Machine(listed, (spot, spot, spot) if charge == "SPOTPAID" else listed)


def monthly(zone: str, kind: InstanceType) -> float:
    return round(machine(zone, kind, "PREPAID").listed[0] * MONTH_HOURS, 2)


def disks(zone: str, sizes: list[tuple[str, int, int]]) -> float:
    """The hourly price of disks together: kind, GiB, and the MiB/s bought besides."""
    yuan = sum(DISKS[kind].gib_hour * gib + THROUGHPUT_HOUR * more for kind, gib, more in sizes)
    return round(yuan * level(zone), 4)


def bandwidth(mbit: int) -> float:
    """The hourly price of a fixed bandwidth; the first Mbit/s are cheaper."""
    return round(min(mbit, NARROW) * NARROW_MBIT_HOUR + max(mbit - NARROW, 0) * WIDE_MBIT_HOUR, 4)


def period_share(months: int) -> float:
    """What is paid of the list price when so many months are paid at once."""
    return next((share for least, share in PERIOD_SHARES if months >= least), 1.0)

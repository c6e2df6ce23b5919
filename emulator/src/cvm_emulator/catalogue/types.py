# SPDX-License-Identifier: GPL-3.0-or-later
"""Instance families and their types, and which zones sell them."""

from __future__ import annotations

import re
from typing import NamedTuple

from .regions import ZONES, open_zones


class Family(NamedTuple):
    """`vcpu`, `gib`: yuan per hour for one. `sizes`: (name, vCPUs, GiB). `missing`: zones without it.

    `cluster`: its machines stand in an HPC cluster, and only there.
    """

    name: str
    title: str
    cpu_type: str
    frequency: str
    vcpu: float
    gib: float
    sizes: tuple[tuple[str, int, int], ...]
    missing: tuple[str, ...] = ()
    spot: bool = True
    arch: str = "x86_64"
    newest_disks: bool = False
    local_disk: tuple[str, str, int, int] | None = None
    gpu: str = ""
    gpu_yuan: float = 0.0
    stock: int = 5000
    cluster: bool = False


class InstanceType(NamedTuple):
    name: str
    family: Family
    cpu: int
    memory: int
    gpus: int


SMALL = (("SMALL1", 1, 1), ("SMALL2", 1, 2), ("MEDIUM2", 2, 2))
STANDARD = (
    ("MEDIUM4", 2, 4),
    ("MEDIUM8", 2, 8),
    ("LARGE8", 4, 8),
    ("LARGE16", 4, 16),
    ("2XLARGE16", 8, 16),
    ("2XLARGE32", 8, 32),
    ("4XLARGE32", 16, 32),
    ("4XLARGE64", 16, 64),
)
COMPUTE = (("LARGE8", 4, 8), ("2XLARGE16", 8, 16), ("4XLARGE32", 16, 32))
MEMORY = (("MEDIUM16", 2, 16), ("LARGE32", 4, 32), ("2XLARGE64", 8, 64))
FAMILIES = (
    Family(
        "S2",
        "Standard S2",
        "Intel Xeon E5-2680 v4",
        "2.4GHz",
        0.115,
        0.05,
        (("MEDIUM4", 2, 4), ("LARGE8", 4, 8)),
        missing=tuple(
            name for name in ZONES if name not in ("ap-guangzhou-3", "ap-shanghai-2", "ap-singapore-1")
        ),
        spot=False,
        local_disk=("LOCAL_BASIC", "OPTIONAL", 10, 500),
        stock=500,
    ),
    Family(
        "S5",
        "Standard S5",
        "Intel Xeon Cascade Lake 8255C",
        "2.5GHz/3.1GHz",
        0.1,
        0.045,
        SMALL + STANDARD,
        missing=("ap-shanghai-8",),
    ),
    Family(
        "S6",
        "Standard S6",
        "Intel Xeon Ice Lake",
        "2.7GHz/3.3GHz",
        0.107,
        0.046,
        STANDARD,
        newest_disks=True,
        missing=("ap-guangzhou-3", "ap-shanghai-2", "ap-beijing-3", "ap-singapore-1", "eu-frankfurt-1"),
    ),
    Family(
        "SA2",
        "Standard SA2",
        "AMD EPYC ROME",
        "2.6GHz/3.3GHz",
        0.078,
        0.036,
        SMALL + STANDARD,
        missing=("ap-beijing-3", "na-ashburn-1"),
    ),
    Family(
        "SR1",
        "Standard SR1",
        "Ampere Altra",
        "2.8GHz",
        0.07,
        0.034,
        STANDARD[:4],
        arch="arm",
        newest_disks=True,
        missing=tuple(
            name for name in ZONES if name not in ("ap-guangzhou-6", "ap-shanghai-5", "ap-beijing-6")
        ),
    ),
    Family(
        "C5",
        "Compute optimized C5",
        "Intel Xeon Cascade Lake",
        "3.6GHz/4.1GHz",
        0.138,
        0.05,
        COMPUTE,
        missing=("ap-guangzhou-3", "ap-shanghai-2", "ap-singapore-1", "eu-frankfurt-1"),
    ),
    Family(
        "C6",
        "Compute optimized C6",
        "Intel Xeon Ice Lake",
        "3.2GHz/3.5GHz",
        0.145,
        0.052,
        COMPUTE,
        newest_disks=True,
        missing=("ap-guangzhou-3", "ap-guangzhou-4", "ap-beijing-3", "na-ashburn-1"),
    ),
    Family(
        "M5", "Memory optimized M5", "Intel Xeon Cascade Lake 8255C", "2.5GHz/3.1GHz", 0.11, 0.042, MEMORY
    ),
    Family(
        "M6",
        "Memory optimized M6",
        "Intel Xeon Ice Lake",
        "2.7GHz/3.3GHz",
        0.118,
        0.043,
        MEMORY,
        newest_disks=True,
        missing=("ap-guangzhou-3", "ap-shanghai-2", "ap-singapore-1", "na-ashburn-2"),
    ),
    Family(
        "IT5",
        "High IO IT5",
        "Intel Xeon Cascade Lake 8255C",
        "2.5GHz/3.1GHz",
        0.19,
        0.07,
        (("4XLARGE64", 16, 64), ("8XLARGE128", 32, 128)),
        spot=False,
        local_disk=("LOCAL_NVME", "REQUIRED", 3570, 3570),
        stock=100,
        missing=tuple(
            name for name in ZONES if name not in ("ap-guangzhou-4", "ap-shanghai-4", "ap-beijing-7")
        ),
    ),
    Family(
        "GN7",
        "GPU compute GN7",
        "Intel Xeon Cascade Lake 8255C",
        "2.5GHz/3.1GHz",
        0.12,
        0.05,
        (("2XLARGE32", 8, 32), ("5XLARGE80", 20, 80)),
        spot=False,
        gpu="NVIDIA Tesla T4",
        gpu_yuan=6.5,
        stock=20,
        missing=tuple(
            name for name in ZONES if name not in ("ap-guangzhou-6", "ap-shanghai-3", "ap-singapore-3")
        ),
    ),
    Family(
        "HCCIC5",
        "High performance computing HCCIC5",
        "Intel Xeon Cooper Lake",
        "3.4GHz/3.8GHz",
        0.16,
        0.05,
        (("24XLARGE384", 96, 384),),
        spot=False,
        stock=20,
        cluster=True,
        missing=tuple(name for name in ZONES if name not in ("ap-guangzhou-6", "ap-guangzhou-7")),
    ),
)
TYPES = {
    f"{family.name}.{size}": InstanceType(
        f"{family.name}.{size}", family, cpu, memory, 1 if family.gpu else 0
    )
    for family in FAMILIES
    for size, cpu, memory in family.sizes
}
CUSTOM = re.compile(r"CDH_([1-9]\d{0,2})C([1-9]\d{0,3})G")
HOSTED = "CDHPAID"
ON_A_HOST = Family("CDH", "Dedicated host", "Intel Xeon", "2.5GHz", 0.0, 0.0, (), spot=False)
CLOUD_CHARGES = ("POSTPAID_BY_HOUR", "SPOTPAID", "PREPAID")
OTHER_STOCK = {
    ("ap-guangzhou-3", "SA2.LARGE16", "POSTPAID_BY_HOUR"): 0,
    ("ap-guangzhou-3", "SA2.LARGE16", "SPOTPAID"): 0,
    ("ap-guangzhou-4", "S5.4XLARGE64", "POSTPAID_BY_HOUR"): 5,
    ("ap-guangzhou-7", "M5.2XLARGE64", "POSTPAID_BY_HOUR"): 80,
    ("ap-shanghai-4", "S5.2XLARGE32", "SPOTPAID"): 0,
    ("ap-singapore-2", "C5.4XLARGE32", "POSTPAID_BY_HOUR"): 0,
    ("eu-frankfurt-2", "S6.4XLARGE64", "POSTPAID_BY_HOUR"): 3,
}


def is_custom(name: str) -> bool:
    """A size of one's own on a dedicated host."""
    return CUSTOM.fullmatch(name) is not None


def find_type(name: str) -> InstanceType:
    """A type of the catalogue, or a custom one; KeyError for any other."""
    if sizes := CUSTOM.fullmatch(name):
        return InstanceType(name, ON_A_HOST, int(sizes[1]), int(sizes[2]), 0)
    return TYPES[name]


def sold_in(zone: str, kind: InstanceType) -> bool:
    """Whether the zone sells the type at all, in stock or not."""
    return ZONES[zone].open and zone not in kind.family.missing


def charges(kind: InstanceType) -> tuple[str, ...]:
    return tuple(charge for charge in CLOUD_CHARGES if kind.family.spot or charge != "SPOTPAID")


def initial_stock(zone: str, kind: InstanceType, charge: str) -> int:
    return OTHER_STOCK.get((zone, kind.name, charge), kind.family.stock)


def offers(region: str) -> list[tuple[str, InstanceType, str]]:
    """Every row of the region's catalogue: zone, type, charge type."""
    return [
        (zone.name, kind, charge)
        for zone in open_zones(region)
        for kind in TYPES.values()
        if sold_in(zone.name, kind)
        for charge in charges(kind)
    ]

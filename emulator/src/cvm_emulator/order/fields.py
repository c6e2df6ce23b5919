# SPDX-License-Identifier: GPL-3.0-or-later
"""The fields of a purchase that the contract knows and this emulator refuses; it never ignores one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ..errors import not_emulated

NOT_EMULATED: dict[str, Callable[[Any], bool]] = dict.fromkeys(
    (
        "Placement.HostId",
        "Placement.RackId",
        "Placement.DedicatedResourcePackTenancy",
        "Placement.DedicatedResourcePackIds",
        "SystemDisk.DiskId",
        "SystemDisk.CdcId",
        "DataDisks.*.DiskId",
        "DataDisks.*.CdcId",
        "DataDisks.*.BurstPerformance",
        "VirtualPrivateCloud.AsVpcGateway",
        "InternetAccessible.IPv6AddressType",
        "InternetAccessible.AntiDDoSPackageId",
        "ActionTimer.Externals",
        "ActionTimer.ActionTimerId",
        "ActionTimer.Status",
        "ActionTimer.InstanceId",
        "HpcClusterId",
        "DedicatedClusterId",
        "ChcIds",
        "NetworkInterfaces",
    ),
    bool,
) | {
    "InternetAccessible.InternetServiceProvider": lambda given: given != "BGP",
    "InternetAccessible.IPv4AddressType": lambda given: given != "WanIP",
    "InstanceChargeType": lambda given: given in ("CDCPAID", "UNDERWRITE"),
    "TagSpecification.*.ResourceType": lambda given: given in ("host", "image", "keypair", "ps", "hpc"),
}


def refuse_not_emulated(params: dict[str, Any]) -> None:
    for path, refused in NOT_EMULATED.items():
        for name, value in _given(params, path.split("."), ""):
            if refused(value):
                shown = f" = {value}" if isinstance(value, str | bool | int) else ""
                raise not_emulated(f"{name}{shown}")


def _given(value: Any, path: list[str], name: str) -> Iterator[tuple[str, Any]]:
    if not path:
        yield name, value
    elif path[0] == "*":
        for index, item in enumerate(value):
            yield from _given(item, path[1:], f"{name}.{index}")
    elif path[0] in value:
        yield from _given(value[path[0]], path[1:], f"{name}.{path[0]}".lstrip("."))

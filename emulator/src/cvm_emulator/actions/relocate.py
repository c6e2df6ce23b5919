# SPDX-License-Identifier: GPL-3.0-or-later
"""ModifyInstancesVpcAttribute and ModifyInstancesProject: another subnet, another project."""

from __future__ import annotations

import json
import sqlite3
from ipaddress import IPv4Address
from typing import Any

from .. import networks
from ..ask import Ask, action
from ..errors import ApiError, bad_value
from ..images import image_of
from ..order.extras import check_project
from ..order.names import given_host_name
from ..order.place import check_addresses, find_subnet
from ..store import doc
from .members import begin, members, operate, refuse_unfit, update

TAKES = 5


@action("cvm", "ModifyInstancesVpcAttribute", limit=10)
def modify_instances_vpc_attribute(ask: Ask) -> dict[str, Any]:
    """Into another subnet of the same zone; what runs is restarted."""
    rows = members(ask)
    wanted = ask.params["VirtualPrivateCloud"]
    subnets = [find_subnet(ask, wanted["VpcId"], wanted["SubnetId"], row["zone"]) for row in rows]
    for row in rows:
        if doc(row)["ipv6"]:
            raise ApiError(
                "UnsupportedOperation.IPv6NotSupportVpcMigrate", f"`{row['id']}` has IPv6 addresses."
            )
    refuse_unfit(ask, rows, ask.params.get("ForceStop", True))
    addresses = _addresses(ask, wanted.get("PrivateIpAddresses", []), subnets[0], len(rows))
    for row, address in zip(rows, addresses, strict=True):
        _move(ask, row, subnets[0], address)
        if row["state"] == "RUNNING":
            begin(ask, row)
        else:
            operate(ask, row, ask.action, TAKES)
    return {}


@action("cvm", "ModifyInstancesProject", limit=10)
def modify_instances_project(ask: Ask) -> dict[str, Any]:
    rows = members(ask)
    check_project("ProjectId", ask.params["ProjectId"])
    refuse_unfit(ask, rows)
    for row in rows:
        update(ask, row, project=ask.params["ProjectId"])
        operate(ask, row, ask.action, 0)
    return {}


def _addresses(ask: Ask, wanted: list[str], subnet: sqlite3.Row, count: int) -> list[int]:
    chosen = check_addresses(ask, wanted, subnet, count)
    if not chosen:
        chosen = networks.free_addresses(ask.db, subnet, count, ask.now)
    if len(chosen) < count:
        raise bad_value(
            "VirtualPrivateCloud.SubnetId",
            subnet["id"],
            f"`{len(chosen)}` free addresses, `{count}` are needed",
        )
    networks.occupy(ask.db, subnet["id"], chosen, not wanted)
    return chosen


def _move(ask: Ask, row: sqlite3.Row, subnet: sqlite3.Row, address: int) -> None:
    """The old address is free after the lag of addresses."""
    if subnet["id"] == row["subnet"] and not ask.params["VirtualPrivateCloud"].get("PrivateIpAddresses"):
        raise ApiError("InvalidParameterValue", f"`{row['id']}` is in `{subnet['id']}` already.")
    ask.db.execute(
        "UPDATE address SET free_at = ? WHERE subnet = ? AND ip = ?",
        (ask.now + ask.settings.address_lag, row["subnet"], doc(row)["address"]),
    )
    text = str(IPv4Address(address))
    host = row["host_name"]
    if not ask.params.get("ReserveHostName", True):
        host = given_host_name(text, image_of(ask.db, row).platform)
    update(
        ask,
        row,
        vpc=subnet["vpc"],
        subnet=subnet["id"],
        private_ip=text,
        host_name=host,
        doc=json.dumps(doc(row) | {"address": address}),
    )

# SPDX-License-Identifier: GPL-3.0-or-later
"""An instance as DescribeInstances shows it, with the nulls of live answers."""

from __future__ import annotations

import json
import sqlite3
from functools import lru_cache
from typing import Any, NamedTuple

from ..catalogue.images import Image
from ..catalogue.types import find_type
from ..clock import utc

read = lru_cache(4096)(json.loads)  # many machines have the same; what is read is never changed
RESTRICTED = {"EXPIRE": "EXPIRED", "ARREAR": "EXPIRED"}


class Around(NamedTuple):
    """What belongs to an instance and stands in other tables. `disks`: the system disk first.

    `pending`: the setting pending_addresses.
    """

    image: Image
    tags: list[tuple[str, str]]
    disks: list[sqlite3.Row]
    keys: list[str]
    pending: str


def shape(row: sqlite3.Row, around: Around, now: float) -> dict[str, Any]:
    doc = read(row["doc"])
    kind, image = find_type(row["type"]), around.image
    system, *data = around.disks
    pending = row["state"] == "PENDING"
    public = None if pending or row["public_ip"] is None else [row["public_ip"]]
    operation, operation_state, operation_request, operation_error = latest_operation(row["operations"], now)
    answer = {
        "Placement": {"Zone": row["zone"], "HostId": row["host"], "ProjectId": row["project"]},
        "InstanceId": row["id"],
        "Uuid": row["uuid"],
        "InstanceName": row["name"],
        "InstanceState": row["state"],
        "RestrictState": RESTRICTED.get(row["isolated"], "NORMAL"),
        "InstanceType": row["type"],
        "CPU": kind.cpu,
        "Memory": kind.memory,
        "InstanceChargeType": row["charge"],
        "SystemDisk": _system_disk(system),
        "DataDisks": [_data_disk(disk) for disk in data],
        "PrivateIpAddresses": _private(row, around.pending),
        "PublicIpAddresses": public,
        "IPv6Addresses": None if pending else doc["ipv6"] or None,
        "PublicIPv6Addresses": [],
        "RdmaIpAddresses": None,
        "InternetAccessible": {
            "InternetMaxBandwidthOut": doc["mbit"],
            "InternetChargeType": doc["internet"] if public else None,
        },
        "VirtualPrivateCloud": {
            "VpcId": row["vpc"],
            "SubnetId": row["subnet"],
            "AsVpcGateway": doc["gateway"],
        },
        "SecurityGroupIds": [*read(row["groups"])],
        "LoginSettings": {"KeyIds": around.keys},
        "ImageId": row["image"],
        "OsName": image.os_name,
        "DefaultLoginUser": image.user,
        "DefaultLoginPort": image.login_port,
        "HostName": row["host_name"],
        "RenewFlag": row["renew"],
        "CreatedTime": utc(row["bought_at"]),
        "ExpiredTime": None if row["expires"] is None else utc(row["expires"]),
        "Tags": [
            {"tagKey": key, "tagValue": value, "Key": key, "Value": value} for key, value in around.tags
        ],
        "DisasterRecoverGroupId": row["placed"] or "",
        "DisasterRecoverGroupIds": [row["placed"]] if row["placed"] else [],
        "DedicatedClusterId": "",
        "CamRoleName": row["role"],
        "HpcClusterId": doc["cluster"],
        "LatestOperation": operation,
        "LatestOperationState": operation_state,
        "LatestOperationRequestId": operation_request,
        "LatestOperationErrorMsg": operation_error,
        "IsolatedSource": row["isolated"],
        "DisableApiTermination": bool(row["protected"]),
        "EnableJumboFrame": doc["jumbo"],
        "LicenseType": "TencentCloud",
        "StopChargingMode": row["stop_mode"] if row["state"] == "STOPPED" else "NOT_APPLICABLE",
    }
    if row["package"]:
        answer["InternetAccessible"]["BandwidthPackageId"] = row["package"]
    if row["part"] is not None:
        answer["PartitionNumber"] = row["part"]
    if doc["topology"]:
        answer["CpuTopology"] = doc["topology"]
    if doc["metadata"]:
        answer["Metadata"] = {"Items": doc["metadata"]}
    if kind.gpus:
        answer["GPUInfo"] = {"GPUCount": float(kind.gpus), "GPUId": [], "GPUType": kind.family.gpu}
    return answer


def latest_operation(operations: str, now: float) -> tuple[str | None, str | None, str | None, str | None]:
    """Name, state, request id, error of the last operation that shows; nulls on an untouched machine."""
    shown = [each for each in read(operations) if each[2] <= now]
    if not shown:
        return None, None, None, None
    name, request_id, _, done, error = shown[-1]
    if done > now:
        return name, "OPERATING", request_id, None
    return name, "FAILED" if error else "SUCCESS", request_id, error or None


def _private(row: sqlite3.Row, pending: str) -> list[str] | None:
    if row["state"] != "PENDING" or pending == "shown":
        return [row["private_ip"]]
    return [] if pending == "empty" else None


def _system_disk(disk: sqlite3.Row) -> dict[str, Any]:
    return {
        "DiskType": disk["kind"],
        "DiskId": disk["id"],
        "DiskSize": disk["size"],
        "Encrypt": bool(disk["encrypted"]),
        "KmsKeyId": disk["kms"],
        "CdcId": None,
    }


def _data_disk(disk: sqlite3.Row) -> dict[str, Any]:
    return {
        **_system_disk(disk),
        "DeleteWithInstance": bool(disk["with_instance"]),
        "ThroughputPerformance": disk["throughput"],
        "BurstPerformance": bool(disk["burst"]),
    }

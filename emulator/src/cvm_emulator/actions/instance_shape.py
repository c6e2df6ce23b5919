# SPDX-License-Identifier: GPL-3.0-or-later
"""An instance as DescribeInstances shows it, with the nulls of live answers."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from ..catalogue.images import IMAGES
from ..catalogue.types import TYPES
from ..clock import utc


def shape(row: sqlite3.Row, tags: list[tuple[str, str]], now: float) -> dict[str, Any]:
    doc = json.loads(row["doc"])
    kind, image = TYPES[row["type"]], IMAGES[row["image"]]
    pending = row["state"] == "PENDING"
    public = None if pending or row["public_ip"] is None else [row["public_ip"]]
    operation, operation_state, operation_request = latest_operation(row["operations"], now)
    answer = {
        "Placement": {"Zone": row["zone"], "HostId": None, "ProjectId": 0},
        "InstanceId": row["id"],
        "Uuid": row["uuid"],
        "InstanceName": row["name"],
        "InstanceState": row["state"],
        "RestrictState": "NORMAL",
        "InstanceType": row["type"],
        "CPU": kind.cpu,
        "Memory": kind.memory,
        "InstanceChargeType": row["charge"],
        "SystemDisk": _system_disk(*doc["system"]),
        "DataDisks": [_data_disk(*disk) for disk in doc["data"]],
        "PrivateIpAddresses": [] if pending else [row["private_ip"]],
        "PublicIpAddresses": public,
        "IPv6Addresses": None,
        "PublicIPv6Addresses": [],
        "RdmaIpAddresses": None,
        "InternetAccessible": {
            "InternetMaxBandwidthOut": doc["mbit"],
            "InternetChargeType": doc["internet"] if public else None,
        },
        "VirtualPrivateCloud": {"VpcId": row["vpc"], "SubnetId": row["subnet"], "AsVpcGateway": False},
        "SecurityGroupIds": json.loads(row["groups"]),
        "LoginSettings": {"KeyIds": doc["keys"]},
        "ImageId": row["image"],
        "OsName": image.name,
        "DefaultLoginUser": image.user,
        "DefaultLoginPort": image.login_port,
        "HostName": row["host_name"],
        "RenewFlag": None,
        "CreatedTime": utc(row["bought_at"]),
        "ExpiredTime": None,
        "Tags": [{"tagKey": key, "tagValue": value, "Key": key, "Value": value} for key, value in tags],
        "DisasterRecoverGroupId": "",
        "DisasterRecoverGroupIds": [],
        "DedicatedClusterId": "",
        "CamRoleName": "",
        "HpcClusterId": "",
        "LatestOperation": operation,
        "LatestOperationState": operation_state,
        "LatestOperationRequestId": operation_request,
        "LatestOperationErrorMsg": None,
        "IsolatedSource": "NOTISOLATED",
        "DisableApiTermination": bool(row["protected"]),
        "LicenseType": "TencentCloud",
        "StopChargingMode": row["stop_mode"] if row["state"] == "STOPPED" else "NOT_APPLICABLE",
    }
    if kind.gpus:
        answer["GPUInfo"] = {"GPUCount": float(kind.gpus), "GPUId": [], "GPUType": kind.family.gpu}
    return answer


def latest_operation(operations: str, now: float) -> tuple[str, str, str] | tuple[None, None, None]:
    """Name, state, request id of the last operation that shows by now; nulls on an untouched machine."""
    shown = [each for each in json.loads(operations) if each[2] <= now]
    if not shown:
        return None, None, None
    name, request_id, _, done = shown[-1]
    return name, "SUCCESS" if done <= now else "OPERATING", request_id


def _system_disk(disk_id: str, kind: str, size: int) -> dict[str, Any]:
    return {
        "DiskType": kind,
        "DiskId": disk_id,
        "DiskSize": size,
        "Encrypt": False,
        "KmsKeyId": None,
        "CdcId": None,
    }


def _data_disk(disk_id: str, kind: str, size: int) -> dict[str, Any]:
    return {**_system_disk(disk_id, kind, size), "DeleteWithInstance": True, "ThroughputPerformance": 0}

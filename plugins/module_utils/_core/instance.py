# SPDX-License-Identifier: GPL-3.0-or-later
"""What an instance is: one row per attribute, and the shape in which results show it."""

from __future__ import annotations

from base64 import b64encode
from functools import partial

from .kind import Field, Kind, dig, not_shown, one_of, same_bag, same_list, same_set
from .tags import FLEET, tags_of

CHARGE_TYPES = {"pay_as_you_go": "POSTPAID_BY_HOUR", "spot": "SPOTPAID"}
TRAFFIC = {"traffic": "TRAFFIC_POSTPAID_BY_HOUR", "bandwidth": "BANDWIDTH_POSTPAID_BY_HOUR"}
DISK_TYPES = (
    "CLOUD_PREMIUM",
    "CLOUD_BSSD",
    "CLOUD_SSD",
    "CLOUD_HSSD",
    "CLOUD_TSSD",
    "CLOUD_BASIC",
    "LOCAL_BASIC",
    "LOCAL_SSD",
)
DISK = {
    "type": "DiskType",
    "size": "DiskSize",
    "name": "DiskName",
    "snapshot": "SnapshotId",
    "delete_with_instance": "DeleteWithInstance",
}


def disks_sent(disks: list[dict]) -> list[dict]:
    return [{DISK[key]: value for key, value in disk.items() if value is not None} for disk in disks]


def disks_shown(rows: list[dict] | None) -> list[dict]:
    return [{"type": row["DiskType"], "size": row["DiskSize"], "id": row.get("DiskId")} for row in rows or []]


def same_disks(wanted: list[dict], shown: list[dict]) -> bool:
    return same_bag([(d["type"], d["size"]) for d in wanted], [(d["type"], d["size"]) for d in shown])


def same_shown(wanted: object, shown: object) -> bool:
    """For what the API shows as null when it does not apply, a public address given up by a stop for one."""
    return shown is None or wanted == shown


def spelled(table: dict[str, str], value: str | None) -> str | None:
    """The option's word for a constant of the API; another constant is shown in small letters."""
    words = {constant: word for word, constant in table.items()}
    return None if value is None else words.get(value, value.lower())


def encoded(text: str) -> str:
    return b64encode(text.encode("utf-8")).decode("ascii")


charge_type_of = partial(spelled, CHARGE_TYPES)
traffic_of = partial(spelled, TRAFFIC)

INSTANCE = Kind(
    service="cvm",
    read="DescribeInstances",
    many="InstanceSet",
    id="InstanceId",
    ids="InstanceIds",
    fields=(
        Field("zones", "Placement.Zone", same=one_of),
        Field("project", "Placement.ProjectId"),
        Field("charge_type", "InstanceChargeType", send=CHARGE_TYPES.__getitem__, show=charge_type_of),
        Field("instance_types", "InstanceType", same=one_of),
        Field("image", "ImageId"),
        Field("system_disk.type", "SystemDisk.DiskType"),
        Field("system_disk.size", "SystemDisk.DiskSize"),
        Field("data_disks", "DataDisks", send=disks_sent, show=disks_shown, same=same_disks),
        Field("vpc", "VirtualPrivateCloud.VpcId"),
        Field("subnets", "VirtualPrivateCloud.SubnetId", same=one_of),
        Field("public_ip.bandwidth", "InternetAccessible.InternetMaxBandwidthOut"),
        Field(
            "public_ip.charge_type",
            "InternetAccessible.InternetChargeType",
            send=TRAFFIC.__getitem__,
            show=traffic_of,
            same=same_shown,
        ),
        Field("spot.market", "InstanceMarketOptions.MarketType", same=not_shown),
        Field("spot.max_price", "InstanceMarketOptions.SpotOptions.MaxPrice", same=not_shown),
        Field("spot.lifetime", "InstanceMarketOptions.SpotOptions.SpotInstanceType", same=not_shown),
        Field("key_pairs", "LoginSettings.KeyIds", same=same_set),
        Field("password", "LoginSettings.Password", same=not_shown),
        Field(
            "keep_image_login",
            "LoginSettings.KeepImageLogin",
            send=lambda on: str(on).upper(),
            same=not_shown,
        ),
        Field("hostname", "HostName", same=not_shown, priced=False),
        Field("user_data", "UserData", send=encoded, same=not_shown, priced=False),
        Field(
            "security_groups",
            "SecurityGroupIds",
            by="ModifyInstancesAttribute",
            sent_as="SecurityGroups",
            same=same_list,
        ),
    ),
)


def shape(row: dict) -> dict:
    """An instance as results show it, from a row of DescribeInstances.

    Sizes in GiB, bandwidth in Mbit/s, times in UTC as the API writes them. `fleet` is None outside of one.
    """
    tags = tags_of(row.get("Tags"))
    return {
        "instance_id": row["InstanceId"],
        "name": row.get("InstanceName"),
        "fleet": tags.get(FLEET),
        "state": row["InstanceState"],
        "charge_type": charge_type_of(row.get("InstanceChargeType")),
        "instance_type": row.get("InstanceType"),
        "cpu": row.get("CPU"),
        "memory": row.get("Memory"),
        "zone": dig(row, "Placement.Zone"),
        "project": dig(row, "Placement.ProjectId"),
        "image": row.get("ImageId"),
        "os_name": row.get("OsName"),
        "vpc": dig(row, "VirtualPrivateCloud.VpcId"),
        "subnet": dig(row, "VirtualPrivateCloud.SubnetId"),
        "private_ips": row.get("PrivateIpAddresses") or [],
        "public_ips": row.get("PublicIpAddresses") or [],
        "public_ip": {
            "bandwidth": dig(row, "InternetAccessible.InternetMaxBandwidthOut"),
            "charge_type": traffic_of(dig(row, "InternetAccessible.InternetChargeType")),
        },
        "security_groups": row.get("SecurityGroupIds") or [],
        "system_disk": next(iter(disks_shown([row["SystemDisk"]] if row.get("SystemDisk") else [])), None),
        "data_disks": disks_shown(row.get("DataDisks")),
        "key_pairs": dig(row, "LoginSettings.KeyIds") or [],
        "login_user": row.get("DefaultLoginUser"),
        "login_port": row.get("DefaultLoginPort"),
        "hostname": row.get("HostName"),
        "termination_protection": row.get("DisableApiTermination"),
        "stop_charging_mode": row.get("StopChargingMode"),
        "latest_operation_state": row.get("LatestOperationState"),
        "created_at": row.get("CreatedTime"),
        "expires_at": row.get("ExpiredTime"),
        "tags": tags,
    }

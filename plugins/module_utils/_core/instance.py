# SPDX-License-Identifier: GPL-3.0-or-later
"""What an instance is: one row per attribute, and the shape in which results show it."""

from __future__ import annotations

from base64 import b64encode
from functools import partial

from .display import matches
from .kind import Field, Kind, dig, not_shown, one_of, same_list, same_set, settled
from .states import RUNNING, STOPPED
from .storage import changed_data_disks, larger_system_disk, same_disks, surplus, too_large
from .tags import FLEET, tags_of
from .ways import (
    another_name,
    by_subnet,
    no_move,
    no_other_bandwidth,
    no_other_charge_type,
    no_other_type,
    other_bandwidth,
    other_keys,
    other_subnet,
)

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


def same_shown(wanted: object, shown: object) -> bool:
    """For what the API shows as null when it does not apply, a public address given up by a stop for one."""
    return shown is None or wanted == shown


def spelled(table: dict[str, str], value: str | None) -> str | None:
    """The option's word for a constant of the API; another constant is shown in small letters."""
    words = {constant: word for word, constant in table.items()}
    return None if value is None else words.get(value, value.lower())


def encoded(text: str) -> str:
    return b64encode(text.encode("utf-8")).decode("ascii")


def terms(want: dict, _row: dict) -> dict:
    """What paying in advance takes beside the charge type."""
    if want["charge_type"] != "prepaid":
        return {}
    return settled([each for each in INSTANCE.fields if each.path.startswith("InstanceChargePrepaid.")], want)


def same_user_data(wanted: str, shown: str | None) -> bool:
    """`shown` None: it was not read."""
    return shown is None or encoded(wanted) == shown


charge_type_of = partial(spelled, CHARGE_TYPES)
traffic_of = partial(spelled, TRAFFIC)

modified = partial(Field, by="ModifyInstancesAttribute")  # the API takes one attribute per request
offline = partial(Field, needs=STOPPED, tracked=True)

INSTANCE = Kind(
    service="cvm",
    read="DescribeInstances",
    many="InstanceSet",
    id="InstanceId",
    ids="InstanceIds",
    status="InstanceState",
    fields=(
        Field("zones", "Placement.Zone", same=one_of),
        Field(
            "project", "Placement.ProjectId", by="ModifyInstancesProject", sent_as="ProjectId", tracked=True
        ),
        Field(
            "charge_type",
            "InstanceChargeType",
            send=CHARGE_TYPES.__getitem__,
            show=charge_type_of,
            by="ModifyInstancesChargeType",
            per_call=20,
            also=terms,
            unless=no_other_charge_type,
            tracked=True,
        ),
        offline(
            "instance_types",
            "InstanceType",
            same=one_of,
            by="ResetInstancesType",
            send=lambda types: types[0] if isinstance(types, list) else types,
            per_call=1,
            leaves=RUNNING,
            unless=no_other_type,
        ),
        Field("image", "ImageId"),
        Field("system_disk.type", "SystemDisk.DiskType"),
        Field("system_disk.size", "SystemDisk.DiskSize", ways=larger_system_disk, unless=too_large),
        Field(
            "data_disks",
            "DataDisks",
            send=disks_sent,
            same=same_disks,
            ways=changed_data_disks,
            unless=surplus,
        ),
        offline("vpc", "VirtualPrivateCloud.VpcId", ways=by_subnet, unless=no_move),
        offline(
            "subnets",
            "VirtualPrivateCloud.SubnetId",
            same=one_of,
            by="ModifyInstancesVpcAttribute",
            ways=other_subnet,
            unless=no_move,
        ),
        Field(
            "public_ip.bandwidth",
            "InternetAccessible.InternetMaxBandwidthOut",
            by="ResetInstancesInternetMaxBandwidth",
            ways=other_bandwidth,
            unless=no_other_bandwidth,
            tracked=True,
        ),
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
        offline(
            "key_pairs",
            "LoginSettings.KeyIds",
            same=same_set,
            by="AssociateInstancesKeyPairs",
            ways=other_keys,
        ),
        offline(
            "password",
            "LoginSettings.Password",
            same=not_shown,
            by="ResetInstancesPassword",
            sent_as="Password",
        ),
        Field(
            "keep_image_login",
            "LoginSettings.KeepImageLogin",
            send=lambda on: str(on).upper(),
            same=not_shown,
        ),
        offline(
            "hostname",
            "HostName",
            same=matches,
            priced=False,
            by="ModifyInstancesAttribute",
            ways=another_name,
            also=lambda _want, _row: {"AutoReboot": False},
        ),
        modified(
            "user_data",
            "UserData",
            send=encoded,
            same=same_user_data,
            priced=False,
            reading="DescribeInstancesAttributes",
        ),
        modified("instance_name", "InstanceName", same=matches, priced=False, ways=another_name),
        modified(
            "security_groups", "SecurityGroupIds", sent_as="SecurityGroups", same=same_list, tracked=True
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

# SPDX-License-Identifier: GPL-3.0-or-later
"""An instance as results show it."""

from __future__ import annotations

from .disks import disks_shown, system_disk_shown
from .instance import metadata_shown
from .kind import dig
from .tags import FLEET, tags_of
from .words import charge_type_of, renewal_of, traffic_of


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
        "renew": renewal_of(row.get("RenewFlag")),
        "instance_type": row.get("InstanceType"),
        "cpu": row.get("CPU"),
        "memory": row.get("Memory"),
        "cpu_topology": topology_shown(row.get("CpuTopology")),
        "zone": dig(row, "Placement.Zone"),
        "host": dig(row, "Placement.HostId") or None,
        "project": dig(row, "Placement.ProjectId"),
        "placement_group": next(iter(row.get("DisasterRecoverGroupIds") or []), None),
        "partition_number": row.get("PartitionNumber") or None,
        "hpc_cluster": row.get("HpcClusterId") or None,
        "image": row.get("ImageId"),
        "os_name": row.get("OsName"),
        "vpc": dig(row, "VirtualPrivateCloud.VpcId"),
        "subnet": dig(row, "VirtualPrivateCloud.SubnetId"),
        "private_ips": row.get("PrivateIpAddresses") or [],
        "public_ips": row.get("PublicIpAddresses") or [],
        "ipv6_addresses": row.get("IPv6Addresses") or [],
        "public_ip": {
            "bandwidth": dig(row, "InternetAccessible.InternetMaxBandwidthOut"),
            "charge_type": traffic_of(dig(row, "InternetAccessible.InternetChargeType")),
            "bandwidth_package": dig(row, "InternetAccessible.BandwidthPackageId") or None,
        },
        "as_vpc_gateway": bool(dig(row, "VirtualPrivateCloud.AsVpcGateway")),
        "jumbo_frames": row.get("EnableJumboFrame"),
        "security_groups": row.get("SecurityGroupIds") or [],
        "system_disk": system_disk_shown(row.get("SystemDisk")),
        "data_disks": disks_shown(row.get("DataDisks")),
        "key_pairs": dig(row, "LoginSettings.KeyIds") or [],
        "login_user": row.get("DefaultLoginUser"),
        "login_port": row.get("DefaultLoginPort"),
        "hostname": row.get("HostName"),
        "cam_role": row.get("CamRoleName") or None,
        "metadata": metadata_shown(dig(row, "Metadata.Items")),
        "termination_protection": row.get("DisableApiTermination"),
        "stop_charging_mode": row.get("StopChargingMode"),
        "latest_operation_state": row.get("LatestOperationState"),
        "created_at": row.get("CreatedTime"),
        "expires_at": row.get("ExpiredTime"),
        "tags": tags,
    }


def topology_shown(row: dict | None) -> dict | None:
    return {"core_count": row["CoreCount"], "thread_per_core": row["ThreadPerCore"]} if row else None

# SPDX-License-Identifier: GPL-3.0-or-later
"""What an instance is: one row per attribute."""

from __future__ import annotations

from base64 import b64encode
from functools import partial

from . import kind, storage, ways, words
from .disks import disks_sent
from .display import matches
from .kind import Field, Kind
from .states import RUNNING, STOPPED
from .timer import no_other_timer, other_timer, same_timer


def same_shown(wanted: object, shown: object) -> bool:
    """For what the API shows as null when it does not apply, a public address given up by a stop for one."""
    return shown is None or wanted == shown


def all_among(wanted: list, shown: list) -> bool:
    return set(shown) <= set(wanted)


def encoded(text: str) -> str:
    return b64encode(text.encode("utf-8")).decode("ascii")


def terms(want: dict, _row: dict) -> dict:
    """What paying in advance takes beside the charge type."""
    if want["charge_type"] != "prepaid":
        return {}
    return kind.settled(
        [each for each in INSTANCE.fields if each.path.startswith("InstanceChargePrepaid.")], want
    )


def same_user_data(wanted: str, shown: str | None) -> bool:
    """`shown` None: it was not read."""
    return shown is None or encoded(wanted) == shown


def flag(on: bool) -> str:
    return str(on).upper()


def metadata_sent(pairs: dict[str, str]) -> list[dict] | None:
    return [{"Key": key, "Value": value} for key, value in pairs.items()] or None


def metadata_shown(items: list[dict] | None) -> dict[str, str]:
    return {item["Key"]: item["Value"] for item in items or []}


def one(value: str) -> list[str] | None:
    """For lists of which the API takes one entry at most; an empty value is none."""
    return [value] if value else None


def only(values: list[str] | None) -> str:
    return (values or [""])[0]


def or_empty(value: str | None) -> str:
    return value or ""


def all_of(values: list | None) -> list:
    return values or []


modified = partial(Field, by="ModifyInstancesAttribute")  # the API takes one attribute per request
offline = partial(Field, needs=STOPPED, tracked=True)

INSTANCE = Kind(
    service="cvm",
    read="DescribeInstances",
    many="InstanceSet",
    id="InstanceId",
    ids="InstanceIds",
    status="InstanceState",
    noun="machine",
    prefix="ins",
    name="InstanceName",
    name_filter="instance-name",
    id_filter="instance-id",
    values=5,
    names_at_once=5,
    fields=(
        Field("launch_template.id", "LaunchTemplate.LaunchTemplateId", same=kind.not_shown),
        Field("launch_template.version", "LaunchTemplate.LaunchTemplateVersion", same=kind.not_shown),
        Field("zones", "Placement.Zone", same=kind.one_of),
        Field("resource_pack.tenancy", "Placement.DedicatedResourcePackTenancy", same=kind.not_shown),
        Field("resource_pack_ids", "Placement.DedicatedResourcePackIds", same=kind.not_shown),
        Field("host_ids", "Placement.HostIds", seen="Placement.HostId", same=kind.one_of),
        Field(
            "project", "Placement.ProjectId", by="ModifyInstancesProject", sent_as="ProjectId", tracked=True
        ),
        Field(
            "charge_type",
            "InstanceChargeType",
            send=words.CHARGE_TYPES.__getitem__,
            show=words.charge_type_of,
            by="ModifyInstancesChargeType",
            per_call=20,
            also=terms,
            unless=ways.no_other_charge_type,
            tracked=True,
        ),
        Field("prepaid.period", "InstanceChargePrepaid.Period", same=kind.not_shown),
        Field(
            "prepaid.renew",
            "InstanceChargePrepaid.RenewFlag",
            seen="RenewFlag",
            send=words.RENEWALS.__getitem__,
            show=words.renewal_of,
            by="ModifyInstancesRenewFlag",
            sent_as="RenewFlag",
            ways=ways.renewal,
            unless=ways.no_renewal,
            tracked=True,
        ),
        offline(
            "instance_types",
            "InstanceType",
            same=kind.one_of,
            by="ResetInstancesType",
            send=lambda types: types[0] if isinstance(types, list) else types,
            per_call=1,
            leaves=RUNNING,
            unless=ways.no_other_type,
        ),
        Field("cpu_topology.core_count", "CpuTopology.CoreCount"),
        Field("cpu_topology.thread_per_core", "CpuTopology.ThreadPerCore"),
        Field(
            "placement_group",
            "DisasterRecoverGroupIds",
            send=one,
            show=only,
            priced=False,
            by="ModifyInstancesDisasterRecoverGroup",
            ways=ways.other_group,
            tracked=True,
        ),
        Field(
            "partition_number",
            "PartitionNumber",
            priced=False,
            ways=ways.by_group,
            unless=ways.no_other_partition,
        ),
        Field("hpc_cluster", "HpcClusterId", show=or_empty),
        Field("image", "ImageId"),
        Field("system_disk.type", "SystemDisk.DiskType"),
        Field(
            "system_disk.size",
            "SystemDisk.DiskSize",
            ways=storage.larger_system_disk,
            unless=storage.too_large,
        ),
        Field("system_disk.name", "SystemDisk.DiskName", same=kind.not_shown),
        Field("system_disk.encrypt", "SystemDisk.Encrypt", show=bool),
        Field("system_disk.kms_key", "SystemDisk.KmsKeyId"),
        Field(
            "data_disks",
            "DataDisks",
            send=disks_sent,
            same=storage.same_disks,
            ways=storage.changed_data_disks,
            unless=storage.surplus,
        ),
        offline("vpc", "VirtualPrivateCloud.VpcId", ways=ways.by_subnet, unless=ways.no_move),
        offline(
            "subnets",
            "VirtualPrivateCloud.SubnetId",
            same=kind.one_of,
            by="ModifyInstancesVpcAttribute",
            ways=ways.other_subnet,
            unless=ways.no_move,
        ),
        Field(
            "private_ips",
            "VirtualPrivateCloud.PrivateIpAddresses",
            seen="PrivateIpAddresses",
            show=all_of,
            same=all_among,
            priced=False,
        ),
        Field(
            "ipv6_address_count",
            "VirtualPrivateCloud.Ipv6AddressCount",
            seen="IPv6Addresses",
            show=lambda shown: len(shown or []),
        ),
        Field("network_interfaces", "NetworkInterfaces", same=kind.not_shown, priced=False),
        Field("as_vpc_gateway", "VirtualPrivateCloud.AsVpcGateway"),
        Field(
            "public_ip.bandwidth",
            "InternetAccessible.InternetMaxBandwidthOut",
            by="ResetInstancesInternetMaxBandwidth",
            ways=ways.other_bandwidth,
            unless=ways.no_other_bandwidth,
            tracked=True,
        ),
        Field(
            "public_ip.charge_type",
            "InternetAccessible.InternetChargeType",
            send=words.TRAFFIC.__getitem__,
            show=words.traffic_of,
            same=same_shown,
        ),
        Field("public_ip.assigned", "InternetAccessible.PublicIpAssigned", same=kind.not_shown),
        Field("public_ip.isp", "InternetAccessible.InternetServiceProvider", same=kind.not_shown),
        Field("public_ip.bandwidth_package", "InternetAccessible.BandwidthPackageId", same=same_shown),
        Field("public_ip.address_type", "InternetAccessible.IPv4AddressType", same=kind.not_shown),
        Field("public_ip.anti_ddos_package", "InternetAccessible.AntiDDoSPackageId", same=kind.not_shown),
        Field("spot.market", "InstanceMarketOptions.MarketType", same=kind.not_shown),
        Field("spot.max_price", "InstanceMarketOptions.SpotOptions.MaxPrice", same=kind.not_shown),
        Field("spot.lifetime", "InstanceMarketOptions.SpotOptions.SpotInstanceType", same=kind.not_shown),
        offline(
            "key_pairs",
            "LoginSettings.KeyIds",
            same=kind.same_set,
            by="AssociateInstancesKeyPairs",
            ways=ways.other_keys,
        ),
        offline(
            "password",
            "LoginSettings.Password",
            same=kind.not_shown,
            by="ResetInstancesPassword",
            sent_as="Password",
        ),
        Field("keep_image_login", "LoginSettings.KeepImageLogin", send=flag, same=kind.not_shown),
        offline(
            "hostname",
            "HostName",
            same=matches,
            priced=False,
            by="ModifyInstancesAttribute",
            ways=ways.another_name,
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
        Field("metadata", "Metadata.Items", send=metadata_sent, show=metadata_shown, priced=False),
        modified("cam_role", "CamRoleName", show=or_empty, priced=False),
        Field("enhanced_services.security", "EnhancedService.SecurityService.Enabled", same=kind.not_shown),
        Field("enhanced_services.monitor", "EnhancedService.MonitorService.Enabled", same=kind.not_shown),
        Field(
            "enhanced_services.automation", "EnhancedService.AutomationService.Enabled", same=kind.not_shown
        ),
        modified("jumbo_frames", "EnableJumboFrame", priced=False, needs=STOPPED),
        modified("termination_protection", "DisableApiTermination", priced=False),
        Field(
            "ttl",
            "ActionTimer",
            seen="Timer",
            same=same_timer,
            priced=False,
            ways=other_timer,
            unless=no_other_timer,
        ),
        modified("instance_name", "InstanceName", same=matches, priced=False, ways=ways.another_name),
        modified(
            "security_groups", "SecurityGroupIds", sent_as="SecurityGroups", same=kind.same_list, tracked=True
        ),
    ),
)

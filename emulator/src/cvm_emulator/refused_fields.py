# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of what is refused, by action; the README counts from it.

What depends on more than the request, such as the kind of a disk that is there, the action itself refuses.
"""

from __future__ import annotations

from . import contract
from .actions.bandwidth_packages import CHARGES as PACKAGE_CHARGES
from .actions.bandwidth_packages import NETWORK
from .actions.ipv6_blocks import GLOBAL
from .actions.network_account import LIMITS
from .eips import PLAIN
from .refused import Rows, fields, given, named, one_of, other_than

PACKS = ("DedicatedResourcePackTenancy", "DedicatedResourcePackIds")
DISK_BY_ITSELF = ("DiskName", "Encrypt", "KmsKeyId", "CdcId")
ORDER: Rows = {
    **fields(given, "HostId", "RackId", under="Placement."),
    **fields(given, "DiskId", "CdcId", under="SystemDisk."),
    **fields(given, "DiskId", "CdcId", under="DataDisks.*."),
    **fields(given, "InternetAccessible.IPv6AddressType"),
    "InternetAccessible.InternetServiceProvider": other_than("BGP"),
    **fields(given, "Externals", "ActionTimerId", "Status", "InstanceId", under="ActionTimer."),
    **fields(given, "DedicatedClusterId", "ChcIds", "NetworkInterfaces.*.NetworkInterfaceId"),
    "InstanceChargeType": one_of("CDCPAID", "UNDERWRITE"),
    "TagSpecification.*.ResourceType": one_of("host", "image", "keypair", "ps", "hpc"),
}
TEMPLATE: Rows = {
    **fields(given, "NetworkInterfaces"),
    **fields(named, "ClientToken", "LaunchTemplateTagSpecification"),
    "TemplateDataModifyAction": other_than("Replace"),
}
LARGER_DISKS: Rows = {
    **fields(named, *DISK_BY_ITSELF, under="SystemDisk."),
    **fields(named, *DISK_BY_ITSELF, "DeleteWithInstance", "SnapshotId", under="DataDisks.*."),
    **fields(named, "ThroughputPerformance", "BurstPerformance", under="DataDisks.*."),
}
REINSTALLED = fields(named, "DiskId", *DISK_BY_ITSELF, under="SystemDisk.")
BANDWIDTH: Rows = {
    **fields(named, "StartTime", "EndTime"),
    **fields(
        named,
        *("PublicIpAssigned", "InternetChargeType", "BandwidthPackageId", "InternetServiceProvider"),
        *("IPv4AddressType", "IPv6AddressType", "AntiDDoSPackageId"),
        under="InternetAccessible.",
    ),
}
DISKS = (
    *("AutoMountConfiguration", "BurstPerformance", "DeleteSnapshot", "DiskBackupQuota", "Encrypt"),
    *("EncryptType", "KmsKeyId", "Shareable", "SnapshotId", "ThroughputPerformance"),
)
ADDRESS: Rows = {
    **fields(
        given,
        *("AddressChargePrepaid", "AntiDDoSPackageId", "AnycastZone", "ApplicableForCLB", "Egress"),
        *("BandwidthPackageId", "DedicatedClusterId", "IPChargeType", "IsDedicatedAddressPool", "VipCluster"),
    ),
    **{name: other_than(plain) for name, plain in PLAIN.items()},
    "InternetChargeType": one_of("BANDWIDTH_PREPAID_BY_MONTH", "BANDWIDTH_PACKAGE"),
}
RULE: Rows = {
    **fields(named, "AddressTemplate", "ServiceTemplate", "ModifyTime", "Priority"),
    "CidrBlock": one_of("MY_PUBLIC_IP"),
    "Ipv6CidrBlock": one_of("MY_PUBLIC_IP"),
}
RULES: Rows = {
    **{f"SecurityGroupPolicySet.Ingress.*.{path}": asks for path, asks in RULE.items()},
    **{f"SecurityGroupPolicySet.Egress.*.{path}": asks for path, asks in RULE.items()},
    **fields(named, "SecurityGroupPolicySet.PolicyStatistics"),
}
PUBLISHED = ("EnableRouteVpcPublish", "EnableRouteVpcPublishIpv6")


def _wants_ordinary_addresses(wanted: dict) -> bool:
    return wanted["Name"] == "address-type" and "WanIP" in wanted["Values"]


_BY_ACTION: dict[tuple[str, tuple[str, ...]], Rows] = {
    ("cvm", ("RunInstances", "InquiryPriceRunInstances")): ORDER,
    ("cvm", ("CreateLaunchTemplate", "CreateLaunchTemplateVersion")): ORDER | TEMPLATE,
    ("cvm", ("ResetInstance", "InquiryPriceResetInstance")): REINSTALLED,
    ("cvm", ("ResizeInstanceDisks", "InquiryPriceResizeInstanceDisks")): LARGER_DISKS,
    (
        "cvm",
        ("ResetInstancesInternetMaxBandwidth", "InquiryPriceResetInstancesInternetMaxBandwidth"),
    ): BANDWIDTH,
    ("cvm", ("ModifyInstancesVpcAttribute",)): fields(
        given, "AsVpcGateway", "Ipv6AddressCount", under="VirtualPrivateCloud."
    ),
    ("cvm", ("ModifyInstancesChargeType", "InquiryPriceModifyInstancesChargeType")): fields(
        given, "ModifyPortableDataDisk"
    ),
    ("cvm", ("CreateImage",)): fields(given, "SnapshotIds", "DataDiskIds"),
    ("cvm", ("ImportInstancesActionTimer",)): fields(
        named, "ActionTimerId", "Status", "InstanceId", "Externals", under="ActionTimer."
    ),
    ("cvm", ("AllocateHosts",)): fields(given, "HostIds", "HostId", "RackId", *PACKS, under="Placement."),
    ("cbs", ("CreateDisks", "InquiryPriceCreateDisks")): {
        **fields(given, *DISKS),
        **fields(named, "DiskChargePrepaid.CurInstanceDeadline"),
        **fields(
            named, "CageId", "CdcId", "CdcName", "DedicatedClusterId", "ProjectName", under="Placement."
        ),
    },
    ("cbs", ("CreateSnapshot",)): fields(given, "DiskBackupId", "DiskUsage", "LocalSnap"),
    ("cbs", ("AttachDisks",)): fields(named, "AttachMode"),
    ("cbs", ("ModifyDiskAttributes",)): fields(named, "DiskType", "BurstPerformanceOperation"),
    ("cbs", ("DescribeDiskConfigQuota",)): fields(named, "DedicatedClusterId"),
    ("vpc", ("CreateVpc",)): fields(given, *PUBLISHED, "Ipv6CidrBlock", "AddressType", "StackType"),
    ("vpc", ("ModifyVpcAttribute",)): fields(named, *PUBLISHED, "EnableCdcPublish"),
    ("vpc", ("CreateSubnet",)): fields(given, "Ipv6CidrBlock", "CdcId", "StackType"),
    ("vpc", ("ModifySubnetAttribute",)): fields(named, "EnableBroadcast"),
    ("vpc", ("DescribeUsedIpAddress",)): fields(given, "Filters"),
    ("vpc", ("DescribeVpcLimits",)): {"LimitTypes.*": other_than(*LIMITS)},
    ("vpc", ("AssignIpv6CidrBlock",)): {"AddressType": other_than(GLOBAL)},
    ("vpc", ("AssignIpv6SubnetCidrBlock",)): fields(given, "ClientToken"),
    ("vpc", ("CreateBandwidthPackage",)): {
        **fields(given, "TimeSpan", "Protocol", "Egress", "DesignatedZone"),
        "NetworkType": other_than(NETWORK),
        "ChargeType": other_than(*PACKAGE_CHARGES),
    },
    ("vpc", ("CreateSecurityGroupPolicies", "DeleteSecurityGroupPolicies")): RULES,
    ("vpc", ("CreateSecurityGroupWithPolicies",)): RULES,
    ("vpc", ("ModifySecurityGroupPolicies",)): RULES | fields(given, "SortPolicys"),
    ("vpc", ("AllocateAddresses", "InquiryPriceAllocateAddresses")): ADDRESS,
    ("vpc", ("AssociateAddress",)): fields(
        given, "NetworkInterfaceId", "PrivateIpAddress", "EipDirectConnection", "InstanceRegion"
    ),
    ("vpc", ("DescribeAddresses",)): {"Filters.*": _wants_ordinary_addresses},
    ("vpc", ("DescribeTaskResult",)): fields(given, "DealName"),
    ("vpc", ("ModifyAddressAttribute",)): fields(named, "EipDirectConnection", "EipVisibleOnEni"),
    ("vpc", ("ModifyAddressesBandwidth",)): fields(named, "StartTime", "EndTime"),
    ("sts", ("AssumeRole",)): fields(given, "Policy", "Tags", "SourceIdentity", "SerialNumber", "TokenCode"),
    ("tag", ("DescribeResourceTags",)): fields(named, "CosResourceId", "CreateUin"),
    ("tag", ("DescribeResourceTagsByResourceIds",)): fields(named, "Category"),
    ("tag", ("DescribeTags",)): fields(named, "CreateUin", "ShowProject"),
}


def _known(service: str, action: str, rows: Rows) -> Rows:
    """Those of the rows that are about a field of this action."""
    known = contract.request_fields(service, action)
    return {path: asks for path, asks in rows.items() if path.split(".")[0] in known}


REFUSED: dict[tuple[str, str], Rows] = {
    (service, action): _known(service, action, rows)
    for (service, names), rows in _BY_ACTION.items()
    for action in names
}

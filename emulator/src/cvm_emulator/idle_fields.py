# SPDX-License-Identifier: GPL-3.0-or-later
"""Fields that are accepted and change nothing here, each with the reason."""

from __future__ import annotations

NO_PRICE = "it has no part in the price"


def under(name: str, reason: str, *paths: str) -> dict[str, str]:
    return {f"{name}.{path}": reason for path in paths}


AGENTS = under(
    "EnhancedService",
    "the machines run no agents",
    *("SecurityService.Enabled", "MonitorService.Enabled", "AutomationService.Enabled"),
)
CARD = (
    *("InterfaceType", "VpcId", "SubnetId", "PrivateIpv4AddressCount", "SecurityGroupIds"),
    "DeleteWithInstance",
)
IDLE: dict[tuple[str, str], dict[str, str]] = {
    ("cbs", "DeleteSnapshots"): {"DeleteBindImages": "no snapshot belongs to an image"},
    ("cbs", "DescribeDisks"): {"ReturnBindAutoSnapshotPolicy": "there are no snapshot policies to show"},
    ("cbs", "InquiryPriceResizeDisk"): {"ProjectId": NO_PRICE},
    ("cvm", "DeleteImages"): {"DeleteBindedSnap": "the snapshots of an image show with the image only"},
    ("cvm", "InquiryPriceRenewInstances"): {"DryRun": "an inquiry changes nothing anyway"},
    ("cvm", "InquiryPriceResetInstance"): {
        **AGENTS,
        **dict.fromkeys(
            (f"LoginSettings.{name}" for name in ("Password", "KeyIds", "KeepImageLogin")), NO_PRICE
        ),
    },
    ("cvm", "InquiryPriceResizeInstanceDisks"): dict.fromkeys(("ForceStop", "ResizeOnline"), NO_PRICE),
    ("cvm", "InquiryPriceRunInstances"): {
        **AGENTS,
        **under("LoginSettings", NO_PRICE, "KeyIds", "KeepImageLogin"),
        **under("VirtualPrivateCloud", NO_PRICE, "VpcId", "SubnetId", "AsVpcGateway", "Ipv6AddressCount"),
        "SecurityGroupIds": NO_PRICE,
        **under("NetworkInterfaces.*", NO_PRICE, *CARD),
    },
    ("cvm", "CreateLaunchTemplate"): AGENTS,
    ("cvm", "CreateLaunchTemplateVersion"): AGENTS,
    ("cvm", "ResetInstance"): AGENTS,
    ("cvm", "RunInstances"): AGENTS,
    ("tag", "ModifyResourceTags"): {"ReplaceTags.*.Category": "every tag here is of the category Custom"},
    ("tag", "TagResources"): {"Tags.*.Category": "every tag here is of the category Custom"},
    ("vpc", "CreateDefaultVpc"): {"Force": "the default VPC is returned or made in any case"},
    ("vpc", "CreateSecurityGroupWithPolicies"): {
        "SecurityGroupPolicySet.Version": "a new group has no version to agree with"
    },
}

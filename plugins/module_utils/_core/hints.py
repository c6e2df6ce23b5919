# SPDX-License-Identifier: GPL-3.0-or-later
"""Which option an error code is about, and what would be accepted."""

from __future__ import annotations

import re

from .instance import INSTANCE

ADVICE = {
    "secret_id: the cloud does not know this key; give one that exists and is enabled": """
        AuthFailure.SecretIdNotFound AuthFailure.InvalidSecretId
    """,
    "secret_key: does not fit secret_id; give the pair as it was issued": "AuthFailure.SignatureFailure",
    "the clock of this machine is more than 300 s off the cloud's; set it": "AuthFailure.SignatureExpire",
    "token: wrong or expired; give the one that came with a temporary key, none with a lasting key": """
        AuthFailure.TokenFailure UnauthorizedOperation.InvalidToken
    """,
    "the key lacks the permission for this action": "AuthFailure.UnauthorizedOperation UnauthorizedOperation",
    "region: not a region of this service; regions are called like ap-guangzhou or eu-frankfurt": """
        UnsupportedRegion InvalidRegion.NotFound
    """,
    "zones: unknown or not in the region; tencentcloud.cvm.zone_info lists the region's zones": """
        InvalidZone.MismatchRegion
    """,
    "zones: the zone does not take this request; name another one": """
        InvalidParameterValue.ZoneNotSupported ResourceInsufficient.AvailabilityZoneSoldOut
    """,
    "instance_types: no such type; they are called like S5.MEDIUM4, zone_info shows what is sold": """
        InvalidParameterValue.InstanceTypeNotFound InvalidInstanceType.Malformed
    """,
    "instance_types: not to be had in this zone; name more types or zones": """
        ResourceUnavailable.InstanceType ResourceInsufficient.SpecifiedInstanceType
        ResourcesSoldOut.SpecifiedInstanceType
    """,
    "instance_types: never sold as spot; name other types": "UnsupportedOperation.NoInstanceTypeSupportSpot",
    "charge_type: no spot stock for this type in this zone; name more types or zones": """
        InvalidParameterValue.InsufficientOffering LimitExceeded.SpotQuota
    """,
    "spot.max_price: below the market price; raise it, or leave it out to pay the market price": """
        InvalidParameterValue.InsufficientPrice
    """,
    "exact_count: above the account's quota; ask for less, for a larger quota, or name another zone": """
        LimitExceeded.UserSpotQuota LimitExceeded.InstanceQuota LimitExceeded.CvmInstanceQuota
        InstancesQuotaLimitExceeded
    """,
    "launch_template: no such template, or no such version of it, in this region": """
        InvalidParameterValue.LaunchTemplateIdNotExisted InvalidParameterValue.LaunchTemplateNotFound
        InvalidParameterValue.LaunchTemplateVersion InvalidParameterValue.LaunchTemplateIdVerNotExisted
    """,
    "image: no such image in this region; images differ by region": "InvalidImageId.NotFound",
    "image: not an image id; they are called like img-487zeit5": "InvalidImageId.Malformed",
    "image: does not go together with the instance type": """
        InvalidParameterValue.InvalidImageForGivenInstanceType
    """,
    "key_pairs: no such key pair; name key pairs of this account": """
        InvalidParameterValue.KeyPairNotFound ResourceNotFound.KeyPairNotFound
    """,
    "key_pairs: Windows images take a password only": "UnsupportedOperation.KeyPairUnsupportedWindows",
    "password: too weak for this image; Windows wants 12 to 30 characters of three classes": """
        InvalidPassword InvalidParameterValue.InvalidPassword
    """,
    "keep_image_login: only custom, shared and imported images bring a login": """
        InvalidParameter.ParameterConflict
    """,
    "instance: the machine has an EIP already; unbind that one first": "InvalidInstanceId.AlreadyBindEip",
    "instance: the machine has an ordinary public address; it must give that up before an EIP is bound": """
        InvalidParameterValue.InstanceHasWanIP
    """,
    "instance: the machine is in a state in which nothing is bound to it; wait, or start it": """
        UnsupportedOperation.InstanceStateNotSupported
    """,
    "instance: the disk and the machine are in different zones": "ResourceUnavailable.ZoneNotMatch",
    "cidr_block: lies outside the range of the VPC": "InvalidParameterValue.SubnetRange",
    "cidr_block: overlaps with another subnet of the VPC": """
        InvalidParameterValue.SubnetConflict InvalidParameterValue.SubnetOverlap
    """,
    "multicast: not on offer for this VPC; leave it out": "UnsupportedOperation.EnableMulticast",
    "name: another key pair has this name": "InvalidKeyPairName.Duplicate",
    "public_key: the account has this key already, key_pair_info shows under which name": """
        InvalidPublicKey.Duplicate
    """,
    "the account has as many EIPs in this region as it may have": "AddressQuotaLimitExceeded",
    "no more EIPs can be allocated in this region today": "AddressQuotaLimitExceeded.DailyAllocate",
    "type: this type of disk is not sold by itself": "InvalidParameter.DiskConfigNotSupported",
    "security_groups: no such group; name groups of this region": "InvalidSecurityGroupId.NotFound",
    "vpc: no such VPC; name one of this region": "InvalidParameterValue.VpcIdNotExist",
    "subnets: no such subnet; name subnets of this region": "InvalidParameterValue.SubnetNotExist",
    "subnets: the subnet is in another zone than zones says": "InvalidParameterValue.SubnetIdZoneIdNotMatch",
    "subnets: the subnet belongs to another vpc": "InvalidParameterValue.VpcIdSubnetIdNotMatch",
    "project: no such project; 0 is the default one": "InvalidProjectId.NotFound",
    "system_disk, data_disks: type or size is not offered there": "ResourceInsufficient.CloudDiskUnavailable",
    "hostname: breaks the rules for host names of this image": "InvalidParameterValue.IllegalHostName",
    "the account has not enough money for the first hour; top it up": "InvalidAccount.InsufficientBalance",
    "tags: the key is reserved; keys may not begin with qcs:, project or the Chinese word for project": """
        FailedOperation.TagKeyReserved InvalidParameter.ReservedTagKey
    """,
    "tags: a character is not accepted; letters, digits, spaces and + - = . _ : / @ ( ) [ ] , ; are": """
        FailedOperation.IllegalTagKey FailedOperation.IllegalTagValue
        InvalidParameterValue.TagKeyCharacterIllegal InvalidParameterValue.TagValueCharacterIllegal
    """,
    "instance_name: too long; at most 128 characters are accepted": "InvalidInstanceName.TooLong",
    "force: termination protection is on; force: true lifts it": "UnsupportedOperation.InstancesProtected",
    "something else is under way on the machine, and was waited for in vain; run again when it is over": """
        OperationDenied.InstanceOperationInProgress MutexOperation.TaskRunning
        UnsupportedOperation.InstanceStatePending UnsupportedOperation.InstanceStateStarting
        UnsupportedOperation.InstanceStateStopping UnsupportedOperation.InstanceStateRebooting
        UnsupportedOperation.InstanceStateIsolating UnsupportedOperation.InstanceStateEnterRescueMode
        UnsupportedOperation.InstanceStateExitRescueMode
        UnsupportedOperation.InstanceStateEnterServiceLiveMigrate
        UnsupportedOperation.InstanceStateServiceLiveMigrate
        UnsupportedOperation.InstanceStateExitServiceLiveMigrate
    """,
    "the machine is on its way out, or never came to be; run again, it is replaced or left out then": """
        UnsupportedOperation.InstanceStateTerminating UnsupportedOperation.InstanceStateTerminated
        InvalidInstanceState.Terminating UnsupportedOperation.InstanceStateLaunchFailed
    """,
    "the machine was started meanwhile; run again": "UnsupportedOperation.InstanceStateRunning",
    "the machine was stopped meanwhile; run again, with state: running where it has to run": """
        UnsupportedOperation.InstanceStateStopped
    """,
    "charge_type: one of the machines is paid for otherwise meanwhile; run again": """
        UnsupportedOperation.InstanceMixedPricingModel
    """,
    "instance_ids: not an id; ids are called like ins-1a2b3c4d": """
        InvalidInstanceId.Malformed InvalidParameterValue.InstanceIdMalformed
    """,
    "filters: unknown to this action; the module's documentation lists those there are": "InvalidFilter",
    "filters: too many values; ask in several tasks": "InvalidFilterValue.LimitExceeded",
    "a list is longer, or a number larger, than the cloud takes; ask for less": """
        InvalidParameterValue.LimitExceeded
    """,
    "the account has as many key pairs as it may have; delete one first": "InvalidKeyPair.LimitExceeded",
    "name: 1 to 25 letters, digits and underscores are accepted": """
        InvalidKeyPairNameEmpty InvalidKeyPairNameTooLong InvalidKeyPairNameIncludeIllegalChar
    """,
    "public_key: not a public key in the form of OpenSSH, such as ssh-ed25519 and ssh-rsa": """
        InvalidPublicKey.Malformed
    """,
    "the key pair is tied to machines, for minutes even to those that are gone; run again later": """
        InvalidParameterValue.KeyPairNotSupported InvalidKeyPair.NotSupported
    """,
    "the placement group has machines in it still; run again when they are gone": """
        FailedOperation.PlacementSetNotEmpty
    """,
    "ttl: this machine takes no timer, as prepaid ones do not; leave ttl out, or pay another way": """
        UnsupportedOperation.NotSupportImportInstancesActionTimer
    """,
    "ttl: somebody has set a timer meanwhile; run again": "FailedOperation.MutActionTimerExist",
    "network_interfaces: this instance type takes none at birth; leave it out, or name another type": """
        InvalidParameterValue.InstanceTypeNotSupportElasticNetworks
    """,
    "network_interfaces: all are in one VPC, each in a subnet of its own": """
        InvalidParameterValue.ElasticNetworkVpcSubnetMismatch
    """,
    "network_interfaces: no such subnet in this VPC": "InvalidParameterValue.InvalidVpcIdSubnetIdNotFound",
    "network_interfaces: more than this instance type has": "LimitExceeded.InstanceEniNumLimit",
    "hpc_cluster: no such cluster in this region": "ResourceNotFound.HpcCluster",
    "hpc_cluster: the cluster is in another zone; give zones the cluster's": """
        InvalidParameterValue.HpcClusterIdZoneIdNotMatch
    """,
    "hpc_cluster: this instance type takes none; leave it out, or name another type": """
        InvalidParameterValue.InstanceTypeNotSupportHpcCluster
    """,
    "hpc_cluster: this instance type needs one; give its id, or name another type": """
        InvalidParameterValue.InstanceTypeRequiredHpcCluster
    """,
    "resource_pack_ids: no such pack in this region": """
        InvalidParameterValue.DedicatedResourcePackIdsNotFound
    """,
    "resource_pack_ids: none of the packs is valid for this zone, type and number of machines": """
        InvalidParameterValue.DedicatedResourcePackNotValid
    """,
    "state: the machine is in the recycle bin; renew it, or let state: absent destroy it": """
        UnsupportedOperation.InstanceStateShutdown
    """,
    "state: the cloud has frozen, banned or lost the machine; its support knows more": """
        UnsupportedOperation.InstanceStateFreezing UnsupportedOperation.InstanceStateBanning
        UnsupportedOperation.InstanceStateCorrupted
    """,
    "state: the machine is in rescue mode; leave that first": "UnsupportedOperation.InstanceStateRescueMode",
    "state: the last reinstallation failed; state: rebuilt with force: true installs again": """
        UnsupportedOperation.InstanceReinstallFailed
    """,
    "stop_mode: this takes an hourly machine with cloud disks, and one that is stopped without charging has "
    "to be started before it is changed": "UnsupportedOperation.StoppedModeStopCharging",
    "charge_type: a machine that is paid for like that cannot do this": """
        UnsupportedOperation.InstanceChargeType
    """,
    "allow_prepaid_return: the cloud does not take this machine back; let it expire": """
        InvalidInstanceNotSupportedPrepaidInstance FailedOperation.Unreturnable
        UnsupportedOperation.RedHatInstanceTerminateUnsupported FailedOperation.InquiryRefundPriceFailed
    """,
    "allow_prepaid_return: the account may return no more machines; let it expire": """
        LimitExceeded.UserReturnQuota UnsupportedOperation.UserLimitOperationExceedQuota
    """,
    "an unpaid order is in the way; pay or cancel it": "InvalidAccount.UnpaidOrder",
    "security_groups: too many; at most 5 are accepted": "LimitExceeded.AssociateUSGLimitExceeded",
    "instance_ids: no such instance in this region": "InvalidInstanceId.NotFound",
    "endpoint: nothing usable answers there; check address, network and certificates": "ClientNetworkError",
    "endpoint: what answers there is not the Tencent Cloud API; check the address": """
        ServerNetworkError NoUsableAnswer
    """,
}
ROLE = "qcs::cam::uin/<account>:roleName/<name>"
BY_ACTION = {
    ("AssumeRole", "ResourceNotFound.RoleNotFound"): f"role_arn: no such role; {ROLE} names one",
    ("AssumeRole", "InvalidParameter.ParamError"): f"role_arn: not accepted; {ROLE} is",
    ("AssumeRole", "UnauthorizedOperation"): (
        "role_arn: this key may not take the role on; it needs sts:AssumeRole, and the role has to trust the "
        "account of the key"
    ),
    ("StartInstances", "ResourceInsufficient.SpecifiedInstanceType"): (
        "stop_mode: the machine gave its hardware back when it stopped without charging, and the zone has "
        "none left; try again later, or buy a machine elsewhere"
    ),
    ("ModifyInstancesAttribute", "InvalidInstanceName.TooLong"): (
        "instance_name: too long; machines that are there take at most 60 characters"
    ),
    ("ResetInstancesType", "ResourceInsufficient.SpecifiedInstanceType"): (
        "instance_types: the zone has none of the new type left; name another one"
    ),
}
HINTS = {code: advice for advice, codes in ADVICE.items() for code in codes.split()}


OPTIONS = {field.path: field.option for field in INSTANCE.fields}
PARAMETER = re.compile(r"parameter `([A-Za-z]+(?:\.[A-Za-z]+)*)")


def hint(code: str, message: str = "", action: str = "") -> str:
    """What to do about an error code, or else which option it is about; "" where neither is known."""
    return (
        BY_ACTION.get((action, code))
        or HINTS.get(code)
        or next(
            (f"{OPTIONS[path]}: not accepted" for path in PARAMETER.findall(message) if path in OPTIONS), ""
        )
    )

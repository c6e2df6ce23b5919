# SPDX-License-Identifier: GPL-3.0-or-later
"""What can go wrong, and what each error code of the cloud means for the one who asked.

The classes are this collection's reading of the code lists of the Tencent Cloud API. Codes are matched whole:
`ResourceInsufficient.CloudDiskUnavailable` is a mistake of the caller, its neighbours are lack of stock.
"""

from __future__ import annotations

THROTTLE, SERVER, TRANSPORT, BUSY = "THROTTLE", "SERVER", "TRANSPORT", "BUSY"
CAPACITY, PRICE, SPENT = "CAPACITY", "PRICE", "SPENT"
QUOTA, BALANCE, AUTH, ACCOUNT, NOTFOUND, USER = "QUOTA", "BALANCE", "AUTH", "ACCOUNT", "NOTFOUND", "USER"

UNKNOWN_OUTCOME = (SERVER, TRANSPORT)
NEXT_CANDIDATE = (CAPACITY, PRICE)

CODES = {
    THROTTLE: """
        RequestLimitExceeded RequestLimitExceeded.UinLimitExceeded RequestLimitExceeded.IPLimitExceeded
        RequestLimitExceeded.GlobalRegionUinLimitExceeded
    """,
    SERVER: """
        InternalError InternalError.TradeUnknownError InternalServerError ServiceUnavailable FailedOperation
        FailedOperation.InquiryPriceFailed FailedOperation.SecurityGroupActionFailed
        FailedOperation.TaskFailed InternalError.ModuleError InternalError.ComponentError
        InternalError.GatewayError
    """,
    TRANSPORT: """
        ClientNetworkError ServerNetworkError ConnectionError JSONDecodeError NoUsableAnswer
    """,
    BUSY: """
        OperationDenied.InstanceOperationInProgress MutexOperation.TaskRunning ResourceInUse ResourceBusy
        InvalidParameter.HostIdStatusNotSupport InvalidParameterValue.InvalidImageState
        UnsupportedOperation.InstanceStateIsolating UnsupportedOperation.InstanceStatePending
        UnsupportedOperation.InstanceStateStarting UnsupportedOperation.InstanceStateStopping
        UnsupportedOperation.InstanceStateRebooting UnsupportedOperation.InstanceStateEnterRescueMode
        UnsupportedOperation.InstanceStateExitRescueMode
        UnsupportedOperation.InstanceStateEnterServiceLiveMigrate
        UnsupportedOperation.InstanceStateServiceLiveMigrate
        UnsupportedOperation.InstanceStateExitServiceLiveMigrate UnsupportedOperation.IdempotentProcessing
        FailedOperation.ResourceTagProcessing UnsupportedOperation.AddressStatusNotPermit
        InvalidAddressIdStatus.NotPermit InvalidAddressState OperationDenied.MutexTaskRunning
        DesOperation.MutexTaskRunning TradeDealConflict InvalidParameterValue.KeyPairNotSupported
        InvalidKeyPair.NotSupported FailedOperation.PlacementSetNotEmpty
    """,
    CAPACITY: """
        FailedOperation.NoAvailableIpAddressCountInSubnet InvalidParameter.InstanceTypeSupportedHostNotFound
        InvalidParameterValue.InsufficientOffering InvalidParameterValue.ZoneNotSupported
        LimitExceeded.SpotQuota LimitExceeded.VpcSubnetNum ResourceInsufficient.AvailabilityZoneSoldOut
        ResourceInsufficient.CidrBlock ResourceInsufficient.CloudDiskSoldOut
        ResourceInsufficient.InsufficientOfferingMinimum ResourceInsufficient.SpecifiedInstanceType
        ResourceNotFound.NoDefaultCbs ResourceNotFound.NoDefaultCbsWithReason
        ResourceUnavailable.InstanceType ResourcesSoldOut.EipInsufficient
        ResourcesSoldOut.SpecifiedInstanceType UnsupportedOperation.NoInstanceTypeSupportSpot
        UnsupportedOperation.SpotUnsupportedRegion ImageDoesNotFit
    """,
    PRICE: "InvalidParameterValue.InsufficientPrice",
    SPENT: "UnsupportedOperation.DeliveryFailed UnsupportedOperation.IdempotentParameterMismatch",
    QUOTA: """
        AddressQuotaLimitExceeded AddressQuotaLimitExceeded.DailyAllocate
        InstancesQuotaLimitExceeded InvalidParameterValue.ExternalIpQuotaLimited
        InvalidParameterValue.TagQuotaLimitExceeded LimitExceeded LimitExceeded.CvmInstanceQuota
        LimitExceeded.CvmsVifsPerSecGroupLimitExceeded LimitExceeded.DisasterRecoverGroup
        LimitExceeded.IPv6AddressNum LimitExceeded.InstanceEniNumLimit LimitExceeded.InstanceQuota
        LimitExceeded.PrepayQuota LimitExceeded.PrepayUnderwriteQuota LimitExceeded.SingleUSGQuota
        LimitExceeded.UserSpotQuota ResourceInsufficient.DisasterRecoverGroupCvmQuota
        LimitExceeded.UserReturnQuota UnsupportedOperation.UserLimitOperationExceedQuota
        LimitExceeded.AssociateUSGLimitExceeded LimitExceeded.DefaultVpcLimitExceeded
        LimitExceeded.SecurityGroupPolicySet InvalidKeyPair.LimitExceeded
    """,
    BALANCE: """
        InvalidAccount.InsufficientBalance InvalidAccount.UnpaidOrder FailedOperation.BalanceInsufficient
    """,
    AUTH: """
        AuthFailure.CamRoleNameAuthenticateFailed AuthFailure.SecretIdNotFound AuthFailure.InvalidSecretId
        AuthFailure.SignatureFailure AuthFailure.SignatureExpire AuthFailure.TokenFailure
        AuthFailure.InvalidAuthorization AuthFailure.MFAFailure AuthFailure.UnauthorizedOperation
        UnauthorizedOperation UnauthorizedOperation.InvalidToken UnauthorizedOperation.MFAExpired
        UnauthorizedOperation.MFANotFound UnauthorizedOperation.CamNoAuth IpInBlacklist IpNotInWhitelist
        InvalidParameterValue.InvalidAppIdFormat InvalidParameter.AccessKeyNotSupport
        AuthFailure.AccessKeyIllegal
    """,
    ACCOUNT: """
        AccountQualificationRestrictions FailedOperation.PromotionalRegionRestriction InvalidPermission
        InvalidParameter.SpecialParameterForSpecialAccount OperationDenied.AccountNotSupported
        OperationDenied.NotBandwidthShiftUpUserApplyEdgeZoneEip UnsupportedOperation.OnlyForPrepaidAccount
        UnsupportedOperation.UnsupportedInternationalUser
    """,
    NOTFOUND: """
        FailedOperation.DisasterRecoverGroupNotFound InvalidHostId.NotFound InvalidImageId.NotFound
        InvalidParameter.SnapshotNotFound InvalidParameterValue.BandwidthPackageIdNotFound
        InvalidParameterValue.ChcHostsNotFound InvalidParameterValue.DedicatedResourcePackIdsNotFound
        InvalidParameterValue.ElasticNetworkNotExist InvalidParameterValue.InstanceTypeNotFound
        InvalidParameterValue.InvalidVpcIdSubnetIdNotFound InvalidParameterValue.KeyPairNotFound
        InvalidParameterValue.LaunchTemplateIdNotExisted InvalidParameterValue.LaunchTemplateNotFound
        InvalidParameterValue.LaunchTemplateVersion InvalidParameterValue.SubnetNotExist
        InvalidParameterValue.TagKeyNotFound InvalidParameterValue.VpcIdNotExist InvalidProjectId.NotFound
        InvalidSecurityGroupId.NotFound InvalidInstanceId.NotFound ResourceNotFound
        ResourceNotFound.HpcCluster ResourceNotFound.KeyPairNotFound
    """,
}
CLASS_OF = {code: klass for klass, codes in CODES.items() for code in codes.split()}


def class_of(code: str) -> str:
    """The class of an error code; a code nobody listed is the caller's to look at (USER), never repeated."""
    return CLASS_OF.get(code, USER)


class Refused(Exception):
    """A wish that is clear but cannot be carried out; nothing was asked of the cloud for it."""


class CloudError(Exception):
    """The cloud said no, or gave no usable answer.

    `code`, `message` and `request_id` are the API's (request_id "" where there was no answer), `action` is
    what was asked for.
    """

    def __init__(self, action: str, code: str, message: str, request_id: str = "") -> None:
        super().__init__(f"{action}: {code}: {message}")
        self.action, self.code, self.message, self.request_id = action, code, message, request_id

    @property
    def klass(self) -> str:
        return class_of(self.code)


class TimedOut(Exception):
    """Waiting came to its end; `ids` are the instances that were not there yet."""

    def __init__(self, message: str, ids: list[str]) -> None:
        super().__init__(message)
        self.ids = ids


class Stuck(Exception):
    """A purchase that cannot go on; `cause` is the cloud's refusal, None where machines were lost instead."""

    def __init__(self, message: str, cause: CloudError | None = None) -> None:
        super().__init__(message)
        self.cause = cause

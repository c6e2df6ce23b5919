# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be set about the world: one table, and the check of a change against it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

Takes = Callable[[Any], bool]


class Setting(NamedTuple):
    """One row: `takes` says in words what `fits` accepts."""

    name: str
    default: Any
    takes: str
    fits: Takes
    meaning: str


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def seconds(name: str, default: float, meaning: str) -> Setting:
    return Setting(
        name, default, "a number of seconds from 0 up", lambda v: _number(v) and 0 <= v < 1e10, meaning
    )


def count(name: str, default: int, meaning: str, least: int = 0) -> Setting:
    def fits(value: Any) -> bool:
        return isinstance(value, int) and not isinstance(value, bool) and least <= value <= 10**9

    return Setting(name, default, f"a whole number from {least} up", fits, meaning)


def choice(name: str, choices: tuple[str, ...], meaning: str) -> Setting:
    takes = "one of " + ", ".join(f'"{each}"' for each in choices)
    return Setting(name, choices[0], takes, lambda v: isinstance(v, str) and v in choices, meaning)


def _regions(value: Any) -> bool:
    return value in ("all", "none") or (
        isinstance(value, list) and all(isinstance(each, str) for each in value)
    )


SETTINGS = (
    Setting(
        "pace",
        1.0,
        "a number above 0",
        lambda v: _number(v) and 0 < v <= 1e6,
        "How many seconds pass in the world while one passes outside.",
    ),
    seconds(
        "boot",
        20,
        "From RunInstances to RUNNING, drawn up to a quarter quicker or slower for each. 0: at once.",
    ),
    seconds("stop", 12, "From StopInstances to STOPPED."),
    seconds("start", 10, "From StartInstances to RUNNING."),
    seconds("reboot", 15, "From RebootInstances to RUNNING."),
    seconds("reinstall", 40, "From ResetInstance to RUNNING."),
    seconds(
        "reconfigure",
        20,
        "From ResetInstancesType, ResizeInstanceDisks and ModifyInstancesVpcAttribute to RUNNING.",
    ),
    seconds("terminate", 10, "How long a terminated instance still shows as TERMINATING."),
    seconds("launch_failed_shown", 300, "How long a LAUNCH_FAILED instance stays visible."),
    seconds("reclaim_notice", 120, "From a spot reclaim's notice until the instance vanishes."),
    choice(
        "reclaim_shows", ("vanish", "terminating"), "What a reclaimed spot instance shows before it is gone."
    ),
    seconds(
        "spot_life",
        0,
        "After about so long, drawn up to half shorter or longer, a spot instance is reclaimed. 0: never.",
    ),
    choice(
        "start_sold_out",
        ("refuse", "fail"),
        "Starting an instance whose hardware is gone: refused, or accepted and FAILED later.",
    ),
    Setting(
        "arrears",
        True,
        "true or false",
        lambda v: isinstance(v, bool),
        "Whether an account without money is isolated.",
    ),
    seconds(
        "arrears_grace", 7200, "From the balance running out until what is paid by the hour is isolated."
    ),
    seconds(
        "arrears_kept", 86400, "How long what is isolated for arrears is kept; the newer texts say 15 days."
    ),
    choice(
        "brought_back",
        ("stopped", "started"),
        "An isolated instance whose money came: it waits to be started, or starts by itself.",
    ),
    count(
        "recycle_bin",
        7,
        "Days a returned or expired PREPAID instance is kept, up to the next midnight in Beijing.",
    ),
    Setting(
        "prepaid_returnable",
        True,
        "true or false",
        lambda v: isinstance(v, bool),
        "Whether PREPAID instances can be returned.",
    ),
    count("return_quota", 199, "PREPAID instances the account may return."),
    count(
        "full_refunds",
        1,
        "Returns within five days that give all the money back; the others what is left of it.",
    ),
    count("degrade_limit", 5, "How often a PREPAID instance may get a cheaper type."),
    seconds("operation_lag", 1, "Until LatestOperation names the operation that was just begun."),
    seconds("tag_lag", 2, "Until tags show and match in filters, after a purchase or a change of tags."),
    seconds("disk_lag", 5, "Until a cloud disk is made, attached, detached or larger."),
    seconds("key_lag", 120, "Until a key pair can be deleted after the last instance with it is gone."),
    seconds("host_create", 60, "From AllocateHosts until the dedicated host is RUNNING."),
    seconds("snapshot_create", 30, "From CreateSnapshot until the snapshot is NORMAL."),
    seconds("image_create", 60, "From CreateImage until the image is NORMAL."),
    seconds("visible_after", 0, "Until a bought instance shows in Describe actions and can be addressed."),
    seconds(
        "address_lag",
        120,
        "Until the private address of a terminated instance is free again, and its security groups.",
    ),
    seconds("eip_create", 5, "From AllocateAddresses to UNBIND."),
    seconds("eip_task", 3, "How long binding, unbinding or releasing an EIP takes."),
    choice(
        "eip_idle_fee",
        ("charged", "none"),
        "Whether an EIP that is bound to nothing costs money by the hour.",
    ),
    choice(
        "client_token",
        ("replay", "mismatch-error", "spent-by-failure", "ignored"),
        "A repeated ClientToken. replay: the ids of the first order. mismatch-error: that, and another body "
        "is UnsupportedOperation.IdempotentParameterMismatch. spent-by-failure: that, and a token whose "
        "order failed for stock or money is UnsupportedOperation.DeliveryFailed. ignored: no token counts.",
    ),
    choice(
        "other_body",
        ("error", "replay"),
        "A ClientToken with another body than before, while client_token is replay: InvalidParameterValue, "
        "or the ids of the first order all the same.",
    ),
    seconds("token_life", 86400, "How long a ClientToken is remembered."),
    choice(
        "instance_name_filter",
        ("fuzzy", "exact"),
        "How the filter instance-name of DescribeInstances matches.",
    ),
    choice(
        "data_disks_shown",
        ("bought", "attached"),
        "DataDisks of DescribeInstances: the disks bought with the instance, or all that are attached.",
    ),
    choice("limit_over_100", ("error", "clamp"), "A Limit above 100: an error, or treated as 100."),
    choice(
        "duplicate_ids",
        ("refuse", "once"),
        "An id twice in a list of ids: InvalidParameterValue.Duplicate, or taken once.",
    ),
    choice(
        "unknown_instances",
        ("refuse", "skip"),
        "Unknown instances among known ones in InstanceIds: the call fails, or is about the known ones.",
    ),
    choice(
        "unknown_parameters",
        ("refuse", "ignore"),
        "Parameters that the specification does not know, at any depth: UnknownParameter, or ignored.",
    ),
    choice(
        "unknown_vpc",
        ("empty", "error"),
        "Well-formed but unknown ids in DescribeVpcs, DescribeSubnets, DescribeSecurityGroups: nothing, or "
        "ResourceNotFound.",
    ),
    choice(
        "price_scope",
        ("per_instance", "total"),
        "What InquiryPriceRunInstances quotes when InstanceCount is above 1.",
    ),
    choice(
        "price_sold_out",
        ("error", "price"),
        "A price inquiry for a sold out type: ResourcesSoldOut, or a price all the same.",
    ),
    choice(
        "spot_bid",
        ("with-disks", "machine"),
        "What MaxPrice must reach: the quoted spot price with its disks, or without.",
    ),
    choice(
        "short_stock",
        ("refuse", "partial"),
        "A purchase without MinCount of more than there is in stock: refused whole, or what there is.",
    ),
    choice(
        "dry_run",
        ("plain", "empty-set", "error"),
        "What a DryRun of RunInstances that would succeed answers: nothing but RequestId, an empty "
        "InstanceIdSet, or the error DryRunOperation.",
    ),
    choice(
        "pending_addresses",
        ("empty", "null", "shown"),
        "PrivateIpAddresses of an instance that is PENDING: an empty list, null, or its address already.",
    ),
    choice(
        "idle_power",
        ("refuse", "accept"),
        "Starting what runs and stopping what is stopped: refused by its state, or accepted without effect.",
    ),
    choice("min_count", ("enabled", "unsupported-region"), "Whether the account may send MinCount."),
    choice("default_network", ("refuse", "create"), "A purchase on the default network where there is none."),
    Setting(
        "default_vpc",
        "all",
        '"all", "none" or a list of regions',
        _regions,
        "The regions where a fresh world has a default VPC with a subnet per zone. Counts at the start and "
        "at a reset.",
    ),
    Setting(
        "encrypted_disks",
        "all",
        '"all", "none" or a list of regions',
        _regions,
        "The regions that have encrypted disks.",
    ),
    count(
        "max_instance_count",
        100,
        "The largest InstanceCount of one request; the Chinese texts say 500.",
        least=1,
    ),
    count("postpaid_quota", 60, "Pay-as-you-go instances per zone."),
    count("prepaid_quota", 60, "PREPAID instances bought per zone and month."),
    count("prepaid_once_quota", 30, "PREPAID instances of one purchase."),
    count("key_pair_quota", 100, "Key pairs of the account."),
    count("image_quota", 10, "Images of the account's own, per region; the newer texts say 500."),
    count("placement_group_quota", 10, "Placement groups per region."),
    count("spot_quota", 50, "Spot vCPUs per zone."),
    count("vpc_quota", 20, "VPCs per region."),
    count("subnet_quota", 100, "Subnets per VPC."),
    count("group_quota", 50, "Security groups per region."),
    count("bandwidth_package_quota", 20, "Bandwidth packages per region."),
    count("group_instances_quota", 2000, "Instances per security group."),
    count("eip_quota", 20, "EIPs per region."),
    count("eip_daily_quota", 40, "EIPs allocated per region and day, by Beijing's calendar."),
    count(
        "start_balance",
        10_000_000,
        "The money of a fresh account, in cents (fen). Counts at the start and at a reset.",
    ),
    Setting(
        "rate_limits",
        True,
        "true, false, or a factor above 0",
        lambda v: isinstance(v, bool) or (_number(v) and v > 0),
        "Whether the limits of requests per second hold; a number scales them.",
    ),
    choice(
        "permission_code",
        ("UnauthorizedOperation", "AuthFailure.UnauthorizedOperation"),
        "The code of an action that the caller may not take (billing has its own, "
        "UnauthorizedOperation.CamNoAuth).",
    ),
    Setting(
        "denied",
        [],
        "a list of patterns such as tag:Describe* or billing:*",
        lambda v: isinstance(v, list) and all(isinstance(each, str) and ":" in each for each in v),
        "Actions that nobody may take, whatever the key.",
    ),
    Setting(
        "metadata_instance",
        "",
        "an instance id, or nothing",
        lambda v: isinstance(v, str),
        "The machine that asks the metadata service, when the question does not say.",
    ),
    Setting(
        "clock_skew",
        0,
        "a number of seconds",
        lambda v: _number(v) and abs(v) < 1e10,
        "How far the gateway's clock is off when it checks signatures.",
    ),
    Setting(
        "check_answers",
        False,
        "true or false",
        lambda v: isinstance(v, bool),
        "Check every answer against the vendor's contract; one that breaks it is an error of the emulator.",
    ),
)
_BY_NAME = {setting.name: setting for setting in SETTINGS}


class Settings:
    """The values in force, read as attributes. Unknown names and unfit values raise ValueError."""

    def __init__(self, **values: Any) -> None:
        self._values = {setting.name: setting.default for setting in SETTINGS}
        self._heard: list[Callable[[Mapping[str, Any]], None]] = []
        self.change(values)

    def __getattr__(self, name: str) -> Any:
        values = self.__dict__.get("_values", {})
        if name in values:
            return values[name]
        raise AttributeError(f"there is no setting {name}")

    def change(self, values: Mapping[str, Any]) -> None:
        """All of the changes or none."""
        for name, value in values.items():
            check(name, value)
        self._values = {**self._values, **values}
        for hear in self._heard:
            hear(values)

    def listen(self, hear: Callable[[Mapping[str, Any]], None]) -> None:
        self._heard.append(hear)

    def as_dict(self) -> dict[str, Any]:
        return dict(self._values)


def check(name: str, value: Any) -> None:
    if name not in _BY_NAME:
        raise ValueError(f"there is no setting {name}; there are: {', '.join(sorted(_BY_NAME))}")
    if not _BY_NAME[name].fits(value):
        raise ValueError(f"the setting {name} takes {_BY_NAME[name].takes}, not {value!r}")

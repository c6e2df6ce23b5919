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
    seconds("terminate", 10, "How long a terminated instance still shows as TERMINATING."),
    seconds("launch_failed_shown", 300, "How long a LAUNCH_FAILED instance stays visible."),
    seconds("reclaim_notice", 120, "From a spot reclaim's notice until the instance vanishes."),
    seconds("operation_lag", 1, "Until LatestOperation names the operation that was just begun."),
    seconds("tag_lag", 2, "Until tags show and match in filters, after a purchase or a change of tags."),
    seconds("visible_after", 0, "Until a bought instance shows in Describe actions and can be addressed."),
    seconds("address_lag", 120, "Until the private address of a terminated instance is free again."),
    choice(
        "client_token",
        ("replay", "mismatch-error", "spent-by-failure", "ignored"),
        "A repeated ClientToken. replay: the ids of the first order, whatever the body. mismatch-error: "
        "that, but another body is UnsupportedOperation.IdempotentParameterMismatch. spent-by-failure: that, "
        "and a token whose order failed for stock or money is UnsupportedOperation.DeliveryFailed. ignored: "
        "tokens mean nothing.",
    ),
    seconds("token_life", 86400, "How long a ClientToken is remembered."),
    choice(
        "instance_name_filter",
        ("fuzzy", "exact"),
        "How the filter instance-name of DescribeInstances matches.",
    ),
    choice("limit_over_100", ("error", "clamp"), "A Limit above 100: an error, or treated as 100."),
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
    count(
        "max_instance_count",
        100,
        "The largest InstanceCount of one request; the Chinese texts say 500.",
        least=1,
    ),
    count("postpaid_quota", 60, "Pay-as-you-go instances per zone."),
    count("spot_quota", 50, "Spot vCPUs per zone."),
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
LATER = ("arrears", "permissions", "recycle_bin", "eip_quota", "disk_lag")
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
    if name in LATER:
        raise ValueError(f"the setting {name} is not built yet")
    if name not in _BY_NAME:
        raise ValueError(f"there is no setting {name}; there are: {', '.join(sorted(_BY_NAME))}")
    if not _BY_NAME[name].fits(value):
        raise ValueError(f"the setting {name} takes {_BY_NAME[name].takes}, not {value!r}")

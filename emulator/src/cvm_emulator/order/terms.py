# SPDX-License-Identifier: GPL-3.0-or-later
"""For how long a PREPAID instance is paid, and what is to happen when that time is over."""

from __future__ import annotations

from typing import Any, NamedTuple

from ..errors import ApiError, bad_value

PERIODS = (*range(1, 13), 24, 36, 48, 60)
RENEWALS = ("NOTIFY_AND_MANUAL_RENEW", "NOTIFY_AND_AUTO_RENEW", "DISABLE_NOTIFY_AND_MANUAL_RENEW")


class Terms(NamedTuple):
    """`renew` is None where the request does not say."""

    months: int
    renew: str | None


def read_terms(params: dict[str, Any], charge: str) -> Terms | None:
    """PREPAID needs InstanceChargePrepaid; with any other charge type there is no place for it."""
    given = params.get("InstanceChargePrepaid")
    if charge != "PREPAID":
        if given is not None:
            raise ApiError(
                "InvalidParameterCombination", f"`InstanceChargePrepaid` does not go with `{charge}`."
            )
        return None
    if given is None:
        raise ApiError(
            "MissingParameter", "The request is missing a required parameter `InstanceChargePrepaid`."
        )
    if given["Period"] not in PERIODS:
        periods = ", ".join(map(str, PERIODS))
        raise bad_value("InstanceChargePrepaid.Period", given["Period"], f"one of {periods}", "InvalidPeriod")
    renew = given.get("RenewFlag")
    if renew is not None:
        check_renewal("InstanceChargePrepaid.RenewFlag", renew)
    return Terms(given["Period"], renew)


def check_renewal(path: str, renew: str) -> None:
    if renew not in RENEWALS:
        raise bad_value(path, renew, f"one of {', '.join(RENEWALS)}")

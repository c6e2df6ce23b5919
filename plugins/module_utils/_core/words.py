# SPDX-License-Identifier: GPL-3.0-or-later
"""The options' words for constants of the API."""

from __future__ import annotations

from functools import partial

CHARGE_TYPES = {
    "pay_as_you_go": "POSTPAID_BY_HOUR",
    "spot": "SPOTPAID",
    "prepaid": "PREPAID",
    "dedicated_host": "CDHPAID",
}
TRAFFIC = {
    "traffic": "TRAFFIC_POSTPAID_BY_HOUR",
    "bandwidth": "BANDWIDTH_POSTPAID_BY_HOUR",
    "prepaid": "BANDWIDTH_PREPAID",
    "package": "BANDWIDTH_PACKAGE",
}
RENEWALS = {
    "auto": "NOTIFY_AND_AUTO_RENEW",
    "notify": "NOTIFY_AND_MANUAL_RENEW",
    "none": "DISABLE_NOTIFY_AND_MANUAL_RENEW",
}


def spelled(table: dict[str, str], value: str | None) -> str | None:
    """The option's word for a constant of the API; another constant is shown in small letters."""
    words = {constant: word for word, constant in table.items()}
    return None if value is None else words.get(value, value.lower())


charge_type_of = partial(spelled, CHARGE_TYPES)
traffic_of = partial(spelled, TRAFFIC)
renewal_of = partial(spelled, RENEWALS)

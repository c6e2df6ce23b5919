# SPDX-License-Identifier: GPL-3.0-or-later
"""What the account may still buy in a zone (DescribeAccountQuota)."""

from __future__ import annotations

SETS = {"pay_as_you_go": "PostPaidQuotaSet", "spot": "SpotPaidQuotaSet", "prepaid": "PrePaidQuotaSet"}


def quota_filters(zone: str, charge_type: str) -> list[dict]:
    return [{"Name": "zone", "Values": [zone]}, {"Name": "quota-type", "Values": [SETS[charge_type]]}]


def remaining(answer: dict, zone: str, charge_type: str) -> int | None:
    """Machines that may still be bought, for spot cores (a machine has at least one), for prepaid ones this
    month; None: the answer has no figure.
    """
    rows = answer["AccountQuotaOverview"]["AccountQuota"].get(SETS[charge_type]) or []
    return next((row["RemainingQuota"] for row in rows if row["Zone"] == zone), None)

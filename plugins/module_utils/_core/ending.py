# SPDX-License-Identifier: GPL-3.0-or-later
"""The end of machines: what is in the way, and the calls for each charge type."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from .errors import Refused
from .instance import INSTANCE
from .plan import GONE, Call
from .power import on
from .states import BINNED
from .ways import PREPAID


def terminations(want: dict, rows: list[dict]) -> list[Call]:
    """One charge type per call: the API refuses a mixed batch. PREPAID goes to the recycle bin first."""
    guard(want, rows)
    protected = [row for row in rows if row.get("DisableApiTermination")]
    lifted = on(protected, "ModifyInstancesAttribute", None, DisableApiTermination=False)
    by_type = defaultdict(list)
    for row in rows:
        by_type[row["InstanceChargeType"]].append(row)
    binning = [row for row in by_type[PREPAID] if row["InstanceState"] != BINNED]
    returned = [replace(call, tracked=True) for call in on(binning, "TerminateInstances", BINNED)]
    return (
        lifted
        + returned
        + [call for some in by_type.values() for call in on(some, "TerminateInstances", GONE)]
    )


def guard(want: dict, rows: list[dict]) -> None:
    """Refuses before anything is ended what may not be ended without being asked for in so many words."""
    prepaid = [row[INSTANCE.id] for row in rows if row["InstanceChargeType"] == PREPAID]
    if prepaid and not want["allow_prepaid_return"]:
        raise Refused(
            f"allow_prepaid_return: prepaid: {', '.join(prepaid)}; a return ends what was paid for, for a "
            "refund by the cloud's rules; allow_prepaid_return: true permits that"
        )
    protected = [row[INSTANCE.id] for row in rows if row.get("DisableApiTermination")]
    if protected and not want["force"]:
        raise Refused(f"force: protected against termination: {', '.join(protected)}; force: true lifts that")

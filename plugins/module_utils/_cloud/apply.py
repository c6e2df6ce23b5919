# SPDX-License-Identifier: GPL-3.0-or-later
"""Carries out a plan: every call, and then the wait until the cloud shows what was asked for."""

from __future__ import annotations

from .._core.errors import CloudError
from .._core.instance import INSTANCE
from .._core.plan import Call
from .._core.polling import interval
from .._core.shows import ids_of, shows
from .cloud import Cloud
from .read import find_ids

ALREADY = {
    "StartInstances": {"UnsupportedOperation.InstanceStateRunning"},
    "StopInstances": {"UnsupportedOperation.InstanceStateStopped"},
    "TerminateInstances": {
        "InvalidInstanceId.NotFound",
        "InvalidInstanceState.Terminating",
        "UnsupportedOperation.InstanceStateTerminating",
        "UnsupportedOperation.InstanceStateTerminated",
        "UnsupportedOperation.InstanceStateLaunchFailed",
    },
}
ON_THE_WAY = {
    "StartInstances": {"RUNNING", "STARTING"},
    "StopInstances": {"STOPPED", "STOPPING"},
    "TerminateInstances": {"TERMINATING", "LAUNCH_FAILED"},
}


def carry_out(cloud: Cloud, steps: list[Call], wait: bool) -> dict[str, dict | None]:
    """The last row seen of every instance that was waited for; None for one that is gone."""
    for step in steps:
        done(cloud, step)
    return settled(cloud, steps) if wait and not cloud.rehearsal else {}


def done(cloud: Cloud, step: Call) -> None:
    try:
        answer = cloud.write(step)
    except CloudError as error:
        if error.code not in ALREADY.get(step.action, ()):
            raise
        rest(cloud, step, error)
        return
    for failed in (answer or {}).get("FailedResources") or []:
        raise CloudError(
            step.action, failed["Code"], f"{failed['Resource']}: {failed['Message']}", answer["RequestId"]
        )


def rest(cloud: Cloud, step: Call, error: CloudError) -> None:
    """One instance that is there already fails the whole batch: the others are asked for again."""
    rows = {row[INSTANCE.id]: row for row in find_ids(cloud, INSTANCE, step.targets())}
    left = [
        id for id in step.targets() if id in rows and rows[id]["InstanceState"] not in ON_THE_WAY[step.action]
    ]
    if left == step.targets():
        raise error
    if left:
        done(cloud, step.narrowed(left))


def settled(cloud: Cloud, steps: list[Call]) -> dict[str, dict | None]:
    """Waits until every step shows on all its instances, asking for those only that do not show it yet."""
    rows: dict[str, dict | None] = {}
    pending = {id: [step for step in steps if id in ids_of(step)] for step in steps for id in ids_of(step)}
    polls = 0
    while pending:
        rows.update(dict.fromkeys(pending))
        rows.update((row[INSTANCE.id], row) for row in find_ids(cloud, INSTANCE, list(pending)))
        pending = {
            id: calls for id, calls in pending.items() if not all(shows(call, rows[id]) for call in calls)
        }
        if pending:
            wanted = dict.fromkeys(call.then or call.action for calls in pending.values() for call in calls)
            cloud.patience.pause(interval(polls), ", ".join(wanted), tuple(pending))
            polls += 1
    return rows

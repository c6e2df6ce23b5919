# SPDX-License-Identifier: GPL-3.0-or-later
"""Carries out a plan: each call when what it acts on is at rest, and in the end the wait for the last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from .._core import shows
from .._core.errors import CloudError
from .._core.instance import INSTANCE
from .._core.plan import GONE, Call
from .._core.polling import interval
from .._core.power import start
from .._core.states import STOPPED
from .cloud import Cloud
from .read import find_ids, timers_of

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
TIMERS = ("ImportInstancesActionTimer", "DeleteInstancesActionTimer")
ON_THE_WAY = {
    "StartInstances": {"RUNNING", "STARTING"},
    "StopInstances": {"STOPPED", "STOPPING"},
    "TerminateInstances": {"TERMINATING", "LAUNCH_FAILED"},
}


def carry_out(
    cloud: Cloud, steps: list[Call], wait: bool, before: Iterable[dict] = ()
) -> dict[str, dict | None]:
    """The last row seen of everything that was waited for; None for what is gone. `before`: rows as read.

    When the cloud refuses a call, machines that were stopped for now only are started again. However it ends
    early, `cloud.unfinished` has those that were not through.
    """
    work = Work(cloud, before)
    done = 0
    try:
        for step in steps:
            work.do(step)
            done += 1
        if wait and not cloud.rehearsal:
            work.await_end(list(work.pending))
        done += 1
    except CloudError:
        work.start_again(halted_by(steps[:done]))
        raise
    finally:
        if done <= len(steps):
            cloud.unfinished = [*work.left(), *(id for step in steps[done:] for id in step.machines())]
    return work.rows


class Work:
    """A plan being carried out. `pending`: what was sent and is not known to have ended, by id."""

    def __init__(self, cloud: Cloud, before: Iterable[dict]) -> None:
        self.cloud = cloud
        self.rows: dict[str, dict | None] = {}
        self.pending: dict[str, list[shows.Sent]] = defaultdict(list)
        self.names: dict[str, str] = {}
        self.busy = {row[INSTANCE.id] for row in before if row.get("LatestOperationState") == shows.OPERATING}

    def left(self) -> list[str]:
        """The machines of which it is not known whether what was sent has ended."""
        return [id for sents in self.pending.values() for sent in sents for id in sent.call.machines()]

    def do(self, step: Call) -> None:
        step = step.named(self.names)
        if not self.cloud.rehearsal:
            self.await_end(self.in_the_way(step))
        self.send(step)

    def in_the_way(self, step: Call) -> list[str]:
        """What the step acts on and an earlier call still works on; what only trails is not waited for."""
        if step.service == "tag":
            return []
        return [
            id
            for id in (*step.acts_on(), *step.after)
            if id in self.busy or any(sent.call.tracked or sent.call.then for sent in self.pending[id])
        ]

    def send(self, step: Call) -> None:
        try:
            answer = self.cloud.write(step)
        except CloudError as error:
            if error.code in ALREADY.get(step.action, ()):
                self.rest(step, error)
            elif self.is_there(step):
                self.note(step, {})
            else:
                raise
            return
        for failed in (answer or {}).get("FailedResources") or []:
            raise CloudError(
                step.action, failed["Code"], f"{failed['Resource']}: {failed['Message']}", answer["RequestId"]
            )
        if answer:
            self.note(step, answer)

    def is_there(self, step: Call) -> bool:
        """Whether what was refused is there all the same: an answer was lost, and the call repeated."""
        if step.action in TIMERS:
            from .._core.timer import timers_as_asked  # most calls are not refused

            return timers_as_asked(step, timers_of(self.cloud, step.machines()))
        if step.until is None or step.makes:
            return False
        kind = shows.kind_of(step.targets()[0])
        rows = find_ids(self.cloud, kind, step.targets())
        return len(rows) == len(step.targets()) and all(step.until(row) for row in rows)

    def note(self, step: Call, answer: dict) -> None:
        ids = step.acts_on()
        if step.makes:
            ids = answer["DiskIdSet"]
            self.names[step.makes] = ids[0]
        sent = shows.Sent(step, answer.get("RequestId", ""), ids, self.cloud.clock)
        for id in ids:
            if shows.kind_of(id) is INSTANCE or step.service == "cbs":
                self.pending[id].append(sent)

    def rest(self, step: Call, error: CloudError) -> None:
        """One instance that is there already fails the whole batch: the others are asked for again."""
        rows = {row[INSTANCE.id]: row for row in find_ids(self.cloud, INSTANCE, step.targets())}
        way = ON_THE_WAY[step.action]
        left = [id for id in step.targets() if id in rows and rows[id]["InstanceState"] not in way]
        if left == step.targets():
            raise error
        arrived = step.narrowed([id for id in step.targets() if id not in left])
        self.note(arrived, {"RequestId": error.request_id})
        if left:
            self.send(step.narrowed(left))

    def await_end(self, ids: list[str]) -> None:
        """Waits until what was sent has ended on these, asking for those only where it has not."""
        left = {id for id in ids if self.pending[id] or id in self.busy}
        polls = 0
        while left:
            self.look(left)
            left = {id for id in left if self.pending[id] or id in self.busy}
            if left:
                waiting = dict.fromkeys(what(sent) for id in sorted(left) for sent in self.pending[id])
                self.cloud.patience.pause(interval(polls), ", ".join(waiting), tuple(sorted(left)))
                polls += 1

    def look(self, ids: set[str]) -> None:
        self.rows.update(dict.fromkeys(id for id in ids if shows.kind_of(id) is INSTANCE))
        seen = dict.fromkeys(ids)
        for kind in {shows.kind_of(id).read: shows.kind_of(id) for id in ids}.values():
            of_kind = [id for id in ids if shows.kind_of(id) is kind]
            seen.update((row[kind.id], row) for row in find_ids(self.cloud, kind, sorted(of_kind)))
        self.rows.update((id, row) for id, row in seen.items() if id in self.rows)
        for id, row in seen.items():
            if (row or {}).get("LatestOperationState") != shows.OPERATING:
                self.busy.discard(id)
            clock = self.cloud.clock
            self.pending[id] = [sent for sent in self.pending[id] if not shows.finished(sent, id, row, clock)]

    def start_again(self, ids: list[str]) -> None:
        try:
            self.await_end(ids)
            stopped = [row for row in find_ids(self.cloud, INSTANCE, ids) if row["InstanceState"] == STOPPED]
            for call in start(stopped):
                self.do(call)
        except CloudError as error:
            self.cloud.notes.append(f"{', '.join(ids)} may be stopped still: {error}")


def halted_by(steps: list[Call]) -> list[str]:
    """The machines that these steps stopped for now only."""
    return list(dict.fromkeys(id for step in steps if step.for_now for id in step.targets()))


def what(sent: shows.Sent) -> str:
    """What is waited for, in a word."""
    return "the end of TerminateInstances" if sent.call.then == GONE else sent.call.then or sent.call.action

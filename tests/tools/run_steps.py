# SPDX-License-Identifier: GPL-3.0-or-later
"""Run the steps of `make test`, three at a time; with names as arguments, only those.

A step is tests/tools/steps/NAME.sh. Its output goes to .cache/logs/NAME.log and is shown when it fails; after
a failure no further step is started. Steps that share a place (a working copy for ansible-test) never run at
the same time. A step appends to the file named by NOT_COVERED what this machine did not let it look at.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
LOGS = ROOT / ".cache/logs"
NOT_COVERED = ROOT / ".cache/not-covered"
MINUTES_FOR_A_STEP = 20
LANES = 3  # on two cores: a good part of most steps is waiting


class Step(NamedTuple):
    name: str
    about: str
    place: str | None = None


# What takes longest begins first.
STEPS = (
    Step("slow", "the tests that `make check` leaves out"),
    Step("integration", "targets against the emulator, with the newest ansible-core and Python"),
    Step("minimum", "the oldest ansible-core: sanity"),
    Step(
        "examples",
        "README and EXAMPLES, run for real with the oldest ansible-core, modules on the oldest Python",
    ),
    Step("molecule", "roles against the emulator"),
    Step("pytest", "laws, the emulator's tests"),
    Step("kill", "runs killed halfway and run again"),
    Step("sanity", "ansible-test sanity on every Python", "newest"),
    Step("lint", "format, style, documentation, changelog"),
    Step("units", "ansible-test units on the oldest and newest Python", "newest"),
    Step("package", "build, importer, install, verify, playbooks from the installed copy"),
    Step("chaos", "random misfortune, judged by the ledger"),
    Step("demo", "make demo"),
)


class Run:
    """What is left to do, what runs, and how it went. Several threads work on it."""

    def __init__(self, steps: list[Step]) -> None:
        self.waiting = list(steps)
        self.running: dict[Step, subprocess.Popen[bytes]] = {}
        self.passed: list[str] = []
        self.failed: list[str] = []
        self.changed = threading.Condition()

    def work(self) -> None:
        while step := self.take():
            began = time.monotonic()
            code, processor = self.carry_out(step)
            self.finish(step, code, f"{time.monotonic() - began:.0f} s, {processor:.0f} s of a core")

    def take(self) -> Step | None:
        with self.changed:
            while self.waiting and not self.failed:
                busy = {step.place for step in self.running if step.place}
                for step in self.waiting:
                    if step.place not in busy:
                        self.waiting.remove(step)
                        self.running[step] = start(step)
                        return step
                self.changed.wait()
            return None

    def carry_out(self, step: Step) -> tuple[int, float]:
        """The exit status, and the seconds that the step and what it waited for kept a core busy."""
        process = self.running[step]
        overdue = threading.Timer(60 * MINUTES_FOR_A_STEP, os.killpg, (process.pid, signal.SIGKILL))
        overdue.start()
        _, status, used = os.wait4(process.pid, 0)
        overdue.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        return process.returncode, used.ru_utime + used.ru_stime

    def finish(self, step: Step, code: int, cost: str) -> None:
        with self.changed:
            del self.running[step]
            (self.failed if code else self.passed).append(step.name)
            verdict = f"FAILED ({code})" if code else "passed"
            print(f"== {step.name}: {step.about}: {verdict}, {cost}", flush=True)
            if code:
                print((LOGS / f"{step.name}.log").read_text(errors="replace"), flush=True)
                print(f"== {step.name} FAILED", flush=True)
            self.changed.notify_all()

    def stop(self) -> None:
        for process in self.running.values():
            os.killpg(process.pid, signal.SIGTERM)


def start(step: Step) -> subprocess.Popen[bytes]:
    own = ("TENCENTCLOUD_", "ANSIBLE_", "MOLECULE_", "PYTEST_", "MAKE")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    environment |= {"NOT_COVERED": str(NOT_COVERED), "STEP_HOME": str(ROOT / f".cache/homes/{step.name}")}
    with (LOGS / f"{step.name}.log").open("wb") as log:
        return subprocess.Popen(
            ["bash", ROOT / f"tests/tools/steps/{step.name}.sh"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            env=environment,
            cwd=ROOT,
            start_new_session=True,
        )


def report(run: Run) -> int:
    if run.waiting:
        print("Not run:", *(step.name for step in run.waiting))
    missing = sorted(set(NOT_COVERED.read_text().splitlines()))
    if missing:
        print("NOT COVERED ON THIS MACHINE", *missing, sep="\n  ")
    print(f"{len(run.passed)} passed, {len(run.failed)} failed")
    return 1 if run.failed or run.waiting else 0


def join(workers: list[threading.Thread]) -> None:
    for worker in workers:
        worker.join()


def main(names: list[str]) -> int:
    unknown = set(names) - {step.name for step in STEPS}
    if unknown:
        sys.exit(f"no such step: {', '.join(sorted(unknown))}; there are {', '.join(s.name for s in STEPS)}")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    LOGS.mkdir(parents=True, exist_ok=True)
    NOT_COVERED.write_text("")
    subprocess.run([ROOT / "tests/tools/find_pythons.sh"], check=True)
    run = Run([step for step in STEPS if not names or step.name in names])
    workers = [threading.Thread(target=run.work) for _ in range(LANES)]
    for worker in workers:
        worker.start()
    try:
        join(workers)
    except KeyboardInterrupt:
        run.stop()
        join(workers)
    return report(run)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

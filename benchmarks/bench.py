# SPDX-License-Identifier: GPL-3.0-or-later
"""Measure the module `instance` against a play that only pings, and print a table.

    python bench.py --runs 5

Every measurement is a whole `ansible-playbook` of one task, with machines that boot at once. A ping is run
before each one, so that what else the computer does hits both; "over ping" and "times ping" are the medians
of the differences and ratios within these pairs.
"""

from __future__ import annotations

import argparse
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from ansible_collections.tencentcloud.cvm.tests.tools.local_cloud import LocalCloud, local_cloud
from plays import PING, fleet, peak_mib, seconds

CLOUD = (
    "--boot",
    "0",
    "--tag-lag",
    "0",
    "--set",
    "postpaid_quota=100000",
    "--set",
    "group_instances_quota=100000",
)
HEAD = ("", "seconds", "over ping", "times ping", "API calls", "module's peak", "aimed at")
ROW = "{:20} {:>8} {:>10} {:>11} {:>10} {:>14}   {}"


@dataclass
class Case:
    """A fleet that is there already, or that is bought; `pings` and `plays` in seconds, in pairs."""

    machines: int
    there: bool
    aim: str = ""
    pings: list[float] = field(default_factory=list)
    plays: list[float] = field(default_factory=list)
    calls: set[int] = field(default_factory=set)
    mib: float = 0

    @property
    def task(self) -> dict:
        return fleet(f"fleet-{self.machines}", self.machines)

    def measure(self, cloud: LocalCloud, folder: Path) -> None:
        """One pair, and the API calls of the play."""
        self.pings.append(seconds(cloud, PING, folder))
        before = sum(cloud.counts().values())
        self.plays.append(seconds(cloud, self.task, folder))
        self.calls.add(sum(cloud.counts().values()) - before)

    def weigh(self, cloud: LocalCloud, folder: Path) -> None:
        """The peak memory of the module, in a run of its own."""
        self.mib = peak_mib(cloud, self.task, folder)

    def row(self) -> str:
        pairs = list(zip(self.pings, self.plays, strict=True))
        return ROW.format(
            f"{self.machines} {'there' if self.there else 'bought'}",
            f"{median(self.plays):.2f}",
            f"{median(play - ping for ping, play in pairs):.2f}",
            f"{median(play / ping for ping, play in pairs):.2f}",
            " or ".join(map(str, sorted(self.calls))),
            f"{self.mib:.0f} MiB",
            self.aim,
        ).rstrip()


def cases() -> list[Case]:
    return [
        Case(1, there=True, aim="0.30 s over ping, 1 call"),
        Case(100, there=True),
        Case(1000, there=True, aim="1.20 s over ping, 11 calls"),
        Case(1, there=False),
        Case(100, there=False),
        Case(1000, there=False, aim="32 calls"),
    ]


def settle(cloud: LocalCloud, found: list[Case], folder: Path) -> None:
    """Everything is compiled, and the fleets that are to be there are there."""
    seconds(cloud, PING, folder)
    for case in found:
        if case.there:
            seconds(cloud, case.task, folder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    runs, found = parser.parse_args().runs, cases()
    with (
        tempfile.TemporaryDirectory() as place,
        local_cloud(*CLOUD) as settled,
        local_cloud(*CLOUD) as fresh,
    ):
        folder = Path(place)
        settle(settled, found, folder)
        for round_of in [*[Case.measure] * runs, Case.weigh]:
            for case in found:
                fresh.control("reset", {})
                round_of(case, settled if case.there else fresh, folder)
    pings = [ping for case in found for ping in case.pings]
    print(ROW.format(*HEAD))
    print(ROW.format("ping", f"{median(pings):.2f}", "", "", "", "", "").rstrip())
    for case in found:
        print(case.row())
    print(f"Medians of {runs} runs; peak: resident memory of the module's own process, in one more run.")


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: GPL-3.0-or-later
"""Measure fifty purchases at once (`forks: 50`) under limits of requests per second.

    python limits_bench.py --tasks 50 --factor 0.1

One `ansible-playbook` buys a fleet for each of fifty hosts: once without limits, which is what the computer
needs, and once under the cloud's limits times `--factor`, so that they and not the computer rule. "allowed"
is what the limits alone ask for: the time until the last call of the busiest action can be let through. Where
the computer needs longer than that, "times" says more of the computer. Exit code 1: a task failed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

from ansible_collections.tencentcloud.cvm.tests.tools.local_cloud import LocalCloud, local_cloud
from cvm_emulator.world import ACTIONS
from plays import fleet, seconds

CLOUD = ("--boot", "0", "--tag-lag", "0", "--set", "postpaid_quota=1000")
SMALLEST = 0.1
ROW = "{:24} {:>9} {:>9} {:>7} {:>9} {:>9}   {}"


def accepted(cloud: LocalCloud) -> tuple[Counter, int]:
    """Calls that were let through, by service and action, and the number of those that were not."""
    calls = cloud.control("calls")["calls"]
    through = Counter((call["service"], call["action"]) for call in calls if not limited(call))
    return through, sum(map(limited, calls))


def limited(call: dict) -> bool:
    return call["code"].startswith("RequestLimitExceeded")


def allowed(through: Counter, factor: float) -> tuple[float, str]:
    """Seconds until the last of so many calls can be let through at the earliest, and of which action."""
    waits = {
        action: (calls - 1) // max(1, int(ACTIONS[service, action].limit * factor))
        for (service, action), calls in through.items()
    }
    slowest = max(waits, key=waits.__getitem__)
    return waits[slowest], slowest


def measured(tasks: int, folder: Path, limits: str) -> tuple[float, Counter, int]:
    hosts = [f"host-{number}" for number in range(tasks)]
    task = fleet("{{ inventory_hostname }}", 1)
    local = {"ansible_connection": "local", "ansible_python_interpreter": sys.executable}
    words = [word for name, value in local.items() for word in ("-e", f"{name}={value}")]
    options = ("-i", ",".join([*hosts, ""]), "--forks", str(tasks), *words)
    with local_cloud(*CLOUD, "--set", f"rate_limits={limits}") as cloud:
        taken = seconds(cloud, task, folder, *options, hosts="all")
        through, refused = accepted(cloud)
        bought = [len(cloud.fleet(host)) for host in hosts]
    if bought != [1] * tasks:
        sys.exit(f"machines bought by each task: {bought}")
    return taken, through, refused


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--tasks", type=int, default=50)
    parser.add_argument("--factor", type=float, default=0.1)
    wish = parser.parse_args()
    if wish.factor < SMALLEST:
        parser.error(f"--factor: below {SMALLEST} the emulator lets no purchase through in a second")
    with tempfile.TemporaryDirectory() as place:
        free, calls, _refused = measured(wish.tasks, Path(place), "false")
        taken, through, refused = measured(wish.tasks, Path(place), str(wish.factor))
    floor, action = allowed(through, wish.factor)
    print(ROW.format("", "seconds", "allowed", "times", "accepted", "refused", "aimed at"))
    print(ROW.format(f"{wish.tasks} tasks, no limits", f"{free:.1f}", "", "", calls.total(), 0, "").rstrip())
    row = (f"{taken:.1f}", f"{floor:.1f}", f"{taken / floor:.2f}", through.total(), refused)
    print(ROW.format(f"{wish.tasks} tasks, limits x {wish.factor:g}", *row, f"1.5 times ({action})"))


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: GPL-3.0-or-later
"""Measure the role `network` on a network that is there, against a play that only pings, and print a table.

    python network_bench.py [--runs 5]

Every measurement is a whole `ansible-playbook`; a ping is run before each one, so that what else the computer
does hits both. Medians. Exit code 1: the target was missed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from statistics import median

from ansible_collections.tencentcloud.cvm.tests.tools.local_cloud import local_cloud
from plays import PING, seconds

AIM = 4.0
ROW = "{:36} {:>10} {:>10}   {}"


def role(**variables: object) -> dict:
    return {"ansible.builtin.include_role": {"name": "tencentcloud.cvm.network"}, "vars": variables}


NETWORKS = {
    "the default network": role(),
    "one of its own": role(network_name="bench", network_ssh_from=["203.0.113.0/24"]),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    worst = 0.0
    with tempfile.TemporaryDirectory() as place, local_cloud("--set", "tag_lag=0") as cloud:
        folder = Path(place)
        print(ROW.format("role network, in place", "over ping", "API calls", "aimed at"))
        for name, task in NETWORKS.items():
            seconds(cloud, task, folder)
            before = sum(cloud.counts().values())
            pairs = [(seconds(cloud, PING, folder), seconds(cloud, task, folder)) for _ in range(runs)]
            calls = (sum(cloud.counts().values()) - before) / runs
            over = median(play - ping for ping, play in pairs)
            worst = max(worst, over)
            print(ROW.format(name, f"{over:.2f}", f"{calls:g}", f"{AIM:.2f} s"))
    return int(worst > AIM)


if __name__ == "__main__":
    sys.exit(main())

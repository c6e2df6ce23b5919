# SPDX-License-Identifier: GPL-3.0-or-later
"""Measure the emulator with 10,000 instances in one region, over HTTP as clients use it, and print a table.

    python emulator_bench.py [--instances 10000]

Every figure of a call is the median over one connection that is kept alive. Exit code 1: a target was missed.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple

from cvm_emulator import signature
from cvm_emulator.catalogue.account import SECRET_ID, SECRET_KEY
from cvm_emulator.contract import version_of

ZONES = ("ap-guangzhou-3", "ap-guangzhou-4", "ap-guangzhou-6", "ap-guangzhou-7")
TYPES = ("S5.MEDIUM4", "S5.MEDIUM2", "S5.LARGE8")
SERVE = (
    *("--boot", "0", "--tag-lag", "0", "--set", "rate_limits=false"),
    *("--set", "postpaid_quota=100000", "--set", "group_instances_quota=100000"),
)
BATCH = 100
ROW = "{:52} {:>12} {:>12} {:>12}"


class Figure(NamedTuple):
    what: str
    few: float | None
    many: float
    target: float | None
    unit: str


class Server:
    """A `cvm-emulator serve` of its own; `ready_after` in seconds."""

    def __init__(self, state: Path) -> None:
        began = time.perf_counter()
        command = [
            sys.executable,
            "-m",
            "cvm_emulator",
            "serve",
            "--port",
            "0",
            "--state",
            str(state),
            *SERVE,
        ]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.host = self.process.stdout.readline().rpartition("//")[2].strip()
        self.ready_after = time.perf_counter() - began
        self.line = http.client.HTTPConnection(self.host, timeout=60)

    def ask(self, action: str, params: dict) -> tuple[dict, float]:
        """The answer, and the milliseconds from the first byte sent to the last one read."""
        body = json.dumps(params).encode()
        headers = signed(self.host, action, body)
        began = time.perf_counter()
        self.line.request("POST", "/", body, headers)
        content = self.line.getresponse().read()
        took = (time.perf_counter() - began) * 1000
        answer = json.loads(content)["Response"]
        if "Error" in answer:
            raise SystemExit(f"{action}: {answer['Error']}")
        return answer, took

    def peak_mib(self) -> float:
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024


def signed(host: str, action: str, body: bytes) -> dict[str, str]:
    timestamp = int(time.time())
    headers = {
        "host": host,
        "content-type": "application/json",
        "x-tc-action": action,
        "x-tc-version": version_of("cvm"),
        "x-tc-region": "ap-guangzhou",
        "x-tc-timestamp": str(timestamp),
    }
    names = ("content-type", "host")
    text = signature.canonical(signature.Request("POST", "", headers, body), names)
    proof = signature.sign(SECRET_KEY, "cvm", timestamp, text)
    scope = f"{SECRET_ID}/{signature.utc_date(timestamp)}/cvm/tc3_request"
    head = f"TC3-HMAC-SHA256 Credential={scope}, SignedHeaders=content-type;host, Signature={proof}"
    return {**headers, "authorization": head}


@contextmanager
def server(state: Path) -> Iterator[Server]:
    running = Server(state)
    try:
        yield running
    finally:
        running.process.terminate()
        running.process.wait()


def buy(cloud: Server, batch: int) -> float:
    order = {
        "Placement": {"Zone": ZONES[batch % len(ZONES)]},
        "ImageId": "img-487zeit5",
        "InstanceType": TYPES[batch % len(TYPES)],
        "InstanceCount": BATCH,
        "InstanceName": f"bench{batch}-",
        "TagSpecification": [
            {
                "ResourceType": "instance",
                "Tags": [{"Key": "batch", "Value": str(batch)}, {"Key": "bench", "Value": "yes"}],
            }
        ],
    }
    return cloud.ask("RunInstances", order)[1]


def pages(total: int, network: dict, groups: list[str]) -> dict[str, dict]:
    """Pages of 100 with every kind of offset and filter; but for tag:batch, each filter matches most."""
    filters = {
        "vpc-id": [network["VpcId"]],
        "security-group-id": groups,
        "project-id": ["0"],
        "tag-key": ["bench"],
        "zone": [ZONES[0]],
        "instance-state": ["RUNNING"],
        "instance-charge-type": ["POSTPAID_BY_HOUR"],
        "instance-name": ["bench"],
        "tag:bench": ["yes"],
    }
    return {
        "first page": {"Limit": 100},
        "middle page": {"Limit": 100, "Offset": total // 2},
        "last page": {"Limit": 100, "Offset": total - 100},
        **{
            f"filter {name}": {"Limit": 100, "Filters": [{"Name": name, "Values": values}]}
            for name, values in filters.items()
        },
        "filter tag:batch": {"Limit": 100, "Filters": [{"Name": "tag:batch", "Values": ["0"]}]},
        "last page, filter tag:bench": {
            "Limit": 100,
            "Offset": total - 100,
            "Filters": [{"Name": "tag:bench", "Values": ["yes"]}],
        },
        "filters tag:bench and instance-state": {
            "Limit": 100,
            "Filters": [
                {"Name": "tag:bench", "Values": ["yes"]},
                {"Name": "instance-state", "Values": ["RUNNING"]},
            ],
        },
    }


def looks(cloud: Server, total: int, times: int = 30) -> dict[str, float]:
    shown = cloud.ask("DescribeInstances", {"Limit": 100})[0]["InstanceSet"]
    wanted = pages(total, shown[0]["VirtualPrivateCloud"], shown[0]["SecurityGroupIds"])
    found = {
        name: [cloud.ask("DescribeInstances", params)[1] for _ in range(times)]
        for name, params in wanted.items()
    }
    ids = [each["InstanceId"] for each in shown]
    found["100 ids"] = [
        cloud.ask("DescribeInstances", {"InstanceIds": ids, "Limit": 100})[1] for _ in range(times)
    ]
    return {name: median(took) for name, took in found.items()}


def measure(total: int, folder: Path) -> list[Figure]:
    starts = []
    for number in range(3):
        with server(folder / f"fresh{number}.db") as fresh:
            starts.append(fresh.ready_after)
    state = folder / "world.db"
    with server(state) as cloud:
        first = buy(cloud, 0)
        few = looks(cloud, BATCH)
        orders = [first, *(buy(cloud, batch) for batch in range(1, total // BATCH))]
        many = looks(cloud, total)
        peak = cloud.peak_mib()
    with server(state) as again:
        with_state = again.ready_after
    return [
        *(Figure(f"DescribeInstances of 100, {name}", few[name], many[name], 15, "ms") for name in many),
        Figure("RunInstances of 100", median(orders[:10]), median(orders[-10:]), 60, "ms"),
        Figure("start-up to ready, nothing there", None, median(starts), 1.5, "s"),
        Figure(f"start-up to ready, {total} instances in the state", None, with_state, 1.5, "s"),
        Figure("memory at its peak", None, peak, 250, "MiB"),
    ]


def shown(value: float | None, unit: str) -> str:
    return "" if value is None else f"{value:.{2 if unit == 's' else 1}f} {unit}"


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the emulator.")
    parser.add_argument("--instances", type=int, default=10_000, help="a multiple of 100 (%(default)s)")
    total = parser.parse_args().instances
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(total, Path(folder))
    print(f"{os.cpu_count()} processors, Python {sys.version.split()[0]}, state in a file")
    print(ROW.format("", "at 100", f"at {total}", "at most"))
    for each in figures:
        target = f"{each.target:g} {each.unit}" if each.target else ""
        missed = "  MISSED" if each.target and each.many > each.target else ""
        print(ROW.format(each.what, shown(each.few, each.unit), shown(each.many, each.unit), target) + missed)
    return int(any(each.target and each.many > each.target for each in figures))


if __name__ == "__main__":
    sys.exit(main())

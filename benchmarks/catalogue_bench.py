# SPDX-License-Identifier: GPL-3.0-or-later
"""Measure what the module `instance_type_info` does with a large catalogue, and print a table.

    python catalogue_bench.py [--rows 5000] [--runs 5]

The rows are made up and served by a stand-in for the cloud, because the emulator sells fewer. "own work" is
the function that chooses, shapes and sorts the rows; "whole module" is the module's process from start to end
with the rows, less the same with one row. Medians. Exit code 1: the target was missed.
"""

from __future__ import annotations

import argparse
import json
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from statistics import median

from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.offers import WAYS_TO_PAY, offered
from ansible_collections.tencentcloud.cvm.tests.tools.local_cloud import LocalCloud
from ansible_collections.tencentcloud.cvm.tests.tools.module_run import run_module

AIM = 1.0
ROW = "{:36} {:>10}   {}"


def catalogue(size: int) -> list[dict]:
    """So many rows of DescribeZoneInstanceConfigInfos."""
    ways = list(WAYS_TO_PAY.values())
    return [
        {
            "Zone": f"ap-guangzhou-{number % 7}",
            "InstanceType": f"S{number % 50}.LARGE{number}",
            "InstanceFamily": f"S{number % 50}",
            "TypeName": "Standard",
            "InstanceChargeType": ways[number % len(ways)],
            "Cpu": number % 64,
            "Memory": number % 256,
            "Gpu": 0,
            "GpuCount": 0.0,
            "Status": "SELL",
            "StatusCategory": "EnoughStock",
            "SoldOutReason": "",
            "Price": {
                "UnitPrice": number * 7919 % size / 100,
                "UnitPriceDiscount": number * 7919 % size / 200,
            },
        }
        for number in range(size)
    ]


@contextmanager
def stand_in(rows: list[dict]) -> Iterator[LocalCloud]:
    """Answers every request with these rows."""
    body = json.dumps({"Response": {"InstanceTypeQuotaSet": rows, "RequestId": "0"}}).encode()

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words: object) -> None:
            """Nobody reads it."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield LocalCloud(f"http://127.0.0.1:{server.server_port}")
        server.shutdown()
        thread.join()


def own_work(rows: list[dict]) -> float:
    began = time.perf_counter()
    found = offered(rows, {"on_sale": True})
    taken = time.perf_counter() - began
    assert len(found) == len(rows)
    return taken


def whole_module(rows: list[dict]) -> float:
    with stand_in(rows) as cloud:
        began = time.perf_counter()
        code, result = run_module(cloud, "instance_type_info", on_sale=True)
        taken = time.perf_counter() - began
    assert (code, len(result["instance_types"])) == (0, len(rows)), result
    return taken


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rows", type=int, default=5000)
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    rows = catalogue(given.rows)
    own = median(own_work(rows) for _ in range(given.runs))
    whole = median(whole_module(rows) - whole_module(rows[:1]) for _ in range(given.runs))
    print(ROW.format(f"instance_type_info, {given.rows} rows", "seconds", "aimed at"))
    print(ROW.format("own work", f"{own:.3f}", f"{AIM:.2f} s"))
    print(ROW.format("whole module, over one row", f"{whole:.3f}", f"{AIM:.2f} s"))
    return int(max(own, whole) > AIM)


if __name__ == "__main__":
    sys.exit(main())

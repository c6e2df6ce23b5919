# SPDX-License-Identifier: GPL-3.0-or-later
"""Random misfortune for purchases, and the emulator's ledger as the judge.

    python chaos.py --runs 40 --seed 7

A schedule is drawn from its own seed: what tokens mean, how long tags and boots take, faults on every action,
stock, launches that fail, one or two runs at once, processes killed at random moments. Then the faults stop,
and the module runs until it reports no change. A schedule that goes wrong is printed with its seed;
`--runs 1 --seed THAT` plays it again.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import cycle
from queue import Queue
from typing import NamedTuple

from ansible_collections.tencentcloud.cvm.tests.tools.ledger import RELEASED
from ansible_collections.tencentcloud.cvm.tests.tools.local_cloud import LocalCloud, local_cloud
from ansible_collections.tencentcloud.cvm.tests.tools.module_run import (
    MOST_SECONDS,
    begun,
    result_of,
    run_module,
)

AT_ONCE = 4
FLEET, WANTED = "chaos", 3
ZONES, TYPES = ("ap-guangzhou-3", "ap-guangzhou-6"), ("S5.MEDIUM4", "SA2.MEDIUM4")
PACE, WINDOW, READ_TIMEOUT = 5, 30, 1.5
MODES = ("replay", "mismatch-error", "spent-by-failure", "ignored")
READS = ("DescribeInstances", "InquiryPriceRunInstances", "DescribeSubnets", "*")
HARM = (
    {"code": "InternalError"},
    {"drop": True},
    {"status": 502},
    {"garbage": True},
    {"code": "RequestLimitExceeded"},
)
LATE = {"delay": READ_TIMEOUT + 0.7}
SOLD_OUT = {"code": "ResourceInsufficient.SpecifiedInstanceType"}
WISH = {
    "name": FLEET,
    "exact_count": WANTED,
    "zones": ZONES,
    "instance_types": TYPES,
    "image": "img-487zeit5",
    "key_pairs": ["skey-rehearse"],
    "settle_window": WINDOW,
    "wait_timeout": 60,
    "read_timeout": READ_TIMEOUT,
}
STRANGERS = {**WISH, "name": "other", "exact_count": 2, "instance_name": f"{FLEET}-{{R:1}}"}


class Violation(Exception):
    """What the purchase protocol promises did not hold."""


class Schedule(NamedTuple):
    """What is drawn from a seed. `kills`: after how many seconds each run dies, None: it may end."""

    seed: int
    mode: str
    tag_lag: int
    boot: int
    faults: list[dict]
    sold_out: list[tuple[str, str]]
    launch_failures: int
    at_once: int
    kills: list[float | None]

    def words(self) -> str:
        faults = ", ".join(
            f"{each['when']} {each['action']} {json.dumps(each['do'])}" for each in self.faults
        )
        died = ", ".join("to its end" if kill is None else f"killed at {kill:.1f} s" for kill in self.kills)
        return (
            f"seed {self.seed}: tokens {self.mode}, tags after {self.tag_lag} s, boot {self.boot} s, "
            f"{self.at_once} at once ({died}), sold out {len(self.sold_out)}, "
            f"failing launches {self.launch_failures}, faults: {faults or 'none'}"
        )

    def strict(self) -> bool:
        """Whether the fleet may never be larger than wanted, not even for a moment."""
        stock = self.sold_out or self.launch_failures or any(each["do"] == SOLD_OUT for each in self.faults)
        return self.at_once == 1 or (self.mode != "ignored" and not stock)

    def all_answered(self) -> bool:
        """Whether every order's answer reached a run that lived on."""
        return not any(self.kills) and not any(each["when"] == "after" for each in self.faults)


def drawn(seed: int) -> Schedule:
    chance = random.Random(seed)
    mode = chance.choice(MODES)
    at_once = chance.choice((1, 1, 2))
    return Schedule(
        seed=seed,
        mode=mode,
        tag_lag=chance.choice((0, 2, 10)),
        boot=chance.choice((0, 2, 10)),
        faults=[fault(chance, mode) for _number in range(chance.randrange(5))],
        sold_out=[(zone, kind) for zone in ZONES for kind in TYPES if chance.random() < 0.2],
        launch_failures=chance.choice((0, 0, 0, 1)),
        at_once=at_once,
        kills=[chance.uniform(0.0, 2.0) if chance.random() < 0.5 else None for _run in range(at_once * 2)],
    )


def fault(chance: random.Random, mode: str) -> dict:
    """Where tokens are ignored no client can see an order that takes effect late: that fault is left out."""
    action = chance.choice((*READS, "RunInstances", "RunInstances", "RunInstances"))
    when = chance.choice(("before", "after"))
    late = [LATE] if when == "after" or mode != "ignored" or action not in ("RunInstances", "*") else []
    refusal = [SOLD_OUT] if action == "RunInstances" and when == "before" else []
    do = chance.choice([*HARM, *late, *refusal]) if when == "before" else chance.choice([*HARM[:4], *late])
    return {
        "action": action,
        "when": when,
        "do": do,
        "times": chance.choice((1, 1, 2, 3)),
        "skip": chance.randrange(3),
    }


def prepared(cloud: LocalCloud, this: Schedule) -> set[str]:
    """A fresh world with its misfortunes; the ids of machines in it that bear our names and are not ours."""
    cloud.control("reset", {})
    usual = {"boot": 0, "tag_lag": 0, "client_token": "replay"}
    cloud.control("settings", usual)
    code, result = run_module(cloud, "instance", **STRANGERS)
    if code:
        raise Violation(f"the strangers could not be bought: {result}")
    cloud.control("clock", {"advance": 2 * WINDOW})
    cloud.control("settings", {"client_token": this.mode, "tag_lag": this.tag_lag, "boot": this.boot})
    for zone, kind in this.sold_out:
        cloud.control(
            "stock", {"zone": zone, "instance_type": kind, "charge_type": "POSTPAID_BY_HOUR", "count": 0}
        )
    if this.launch_failures:
        cloud.control("launch-failures", {"times": this.launch_failures})
    for each in this.faults:
        cloud.control("faults", each)
    return set(result["created_ids"])


def misfortune(cloud: LocalCloud, this: Schedule) -> list[dict]:
    """The runs of the schedule, `at_once` at a time; the results of those that were not killed."""
    results = []
    for place in range(0, len(this.kills), this.at_once):
        kills = this.kills[place : place + this.at_once]
        running = [begun(cloud, "instance", **WISH) for _kill in kills]
        began = time.monotonic()
        for run, kill in sorted(zip(running, kills, strict=True), key=lambda pair: pair[1] or 1e9):
            if kill is None:
                results.append(result_of(run)[1])
            else:
                time.sleep(max(0.0, began + kill - time.monotonic()))
                run.kill()
                run.end(MOST_SECONDS)
            judge_size(cloud, this)
    return results


def judge_size(cloud: LocalCloud, this: Schedule) -> None:
    live = [one for one in cloud.fleet(FLEET) if one["state"] not in (RELEASED, "LAUNCH_FAILED")]
    if this.strict() and len(live) > WANTED:
        raise Violation(f"{len(live)} machines live, {WANTED} are wanted")


def peace(cloud: LocalCloud, this: Schedule) -> list[dict]:
    """Faults stop; the module runs until it changes nothing."""
    cloud.control("faults", method="DELETE")
    cloud.control("launch-failures", {"times": 0})
    for zone, kind in this.sold_out:
        cloud.control(
            "stock", {"zone": zone, "instance_type": kind, "charge_type": "POSTPAID_BY_HOUR", "count": 100}
        )
    if any(each["do"] == LATE for each in this.faults):
        time.sleep(LATE["delay"])
    results = []
    for _run in range(6):
        code, result = run_module(cloud, "instance", **WISH)
        results.append(result)
        judge_size(cloud, this)
        if code:
            raise Violation(f"a run fails though nothing is wrong any more: {result['msg']}")
        if not result["changed"]:
            return results
        cloud.control("clock", {"advance": WINDOW})
    raise Violation("the runs do not come to rest")


def judge(cloud: LocalCloud, this: Schedule, strangers: set[str], results: list[dict]) -> None:
    ever = cloud.fleet(FLEET)
    live = {one["instance_id"] for one in ever if one["state"] == "RUNNING"}
    if len(live) != WANTED or live != set(results[-1]["instance_ids"]):
        raise Violation(
            f"in the end {sorted(live)} live, the last result tells of {results[-1]['instance_ids']}"
        )
    told = {id for result in results for id in result.get("created_ids", [])}
    bought = {one["instance_id"] for one in ever}
    if not told <= bought:
        raise Violation(f"results tell of {sorted(told - bought)}, which were never bought")
    if this.all_answered() and told != bought:
        raise Violation(f"no result tells of {sorted(bought - told)}")
    others = {one["instance_id"] for one in cloud.fleet("other") if one["state"] == "RUNNING"}
    if others != strangers:
        raise Violation(f"strangers were touched: {sorted(strangers - others)}")


def play(cloud: LocalCloud, seed: int) -> str | None:
    """What went wrong in a schedule; None: nothing."""
    this = drawn(seed)
    try:
        strangers = prepared(cloud, this)
        results = misfortune(cloud, this)
        results += peace(cloud, this)
        judge(cloud, this, strangers, results)
    except (Violation, TimeoutError) as wrong:
        return f"{this.words()}\n  {wrong}"
    return None


def played(clouds: Queue[LocalCloud], seed: int) -> str | None:
    cloud = clouds.get()
    try:
        return play(cloud, seed)
    finally:
        clouds.put(cloud)


def outcomes(seeds: range) -> Iterator[str | None]:
    options = ("--pace", str(PACE), "--set", "rate_limits=false", "--set", "postpaid_quota=1000")
    clouds: Queue[LocalCloud] = Queue()
    with ExitStack() as opened, ThreadPoolExecutor(AT_ONCE) as pool:
        for _cloud in range(AT_ONCE):
            clouds.put(opened.enter_context(local_cloud(*options)))
        yield from pool.map(played, cycle([clouds]), seeds)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--runs", type=int, default=40)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    wish = parser.parse_args()
    began, wrong = time.monotonic(), []
    print(f"{wish.runs} schedules, seeds from {wish.seed}", flush=True)
    for seed, outcome in enumerate(outcomes(range(wish.seed, wish.seed + wish.runs)), wish.seed):
        if outcome:
            wrong.append(seed)
            print(outcome, flush=True)
    print(f"{wish.runs} schedules in {time.monotonic() - began:.0f} s, {len(wrong)} went wrong {wrong or ''}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

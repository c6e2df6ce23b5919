# SPDX-License-Identifier: GPL-3.0-or-later
"""Kill purchases at random moments, run them again, and let the emulator's ledger judge what was bought.

    python kill.py --rounds 20 --seed 7

Two clouds are bought from at the same time: one where client tokens work, one that ignores them. A round
buys a fresh fleet, kills the run, runs the playbook again to its end, and its module once more, which changes
nothing.
What is killed is everything that belongs to the run, or the module's process alone, or the playbook alone:
then the module goes on by itself beside the next run, which only tokens can make safe.
"""

from __future__ import annotations

import argparse
import random
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import yaml
from ansible_collections.tencentcloud.cvm.tests.tools import processes
from ansible_collections.tencentcloud.cvm.tests.tools.ledger import RELEASED
from ansible_collections.tencentcloud.cvm.tests.tools.local_cloud import LocalCloud, local_cloud
from ansible_collections.tencentcloud.cvm.tests.tools.module_run import run_module

MACHINES = 3
PLAYBOOK = Path(__file__).with_name("kill.yml")
WISH = yaml.safe_load(PLAYBOOK.read_text())[0]["tasks"][0]["tencentcloud.cvm.instance"]
CLOUD = ("--boot", "1", "--tag-lag", "2")
SLOWNESS = (
    {"action": "RunInstances", "when": "after", "do": {"delay": 0.3}},
    {"action": "*", "when": "before", "times": 6, "do": {"delay": 0.12}},
)
LAST_MOMENT = 0.7
PATIENCE = 60


class Violation(Exception):
    """What the purchase protocol promises did not hold."""


class Tokens(NamedTuple):
    """A mode of client tokens, what may be killed in it, and how many seconds an order is under way.

    Where tokens are ignored, an order whose run is dead must have arrived before the next run looks.
    """

    mode: str
    targets: tuple[str, ...]
    under_way: float


MODES = (
    Tokens("replay", ("everything", "module", "playbook"), 2.0),
    Tokens("ignored", ("everything", "module"), 0.2),
)


class Round(NamedTuple):
    """A purchase to be killed: what of it, and when (0: its first call, 1: the end of an unkilled one)."""

    number: int
    target: str
    moment: float

    @property
    def fleet(self) -> str:
        return f"fleet-{self.number}"


def start(cloud: LocalCloud, fleet: str) -> subprocess.Popen[str]:
    ansible = Path(sys.executable).with_name("ansible-playbook")
    return subprocess.Popen(
        [ansible, PLAYBOOK, "-e", f"fleet={fleet} machines={MACHINES}"],
        env={**cloud.environment(), processes.MARK: fleet},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def run(cloud: LocalCloud, fleet: str) -> int:
    """Runs the playbook to its end; how many tasks changed something."""
    with start(cloud, fleet) as playbook:
        output = playbook.communicate(timeout=PATIENCE)[0]
    if playbook.returncode:
        raise Violation(f"the run failed: {output}")
    return int(re.search(r"changed=(\d+)", output)[1])


def await_first_call(cloud: LocalCloud, playbook: subprocess.Popen[str]) -> None:
    while not cloud.counts():
        if playbook.poll() is not None:
            raise Violation(f"the run never reached the cloud: {playbook.communicate()[0]}")
        time.sleep(0.05)


def slow_down(cloud: LocalCloud, tokens: Tokens) -> None:
    """A fresh world whose answers take a while until the machines are bought, so that kills fall between."""
    cloud.control("reset", {})
    order = {"action": "RunInstances", "when": "before", "do": {"delay": tokens.under_way}}
    for fault in (order, *SLOWNESS):
        cloud.control("faults", fault)


def measured(cloud: LocalCloud, tokens: Tokens) -> float:
    """Seconds from the first call of an unkilled purchase to its end."""
    slow_down(cloud, tokens)
    with start(cloud, "unkilled") as playbook:
        await_first_call(cloud, playbook)
        began = time.monotonic()
        output = playbook.communicate(timeout=PATIENCE)[0]
        span = time.monotonic() - began
    if bought(cloud, "unkilled") != MACHINES:
        raise Violation(f"a purchase fails even when it is not killed: {output}")
    return span


def kill(playbook: subprocess.Popen[str], this: Round) -> None:
    if this.target == "playbook":
        playbook.kill()
        return
    doomed = processes.marked if this.target == "everything" else processes.modules
    while found := doomed(this.fleet):
        for number in found:
            processes.kill(number)
        playbook.poll()


def await_end(fleet: str) -> None:
    patience = time.monotonic() + PATIENCE
    while processes.marked(fleet):
        if time.monotonic() > patience:
            raise Violation("a process that was left alone does not come to an end")
        time.sleep(0.05)


def bought(cloud: LocalCloud, fleet: str) -> int:
    """How many machines the fleet has; more than asked for is wrong, and so is one bought in vain."""
    ever = cloud.fleet(fleet)
    live = [one for one in ever if one["state"] != RELEASED]
    if len(live) > MACHINES or len(ever) > MACHINES:
        raise Violation(f"{len(live)} machines live and {len(ever)} bought, {MACHINES} were asked for")
    return len(live)


def carry_out(cloud: LocalCloud, tokens: Tokens, span: float, this: Round) -> str:
    """What a round was like, in words."""
    slow_down(cloud, tokens)
    with start(cloud, this.fleet) as playbook:
        await_first_call(cloud, playbook)
        time.sleep(span * this.moment)
        last = cloud.control("calls")["calls"][-1]["action"]
        kill(playbook, this)
        playbook.communicate(timeout=PATIENCE)
    found = bought(cloud, this.fleet)
    cloud.control("faults", method="DELETE")
    changed = run(cloud, this.fleet)
    counted = bought(cloud, this.fleet)
    await_end(this.fleet)
    code, again = run_module(cloud, "instance", **{**WISH, "name": this.fleet, "exact_count": MACHINES})
    if (counted, bought(cloud, this.fleet), code, again["changed"]) != (MACHINES, MACHINES, 0, False):
        raise Violation(f"{counted} machines after the second run; then {again}")
    return f"after {last}: {found} bought; the next run changed {changed}, the last nothing"


def attempt(cloud: LocalCloud, tokens: Tokens, span: float, this: Round) -> tuple[str, str]:
    try:
        return "ok", carry_out(cloud, tokens, span, this)
    except (Violation, subprocess.TimeoutExpired) as wrong:
        return "BAD", str(wrong)


def buy_and_kill(tokens: Tokens, rounds: list[Round]) -> int:
    """Rounds against a cloud of their own; how many went wrong."""
    wrong = 0
    with local_cloud(*CLOUD, "--set", f"client_token={tokens.mode}") as cloud:
        span = measured(cloud, tokens)
        for this in rounds:
            verdict, outcome = attempt(cloud, tokens, span, this)
            wrong += verdict != "ok"
            when = f"{this.target} killed at {span * this.moment:.2f} of {span:.2f} s"
            print(f"{this.number:3}  {verdict:3}  tokens {tokens.mode:7}  {when}, {outcome}", flush=True)
    return wrong


def plan(tokens: Tokens, numbers: range, chance: random.Random) -> list[Round]:
    """As many equal parts of a purchase as there are rounds, in random order, a moment drawn from each.

    After the last moment nothing is left of a purchase but to wait for tags.
    """
    parts = chance.sample(range(len(numbers)), len(numbers))
    return [
        Round(
            number,
            tokens.targets[index % len(tokens.targets)],
            LAST_MOMENT * (part + chance.random()) / len(numbers),
        )
        for index, (number, part) in enumerate(zip(numbers, parts, strict=True))
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    wish = parser.parse_args()
    print(f"seed {wish.seed}")
    chance = random.Random(wish.seed)
    first = wish.rounds * 2 // 5
    numbers = (range(1, first + 1), range(first + 1, wish.rounds + 1))
    plans = [plan(tokens, some, chance) for tokens, some in zip(MODES, numbers, strict=True)]
    try:
        with ThreadPoolExecutor() as pool:
            wrong = sum(pool.map(buy_and_kill, MODES, plans))
    except Violation as violation:
        sys.exit(str(violation))
    print(f"{wish.rounds} purchases killed, {wrong} went wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

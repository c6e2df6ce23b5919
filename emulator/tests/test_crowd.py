# SPDX-License-Identifier: GPL-3.0-or-later
"""Four clients at once, ten thousand operations, a kill: money, stock and addresses still add up."""

from __future__ import annotations

import http.client
import json
import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from cvm_emulator.catalogue.account import MAIN_UIN
from cvm_emulator.settings import Settings
from cvm_emulator.world import World

from .audit import audit

pytestmark = pytest.mark.slow

CLIENTS, OPERATIONS = 4, 2500
ZONES = ("ap-guangzhou-3", "ap-guangzhou-6", "ap-guangzhou-7")
TYPES = ("S5.MEDIUM4", "S5.MEDIUM2", "S5.LARGE8")
SETTINGS = {
    "pace": 3600,
    "boot": 1,
    "rate_limits": False,
    "postpaid_quota": 5000,
    "spot_quota": 50_000,
    "start_balance": 10**9,
    "other_body": "replay",
}
RACES = ("OperationDenied", "UnsupportedOperation", "InvalidInstanceId", "InvalidParameterValue.SpotPaid")


class Client:
    """Buys, runs and gives back machines of its own, as chance wants it; counts the codes."""

    def __init__(self, emulator, number: int) -> None:
        self.emulator, self.chance = emulator, random.Random(number)
        host, port = emulator.endpoint.split(":")
        self.line = http.client.HTTPConnection(host, int(port), timeout=30)
        self.spot: list[str] = []
        self.hourly: list[str] = []
        self.returned: set[str] = set()
        self.codes: Counter[str] = Counter()
        self.order = 0
        self.number = number

    def ask(self, action: str, params: dict) -> dict:
        body = json.dumps(params).encode()
        self.line.request("POST", "/", body, self.emulator.headers(action, "cvm", body))
        answer = json.loads(self.line.getresponse().read())["Response"]
        self.codes[answer.get("Error", {}).get("Code", "")] += 1
        return answer

    def some(self) -> list[str]:
        mine = self.chance.choice((self.hourly, self.spot))
        return self.chance.sample(mine, min(len(mine), self.chance.randint(1, 4)))

    def buy(self) -> None:
        spot = self.chance.random() < 0.3
        self.order += 1
        params = {
            "Placement": {"Zone": self.chance.choice(ZONES)},
            "ImageId": "img-487zeit5",
            "InstanceType": self.chance.choice(TYPES),
            "InstanceCount": self.chance.randint(1, 4),
            "InstanceChargeType": "SPOTPAID" if spot else "POSTPAID_BY_HOUR",
            "InternetAccessible": {"InternetMaxBandwidthOut": self.chance.choice((0, 1, 5))},
            "ClientToken": f"{self.number}-{self.order // 2}" if self.chance.random() < 0.2 else "",
        }
        if not params["ClientToken"]:
            del params["ClientToken"]
        bought = self.ask("RunInstances", params).get("InstanceIdSet", [])
        mine = self.spot if spot else self.hourly
        mine += [each for each in bought if each not in {*self.spot, *self.hourly, *self.returned}]

    def give_back(self) -> None:
        if ids := self.some():
            if "Error" not in self.ask("TerminateInstances", {"InstanceIds": ids}):
                self.returned |= set(ids)
                for mine in (self.spot, self.hourly):
                    mine[:] = [each for each in mine if each not in ids]
        else:
            self.ask("DescribeZones", {})

    def change(self) -> None:
        ids = self.some()
        action, params = self.chance.choice(
            (
                ("StopInstances", {"StoppedMode": "KEEP_CHARGING"}),
                ("StopInstances", {"StoppedMode": "STOP_CHARGING"}),
                ("StartInstances", {}),
                ("RebootInstances", {}),
                ("ModifyInstancesAttribute", {"InstanceName": f"n{self.order}"}),
                ("DescribeInstances", {}),
            )
        )
        self.ask(action, params | {"InstanceIds": ids}) if ids else self.ask("DescribeRegions", {})

    def live(self) -> Counter[str]:
        for _ in range(OPERATIONS):
            full = len(self.spot) + len(self.hourly) > 60
            self.chance.choices((self.buy, self.give_back, self.change), (0 if full else 3, 3, 4))[0]()
        return self.codes


def test_a_crowd(start, tmp_path):
    state = str(tmp_path / "world.db")
    given = [f"--set={name}={json.dumps(value)}" for name, value in SETTINGS.items()]
    emulator = start("--state", state, "--seed", "1", *given)
    clients = [Client(emulator, number) for number in range(CLIENTS)]
    with ThreadPoolExecutor(CLIENTS) as pool:
        codes = sum(pool.map(Client.live, clients), Counter())
    assert sum(codes.values()) == CLIENTS * OPERATIONS
    assert codes[""] > 0.6 * CLIENTS * OPERATIONS, codes
    assert all(code.startswith(RACES) for code in codes if code), codes
    log = emulator.control("GET", "calls").json()["counts"]
    assert sum(log.values()) == CLIENTS * OPERATIONS
    told = emulator.control("GET", "ledger").json()
    emulator.process.kill()
    emulator.process.wait()
    assert emulator.log.read_text() == ""

    world = World(state, Settings(**SETTINGS))
    estate = world.estate(MAIN_UIN)
    audit(estate)
    kept = {each["instance_id"]: each for each in estate.ledger()["instances"]}
    assert set(kept) == {each["instance_id"] for each in told["instances"]}
    for client in clients:
        for each in client.spot + client.hourly:
            assert kept[each]["state"] not in ("RELEASED", "TERMINATING"), each
    world.close()

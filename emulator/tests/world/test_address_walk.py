# SPDX-License-Identifier: GPL-3.0-or-later
"""Long walks through the lives of EIPs and machines at once: whatever happens, they agree."""

from __future__ import annotations

from random import Random

import pytest
from cvm_emulator.errors import ApiError

from .clouds import MACHINE, Cloud
from .networking import addresses, eip, wait

STEPS = 150


def pick(chance: Random, rows: list[dict], name: str) -> str:
    return chance.choice(rows)[name] if rows else f"{'ins' if name == 'InstanceId' else 'eip'}-00000000"


def step(cloud: Cloud, chance: Random) -> None:
    address = pick(chance, addresses(cloud), "AddressId")
    instance = pick(chance, cloud.shown(), "InstanceId")
    ids, moves = {"InstanceIds": [instance]}, {"AddressId": address}
    wide = {"InternetAccessible": {"InternetMaxBandwidthOut": 1}}
    service, action, params = chance.choice(
        (
            ("cvm", "RunInstances", MACHINE | chance.choice(({}, wide))),
            ("cvm", "TerminateInstances", ids),
            (
                "cvm",
                "StopInstances",
                ids | {"StoppedMode": chance.choice(("KEEP_CHARGING", "STOP_CHARGING"))},
            ),
            ("cvm", "StartInstances", ids),
            ("vpc", "AllocateAddresses", {}),
            ("vpc", "AssociateAddress", moves | {"InstanceId": instance}),
            ("vpc", "AssociateAddress", moves | {"InstanceId": instance}),
            ("vpc", "DisassociateAddress", moves | {"ReallocateNormalPublicIp": chance.random() < 0.1}),
            ("vpc", "ReleaseAddresses", {"AddressIds": [address]}),
        )
    )
    try:
        cloud(action, params, service)
    except ApiError as refused:
        cloud.refusals.add(refused.code)


def agree(cloud: Cloud) -> None:
    """A bound EIP is the address of its machine, and no address is of two."""
    machines = {each["InstanceId"]: each for each in cloud.shown()}
    eips = addresses(cloud, Limit=100)
    for each in eips:
        assert (each["InstanceId"] is None) == (each["AddressStatus"] not in ("BINDING", "BIND", "UNBINDING"))
        if each["AddressStatus"] == "BIND":
            assert machines[each["InstanceId"]]["PublicIpAddresses"] == [each["AddressIp"]]
    public = [ip for each in machines.values() for ip in each["PublicIpAddresses"] or []]
    loose = [each["AddressIp"] for each in eips if each["AddressStatus"] == "UNBIND"]
    assert len({*public, *loose}) == len(public) + len(loose)


@pytest.mark.parametrize("seed", range(6))
def test_eips_and_machines_agree(open_cloud, seed):
    cloud, chance = (
        open_cloud(seed=seed, boot=2, stop=2, start=2, terminate=2, eip_daily_quota=1000),
        Random(seed),
    )
    cloud.refusals = set()
    for _ in range(STEPS):
        step(cloud, chance)
        wait(cloud, chance.choice((0, 1, 3, 10)))
        agree(cloud)
    wait(cloud, 60)
    agree(cloud)
    assert {each["AddressStatus"] for each in addresses(cloud)} <= {"BIND", "UNBIND"}
    assert "OperationDenied.MutexTaskRunning" in cloud.refusals
    for each in addresses(cloud):
        if each["AddressStatus"] == "BIND":
            cloud("DisassociateAddress", {"AddressId": each["AddressId"]}, "vpc")
    eip(cloud)
    wait(cloud, 60)
    cloud("ReleaseAddresses", {"AddressIds": [each["AddressId"] for each in addresses(cloud)]}, "vpc")
    wait(cloud, 60)
    running = [each["resource"] for each in cloud.world.ledger()["usage"] if each["running"]]
    assert not [each for each in running if each.startswith("eip-")]

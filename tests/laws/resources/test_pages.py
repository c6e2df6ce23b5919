# SPDX-License-Identifier: GPL-3.0-or-later
"""Info modules show all there are, on as many pages as it takes, and each once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from ansible_collections.tencentcloud.cvm.tests.laws.fleet.conftest import Direct
from ansible_collections.tencentcloud.cvm.tests.laws.resources.infos import POSSESSIONS
from ansible_collections.tencentcloud.cvm.tests.laws.resources.subject import Info, run
from ansible_collections.tencentcloud.cvm.tests.laws.resources.wishes import ZONE, a_vpc
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cvm_emulator.settings import Settings
from cvm_emulator.world import World

pytestmark = pytest.mark.slow

MANY = 230
QUOTAS = ("vpc_quota", "subnet_quota", "group_quota", "key_pair_quota", "eip_quota", "eip_daily_quota")
LISTS = [info for info in POSSESSIONS if info.module != "instance_info"]


@pytest.fixture(scope="module")
def world() -> World:
    settings = Settings(rate_limits=False, check_answers=True, **dict.fromkeys(QUOTAS, 2 * MANY))
    world = World(settings=settings, seed=1)
    send = Direct(world).send
    vpc = a_vpc(send)["vpc"]
    disk = {"Placement": {"Zone": ZONE}, "DiskType": "CLOUD_PREMIUM", "DiskSize": 10}
    for name, number in named():
        inside = {"VpcId": vpc, "Zone": ZONE, "CidrBlock": f"10.0.{number}.0/24"}
        send("vpc", "CreateVpc", {"VpcName": name, "CidrBlock": "10.0.0.0/16"})
        send("vpc", "CreateSubnet", {**inside, "SubnetName": name})
        send("vpc", "CreateSecurityGroup", {"GroupName": name, "GroupDescription": ""})
        send("cvm", "ImportKeyPair", {"KeyName": name, "ProjectId": 0, "PublicKey": public(number)})
        send("vpc", "AllocateAddresses", {"AddressName": name})
        send("cbs", "CreateDisks", {**disk, "DiskName": name, "DiskChargeType": "POSTPAID_BY_HOUR"})
    world.clock.advance(60)  # new disks show after a while
    return world


def named() -> Iterator[tuple[str, int]]:
    return ((f"many_{number}", number) for number in range(MANY))


def public(number: int) -> str:
    """The public half of a key whose private half nobody looked for, which is what takes long."""
    numbers = rsa.RSAPublicNumbers(65537, (1 << 2047) + 2 * number + 1)
    return numbers.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()


@pytest.mark.parametrize("info", LISTS, ids=[info.module for info in LISTS])
def test_all_are_shown_and_each_once(world: World, info: Info):
    word = info.module.removesuffix("_info")
    wish = {"rules": False} if word == "security_group" else {}
    shown, _ = run(world, info, wish)
    names = Counter(row["name"] for row in shown[f"{word}s"])
    assert {name: 1 for name, _number in named()}.items() <= names.items()
    assert len(set(shown[f"{word}_ids"])) == len(shown[f"{word}_ids"]) == names.total()
    by_id, _ = run(world, info, {**wish, f"{word}_ids": shown[f"{word}_ids"]})
    assert sorted(by_id[f"{word}_ids"]) == sorted(shown[f"{word}_ids"])
    wanted = [name for name, _number in named()][::2]
    by_name, _ = run(world, info, {**wish, "names": wanted})
    assert sorted(row["name"] for row in by_name[f"{word}s"]) == sorted(wanted)

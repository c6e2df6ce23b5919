# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook `release` takes away what it is asked to, and tells what it leaves."""

from __future__ import annotations

import re

import pytest
from ansible_collections.tencentcloud.cvm.tests.tools.module_run import MACHINE, run_module

pytestmark = pytest.mark.slow

DISK = {"type": "CLOUD_PREMIUM", "size": 20, "delete_with_instance": False}
PLACE = {"zones": ["ap-guangzhou-6"], **MACHINE}


def made(cloud, module: str, **wish) -> dict:
    code, result = run_module(cloud, module, **wish)
    assert code == 0, result
    return result


@pytest.fixture
def key(tmp_path, cloud) -> str:
    """A pair that opens a machine of its own, and whatever else is made with it."""
    pair = made(cloud, "key_pair", name="mine", private_key_file=str(tmp_path / "mine.pem"))
    return pair["key_pair"]["key_pair_id"]


def disk_of(result: dict) -> str:
    return result["instances"][0]["system_disk"]["id"]


def test_what_outlives_the_machines_is_left_and_told(cloud, play, estate, key):
    before = estate()
    bought = made(cloud, "instance", name="web", key_pairs=["mine"], data_disks=[DISK], **PLACE)
    eip = made(cloud, "eip", name="web", instance=bought["instance_ids"][0])["eip"]["eip_id"]
    [disk] = [each["id"] for each in bought["instances"][0]["data_disks"]]
    said = play("release", fleet_name="web")
    left = {**before, "eip": [eip], "disk": [disk]}
    assert estate() == left
    for line in (
        f"removed machines: {bought['instance_ids'][0]}",
        f"left addresses: {eip}",
        f"left disks: {disk}",
        f"left keys: {key}",
        f"left networks: {bought['instances'][0]['vpc']}",
    ):
        assert line in said


def test_all_that_is_asked_for_goes_and_a_key_that_others_need_stays(cloud, play, estate, key):
    before = estate()
    other = made(cloud, "instance", name="other", key_pairs=["mine"], **PLACE)
    network = {"network_name": "shop", "network_zones": ["ap-guangzhou-6"]}
    fleet = {"fleet_instance_types": MACHINE["instance_types"], "fleet_image": MACHINE["image"]}
    play("purchase", fleet_name="web", fleet_key_pairs=["mine"], fleet_data_disks=[DISK], **network, **fleet)
    [machine] = run_module(cloud, "instance_info", name="web")[1]["instance_ids"]
    eip = made(cloud, "eip", name="web", instance=machine)["eip"]["eip_id"]
    everything = ["addresses", "disks", "keys", "network"]
    said = play("release", fleet_name="web", fleet_release=everything, network_name="shop")
    assert f"removed addresses: {eip}" in said
    assert f"left keys: {key}, which opens other machines too" in said
    assert re.search(r"network: removed .*subnet-.*vpc-", said)
    assert estate() == {**before, "instance": other["instance_ids"], "disk": [disk_of(other)]}
    said = play("release", fleet_name="other", fleet_release=everything)
    assert f"removed keys: {key}" in said
    assert estate()["key_pair"] == [id for id in before["key_pair"] if id != key]

# SPDX-License-Identifier: GPL-3.0-or-later
"""What a machine reads about itself."""

from __future__ import annotations

import json
from base64 import b64encode
from datetime import datetime

import pytest
from cvm_emulator.catalogue.account import MAIN_UIN
from cvm_emulator.clock import BEIJING

from .clouds import Cloud
from .test_accounts import OTHER

ROOT = "/latest/meta-data/"


@pytest.fixture
def machine(cloud):
    data = b64encode(b"#!/bin/sh\necho hi\n").decode()
    [bought] = cloud.bought(
        UserData=data,
        InstanceName="web",
        CamRoleName="rehearsal",
        InternetAccessible={"InternetMaxBandwidthOut": 1},
    )
    return bought


def told(cloud, machine, path):
    return cloud.world.metadata(machine, ROOT + path)


def test_the_machine_as_the_api_shows_it(cloud, machine):
    shown = cloud.one(machine)
    for path, value in (
        ("instance-id", machine),
        ("instance-name", "web"),
        ("uuid", shown["Uuid"]),
        ("local-ipv4", shown["PrivateIpAddresses"][0]),
        ("public-ipv4", shown["PublicIpAddresses"][0]),
        ("app-id", "1250000001"),
        ("placement/region", "ap-guangzhou"),
        ("placement/zone", shown["Placement"]["Zone"]),
        ("payment/charge-type", "POSTPAID_BY_HOUR"),
    ):
        assert told(cloud, machine, path) == value, path
    assert cloud.world.metadata(machine, "/latest/user-data") == "#!/bin/sh\necho hi\n"


def test_the_network_card(cloud, machine):
    [mac] = told(cloud, machine, "network/interfaces/macs/").split("\n")
    card = f"network/interfaces/macs/{mac}"
    assert told(cloud, machine, f"{card}mac") == told(cloud, machine, "mac") == mac.rstrip("/")
    network = cloud.one(machine)["VirtualPrivateCloud"]
    assert told(cloud, machine, f"{card}vpc-id") == network["VpcId"]
    assert told(cloud, machine, f"{card}subnet-id") == network["SubnetId"]


def test_listings(cloud, machine):
    assert "placement/" in told(cloud, machine, "").split("\n")
    assert told(cloud, machine, "placement/") == "region\nzone"
    assert told(cloud, machine, "placement") is None
    assert told(cloud, machine, "nothing/") is None
    assert cloud.world.metadata(machine, "/elsewhere") is None


def test_keys_of_the_role(cloud, machine):
    assert told(cloud, machine, "cam/security-credentials/") == "rehearsal"
    keys = json.loads(told(cloud, machine, "cam/security-credentials/rehearsal"))
    assert keys["Code"] == "Success"
    role = Cloud(cloud.world, keys["TmpSecretId"])
    assert (role.caller.secret_key, role.caller.token) == (keys["TmpSecretKey"], keys["Token"])
    identity = role("GetCallerIdentity", {}, "sts")
    assert (identity["Type"], identity["AccountId"]) == ("CAMRole", MAIN_UIN)
    assert identity["UserId"].endswith(f":{machine}")
    assert role.one(machine)
    assert told(cloud, machine, "cam/security-credentials/observer") is None


def test_a_machine_without_a_role(cloud):
    [bought] = cloud.bought()
    assert told(cloud, bought, "cam/security-credentials/") is None
    assert told(cloud, bought, "cam/security-credentials/rehearsal") is None
    assert cloud.world.metadata(bought, "/latest/user-data") is None


def test_a_spot_reclaim_is_announced(cloud):
    [spot] = cloud.bought(InstanceChargeType="SPOTPAID")
    assert told(cloud, spot, "spot/termination-time") is None
    cloud.world.reclaim([spot])
    text = told(cloud, spot, "spot/termination-time")
    end = datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=BEIJING).timestamp()
    assert end == pytest.approx(cloud.world.clock.now() + 120, abs=2)
    cloud.world.clock.advance(121)
    assert told(cloud, spot, "instance-id") is None


def test_machines_of_all_accounts_and_no_others(cloud):
    [theirs] = Cloud(cloud.world, OTHER).bought()
    assert told(cloud, theirs, "app-id") == "1250000003"
    assert told(cloud, "ins-00000000", "app-id") is None
    assert told(cloud, "", "app-id") is None

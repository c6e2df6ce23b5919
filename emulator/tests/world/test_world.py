# SPDX-License-Identifier: GPL-3.0-or-later
"""The world as a whole: its state on disk, settings, clock, log of calls, faults, limits of requests."""

import sqlite3
import subprocess
import sys
import textwrap
import time

import pytest
from cvm_emulator.errors import ApiError
from cvm_emulator.faults import Broken
from cvm_emulator.settings import SETTINGS, Settings
from cvm_emulator.store import ForeignState
from cvm_emulator.world import World

from .clouds import MACHINE, NOTHING

KILLED = """
    import os, sys
    from cvm_emulator.catalogue.account import SECRET_ID
    from cvm_emulator.settings import Settings
    from cvm_emulator.world import World

    world = World(sys.argv[1], Settings(boot=0), seed=5)
    order = {"Placement": {"Zone": "ap-guangzhou-3"}, "ImageId": "img-6n21msk1", "ClientToken": "t"}
    answer = world.call(world.caller(SECRET_ID), "cvm", "RunInstances", "2017-03-12", "ap-guangzhou", order)
    world.clock.advance(7200)
    print(*answer["InstanceIdSet"], world.clock.now(), flush=True)
    os.kill(os.getpid(), 9)
"""


def test_the_state_outlives_a_kill(open_cloud, tmp_path):
    state = str(tmp_path / "state")
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(KILLED), state], stdout=subprocess.PIPE, text=True, check=False
    )
    assert done.returncode == -9
    instance_id, moment = done.stdout.split()
    cloud = open_cloud(state, seed=99)
    assert float(moment) <= cloud.world.clock.now() < float(moment) + 60
    assert [each["InstanceId"] for each in cloud.shown()] == [instance_id]
    assert cloud.states() == ["RUNNING"]
    order = {name: value for name, value in MACHINE.items() if name != "InstanceType"}
    assert cloud("RunInstances", order | {"ClientToken": "t"})["InstanceIdSet"] == [instance_id]
    assert cloud.spent() > 0
    assert cloud.buy() != [instance_id]


def test_foreign_files_are_refused(tmp_path):
    text, other, newer = tmp_path / "text", tmp_path / "other", tmp_path / "newer"
    text.write_text("not a database at all, but long enough to be read as one" * 20)
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE instance (a)")
    World(str(newer)).close()
    with sqlite3.connect(newer) as db:
        db.execute("PRAGMA user_version = 999")
    for path, why in ((text, "cannot be used"), (other, "some other program"), (newer, "version 999")):
        with pytest.raises(ForeignState, match=why):
            World(str(path))
    assert text.read_text().startswith("not a database")


def test_reset_begins_again_with_the_same_ids(cloud):
    cloud.world.set_balance(5000)
    first = cloud.bought(ClientToken="t", InstanceCount=2)
    cloud.world.faults.add({"action": "DescribeInstances", "do": {"drop": True}})
    cloud.world.reset()
    assert cloud.shown() == []
    assert cloud.world.ledger() == NOTHING
    assert cloud("DescribeAccountBalance", {}, "billing")["RealBalance"] == 10_000_000
    assert cloud.buy(InstanceCount=2) == first


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"bot": 3}, "no setting bot"),
        ({"boot": -1}, "setting boot takes a number of seconds"),
        ({"boot": "20"}, "setting boot takes"),
        ({"client_token": "maybe"}, 'one of "replay"'),
        ({"postpaid_quota": 1.5}, "whole number"),
        ({"max_instance_count": 0}, "whole number from 1"),
        ({"check_answers": 1}, "true or false"),
        ({"pace": 0}, "above 0"),
    ],
)
def test_settings_are_checked(cloud, change, message):
    before = cloud.world.settings.as_dict()
    with pytest.raises(ValueError, match=message):
        cloud.world.settings.change({"tag_lag": 9, **change})
    assert cloud.world.settings.as_dict() == before


def test_every_default_fits_its_setting():
    for setting in SETTINGS:
        assert setting.fits(setting.default), setting.name
        assert setting.meaning.endswith(".")
    assert Settings().as_dict() == {setting.name: setting.default for setting in SETTINGS}


def test_the_clock_only_goes_forward(cloud):
    before = cloud.world.clock.now()
    for seconds in (-1, "60", None, True, float("nan"), float("inf")):
        with pytest.raises(ValueError, match="advance takes"):
            cloud.world.clock.advance(seconds)
    cloud.world.clock.advance(3600)
    assert 3600 <= cloud.world.clock.now() - before < 3660


def test_a_change_of_pace_does_not_jump(cloud):
    time.sleep(0.05)
    before = cloud.world.clock.now()
    cloud.set(pace=100_000)
    assert cloud.world.clock.now() - before < 2000


def test_the_log_tells_writes_from_the_rest(cloud):
    cloud.buy()
    cloud.shown()
    cloud.refused("RunInstances", MACHINE | {"ImageId": "img-00000000"})
    log = cloud.world.call_log()
    assert [(call["action"], call["code"], call["write"]) for call in log["calls"]] == [
        ("RunInstances", "", True),
        ("DescribeInstances", "", False),
        ("RunInstances", "InvalidImageId.NotFound", False),
    ]
    assert log["counts"] == {"RunInstances": 2, "DescribeInstances": 1}
    assert all(call["request_id"] and call["at"].endswith("Z") for call in log["calls"])


def test_a_fault_before_leaves_no_trace_and_one_after_does(cloud):
    for when in ("before", "after"):
        cloud.world.faults.add({"action": "RunInstances", "when": when, "do": {"drop": True}})
        with pytest.raises(Broken):
            cloud.buy()
        assert len(cloud.world.ledger()["instances"]) == (when == "after")
    seen = [(call["code"], call["write"]) for call in cloud.world.call_log()["calls"]]
    assert seen == [("fault:drop", False), ("fault:drop", True)]


def test_a_fault_may_be_a_code(cloud):
    cloud.world.faults.add({"action": "RunInstances", "when": "after", "do": {"code": "InternalError"}})
    with pytest.raises(ApiError) as refused:
        cloud.buy()
    assert refused.value.code == "InternalError"
    assert refused.value.request_id == cloud.world.ledger()["instances"][0]["request_id"]
    assert cloud.world.call_log()["calls"][-1]["code"] == "InternalError"


def test_a_delay_goes_on_normally(cloud):
    cloud.world.faults.add({"action": "DescribeZones", "do": {"delay": 0.05}})
    assert cloud("DescribeZones")["TotalCount"] == 5
    assert cloud.world.call_log()["calls"][-1]["duration_ms"] >= 50
    assert cloud.world.call_log()["calls"][-1]["code"] == ""


def test_requests_per_second_are_limited(open_cloud):
    cloud = open_cloud(rate_limits=True)
    for _ in range(10):
        cloud("InquiryPriceRunInstances", MACHINE)
    with pytest.raises(ApiError) as refused:
        cloud("InquiryPriceRunInstances", MACHINE)
    assert refused.value.code == "RequestLimitExceeded"
    assert refused.value.message == (
        "Your current request times equals to `11` in a second, which exceeds the frequency limit `10` "
        "for a second. Please reduce the frequency of calls."
    )
    assert cloud("DescribeZones")["TotalCount"] == 5
    cloud(
        "InquiryPriceRunInstances", MACHINE | {"Placement": {"Zone": "ap-shanghai-2"}}, region="ap-shanghai"
    )


def test_limits_scale(open_cloud):
    cloud = open_cloud(rate_limits=0.2)
    cloud("InquiryPriceRunInstances", MACHINE)
    cloud("InquiryPriceRunInstances", MACHINE)
    assert cloud.refused("InquiryPriceRunInstances", MACHINE) == "RequestLimitExceeded"


def test_the_overview_shows_people_what_there_is(cloud):
    [instance_id] = cloud.bought(InstanceName="web")
    cloud.world.set_stock("ap-guangzhou-3", "S5.MEDIUM4", "SPOTPAID", 0)
    seen = cloud.world.overview()
    assert [(each["instance_id"], each["name"], each["state"]) for each in seen["instances"]] == [
        (instance_id, "web", "RUNNING")
    ]
    assert 60 <= seen["instances"][0]["age"] < 90
    assert (seen["total"], seen["money"]["frozen"]) == (1, 43)
    assert {"zone": "ap-guangzhou-3", "instance_type": "S5.MEDIUM4", "charge_type": "SPOTPAID"} in seen[
        "sold_out"
    ]
    assert seen["calls"][0]["action"] == "RunInstances"


def test_unknown_keys_have_no_caller(cloud):
    assert cloud.world.caller("AKIDSOMEBODYELSE") is None

# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults are validated when ordered, and strike when and as often as ordered."""

import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from cvm_emulator.faults import Faults

DROP = {"drop": True}


def faults(*specs):
    made = Faults()
    for spec in specs:
        made.add(spec)
    return made


def test_strikes_its_action_at_its_moment_once():
    made = faults({"action": "RunInstances", "when": "after", "do": DROP})
    assert made.strike("StopInstances", "after") is None
    assert made.strike("RunInstances", "before") is None
    assert made.strike("RunInstances", "after") == DROP
    assert made.strike("RunInstances", "after") is None


def test_skips_then_strikes_several_times():
    made = faults({"action": "RunInstances", "skip": 2, "times": 2, "do": {"code": "InternalError"}})
    struck = [made.strike("RunInstances", "before") is not None for _ in range(5)]
    assert struck == [False, False, True, True, False]


def test_older_faults_strike_first_and_any_action_can_be_meant():
    made = faults({"action": "*", "do": {"status": 502}}, {"action": "RunInstances", "do": {"garbage": True}})
    assert [made.strike("RunInstances", "before") for _ in range(3)] == [
        {"status": 502},
        {"garbage": True},
        None,
    ]


def test_listing_and_clearing():
    made = faults({"action": "RunInstances", "times": 3, "do": {"delay": 0.5}})
    made.strike("RunInstances", "before")
    assert made.pending() == [
        {"action": "RunInstances", "when": "before", "times": 2, "skip": 0, "do": {"delay": 0.5}}
    ]
    made.clear()
    assert made.pending() == []
    assert made.strike("RunInstances", "before") is None


def test_threads_share_the_count():
    made = faults({"action": "RunInstances", "times": 5000, "do": DROP})
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            struck = list(pool.map(lambda _: made.strike("RunInstances", "before"), range(8000)))
    finally:
        sys.setswitchinterval(interval)
    assert sum(do == DROP for do in struck) == 5000


@pytest.mark.parametrize(
    ("field", "spec"),
    [
        ("action", {"do": DROP}),
        ("action", {"action": "RunInstance", "do": DROP}),
        ("action", {"action": ["RunInstances"], "do": DROP}),
        ("when", {"action": "RunInstances", "when": "during", "do": DROP}),
        ("times", {"action": "RunInstances", "times": 0, "do": DROP}),
        ("times", {"action": "RunInstances", "times": "1", "do": DROP}),
        ("times", {"action": "RunInstances", "times": True, "do": DROP}),
        ("skip", {"action": "RunInstances", "skip": -1, "do": DROP}),
        ("do", {"action": "RunInstances"}),
        ("do", {"action": "RunInstances", "do": {"explode": True}}),
        ("do", {"action": "RunInstances", "do": {"drop": True, "delay": 1}}),
        ("do", {"action": "RunInstances", "do": "drop"}),
        ("do.drop", {"action": "RunInstances", "do": {"drop": False}}),
        ("do.garbage", {"action": "RunInstances", "do": {"garbage": 1}}),
        ("do.status", {"action": "RunInstances", "do": {"status": 200}}),
        ("do.status", {"action": "RunInstances", "do": {"status": "502"}}),
        ("do.delay", {"action": "RunInstances", "do": {"delay": 0}}),
        ("do.delay", {"action": "RunInstances", "do": {"delay": float("nan")}}),
        ("do.code", {"action": "RunInstances", "do": {"code": ""}}),
        ("time", {"action": "RunInstances", "time": 1, "do": DROP}),
    ],
)
def test_a_wrong_fault_is_refused_by_the_name_of_its_field(field, spec):
    made = Faults()
    with pytest.raises(ValueError, match=f"^{field}: "):
        made.add(spec)
    assert made.pending() == []


def test_a_delay_ends_when_the_server_does():
    made = Faults()
    began = time.monotonic()
    made.wait(0.2)
    assert time.monotonic() - began >= 0.2
    made.end()
    made.wait(3600)
    assert time.monotonic() - began < 60

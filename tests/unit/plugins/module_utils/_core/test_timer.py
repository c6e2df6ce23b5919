# SPDX-License-Identifier: GPL-3.0-or-later
"""Durations, and the moment a machine is to end."""

from __future__ import annotations

import pytest
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.errors import Refused
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.timer import seconds_of, timer

NOON = 1_750_000_200


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("10m", 600),
        ("4h", 14400),
        ("90m", 5400),
        ("1d12h", 129600),
        ("1h30m30s", 5430),
        (" 4h ", 14400),
        ("0", 0),
    ],
)
def test_durations(text, seconds):
    assert seconds_of(text) == seconds


@pytest.mark.parametrize("text", ["", "4", "h", "4 hours", "-4h", "599s", "30m1h", "1.5h"])
def test_what_is_no_duration_is_refused(text):
    with pytest.raises(Refused, match="ttl: "):
        seconds_of(text)


def test_a_machine_ends_at_five_full_minutes_never_early():
    assert timer(600, NOON) == {"TimerAction": "TerminateInstances", "ActionTime": "2025-06-15T15:20:00Z"}
    assert timer(600, NOON - 299) == timer(600, NOON)
    assert timer(600, NOON + 1)["ActionTime"] == "2025-06-15T15:25:00Z"
    assert timer(0, NOON) is None

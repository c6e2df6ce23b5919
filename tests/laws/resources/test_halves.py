# SPDX-License-Identifier: GPL-3.0-or-later
"""A run that the cloud stops halfway tells which half is done, and the next run does the other one only."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.tencentcloud.cvm.tests.laws.resources.wishes import BY_MODULE, PUBLIC, SSH, ZONE
from ansible_collections.tencentcloud.cvm.tests.tools.module_run import MACHINE, run_module

pytestmark = pytest.mark.slow

TAGS = {"team": "shop"}
DISK = {"zone": ZONE, "type": "CLOUD_PREMIUM", "size": 20}
NETWORK = {"cidr_block": "10.0.0.0/16"}
PLACE = {"vpc": "Default-VPC", "zone": ZONE, "cidr_block": "172.16.200.0/24"}
# For each module a wish that takes several calls; what is made in one call is made before, and renamed then.
LONG: dict[str, dict[str, Any]] = {
    "disk": {**DISK, "instance": "web-1"},
    "eip": {"instance": "web-1"},
    "key_pair": {"public_key": PUBLIC, "description": "what for"},
    "security_group": {"ingress": [SSH]},
    "subnet": {**PLACE, "tags": TAGS},
    "vpc": {**NETWORK, "tags": TAGS},
}
AT_ONCE = {"subnet": PLACE, "vpc": NETWORK}


def actions(result: dict) -> list[str]:
    return [step["action"] for step in result["steps"]]


def done(cloud, module: str, **wish: Any) -> dict:
    code, result = run_module(cloud, module, **wish)
    assert code == 0, result
    return result


@pytest.mark.parametrize("module", LONG)
def test_the_half_that_is_done_is_told_and_a_second_run_does_the_other(cloud, module):
    done(cloud, "instance", name="web", **MACHINE, zones=[ZONE])
    wish = {"name": "half", **LONG[module]}
    if module in AT_ONCE:
        made = done(cloud, module, name="whole", **AT_ONCE[module])
        wish[f"{module}_id"] = made[module][f"{module}_id"]
    *first, last = actions(done(cloud, module, _ansible_check_mode=True, **wish))
    assert first
    cloud.control("faults", {"action": last, "when": "before", "do": {"code": "UnauthorizedOperation"}})
    code, stopped = run_module(cloud, module, **wish)
    assert (code, stopped["changed"], actions(stopped)) == (1, True, first)
    assert (stopped["action"], stopped["code"]) == (last, "UnauthorizedOperation")
    finished = done(cloud, module, **wish)
    assert (finished["changed"], actions(finished)) == (True, [last])
    assert done(cloud, module, **wish)["changed"] is False


def test_every_module_is_stopped_halfway():
    assert LONG.keys() == BY_MODULE.keys()

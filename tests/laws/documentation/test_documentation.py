# SPDX-License-Identifier: GPL-3.0-or-later
"""Options, documentation and results say the same."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from ansible_collections.tencentcloud.cvm.tests.tools.local_cloud import local_cloud
from ansible_collections.tencentcloud.cvm.tests.tools.module_run import MACHINE, PLACE, run_module
from cvm_emulator.key_pairs import make_pair
from yaml import safe_load

pytestmark = pytest.mark.slow

PLUGINS = Path(__file__).parents[3] / "plugins"
MODULES = sorted(path.stem for path in (PLUGINS / "modules").glob("*.py"))
CONNECTION = import_module("ansible_collections.tencentcloud.cvm.plugins.module_utils._module").CONNECTION
SAID = ("type", "default", "choices", "elements", "required", "aliases")
NOT_SAID = {"default": None, "choices": None, "elements": None, "required": False, "aliases": []}
PUBLIC = make_pair().public
COMMON = {"changed", "failed", "msg", "warnings", "deprecations", "invocation", "exception"}


@pytest.fixture(scope="module")
def documents() -> dict:
    """What ansible-doc says of every module, by its short name."""
    with local_cloud() as cloud:
        done = subprocess.run(
            [sys.executable, "-m", "ansible", "doc", "--json", "--type", "module", *map(full, MODULES)],
            env=cloud.environment(),
            capture_output=True,
            check=True,
        )
    return {name: json.loads(done.stdout)[full(name)] for name in MODULES}


def full(name: str) -> str:
    return f"tencentcloud.cvm.{name}"


def arguments(module: str) -> dict:
    return {**CONNECTION, **import_module(f"{PLACE}.{module}").ARGUMENTS}


def same(where: str, spec: dict, document: dict) -> list[str]:
    """The differences between an argument spec and documented options, a sentence each."""
    found = [f"{where}{option} stands only on one side" for option in spec.keys() ^ document.keys()]
    for option in spec.keys() & document.keys():
        taken, said = spec[option], document[option]
        for trait in SAID:
            pair = [side.get(trait, NOT_SAID.get(trait)) for side in (taken, said)]
            if pair[0] != pair[1]:
                found.append(f"{where}{option}: {trait} is {pair[0]!r}, documented as {pair[1]!r}")
        found += same(f"{where}{option}.", taken.get("options") or {}, said.get("suboptions") or {})
    return found


@pytest.mark.parametrize("module", MODULES)
def test_options_are_documented_as_they_are_taken(documents, module):
    assert same("", arguments(module), documents[module]["doc"]["options"]) == []


def undocumented(where: str, shown: object, said: dict) -> list[str]:
    """The keys of a result that are not documented, or documented and missing; lists by their first item."""
    if isinstance(shown, list):
        return [line for one in shown[:1] for line in undocumented(where, one, said)]
    if not isinstance(shown, dict) or not said.get("contains"):
        return []
    contains = said["contains"]
    found = [f"{where}.{key} stands only on one side" for key in shown.keys() ^ contains.keys()]
    for key in shown.keys() & contains.keys():
        found += undocumented(f"{where}.{key}", shown[key], contains[key])
    return found


def differences(result: dict, document: dict, on: str) -> list[str]:
    """Between a result and RETURN, as far as RETURN says it is there `on` success or failure."""
    said = {key: row for key, row in document["return"].items() if row["returned"] in ("always", on)}
    shown = {key: value for key, value in result.items() if key not in COMMON}
    found = [f"{key} is documented, and not there" for key in said.keys() - shown.keys()]
    found += [f"{key} is there, and not documented" for key in shown.keys() - document["return"].keys()]
    for key in said.keys() & shown.keys():
        found += undocumented(key, shown[key], said[key])
    return found


def runs(module: str) -> list[dict]:
    """Arguments of runs that succeed, one after the other, and between them fill what a result can hold."""
    wish = {**MACHINE, "zones": ["ap-guangzhou-6"], "public_ip": {"bandwidth": 1}}
    disks = {"data_disks": [{"type": "CLOUD_PREMIUM", "size": 10}], "system_disk": {"size": 50}}
    fleet = {"name": "web", **wish, **disks}
    network = {"name": "shop", "cidr_block": "10.1.0.0/16"}
    place = {"vpc": "Default-VPC", "zone": "ap-guangzhou-6", "cidr_block": "172.16.200.0/24"}
    inside = {"name": "web", **place}
    disk = {"name": "web", "zone": "ap-guangzhou-6", "type": "CLOUD_PREMIUM", "size": 40}
    group = {"name": "web", "ingress": [{"group": "web"}], "egress": [{"cidr": "0.0.0.0/0"}]}
    return {
        "instance": [
            {**fleet, "_ansible_check_mode": True},
            fleet,
            fleet,
            {"name": "web", "state": "stopped"},
            {"name": "web", "state": "absent"},
            {"name": "web", "state": "absent"},
        ],
        "account_info": [{}, {"zones": wish["zones"]}],
        "image_info": [{}, {"os": "Debian"}, {"name": "nobody's"}],
        "instance_info": [{}, {"name": "nobody"}],
        "instance_type_info": [{"charge_types": ["prepaid"]}, {"cpu": 2, "memory": 3}],
        "disk": [
            {**disk, "_ansible_check_mode": True},
            {**disk, "tags": {"a": "b"}},
            {"name": "web", "state": "absent"},
        ],
        "disk_info": [{}, {"names": ["nobody"]}],
        "eip": [
            {"name": "web", "_ansible_check_mode": True},
            {"name": "web", "tags": {"a": "b"}},
            {"name": "web", "state": "absent"},
        ],
        "eip_info": [{}, {"names": ["nobody"]}],
        "key_pair": [
            {"name": "web", "private_key_file": "/dev/shm/never", "_ansible_check_mode": True},
            {"name": "web", "public_key": PUBLIC, "tags": {"a": "b"}},
            {"name": "web", "state": "absent"},
        ],
        "key_pair_info": [{}, {"names": ["nobody"]}],
        "price_info": [{**wish, "period": 12}, {**wish, "charge_type": "spot"}],
        "zone_info": [{}, {"instance_types": MACHINE["instance_types"]}],
        "security_group": [
            {**group, "_ansible_check_mode": True},
            group,
            {"name": "web", "state": "absent"},
        ],
        "security_group_info": [{}, {"names": ["nobody"]}],
        "subnet": [
            {**inside, "_ansible_check_mode": True},
            inside,
            {**inside, "state": "absent"},
        ],
        "subnet_info": [{}, {"names": ["nobody"]}],
        "vpc": [
            {"default": True},
            {**network, "_ansible_check_mode": True},
            {**network, "dns_servers": ["10.1.0.2"], "tags": {"team": "shop"}},
            {"name": "shop", "state": "absent"},
        ],
        "vpc_info": [{}, {"names": ["nobody"]}],
    }[module]


@pytest.mark.parametrize("module", MODULES)
def test_results_have_the_documented_keys(cloud, documents, module):
    for wish in runs(module):
        code, result = run_module(cloud, module, **wish)
        assert code == 0, result
        assert differences(result, documents[module], "success") == [], wish


def test_the_info_of_a_machine_has_the_shape_of_the_purchase(cloud):
    bought = run_module(cloud, "instance", name="web", **MACHINE)[1]
    assert run_module(cloud, "instance_info", name="web")[1]["instances"] == bought["instances"]


@pytest.mark.parametrize(
    ("wish", "fault", "on"),
    [
        ({"exact_count": 61}, None, "failure, when the cloud refused"),
        (
            {},
            {"action": "DescribeInstances", "do": {"code": "UnauthorizedOperation"}},
            "failure, when the cloud refused",
        ),
        ({"max_hourly_price": 0.01}, None, "failure"),
    ],
)
def test_failures_have_the_documented_keys(cloud, documents, wish, fault, on):
    if fault:
        cloud.control("faults", fault)
    code, result = run_module(cloud, "instance", name="web", **MACHINE, zones=["ap-guangzhou-6"], **wish)
    assert code == 1
    assert differences(result, documents["instance"], on) == []


def test_every_module_is_in_the_action_group():
    groups = safe_load((PLUGINS.parent / "meta/runtime.yml").read_text())["action_groups"]
    assert groups == {"all": MODULES}

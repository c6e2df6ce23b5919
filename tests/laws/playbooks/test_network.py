# SPDX-License-Identifier: GPL-3.0-or-later
"""The role `network` refuses before it makes anything, and a run that was stopped halfway is taken up."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from ansible_collections.tencentcloud.cvm.tests.tools.playbook_run import played
from cvm_emulator.key_pairs import make_pair

pytestmark = pytest.mark.slow

PLAYBOOK = """
- name: There is a network
  hosts: localhost
  gather_facts: false
  tasks:
    - name: It is as asked for
      ansible.builtin.include_role:
        name: tencentcloud.cvm.network
"""
NOT_A_KEY = "# nothing but a remark\n"
MISTAKES = {
    "a zone elsewhere": (
        {"network_zones": ["ap-shanghai-2"]},
        "network_zones: ap-shanghai-2 is no open zone",
    ),
    "a key file that is no key": (
        {"network_public_key_file": "{{ no_key }}"},
        "network_public_key_file: .*no RSA key",
    ),
    "a key file that is not there": ({"network_public_key_file": "/nowhere/key.pub"}, "/nowhere/key.pub"),
}


def tried(about: str) -> dict:
    """The role with a mistake, which is rescued."""
    variables, _message = MISTAKES[about]
    role = {
        "name": about,
        "ansible.builtin.include_role": {"name": "tencentcloud.cvm.network"},
        "vars": variables,
    }
    after = {"name": f"After {about}", "ansible.builtin.meta": "noop"}
    return {"name": f"Tried is {about}", "block": [role], "rescue": [after]}


@pytest.fixture
def network(cloud, tmp_path) -> Callable[..., tuple[int, str]]:
    """Runs the role for the network `shop`; exit status and output on one line."""
    (tmp_path / "play.yml").write_text(PLAYBOOK)

    def run(**variables: object) -> tuple[int, str]:
        code, output = played(cloud, str(tmp_path / "play.yml"), network_name="shop", **variables)
        return code, " ".join(output.split())

    return run


def writes(cloud) -> list[str]:
    return [call["action"] for call in cloud.control("calls")["calls"] if call["write"] and not call["code"]]


def test_a_mistake_is_told_before_anything_is_made(cloud, tmp_path):
    file, playbook = tmp_path / "key.pub", tmp_path / "play.yml"
    file.write_text(NOT_A_KEY)
    playbook.write_text(
        yaml.safe_dump([{"name": "Mistakes", "hosts": "localhost", "tasks": [*map(tried, MISTAKES)]}])
    )
    code, output = played(cloud, str(playbook), network_name="shop", no_key=str(file))
    assert code == 0, output
    assert f"rescued={len(MISTAKES)}" in output
    for about, (_variables, message) in MISTAKES.items():
        said = output.split(f"TASK [{about}]")[1].split(f"TASK [After {about}]")[0]
        assert "FAILED! =>" in said, about
        assert re.search(message, " ".join(said.split())), said
    assert "Traceback" not in output
    assert writes(cloud) == []


def test_what_was_stopped_halfway_is_finished_and_then_gone_without_a_trace(cloud, network, estate, tmp_path):
    before = estate()
    key: Path = tmp_path / "key.pub"
    key.write_text(make_pair().public)
    wish = {
        "network_zones": ["ap-guangzhou-6", "ap-guangzhou-7"],
        "network_ssh_from": ["203.0.113.0/24"],
        "network_public_key_file": str(key),
    }
    cloud.control("faults", {"action": "CreateSecurityGroup", "do": {"code": "UnauthorizedOperation"}})
    code, output = network(**wish)
    assert code == 2, output
    assert "CreateSecurityGroup failed" in output
    half = writes(cloud)
    assert half == ["CreateVpc", "CreateSubnet", "CreateSubnet"]
    code, output = network(**wish)
    assert code == 0, output
    assert set(writes(cloud)[len(half) :]) & set(half) == set()
    assert re.search(r"changed=[1-9]", output)
    code, output = network(network_state="absent")
    assert code == 0, output
    assert estate() == before

# SPDX-License-Identifier: GPL-3.0-or-later
"""The same through ansible-playbook: the user reads the message, and no trace of Python."""

from __future__ import annotations

import re

import pytest
from ansible_collections.tencentcloud.cvm.tests.tools.playbook_run import played

pytestmark = pytest.mark.slow

TASK = """
- name: A mistake
  hosts: localhost
  gather_facts: false
  tasks:
    - name: A machine is wished for
      tencentcloud.cvm.instance:
        name: web
        instance_type: S5.MEDIUM4
        image: img-487zeit5
"""
MISTAKES = {
    'tags: {1: shop, "1": office}': r"tags: .*twice",
    "instance_type: medium": r"instance_types: no such type; they are called like S5\.MEDIUM4",
    "endpoint: the emulator": r"endpoint: 'the emulator' is not an address; http://host:port or https://host",
    "exact_count: -1": r"exact_count: -1 is not accepted; 0 or more is",
    "token: SomeTokenSomeToken": r"token: .*secret_id and secret_key",
    "count: 3": r"Unsupported parameters for \(tencentcloud\.cvm\.instance\) module: count\..*exact_count",
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_the_user_reads_what_is_wrong(cloud, tmp_path, mistake):
    playbook = tmp_path / "play.yml"
    option = mistake.split(":")[0]
    lines = [line for line in TASK.splitlines() if not line.strip().startswith(f"{option}:")]
    playbook.write_text("\n".join([*lines, f"        {mistake}", ""]))
    code, output = played(cloud, str(playbook))
    assert code == 2, output
    assert re.search(MISTAKES[mistake], " ".join(output.replace("\\", "").split())), output
    assert "Traceback" not in output
    assert "failed=1" in output
    assert cloud.control("ledger")["instances"] == []
    assert [call for call in cloud.control("calls")["calls"] if call["write"]] == []

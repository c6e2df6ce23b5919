# SPDX-License-Identifier: GPL-3.0-or-later
"""The same through ansible-playbook: the user reads the message, and no trace of Python."""

from __future__ import annotations

import re

import pytest
from ansible_collections.tencentcloud.cvm.tests.tools.playbook_run import played

pytestmark = pytest.mark.slow

PLAY = """
- name: Mistakes
  hosts: localhost
  gather_facts: false
  ignore_errors: true
  tasks:
"""
WISH = ("name: web", "instance_type: S5.MEDIUM4", "image: img-487zeit5")
MISTAKES = {
    'tags: {1: shop, "1": office}': r"tags: .*twice",
    "instance_type: medium": r"instance_types: no such type; they are called like S5\.MEDIUM4",
    "endpoint: the emulator": r"endpoint: 'the emulator' is not an address; http://host:port or https://host",
    "exact_count: -1": r"exact_count: -1 is not accepted; 0 or more is",
    "token: SomeTokenSomeToken": r"token: .*secret_id and secret_key",
    "count: 3": r"Unsupported parameters for \(tencentcloud\.cvm\.instance\) module: count\..*exact_count",
}


def task(mistake: str) -> str:
    """A machine is wished for with the mistake in the place of what would do."""
    wish = [line for line in WISH if line.split(":")[0] != mistake.split(":")[0]]
    lines = [f"    - name: {mistake.split(':')[0]}", "      tencentcloud.cvm.instance:"]
    return "\n".join([*lines, *(f"        {line}" for line in [*wish, mistake]), ""])


def test_the_user_reads_what_is_wrong(cloud, tmp_path):
    playbook = tmp_path / "play.yml"
    playbook.write_text(PLAY + "".join(map(task, MISTAKES)))
    code, output = played(cloud, str(playbook))
    assert code == 0, output
    assert f"ignored={len(MISTAKES)}" in output
    assert "Traceback" not in output
    for mistake, message in MISTAKES.items():
        said = output.split(f"TASK [{mistake.split(':')[0]}]")[1].split("TASK [")[0]
        assert "FAILED! =>" in said
        assert re.search(message, " ".join(said.replace("\\", "").split())), said
    assert cloud.control("ledger")["instances"] == []
    assert [call for call in cloud.control("calls")["calls"] if call["write"]] == []

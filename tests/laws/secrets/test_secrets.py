# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys, tokens and passwords are nowhere to be found after a run, however it ended and whoever named them."""

from __future__ import annotations

import json
import socket

import pytest

pytestmark = pytest.mark.slow

SECRET_ID = "AKIDEMULATOREMULATOREMULATOREMULATOR"
RIGHT_KEY = "EmulatorSecretKeyEmulatorSecretKey"
WRONG_KEY = "WrongSecretKeyWrongSecretKeyWrong"
TOKEN = "TemporaryTokenTemporaryTokenTemporary"
PASSWORD = "Never-Shown-2468"
WORD = "ProxyWordProxyWord"
SECRETS = (RIGHT_KEY, WRONG_KEY, TOKEN, PASSWORD, WORD)
MASK = "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER"

MACHINE = {"name": "quiet", "instance_type": "S5.MEDIUM4", "image": "img-487zeit5"}
BOUGHT, FAILED = 0, 2


def playbook(*options: str, **more: object) -> list[dict]:
    """Buys a machine, with these options from variables of the same name, and keeps the result as a fact."""
    wish = {**MACHINE, **{option: f"{{{{ {option} }}}}" for option in options}, **more}
    tasks = [
        {"name": "A machine runs", "tencentcloud.cvm.instance": wish, "register": "result"},
    ]
    fact = {"kept": "{{ result }}", "marked": MACHINE["name"], "cacheable": True}
    return [
        {
            "name": "Secrets",
            "hosts": "localhost",
            "gather_facts": False,
            "tasks": [{"name": "It is tried", "block": tasks, "always": [keep(fact)]}],
        }
    ]


def keep(fact: dict) -> dict:
    return {"name": "The result is a fact", "ansible.builtin.set_fact": fact}


def leaks(traces) -> list[str]:
    """Where a secret stands; the words that must be found everywhere tell that the places were looked at."""
    found = traces.everything()
    for place in ("output", "ansible.log", "/_emulator/", "cache/s1_localhost"):
        assert place in found, sorted(found)
    for place in ("output", "ansible.log", "cache/s1_localhost"):
        assert MACHINE["name"] in found[place], place
    return [f"{secret} in {place}" for place, text in found.items() for secret in SECRETS if secret in text]


def test_options_of_a_purchase(traces):
    secrets = {"secret_id": SECRET_ID, "secret_key": RIGHT_KEY, "password": PASSWORD}
    assert traces.play(playbook(*secrets), secrets, {}, "--diff") == BOUGHT, traces.told
    assert leaks(traces) == []
    assert MASK in traces.told["output"]
    assert '"instance_id"' in traces.told["/_emulator/ledger"]


def test_options_of_a_rehearsal(traces):
    secrets = {"secret_id": SECRET_ID, "secret_key": RIGHT_KEY, "password": PASSWORD}
    assert traces.play(playbook(*secrets), secrets, {}, "--check", "--diff") == BOUGHT, traces.told
    assert leaks(traces) == []
    assert MASK in traces.told["output"]


def test_environment_of_a_purchase(traces):
    secrets = {"password": PASSWORD}
    assert traces.play(playbook(*secrets), secrets, {"TENCENTCLOUD_SECRET_KEY": RIGHT_KEY}) == BOUGHT, (
        traces.told
    )
    assert leaks(traces) == []


def test_profile_of_a_purchase(traces):
    credentials = traces.folder / "home/.tccli/default.credential"
    credentials.parent.mkdir(parents=True)
    credentials.write_text(json.dumps({"secretId": SECRET_ID, "secretKey": RIGHT_KEY}))
    nothing = {"TENCENTCLOUD_SECRET_ID": "", "TENCENTCLOUD_SECRET_KEY": ""}
    assert traces.play(playbook(), {}, nothing) == BOUGHT, traces.told
    credentials.unlink()
    assert leaks(traces) == []


@pytest.mark.parametrize("token", ["secret_key", "token"])
def test_options_that_the_cloud_does_not_know(traces, token):
    secrets = {"secret_id": SECRET_ID, "secret_key": WRONG_KEY, "password": PASSWORD}
    if token == "token":
        secrets["token"] = TOKEN
    assert traces.play(playbook(*secrets), secrets, {}) == FAILED
    assert "AuthFailure" in traces.told["output"]
    assert leaks(traces) == []


@pytest.mark.parametrize("variable", ["TENCENTCLOUD_TOKEN", "TENCENTCLOUD_SECURITY_TOKEN"])
def test_environment_that_the_cloud_does_not_know(traces, variable):
    environment = {"TENCENTCLOUD_SECRET_KEY": WRONG_KEY, variable: TOKEN}
    assert traces.play(playbook("password"), {"password": PASSWORD}, environment) == FAILED
    assert "AuthFailure.TokenFailure" in traces.told["output"]
    assert leaks(traces) == []


def test_a_purchase_that_the_cloud_refuses(traces):
    secrets = {"secret_id": SECRET_ID, "secret_key": RIGHT_KEY, "password": PASSWORD}
    play = playbook(*secrets, security_groups=["sg-00000000"])
    assert traces.play(play, secrets, {}) == FAILED
    assert "InvalidSecurityGroupId.NotFound" in traces.told["output"]
    assert leaks(traces) == []


def test_a_purchase_whose_answers_are_lost(traces):
    traces.cloud.control("faults", {"action": "RunInstances", "do": {"garbage": True}, "times": 9})
    secrets = {"secret_id": SECRET_ID, "secret_key": RIGHT_KEY, "password": PASSWORD}
    assert traces.play(playbook(*secrets, wait_timeout=3), secrets, {}) == FAILED
    assert leaks(traces) == []


def test_a_password_that_is_too_weak(traces):
    secrets = {"password": PASSWORD * 2}
    assert traces.play(playbook(*secrets), secrets, {}) == FAILED
    assert "password: " in traces.told["output"]
    assert leaks(traces) == []


@pytest.mark.parametrize("where", ["options", "environment"])
def test_an_endpoint_where_nobody_listens(traces, where):
    secrets = {"secret_id": SECRET_ID, "secret_key": RIGHT_KEY, "token": TOKEN}
    variables = {f"TENCENTCLOUD_{name.upper()}": value for name, value in secrets.items()}
    options, environment = (secrets, {}) if where == "options" else ({}, variables)
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{bound.getsockname()[1]}"
        play = playbook(*options, "password", endpoint=closed)
        assert traces.play(play, {**options, "password": PASSWORD}, environment) == FAILED
    assert "nothing usable answers" in traces.told["output"]
    assert leaks(traces) == []


def test_a_proxy_with_a_password(traces):
    secrets = {"proxy": f"http://user:{WORD}@127.0.0.1:9"}
    assert traces.play(playbook(*secrets), secrets, {}) == FAILED
    assert leaks(traces) == []


def test_an_endpoint_with_a_password(traces):
    secrets = {"endpoint": f"http://user:{WORD}@127.0.0.1:9"}
    assert traces.play(playbook(*secrets), secrets, {}) == FAILED
    assert "endpoint" in traces.told["output"]
    assert leaks(traces) == []

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


def mistakes(cases: dict[str, dict]) -> list[dict]:
    """Buys with the options of each case, from variables named after it, and keeps every result as a fact."""
    tasks = []
    for case, options in cases.items():
        wish = {**MACHINE, **{option: f"{{{{ {case}.{option} }}}}" for option in options}}
        tried = {"tencentcloud.cvm.instance": wish, "register": "result", "ignore_errors": True}
        fact = {f"kept_{case}": "{{ result }}", "marked": MACHINE["name"], "cacheable": True}
        tasks += [{"name": case, **tried}, keep(fact)]
    return [{"name": "Secrets", "hosts": "localhost", "gather_facts": False, "tasks": tasks}]


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


@pytest.mark.parametrize("variable", ["TENCENTCLOUD_TOKEN", "TENCENTCLOUD_SECURITY_TOKEN"])
def test_environment_that_the_cloud_does_not_know(traces, variable):
    environment = {"TENCENTCLOUD_SECRET_KEY": WRONG_KEY, variable: TOKEN}
    assert traces.play(playbook("password"), {"password": PASSWORD}, environment) == FAILED
    assert "AuthFailure.TokenFailure" in traces.told["output"]
    assert leaks(traces) == []


def test_options_that_lead_to_nothing(traces):
    known = {"secret_id": SECRET_ID, "secret_key": RIGHT_KEY, "password": PASSWORD}
    unknown = {**known, "secret_key": WRONG_KEY}
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{bound.getsockname()[1]}"
        cases = {
            "unknown_key": (unknown, "AuthFailure"),
            "unknown_token": ({**unknown, "token": TOKEN}, "AuthFailure"),
            "refused": ({**known, "security_groups": ["sg-00000000"]}, "InvalidSecurityGroupId.NotFound"),
            "lost": ({**known, "wait_timeout": 3}, "still waiting for the new machines"),
            "too_weak": ({"password": PASSWORD * 2}, "password: "),
            "nobody": ({**known, "token": TOKEN, "endpoint": closed}, "nothing usable answers"),
            "proxy": ({"proxy": f"http://user:{WORD}@127.0.0.1:9"}, "nothing usable answers"),
            "endpoint": ({"endpoint": f"http://user:{WORD}@127.0.0.1:9"}, "endpoint"),
        }
        lost = {"action": "RunInstances", "do": {"garbage": True}, "times": 9}
        traces.cloud.control("faults", {**lost, "skip": 1})  # the one that is refused
        options = {case: given for case, (given, _said) in cases.items()}
        assert traces.play(mistakes(options), options, {}) == BOUGHT, traces.told
    for case, (_given, said) in cases.items():
        output = traces.told["output"].split(f"TASK [{case}]")[1].split("TASK [")[0]
        assert "FAILED! =>" in output, case
        assert said in output, case
    assert leaks(traces) == []


def test_environment_where_nobody_listens(traces):
    secrets = {"SECRET_ID": SECRET_ID, "SECRET_KEY": RIGHT_KEY, "TOKEN": TOKEN}
    variables = {f"TENCENTCLOUD_{name}": value for name, value in secrets.items()}
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{bound.getsockname()[1]}"
        play = playbook("password", endpoint=closed)
        assert traces.play(play, {"password": PASSWORD}, variables) == FAILED
    assert "nothing usable answers" in traces.told["output"]
    assert leaks(traces) == []

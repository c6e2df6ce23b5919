# SPDX-License-Identifier: GPL-3.0-or-later
"""A role is taken on where one is asked for, and the role of a machine does where there are no keys."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from ansible_collections.tencentcloud.cvm.plugins.module_utils._cloud import credentials, roles
from ansible_collections.tencentcloud.cvm.plugins.module_utils._cloud.transport import Wire
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.errors import Refused
from ansible_collections.tencentcloud.cvm.plugins.module_utils._module import CONNECTION, connect
from ansible_collections.tencentcloud.cvm.tests.laws.bad_input.access import NO_KEYS
from ansible_collections.tencentcloud.cvm.tests.laws.bad_input.case import Surroundings
from ansible_collections.tencentcloud.cvm.tests.tools.local_cloud import LocalCloud, local_cloud
from ansible_collections.tencentcloud.cvm.tests.tools.module_run import MACHINE, run_module

pytestmark = pytest.mark.slow

MAIN, OTHER = "100000000001", "100000000003"
PARTNER = f"qcs::cam::uin/{OTHER}:roleName/partner"
OBSERVER = f"qcs::cam::uin/{MAIN}:roleName/observer"
STRANGER = f"qcs::cam::uin/{OTHER}:roleName/rehearsal"


def account(cloud, **options: object) -> str:
    code, result = run_module(cloud, "account_info", **options)
    assert code == 0, result
    return result["account"]["account_id"]


def test_without_a_role_the_key_s_own_account_is_worked_in(cloud):
    assert account(cloud) == MAIN
    assert "AssumeRole" not in cloud.counts()


def test_an_option_names_a_role(cloud):
    assert account(cloud, role_arn=PARTNER) == OTHER
    assert cloud.counts()["AssumeRole"] == 1


def test_the_environment_names_a_role_and_an_option_another(cloud):
    surroundings = Surroundings(cloud, {"TENCENTCLOUD_ROLE_ARN": PARTNER})
    assert account(surroundings) == OTHER
    assert account(surroundings, role_arn=OBSERVER) == MAIN


@pytest.mark.parametrize("option", [{}, {"role_arn": OBSERVER}], ids=["of the profile", "of the option"])
def test_a_profile_names_a_role(cloud, tmp_path, option):
    files = tmp_path / ".tccli"
    files.mkdir()
    environment = cloud.environment()
    content = {
        "secretId": environment["TENCENTCLOUD_SECRET_ID"],
        "secretKey": environment["TENCENTCLOUD_SECRET_KEY"],
        "role-arn": PARTNER,
    }
    (files / "work.credential").write_text(json.dumps(content))
    surroundings = Surroundings(cloud, {"HOME": str(tmp_path)})
    assert account(surroundings, profile="work", **option) == (MAIN if option else OTHER)
    assert account(surroundings) == MAIN


def test_only_the_role_s_account_counts_for_who_may_be_written_to(cloud):
    limits = {"role_arn": PARTNER, "allowed_account_ids": [MAIN]}
    code, result = run_module(cloud, "instance", name="web", **MACHINE, **limits)
    assert code == 1
    assert f"allowed_account_ids: the key belongs to account {OTHER}" in result["msg"]


@pytest.mark.parametrize(
    ("role", "message"),
    [
        ("partner", "role_arn: not accepted; qcs::cam::uin/.*InvalidParameter.ParamError, request "),
        (f"{PARTNER}s", "role_arn: no such role; .*ResourceNotFound.RoleNotFound, request "),
        (STRANGER, "role_arn: this key may not take the role on.*UnauthorizedOperation, request "),
    ],
    ids=["no name of a role", "no such role", "a role for others"],
)
def test_a_role_that_cannot_be_taken_on_is_told(cloud, role, message):
    code, result = run_module(cloud, "instance", name="web", **MACHINE, role_arn=role)
    assert code == 1
    assert cloud.counts() == {"AssumeRole": 1}
    assert re.search(message, result["msg"]), result["msg"]


def test_the_keys_of_a_role_are_hidden(cloud, monkeypatch):
    for name, value in cloud.environment().items():
        monkeypatch.setenv(name, value)
    options = {name: about.get("default") for name, about in CONNECTION.items()}
    module = SimpleNamespace(params={**options, "role_arn": PARTNER}, check_mode=False, no_log_values=set())
    with connect(module) as there:
        assert len(there.wire.access.secrets()) == 2
        assert there.wire.access.secrets() < module.no_log_values


def test_a_role_that_may_only_read_buys_nothing(cloud):
    code, result = run_module(cloud, "instance", name="web", **MACHINE, role_arn=OBSERVER)
    assert (code, result["action"], result["code"]) == (1, "RunInstances", "UnauthorizedOperation")
    assert cloud.fleet("web") == []


@pytest.fixture
def metadata(monkeypatch) -> Iterator[LocalCloud]:
    """A cloud whose machines find their metadata where this process looks for it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with local_cloud("--metadata-port", str(port), "--boot", "0", "--tag-lag", "0") as cloud:
        surroundings = Surroundings(cloud, NO_KEYS)
        for name, value in surroundings.environment().items():
            monkeypatch.setenv(name, value)
        there = roles.METADATA.replace("metadata.tencentyun.com", f"127.0.0.1:{port}")
        monkeypatch.setattr(roles, "METADATA", there)
        yield cloud


def on_machine(cloud: LocalCloud, monkeypatch, **wish: object) -> credentials.Access:
    """The access of a process on a machine like this, whose proxy leads nowhere."""
    code, result = run_module(cloud, "instance", name="web", **MACHINE, **wish)
    assert code == 0, result
    cloud.control("settings", {"metadata_instance": result["instance_ids"][0]})
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("http_proxy", "http://127.0.0.1:9")
        return credentials.access({"connect_timeout": 9, "read_timeout": 9, "language": "en-US"})


def test_on_a_machine_its_role_is_enough(metadata, monkeypatch):
    found = on_machine(metadata, monkeypatch, cam_role="rehearsal")
    assert found.secrets() == {found.secret_key, found.token}
    caller = Wire(found).send("sts", "GetCallerIdentity", {})
    assert (caller["AccountId"], caller["Type"]) == (MAIN, "CAMRole")


def test_a_machine_without_a_role_has_no_keys(metadata, monkeypatch):
    with pytest.raises(Refused, match=r"no credentials found; .*the role of a machine of Tencent Cloud"):
        on_machine(metadata, monkeypatch)

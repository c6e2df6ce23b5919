# SPDX-License-Identifier: GPL-3.0-or-later
"""Temporary keys: who gets them, what they may do, and when they end."""

from __future__ import annotations

import pytest
from cvm_emulator import signature
from cvm_emulator.catalogue.account import MAIN_UIN, OTHER_UIN, ROLES, role_named
from cvm_emulator.errors import ApiError

from .clouds import MACHINE, Cloud
from .test_accounts import OTHER, READER

REHEARSAL = role_named(MAIN_UIN, "rehearsal")


def arn(name: str, account: str = MAIN_UIN) -> str:
    return f"qcs::cam::uin/{account}:roleName/{name}"


def assume(cloud, role_arn=None, **more):
    params = {"RoleArn": role_arn or arn("rehearsal"), "RoleSessionName": "ci", **more}
    return cloud("AssumeRole", params, "sts")


def as_role(cloud, role_arn=None, **more):
    return Cloud(cloud.world, assume(cloud, role_arn, **more)["Credentials"]["TmpSecretId"])


def whoami(cloud):
    answer = cloud("GetCallerIdentity", {}, "sts")
    return {name: answer[name] for name in ("Arn", "AccountId", "UserId", "PrincipalId", "Type")}


def test_users_and_roles_know_who_they_are(cloud):
    assert whoami(cloud) == {
        "Arn": f"qcs::cam::uin/{MAIN_UIN}:uin/{MAIN_UIN}",
        "AccountId": MAIN_UIN,
        "UserId": MAIN_UIN,
        "PrincipalId": MAIN_UIN,
        "Type": "CAMUser",
    }
    assert whoami(Cloud(cloud.world, READER))["UserId"] == "100000000011"
    assert whoami(as_role(cloud)) == {
        "Arn": f"qcs::sts:{MAIN_UIN}:assumed-role/{REHEARSAL.role_id}",
        "AccountId": MAIN_UIN,
        "UserId": f"{REHEARSAL.role_id}:ci",
        "PrincipalId": MAIN_UIN,
        "Type": "CAMRole",
    }


@pytest.mark.parametrize("form", [arn("rehearsal"), f"qcs::cam::uin/{MAIN_UIN}:role/{REHEARSAL.role_id}"])
def test_both_forms_of_a_role(cloud, form):
    assert len(as_role(cloud, form).buy()) == 1


def test_a_role_has_its_own_rights_and_its_own_account(cloud):
    observer = as_role(cloud, arn("observer"))
    assert observer.shown() == []
    assert observer.refused("RunInstances", MACHINE) == "UnauthorizedOperation"
    partner = as_role(cloud, arn("partner", OTHER_UIN))
    [bought] = partner.buy()
    assert Cloud(cloud.world, OTHER).one(bought)
    assert cloud.shown() == []


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("InvalidParameter.ParamError", {"RoleArn": "rehearsal"}),
        ("InvalidParameter.ParamError", {"RoleArn": f"qcs::cam::uin/{MAIN_UIN}:roleName/"}),
        ("InvalidParameter.ParamError", {"RoleArn": f"qcs::cam::uin/{MAIN_UIN}:role/rehearsal"}),
        ("ResourceNotFound.RoleNotFound", {"RoleArn": arn("nobody")}),
        ("ResourceNotFound.RoleNotFound", {"RoleArn": arn("rehearsal", "100000000099")}),
        ("UnauthorizedOperation", {"RoleArn": arn("rehearsal", OTHER_UIN)}),
        ("InvalidParameter.ParamError", {"RoleSessionName": "x"}),
        ("InvalidParameter.ParamError", {"RoleSessionName": "not this"}),
        ("InvalidParameter.ParamError", {"ExternalId": "x"}),
        ("InvalidParameter.OverTimeError", {"DurationSeconds": 0}),
        ("InvalidParameter.OverTimeError", {"DurationSeconds": 43201}),
        ("UnsupportedOperation", {"Policy": "%7B%7D"}),
        ("UnsupportedOperation", {"SerialNumber": "qcs::cam:uin/1:mfa/softToken", "TokenCode": "123456"}),
        ("MissingParameter", {"RoleSessionName": None}),
    ],
)
def test_what_is_refused(cloud, code, change):
    params = {"RoleArn": arn("rehearsal"), "RoleSessionName": "ci"} | change
    given = {name: value for name, value in params.items() if value is not None}
    assert cloud.refused("AssumeRole", given, "sts") == code


def signed(cloud, credentials, token):
    """The code with which the gateway refuses what these credentials sign; empty if it does not."""
    now = 1_700_000_000
    headers = {"content-type": "application/json", "host": "h", "x-tc-timestamp": str(now)}
    if token is not None:
        headers["x-tc-token"] = token
    request = signature.Request("POST", "", headers, b"{}")
    proof = signature.sign(
        credentials["TmpSecretKey"], "cvm", now, signature.canonical(request, ("content-type", "host"))
    )
    scope = f"{credentials['TmpSecretId']}/{signature.utc_date(now)}/cvm/tc3_request"
    headers["authorization"] = (
        f"TC3-HMAC-SHA256 Credential={scope}, SignedHeaders=content-type;host, Signature={proof}"
    )
    try:
        signature.verify(request, cloud.world.caller, now)
    except ApiError as refused:
        return refused.code
    return ""


def test_a_temporary_key_needs_its_token_and_ends(cloud):
    answer = assume(cloud, DurationSeconds=900)
    keys = answer["Credentials"]
    assert answer["ExpiredTime"] == pytest.approx(cloud.world.clock.now() + 900, abs=2)
    assert signed(cloud, keys, keys["Token"]) == ""
    assert signed(cloud, keys, None) == "AuthFailure.TokenFailure"
    assert signed(cloud, keys, assume(cloud)["Credentials"]["Token"]) == "AuthFailure.TokenFailure"
    assert signed(cloud, keys | {"TmpSecretKey": "guessed"}, keys["Token"]) == "AuthFailure.SignatureFailure"
    forged = keys["TmpSecretId"][:-2] + "AA"
    assert signed(cloud, keys | {"TmpSecretId": forged}, keys["Token"]) == "AuthFailure.SecretIdNotFound"
    cloud.world.clock.advance(890)
    assert signed(cloud, keys, keys["Token"]) == ""
    cloud.world.clock.advance(20)
    assert signed(cloud, keys, keys["Token"]) == "AuthFailure.TokenFailure"


def test_another_world_does_not_know_the_key(cloud, open_cloud):
    keys = assume(cloud)["Credentials"]
    assert open_cloud(seed=2).world.caller(keys["TmpSecretId"]) is None
    assert open_cloud(seed=1).world.caller(keys["TmpSecretId"]) is not None


@pytest.mark.parametrize("secret_id", ["AKID", "AKID=", "AKIDé", "", "AKID" + "A" * 200, "x"])
def test_ids_that_nobody_issued(cloud, secret_id):
    assert cloud.world.caller(secret_id) is None


def test_role_ids_are_unique():
    assert len({role.role_id for role in ROLES}) == len(ROLES)

# SPDX-License-Identifier: GPL-3.0-or-later
"""GetCallerIdentity and AssumeRole: who is asking, and taking on a role for a while."""

from __future__ import annotations

import re
from typing import Any

from ..ask import Ask, action
from ..catalogue.account import Role, role_named, role_of_id
from ..clock import utc
from ..errors import ApiError
from ..sessions import Session

ROLE_ARN = re.compile(r"qcs::cam::uin/(\d{1,20}):(?:roleName/([\w+=,.@-]{1,128})|role/(\d{1,20}))", re.ASCII)
SESSION_NAME = re.compile(r"[\w+=,.@-]{2,128}", re.ASCII)
HOURS_2, HOURS_12 = 7200, 43200


@action("sts", "GetCallerIdentity", limit=20)
def get_caller_identity(ask: Ask) -> dict[str, Any]:
    caller = ask.caller
    arn = f"qcs::cam::uin/{caller.account}:uin/{caller.user}"
    if caller.role_id:
        arn = f"qcs::sts:{caller.account}:assumed-role/{caller.role_id}"
    return {
        "Arn": arn,
        "AccountId": caller.account,
        "UserId": caller.user,
        "PrincipalId": caller.principal,
        "Type": "CAMRole" if caller.role_id else "CAMUser",
    }


@action("sts", "AssumeRole", limit=600)
def assume_role(ask: Ask) -> dict[str, Any]:
    """The keys end by the world's clock. A role trusts whole accounts: no external id is asked for."""
    params = ask.params
    role = _role(params["RoleArn"])
    if not SESSION_NAME.fullmatch(params["RoleSessionName"]):
        raise _bad("RoleSessionName", params["RoleSessionName"])
    if "ExternalId" in params and not 2 <= len(params["ExternalId"]) <= 128:
        raise _bad("ExternalId", params["ExternalId"])
    seconds = params.get("DurationSeconds", HOURS_2)
    if not 0 < seconds <= HOURS_12:
        raise ApiError(
            "InvalidParameter.OverTimeError",
            f"The `DurationSeconds` `{seconds}` is not from 1 to {HOURS_12}.",
        )
    if ask.caller.account not in role.trusts:
        raise ApiError(
            "UnauthorizedOperation",
            f"The role `{role.name}` does not trust the account `{ask.caller.account}`.",
        )
    expires = int(ask.now) + seconds
    session = Session(role.account, role.role_id, params["RoleSessionName"], ask.caller.principal, expires)
    credentials = ask.issue(session)
    return {
        "Credentials": {
            "TmpSecretId": credentials.secret_id,
            "TmpSecretKey": credentials.secret_key,
            "Token": credentials.token,
        },
        "ExpiredTime": expires,
        "Expiration": utc(expires),
    }


def _role(arn: str) -> Role:
    found = ROLE_ARN.fullmatch(arn)
    if not found:
        raise _bad("RoleArn", arn)
    account, name, role_id = found.groups()
    role = role_named(account, name) if name else role_of_id(account, role_id)
    if role is None:
        raise ApiError("ResourceNotFound.RoleNotFound", f"The role `{arn}` does not exist.")
    return role


def _bad(parameter: str, value: str) -> ApiError:
    return ApiError("InvalidParameter.ParamError", f"The `{parameter}` `{value}` is not of the right form.")

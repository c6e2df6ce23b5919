# SPDX-License-Identifier: GPL-3.0-or-later
"""Client tokens: what the world remembers of an order, in the ways the setting client_token names."""

from __future__ import annotations

import hashlib
import json

from ..ask import Ask
from ..errors import ApiError

STRICT = ("mismatch-error", "spent-by-failure")
ORDER_FAILURES = (
    "FailedOperation.BalanceInsufficient",
    "InvalidAccount.InsufficientBalance",
    "InvalidParameterValue.InsufficientOffering",
    "ResourceInsufficient.InsufficientOfferingMinimum",
    "ResourceInsufficient.SpecifiedInstanceType",
)
SPENT_FOR_SURE = ("AllocateAddresses",)


def remembered(ask: Ask) -> list[str] | None:
    """The ids of the order that this token stands for, or None for a new order."""
    token, mode = ask.params.get("ClientToken"), ask.settings.client_token
    if not token or mode == "ignored":
        return None
    query = "SELECT * FROM token WHERE account = ? AND region = ? AND token = ? AND until > ?"
    row = ask.db.execute(query, (ask.caller.account, ask.region, f"{ask.action}/{token}", ask.now)).fetchone()
    if row is None:
        return None
    if row["digest"] != digest(ask) and (mode in STRICT or ask.settings.other_body == "error"):
        code = (
            "UnsupportedOperation.IdempotentParameterMismatch" if mode in STRICT else "InvalidParameterValue"
        )
        raise ApiError(code, f"`ClientToken` `{token}` was used with other parameters.")
    if row["failed"]:
        if not _spent_by_failure(ask):
            return None
        raise ApiError(
            "UnsupportedOperation.DeliveryFailed",
            f"The order of `ClientToken` `{token}` failed with `{row['failed']}`; use a new `ClientToken`.",
        )
    return json.loads(row["ids"])


def remember(ask: Ask, ids: list[str], failed: str = "") -> None:
    if token := ask.params.get("ClientToken"):
        ask.db.execute(
            "INSERT OR REPLACE INTO token VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                ask.caller.account,
                ask.region,
                f"{ask.action}/{token}",
                digest(ask),
                json.dumps(ids),
                failed,
                ask.now + ask.settings.token_life,
            ),
        )


def remember_failure(ask: Ask, refused: ApiError) -> None:
    """A token is spent by an order that failed for want of stock or money, if it is spent by failure."""
    if _spent_by_failure(ask) and refused.code in ORDER_FAILURES and not ask.params.get("DryRun"):
        remember(ask, [], refused.code)


def _spent_by_failure(ask: Ask) -> bool:
    """The API says so of AllocateAddresses; for the other actions the setting does."""
    return ask.action in SPENT_FOR_SURE or ask.settings.client_token == "spent-by-failure"


def digest(ask: Ask) -> str:
    body = {name: value for name, value in ask.params.items() if name != "ClientToken"}
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()

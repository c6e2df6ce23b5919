# SPDX-License-Identifier: GPL-3.0-or-later
"""What a purchase carries besides the machine: tags, the client token, user data, the termination timer."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any

from ..clock import parse_utc
from ..errors import ApiError, bad_value

MOST_TAGS, LONGEST_KEY, LONGEST_VALUE = 50, 127, 255
LONGEST_TOKEN = 64
MOST_USER_DATA = 16 * 1024
EARLIEST_TIMER = 300
RESERVED = ("qcs:", "project", "项目")
LEGAL = re.compile(r"[\w +\-=.:/@()\[\],;\uff08\uff09\u3010\u3011]*")


def reserved(key: str) -> bool:
    return key.lower().startswith(RESERVED)


def legal(text: str) -> bool:
    return LEGAL.fullmatch(text) is not None


def check_tags(specifications: list[dict[str, Any]], kind: str = "instance") -> dict[str, str]:
    """The tags for what is made. One specification per kind of resource."""
    tags: dict[str, str] = {}
    if len({each["ResourceType"] for each in specifications}) < len(specifications):
        raise bad_value("TagSpecification", "ResourceType", "given twice", "InvalidParameterValue.Duplicate")
    for specification in specifications:
        if specification["ResourceType"] != kind:
            raise bad_value("TagSpecification.ResourceType", specification["ResourceType"])
        for tag in specification["Tags"]:
            _check_tag(tag["Key"], tag["Value"])
            if tag["Key"] in tags:
                raise bad_value("Tags.Key", tag["Key"], "given twice", "InvalidParameterValue.DuplicateTags")
            tags[tag["Key"]] = tag["Value"]
    if len(tags) > MOST_TAGS:
        raise bad_value(
            "TagSpecification",
            len(tags),
            f"at most {MOST_TAGS} tags",
            "InvalidParameterValue.TagQuotaLimitExceeded",
        )
    return tags


def _check_tag(key: str, value: str) -> None:
    if reserved(key):
        raise bad_value("Tags.Key", key, "reserved for the system", "FailedOperation.TagKeyReserved")
    if not 1 <= len(key) <= LONGEST_KEY or not legal(key):
        raise bad_value("Tags.Key", key, code="FailedOperation.IllegalTagKey")
    if not 1 <= len(value) <= LONGEST_VALUE or not legal(value):
        raise bad_value("Tags.Value", value, code="FailedOperation.IllegalTagValue")


def check_token(token: str) -> None:
    if len(token.encode()) > LONGEST_TOKEN:
        raise bad_value("ClientToken", token, f"at most {LONGEST_TOKEN} bytes", "InvalidClientToken.TooLong")
    if not token.isascii():
        raise bad_value("ClientToken", token, "only ASCII characters")


def check_user_data(data: str) -> None:
    if len(data) > MOST_USER_DATA:
        raise bad_value("UserData", f"{len(data)} bytes", "at most 16 KB", "InvalidParameterValue.TooLarge")
    try:
        base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        raise bad_value(
            "UserData", f"{data[:16]}…", "not base64", "InvalidParameterValue.InvalidUserDataFormat"
        ) from None


def check_timer(timer: dict[str, Any], now: float) -> float | None:
    """When the instances are to be terminated, if ever; more than five minutes ahead, as UTC ISO time."""
    if not timer:
        return None
    if timer.get("TimerAction") != "TerminateInstances":
        raise bad_value("ActionTimer.TimerAction", timer.get("TimerAction"), "only TerminateInstances")
    text = timer.get("ActionTime", "")
    try:
        at = parse_utc(text)
    except ValueError:
        raise bad_value(
            "ActionTimer.ActionTime",
            text,
            "not like 2026-01-31T12:00:00Z",
            "InvalidParameterValue.InvalidTimeFormat",
        ) from None
    if at <= now + EARLIEST_TIMER:
        raise ApiError(
            "InvalidParameterValue", f"`ActionTimer.ActionTime` `{text}` is not more than five minutes ahead."
        )
    return at

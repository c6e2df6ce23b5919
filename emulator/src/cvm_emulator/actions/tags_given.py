# SPDX-License-Identifier: GPL-3.0-or-later
"""Tags that a request gives to what it creates in vpc: checked, then shown after the lag of tags."""

from __future__ import annotations

from typing import NamedTuple

from ..ask import Ask
from ..errors import bad_value
from ..order.marks import LONGEST_KEY, LONGEST_VALUE, MOST_TAGS, legal, reserved
from ..tagging import put_new


class Codes(NamedTuple):
    """With which code each mistake is refused."""

    reserved: str
    key: str
    length: str
    value: str
    twice: str
    many: str


NETWORK = Codes(
    "UnsupportedOperation.TagSystemReservedTagKey",
    "InvalidParameterValue.TagInvalidKey",
    "InvalidParameterValue.TagInvalidKeyLen",
    "InvalidParameterValue.TagInvalidVal",
    "InvalidParameterValue.TagDuplicateKey",
    "LimitExceeded.TagKeyPerResourceExceeded",
)
CBS = Codes(*["InvalidParameterValue"] * 5, "LimitExceeded.TagQuotaLimitExceeded")
ADDRESS = Codes(*["InvalidParameterValue.InvalidTag"] * 5, "LimitExceeded.TagQuota")


def read_tags(ask: Ask, codes: Codes) -> dict[str, str]:
    tags: dict[str, str] = {}
    for each in ask.params.get("Tags", []):
        key, value = each["Key"], each.get("Value", "")
        if reserved(key):
            raise bad_value("Tags.Key", key, "reserved for the system", codes.reserved)
        if not key or not legal(key):
            raise bad_value("Tags.Key", key, code=codes.key)
        if len(key) > LONGEST_KEY:
            raise bad_value("Tags.Key", key, f"at most {LONGEST_KEY} characters", codes.length)
        if not 1 <= len(value) <= LONGEST_VALUE or not legal(value):
            raise bad_value("Tags.Value", value, code=codes.value)
        if key in tags:
            raise bad_value("Tags.Key", key, "given twice", codes.twice)
        tags[key] = value
    if len(tags) > MOST_TAGS:
        raise bad_value("Tags", len(tags), f"at most {MOST_TAGS}", codes.many)
    return tags


def put_tags(ask: Ask, table: str, object_id: str, tags: dict[str, str]) -> None:
    ref = ask.db.execute(f"SELECT seq FROM {table} WHERE id = ?", (object_id,)).fetchone()["seq"]
    put_new(ask, table, [ref], tags)

# SPDX-License-Identifier: GPL-3.0-or-later
"""Tags: what may be one, and the way from the tags there are to the tags asked for."""

from __future__ import annotations

from .errors import Refused

FLEET, ORDER = "ansible-cvm-fleet", "ansible-cvm-order"
OURS = (FLEET, ORDER)
RESERVED = ("qcs:", "project", "\u9879\u76ee")
KEY_LENGTH, VALUE_LENGTH, PER_RESOURCE = 127, 255, 50


def tags_of(rows: list[dict] | None) -> dict[str, str]:
    """The API's list of Key and Value as a dict."""
    return {row["Key"]: row["Value"] for row in rows or []}


def rows_of(tags: dict[str, str]) -> list[dict]:
    return [{"Key": key, "Value": value} for key, value in tags.items()]


def wished(tags: dict | None) -> dict[str, str] | None:
    """The tags as the API takes them: text to text. Refuses what the API would refuse."""
    if tags is None:
        return None
    if len(tags) > PER_RESOURCE - len(OURS):
        raise Refused(f"tags: {len(tags)} tags; a resource takes {PER_RESOURCE}, two of them ours")
    texts: dict[str, str] = {}
    for key, value in tags.items():
        name = str(key)
        if name in texts:
            raise Refused(f"tags: the key {name!r} is given twice (as text and as {type(key).__name__})")
        texts[name] = text_of(name, value)
        refuse_key(name)
    return texts


def text_of(name: str, value: object) -> str:
    if isinstance(value, bool):
        value = str(value).lower()
    if value is None or isinstance(value, (dict, list)):
        raise Refused(f"tags: the value of {name!r} must be text, not {type(value).__name__}")
    if not 1 <= len(str(value)) <= VALUE_LENGTH:
        raise Refused(
            f"tags: the value of {name!r} has {len(str(value))} characters; 1 to {VALUE_LENGTH} are accepted"
        )
    return str(value)


def refuse_key(key: str) -> None:
    if not 1 <= len(key) <= KEY_LENGTH:
        raise Refused(
            f"tags: a key has {len(key)} characters; 1 to {KEY_LENGTH} are accepted: it begins {key[:20]!r}"
        )
    if key.startswith(RESERVED):
        raise Refused(f"tags: the key {key!r} is reserved; keys may not begin with {', '.join(RESERVED)}")
    if key in OURS:
        raise Refused(f"tags: {key!r} marks fleets and is set by this collection; choose another key")


def is_foreign(key: str) -> bool:
    """Whether a tag is not the user's: the cloud's own or one of our two marks."""
    return key in OURS or key.startswith(RESERVED)


def changes(
    wanted: dict[str, str] | None, have: dict[str, str], purge: bool
) -> tuple[dict[str, str], list[str]]:
    """What to set and which keys to take off."""
    if wanted is None:
        return {}, []
    put = {key: value for key, value in wanted.items() if have.get(key) != value}
    gone = sorted(key for key in have if purge and key not in wanted and not is_foreign(key))
    return put, gone

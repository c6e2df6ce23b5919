# SPDX-License-Identifier: GPL-3.0-or-later
"""Temporary keys: the id itself says whose it is and until when, under a seal that only this world can set.

So none is stored: they last as long as the world's seed, and end by its clock.
"""

from __future__ import annotations

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import NamedTuple
from uuid import uuid4

PREFIX = "AKID"
SEAL = 16  # bytes


class Session(NamedTuple):
    """Who holds a role: `name` is the session's, `principal` the uin or service that took it on."""

    account: str
    role_id: str
    name: str
    principal: str
    expires: int


class Credentials(NamedTuple):
    secret_id: str
    secret_key: str
    token: str


def issue(seed: str, session: Session) -> Credentials:
    content = json.dumps([*session, uuid4().hex[:12]], separators=(",", ":")).encode()
    return _credentials(seed, PREFIX + _text(_digest(seed, "seal", content)[:SEAL] + content))


def read(seed: str, secret_id: str) -> tuple[Session, Credentials] | None:
    """None for an id that this world did not issue."""
    try:
        raw = urlsafe_b64decode(secret_id.removeprefix(PREFIX) + "==")
    except ValueError:
        return None
    seal, content = raw[:SEAL], raw[SEAL:]
    if not hmac.compare_digest(seal, _digest(seed, "seal", content)[:SEAL]):
        return None
    account, role_id, name, principal, expires, _ = json.loads(content)
    return Session(account, role_id, name, principal, expires), _credentials(seed, secret_id)


def _credentials(seed: str, secret_id: str) -> Credentials:
    key = _digest(seed, "key", secret_id.encode())
    token = b"".join(_digest(seed, f"token {n}", secret_id.encode()) for n in range(4))
    return Credentials(secret_id, _text(key), _text(token))


def _digest(seed: str, purpose: str, content: bytes) -> bytes:
    return hmac.digest(f"{seed}/{purpose}".encode(), content, "sha256")


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")

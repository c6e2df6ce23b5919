# SPDX-License-Identifier: GPL-3.0-or-later
"""Who signed a request: TC3-HMAC-SHA256 as in the Tencent Cloud API text "Signature v3".

The order of the checks is not documented; here: form of the headers, time, key, token, signature.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from .errors import ApiError

if TYPE_CHECKING:
    from .world import Caller

ALGORITHM = "TC3-HMAC-SHA256"
UNSIGNED = "UNSIGNED-PAYLOAD"
WINDOW = 300  # seconds
MUST_SIGN = {"content-type", "host"}
AUTHORIZATION = re.compile(
    ALGORITHM
    + r" Credential=(?P<secret_id>[^/\s,]+)/(?P<date>\d{4}-\d\d-\d\d)/(?P<service>[a-z0-9]+)/tc3_request"
    r", ?SignedHeaders=(?P<signed>[a-z0-9;-]+), ?Signature=(?P<signature>[0-9a-f]{64})"
)


class Request(NamedTuple):
    """What a signature covers; header names in lower case, the query as it stands in the request line."""

    method: str
    query: str
    headers: Mapping[str, str]
    body: bytes


class Scope(NamedTuple):
    """The parts of an Authorization header."""

    secret_id: str
    date: str
    service: str
    signed: tuple[str, ...]
    signature: str


def verify(request: Request, find: Callable[[str], Caller | None], now: float) -> tuple[Caller, str]:
    """The caller and the service named in the credential scope.

    ApiError with AuthFailure.InvalidAuthorization, .SignatureExpire, .SecretIdNotFound, .TokenFailure or
    .SignatureFailure.
    """
    scope = parse_authorization(request.headers.get("authorization", ""))
    timestamp = parse_timestamp(request.headers.get("x-tc-timestamp", ""))
    if abs(now - timestamp) > WINDOW:
        raise ApiError(
            "AuthFailure.SignatureExpire",
            f"The request was signed at {timestamp}, more than {WINDOW} s from the server's {int(now)}.",
        )
    caller = find(scope.secret_id)
    if caller is None:
        raise ApiError(
            "AuthFailure.SecretIdNotFound",
            "The SecretId is not found, please ensure that your SecretId is correct.",
        )
    check_token(caller.token, request.headers.get("x-tc-token"), caller.expired)
    right_date = scope.date == utc_date(timestamp)
    right = any(
        hmac.compare_digest(
            sign(caller.secret_key, scope.service, timestamp, canonical(each, scope.signed)), scope.signature
        )
        for each in readings(request)
    )
    if not (right and right_date):
        raise ApiError(
            "AuthFailure.SignatureFailure",
            "The provided credentials could not be validated. Please check your signature is correct."
            + (
                ""
                if right_date
                else f" The UTC date of the timestamp is {utc_date(timestamp)}, not {scope.date}."
            ),
        )
    return caller, scope.service


def parse_authorization(text: str) -> Scope:
    found = AUTHORIZATION.fullmatch(text)
    signed = tuple(found["signed"].split(";")) if found else ()
    if not MUST_SIGN.issubset(signed):
        raise ApiError(
            "AuthFailure.InvalidAuthorization",
            f"The Authorization header is missing, or not {ALGORITHM} with content-type and host signed; "
            "other signature methods are not emulated.",
        )
    return Scope(found["secret_id"], found["date"], found["service"], signed, found["signature"])


def parse_timestamp(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,11}", text):
        raise ApiError(
            "AuthFailure.InvalidAuthorization", "The X-TC-Timestamp header is missing or not unix seconds."
        )
    return int(text)


def check_token(known: str | None, given: str | None, expired: bool) -> None:
    right = hmac.compare_digest(known.encode(), given.encode()) if known and given else known is given
    if expired or not right:
        raise ApiError(
            "AuthFailure.TokenFailure", "The token does not belong to the SecretId, or has expired."
        )


def readings(request: Request) -> Iterator[Request]:
    """As it came, then without the port in Host: the Node.js SDK sends it but does not sign it.

    The cloud is never asked on a port.
    """
    yield request
    host = re.sub(r":\d+$", "", request.headers.get("host", ""))
    yield request._replace(headers={**request.headers, "host": host})


def canonical(request: Request, signed: tuple[str, ...]) -> str:
    unsigned = request.headers.get("x-tc-content-sha256") == UNSIGNED
    payload = sha256(UNSIGNED.encode() if unsigned else request.body).hexdigest()
    lines = (f"{name}:{request.headers.get(name, '').strip().lower()}\n" for name in signed)
    query = request.query if request.method == "GET" else ""
    return "\n".join((request.method, "/", query, "".join(lines), ";".join(signed), payload))


def sign(secret_key: str, service: str, timestamp: int, canonical_request: str) -> str:
    date = utc_date(timestamp)
    digest = sha256(canonical_request.encode()).hexdigest()
    text = f"{ALGORITHM}\n{timestamp}\n{date}/{service}/tc3_request\n{digest}"
    key = f"TC3{secret_key}".encode()
    for part in (date, service, "tc3_request", text):
        key = hmac.digest(key, part.encode(), "sha256")
    return key.hex()


def utc_date(timestamp: int) -> str:
    return datetime.fromtimestamp(timestamp, UTC).strftime("%Y-%m-%d")

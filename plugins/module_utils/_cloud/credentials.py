# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose account, where, and how to get there: options, then the environment, then profile files."""

from __future__ import annotations

import configparser
import json
import os
from typing import NamedTuple
from urllib.parse import urlsplit

from .._core.errors import Refused

ENVIRONMENT = {
    "secret_id": ("TENCENTCLOUD_SECRET_ID",),
    "secret_key": ("TENCENTCLOUD_SECRET_KEY",),
    "token": ("TENCENTCLOUD_TOKEN", "TENCENTCLOUD_SECURITY_TOKEN"),
    "region": ("TENCENTCLOUD_REGION",),
    "profile": ("TENCENTCLOUD_PROFILE", "TCCLI_PROFILE"),
    "endpoint": ("TENCENTCLOUD_ENDPOINT",),
}
TCCLI, SDK_FILE = "~/.tccli", "~/.tencentcloud/credentials"


class Access(NamedTuple):
    """All that a connection needs; timeouts in seconds, `endpoint` as (scheme, host) or None for the public
    ones.
    """

    secret_id: str
    secret_key: str
    token: str | None
    region: str
    endpoint: tuple[str, str] | None
    ca_path: str | None
    proxy: str | None
    timeouts: tuple[float, float]
    language: str

    def secrets(self) -> set[str]:
        return {self.secret_key, *([self.token] if self.token else [])}


def access(options: dict) -> Access:
    """The access that options, environment and files give together; refuses when there is none."""
    given = {name: options.get(name) or from_environment(names) for name, names in ENVIRONMENT.items()}
    keys, region = pair(given), given["region"] or profile_file(given["profile"], "configure").get("region")
    if not region:
        raise Refused(
            "region: not given; set the option, TENCENTCLOUD_REGION, or the region of the tccli profile"
        )
    return Access(
        *keys,
        region=region,
        endpoint=parted(given["endpoint"]) if given["endpoint"] else None,
        ca_path=options.get("ca_path"),
        proxy=options.get("proxy"),
        timeouts=(options["connect_timeout"], options["read_timeout"]),
        language=options["language"],
    )


def from_environment(names: tuple[str, ...]) -> str | None:
    return next((os.environ[name] for name in names if os.environ.get(name)), None)


def pair(given: dict) -> tuple[str, str, str | None]:
    """Key id, key and token from one and the same source: a token belongs to its key."""
    if given["secret_id"] and given["secret_key"]:
        return given["secret_id"], given["secret_key"], given["token"]
    if given["secret_id"] or given["secret_key"]:
        missing = "secret_key" if given["secret_id"] else "secret_id"
        raise Refused(f"{missing}: not given, though its other half is; both are needed")
    for found in (profile_file(given["profile"], "credential"), sdk_file()):
        if found.get("secret_id") and found.get("secret_key"):
            return found["secret_id"], found["secret_key"], found.get("token")
    raise Refused(
        "secret_id, secret_key: no credentials found; looked at the options, at TENCENTCLOUD_SECRET_ID and "
        f"TENCENTCLOUD_SECRET_KEY, at {TCCLI}/{given['profile'] or 'default'}.credential and at {SDK_FILE}"
    )


def profile_file(profile: str | None, kind: str) -> dict:
    """What a file of the official command line says, in our words; {} where it is missing."""
    path = os.path.expanduser(f"{TCCLI}/{profile or 'default'}.{kind}")
    try:
        with open(path, encoding="utf-8") as file:
            content = json.load(file)
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise Refused(f"profile: {path} cannot be read as JSON: {error}") from None
    if kind == "configure":
        return {"region": (content.get("_sys_param") or {}).get("region")}
    return {
        "secret_id": content.get("secretId"),
        "secret_key": content.get("secretKey"),
        "token": content.get("token"),
    }


def sdk_file() -> dict:
    parser = configparser.ConfigParser(interpolation=None)
    try:
        parser.read(os.path.expanduser(SDK_FILE), encoding="utf-8")
    except (configparser.Error, UnicodeDecodeError):
        raise Refused(f"secret_id: {SDK_FILE} is not an ini file with a section [default]") from None
    return dict(parser["default"]) if parser.has_section("default") else {}


def parted(endpoint: str) -> tuple[str, str]:
    """Scheme and host of an endpoint; the host carries the port."""
    accepted = f"endpoint: {endpoint!r} is not an address; http://host:port or https://host is accepted"
    try:
        parts = urlsplit(endpoint)
        good = parts.scheme in ("http", "https") and parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        raise Refused(accepted) from None
    if not good or parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        raise Refused(accepted)
    return parts.scheme, parts.netloc

# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose account, where, and how to get there: options, then the environment, then profile files, then the
role of the machine.
"""

from __future__ import annotations

import os
import re
from functools import partial
from typing import NamedTuple
from urllib.parse import urlsplit

from .._core.errors import Refused
from . import profiles

ENVIRONMENT = {
    "secret_id": ("TENCENTCLOUD_SECRET_ID",),
    "secret_key": ("TENCENTCLOUD_SECRET_KEY",),
    "token": ("TENCENTCLOUD_TOKEN", "TENCENTCLOUD_SECURITY_TOKEN"),
    "region": ("TENCENTCLOUD_REGION",),
    "profile": ("TENCENTCLOUD_PROFILE", "TCCLI_PROFILE"),
    "role_arn": ("TENCENTCLOUD_ROLE_ARN",),
    "endpoint": ("TENCENTCLOUD_ENDPOINT",),
}
KEYS = ("secret_id", "secret_key", "token")


class Access(NamedTuple):
    """All that a connection needs; timeouts in seconds, `endpoint` as (scheme, host) or None for the public
    ones. `role_arn`: a role that these keys are to take on first.
    """

    secret_id: str
    secret_key: str
    token: str | None
    role_arn: str | None
    region: str
    endpoint: tuple[str, str] | None
    ca_path: str | None
    proxy: str | None
    timeouts: tuple[float, float]
    language: str

    def secrets(self) -> set[str]:
        return {self.secret_key, *([self.token] if self.token else [])}


def hidden(options: dict) -> set[str]:
    """Passwords in the addresses that were given; they are hidden before anything is said about them."""
    given = (options.get("proxy"), options.get("endpoint") or from_environment("endpoint"))
    return {word for address in given for word in re.findall(r"//[^/@]*:([^@]+)@", address or "")}


def access(options: dict) -> Access:
    """The access that options, environment and files give together; refuses when there is none."""
    profile = options.get("profile") or from_environment("profile")
    region = options.get("region") or from_environment("region") or profiles.region(profile)
    endpoint = options.get("endpoint") or from_environment("endpoint")
    refuse_connection(options)
    keys = pair(options, profile)
    role_arn = options.get("role_arn") or from_environment("role_arn") or keys.get("role_arn")
    if not region:
        raise Refused(
            "region: not given; set the option, TENCENTCLOUD_REGION, or the region of the tccli profile"
        )
    return Access(
        *(keys.get(name) or None for name in KEYS),
        role_arn=role_arn,
        region=region,
        endpoint=parted(endpoint) if endpoint else None,
        ca_path=options.get("ca_path"),
        proxy=options.get("proxy"),
        timeouts=(options["connect_timeout"], options["read_timeout"]),
        language=options["language"],
    )


def refuse_connection(options: dict) -> None:
    for name in ("connect_timeout", "read_timeout"):
        if not options[name] > 0:
            raise Refused(f"{name}: {options[name]:g} is not accepted; seconds above 0 are")
    ca_path = options.get("ca_path")
    if ca_path and not os.path.isfile(ca_path):
        raise Refused(f"ca_path: {ca_path} is not there; a file with certificates is accepted")


def from_environment(name: str) -> str | None:
    return next((os.environ[variable] for variable in ENVIRONMENT[name] if os.environ.get(variable)), None)


def pair(options: dict, profile: str | None) -> dict:
    """Key id, key and token from one and the same source, for a token belongs to its key; with the role_arn
    that a profile names.

    A profile that an option names comes before the environment, as it does with the official command line.
    """
    given = {name: options.get(name) for name in KEYS}
    if given["token"] and not (given["secret_id"] or given["secret_key"]):
        raise Refused("token: given without secret_id and secret_key; it belongs to the two it came with")
    path = profiles.path_of(profile, "credential")
    if options.get("profile") and not os.path.exists(path):
        raise Refused(f"profile: there is no {path}; tccli configure makes it")
    near = [keys_of_environment, partial(profiles.keys, profile)]
    if options.get("profile"):
        near.reverse()
    for source in [lambda: given, *near, profiles.sdk_keys, keys_of_machine]:
        found = source()
        halves = [name for name in KEYS[:2] if found.get(name)]
        if len(halves) == 1:
            missing = next(name for name in KEYS[:2] if name not in halves)
            raise Refused(
                f"{missing}: not given where {halves[0]} is; both are taken from one and the same place"
            )
        if halves:
            return found
    raise Refused(
        "secret_id, secret_key: no credentials found; looked at the options, at TENCENTCLOUD_SECRET_ID and "
        f"TENCENTCLOUD_SECRET_KEY, at {profiles.TCCLI}/{profile or 'default'}.credential, at "
        f"{profiles.SDK_FILE}, and for the role of a machine of Tencent Cloud"
    )


def keys_of_environment() -> dict:
    return {name: from_environment(name) for name in KEYS}


def keys_of_machine() -> dict:
    from . import roles  # most runs have their keys from elsewhere

    return roles.of_machine()


def parted(endpoint: str) -> tuple[str, str]:
    """Scheme and host of an endpoint; the host carries the port."""
    shown = "what is given" if "@" in endpoint else repr(endpoint)
    accepted = f"endpoint: {shown} is not an address; http://host:port or https://host is accepted"
    try:
        parts = urlsplit(endpoint)
        good = parts.scheme in ("http", "https") and parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        raise Refused(accepted) from None
    if not good or parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        raise Refused(accepted)
    return parts.scheme, parts.netloc

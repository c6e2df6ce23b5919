# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose account, where, and how to get there: options, then the environment, then profile files."""

from __future__ import annotations

import json
import os
import re
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
KEYS = ("secret_id", "secret_key", "token")
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


def hidden(options: dict) -> set[str]:
    """Passwords in the addresses that were given; they are hidden before anything is said about them."""
    given = (options.get("proxy"), options.get("endpoint") or from_environment("endpoint"))
    return {word for address in given for word in re.findall(r"//[^/@]*:([^@]+)@", address or "")}


def access(options: dict) -> Access:
    """The access that options, environment and files give together; refuses when there is none."""
    profile = options.get("profile") or from_environment("profile")
    region = (
        options.get("region")
        or from_environment("region")
        or profile_file(profile, "configure").get("region")
    )
    endpoint = options.get("endpoint") or from_environment("endpoint")
    refuse_connection(options)
    keys = pair(options, profile)
    if not region:
        raise Refused(
            "region: not given; set the option, TENCENTCLOUD_REGION, or the region of the tccli profile"
        )
    return Access(
        *keys,
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


def pair(options: dict, profile: str | None) -> tuple[str, str, str | None]:
    """Key id, key and token from one and the same source, for a token belongs to its key.

    A profile that an option names comes before the environment, as it does with the official command line.
    """
    option_keys = {name: options.get(name) for name in KEYS}
    if option_keys["token"] and not (option_keys["secret_id"] or option_keys["secret_key"]):
        raise Refused("token: given without secret_id and secret_key; it belongs to the two it came with")
    if options.get("profile") and not os.path.exists(profile_path(profile, "credential")):
        raise Refused(f"profile: there is no {profile_path(profile, 'credential')}; tccli configure makes it")
    files = [lambda: profile_file(profile, "credential"), sdk_file]
    environment = [lambda: {name: from_environment(name) for name in KEYS}]
    later = files[:1] + environment + files[1:] if options.get("profile") else environment + files
    for source in [lambda: option_keys, *later]:
        found = source()
        halves = [name for name in KEYS[:2] if found.get(name)]
        if len(halves) == 1:
            missing = next(name for name in KEYS[:2] if name not in halves)
            raise Refused(
                f"{missing}: not given where {halves[0]} is; both are taken from one and the same place"
            )
        if halves:
            return found["secret_id"], found["secret_key"], found.get("token")
    raise Refused(
        "secret_id, secret_key: no credentials found; looked at the options, at TENCENTCLOUD_SECRET_ID and "
        f"TENCENTCLOUD_SECRET_KEY, at {TCCLI}/{profile or 'default'}.credential and at {SDK_FILE}"
    )


def profile_path(profile: str | None, kind: str) -> str:
    return os.path.expanduser(f"{TCCLI}/{profile or 'default'}.{kind}")


def profile_file(profile: str | None, kind: str) -> dict:
    """What a file of the official command line says, in our words; {} where it is missing."""
    path = profile_path(profile, kind)
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
    import configparser  # most runs have their keys from elsewhere

    parser = configparser.ConfigParser(interpolation=None)
    try:
        parser.read(os.path.expanduser(SDK_FILE), encoding="utf-8")
    except (configparser.Error, UnicodeDecodeError):
        raise Refused(f"secret_id: {SDK_FILE} is not an ini file with a section [default]") from None
    return dict(parser["default"]) if parser.has_section("default") else {}


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

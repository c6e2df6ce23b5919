# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of the official command line, and that of the SDK (cvm-behaviour.md, section 2)."""

from __future__ import annotations

import json
import os

from .._core.errors import Refused

TCCLI, SDK_FILE = "~/.tccli", "~/.tencentcloud/credentials"


def path_of(profile: str | None, kind: str) -> str:
    return os.path.expanduser(f"{TCCLI}/{profile or 'default'}.{kind}")


def content_of(profile: str | None, kind: str) -> dict:
    """What a file of the official command line says; {} where it is missing."""
    path = path_of(profile, kind)
    try:
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise Refused(f"profile: {path} cannot be read as JSON: {error}") from None


def region(profile: str | None) -> str | None:
    return (content_of(profile, "configure").get("_sys_param") or {}).get("region")


def keys(profile: str | None) -> dict:
    """Key id, key, token and the role they are for, in our words."""
    content = content_of(profile, "credential")
    return {
        "secret_id": content.get("secretId"),
        "secret_key": content.get("secretKey"),
        "token": content.get("token"),
        "role_arn": content.get("role-arn"),
    }


def sdk_keys() -> dict:
    """Key id and key; the role that the file may name is not read, as the SDK does not."""
    import configparser  # most runs have their keys from elsewhere

    parser = configparser.ConfigParser(interpolation=None)
    try:
        parser.read(os.path.expanduser(SDK_FILE), encoding="utf-8")
    except (configparser.Error, UnicodeDecodeError):
        raise Refused(f"secret_id: {SDK_FILE} is not an ini file with a section [default]") from None
    return {name: parser.get("default", name, fallback=None) for name in ("secret_id", "secret_key", "token")}

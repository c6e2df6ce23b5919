# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys that a role lends for a while: the one that an option names, or that of the machine this runs on."""

from __future__ import annotations

import json
from http.client import HTTPException
from urllib.parse import quote
from urllib.request import ProxyHandler, build_opener

from .cloud import Cloud
from .credentials import Access

SESSION = "ansible-tencentcloud.cvm"
METADATA = "http://metadata.tencentyun.com/latest/meta-data/cam/security-credentials/"
PATIENCE = 2  # seconds: on a machine the answer is at hand, elsewhere nobody answers


def assumed(cloud: Cloud) -> Access:
    """The access of the role that was asked for, its keys good for two hours. Raises `CloudError`."""
    access = cloud.wire.access
    params = {"RoleArn": access.role_arn, "RoleSessionName": SESSION}
    keys = cloud.read("sts", "AssumeRole", params)["Credentials"]
    return access._replace(role_arn=None, **lent(keys))


def of_machine() -> dict:
    """Key id, key and token of this machine's role (cvm-behaviour.md, section 14); {} where there is none."""
    try:
        role = told(METADATA).strip()
        return lent(json.loads(told(METADATA + quote(role))))
    except (OSError, HTTPException, ValueError, KeyError, TypeError):
        return {}


def lent(keys: dict) -> dict:
    return {"secret_id": keys["TmpSecretId"], "secret_key": keys["TmpSecretKey"], "token": keys["Token"]}


def told(address: str) -> str:
    """What the metadata service says; a proxy would ask about a machine of its own."""
    with build_opener(ProxyHandler({})).open(address, timeout=PATIENCE) as answer:
        return answer.read().decode("utf-8")

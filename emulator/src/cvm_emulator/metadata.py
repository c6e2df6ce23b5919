# SPDX-License-Identifier: GPL-3.0-or-later
"""The metadata service, as machines see it at metadata.tencentyun.com: plain GET, plain text.

All machines of this world ask from one address, so the question says which of them is asking: by a path that
begins with the instance id, by the header X-Instance-Id, or by the setting metadata_instance.
"""

from __future__ import annotations

import json
import sqlite3
from base64 import b64decode
from collections.abc import Callable
from typing import NamedTuple

from .catalogue.account import MACHINES, Account, Role, role_named
from .clock import beijing, utc
from .sessions import Credentials, Session

ROOT = "/latest/meta-data/"
USER_DATA = "/latest/user-data"
KEYS = "cam/security-credentials/"
ROLE_LIFE = 7200  # seconds


class Machine(NamedTuple):
    """`row` of the table instance; `reclaimed_at` when a spot reclaim is announced."""

    account: Account
    row: sqlite3.Row
    reclaimed_at: float | None


def find_machine(account: Account, db: sqlite3.Connection, instance_id: str) -> Machine | None:
    """None for a machine that is not, or whose account is another."""
    row = db.execute("SELECT * FROM instance WHERE id = ? AND NOT gone", (instance_id,)).fetchone()
    if row is None:
        return None
    notice = "SELECT MIN(at) FROM due WHERE seq = ? AND move = 'reclaim'"
    return Machine(account, row, db.execute(notice, (row["seq"],)).fetchone()[0])


def split(path: str) -> tuple[str, str]:
    """The instance id a path begins with, or nothing, and the rest."""
    first, _, rest = path.removeprefix("/").partition("/")
    return (first, f"/{rest}") if first.startswith("ins-") else ("", path)


def read(machine: Machine, path: str, now: float, issue: Callable[[Session], Credentials]) -> str | None:
    """What the service answers on this path; None for what there is not (404)."""
    if path == USER_DATA:
        return b64decode(machine.row["user_data"]).decode("utf-8", "replace") or None
    if not path.startswith(ROOT):
        return None
    name, texts = path.removeprefix(ROOT), _texts(machine)
    role = role_named(machine.account.uin, machine.row["role"])
    if role and MACHINES in role.trusts:
        if name == KEYS + role.name:
            return _keys(machine, role, now, issue)
        texts[KEYS + role.name] = ""
    return texts[name] if texts.get(name) else _listing(texts, name)


def _texts(machine: Machine) -> dict[str, str]:
    """Every path with what it says, without those that say nothing."""
    row = machine.row
    digits = row["uuid"].replace("-", "")
    mac = ":".join(("52", "54", "00", digits[0:2], digits[2:4], digits[4:6]))
    card = f"network/interfaces/macs/{mac}/"
    texts = {
        "instance-id": row["id"],
        "instance-name": row["name"],
        "uuid": row["uuid"],
        "mac": mac,
        "local-ipv4": row["private_ip"],
        "public-ipv4": row["public_ip"],
        "app-id": str(machine.account.app_id),
        "placement/region": row["region"],
        "placement/zone": row["zone"],
        "payment/charge-type": row["charge"],
        "payment/create-time": beijing(row["bought_at"]),
        "payment/termination-time": row["expires"] and beijing(row["expires"]),
        "spot/termination-time": machine.reclaimed_at and beijing(machine.reclaimed_at),
        f"{card}mac": mac,
        f"{card}vpc-id": row["vpc"],
        f"{card}subnet-id": row["subnet"],
        f"{card}primary-local-ipv4": row["private_ip"],
        f"{card}public-ipv4s": row["public_ip"],
    }
    return {path: text for path, text in texts.items() if text}


def _keys(machine: Machine, role: Role, now: float, issue: Callable[[Session], Credentials]) -> str:
    expires = int(now) + ROLE_LIFE
    keys = issue(Session(role.account, role.role_id, machine.row["id"], MACHINES, expires))
    return json.dumps(
        {
            "TmpSecretId": keys.secret_id,
            "TmpSecretKey": keys.secret_key,
            "ExpiredTime": expires,
            "Expiration": utc(expires),
            "Token": keys.token,
            "Code": "Success",
        }
    )


def _listing(texts: dict[str, str], folder: str) -> str | None:
    """What is below a path that ends with a slash (or is the root), one name per line."""
    if folder and not folder.endswith("/"):
        return None
    below = (path.removeprefix(folder) for path in texts if path.startswith(folder))
    names = {path.partition("/")[0] + ("/" if "/" in path else "") for path in below}
    return "\n".join(sorted(names)) or None

# SPDX-License-Identifier: GPL-3.0-or-later
"""The accounts of this world, the keys that open them, and their roles."""

from __future__ import annotations

from typing import NamedTuple

MAIN_UIN = "100000000001"
POOR_UIN = "100000000002"
OTHER_UIN = "100000000003"
MACHINES = "cvm.qcloud.com"


class Account(NamedTuple):
    """`uin`: the main account's number. `funded`: begins with start_balance, not with nothing."""

    uin: str
    app_id: int
    funded: bool


class Key(NamedTuple):
    """A key that lasts. `user`: the uin of the main account itself, or of a user below it."""

    secret_id: str
    secret_key: str
    account: str
    user: str
    may_write: bool
    about: str


class Role(NamedTuple):
    """`trusts`: the uin of main accounts whose users may take the role, and services whose machines may."""

    account: str
    role_id: str
    name: str
    may_write: bool
    trusts: tuple[str, ...]


ACCOUNTS = {
    account.uin: account
    for account in (
        Account(MAIN_UIN, 1250000001, True),
        Account(POOR_UIN, 1250000002, False),
        Account(OTHER_UIN, 1250000003, True),
    )
}
SECRET_ID = "AKIDEMULATOREMULATOREMULATOREMULATOR"
SECRET_KEY = "EmulatorSecretKeyEmulatorSecretKey"
KEYS = {
    key.secret_id: key
    for key in (
        Key(SECRET_ID, SECRET_KEY, MAIN_UIN, MAIN_UIN, True, "the main account"),
        Key(
            "AKIDEMULATORREADERREADERREADERREADER",
            "EmulatorReaderKeyEmulatorReaderKey",
            MAIN_UIN,
            "100000000011",
            False,
            "a user of the main account who may only read",
        ),
        Key(
            "AKIDEMULATORPENNILESSPENNILESSPENNIL",
            "EmulatorPennilessEmulatorPenniless",
            POOR_UIN,
            POOR_UIN,
            True,
            "an account without money",
        ),
        Key(
            "AKIDEMULATOROTHEROTHEROTHEROTHEROTHE",
            "EmulatorOtherKeyEmulatorOtherKeyEm",
            OTHER_UIN,
            OTHER_UIN,
            True,
            "another account, with money and resources of its own",
        ),
    )
}
ROLES = (
    Role(MAIN_UIN, "4611686018400000001", "rehearsal", True, (MAIN_UIN, MACHINES)),
    Role(MAIN_UIN, "4611686018400000002", "observer", False, (MAIN_UIN, OTHER_UIN, MACHINES)),
    Role(POOR_UIN, "4611686018400000003", "rehearsal", True, (POOR_UIN, MACHINES)),
    Role(OTHER_UIN, "4611686018400000004", "rehearsal", True, (OTHER_UIN, MACHINES)),
    Role(OTHER_UIN, "4611686018400000005", "partner", True, (MAIN_UIN,)),
)


def role_named(account: str, name: str) -> Role | None:
    return next((role for role in ROLES if (role.account, role.name) == (account, name)), None)


def role_of_id(account: str, role_id: str) -> Role | None:
    return next((role for role in ROLES if (role.account, role.role_id) == (account, role_id)), None)

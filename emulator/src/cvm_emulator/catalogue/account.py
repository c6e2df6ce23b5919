# SPDX-License-Identifier: GPL-3.0-or-later
"""The one account of this world: its key, its numbers, and the key pairs it starts with."""

from __future__ import annotations

from typing import NamedTuple

MAIN_UIN = "100000000001"
APP_ID = 1250000001
SECRET_ID = "AKIDEMULATOREMULATOREMULATOREMULATOR"
SECRET_KEY = "EmulatorSecretKeyEmulatorSecretKey"


class KeyPair(NamedTuple):
    key_id: str
    name: str


KEY_PAIRS = {
    pair.key_id: pair
    for pair in (KeyPair("skey-rehearse", "rehearsal"), KeyPair("skey-operator", "operator"))
}

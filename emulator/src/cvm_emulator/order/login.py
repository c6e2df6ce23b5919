# SPDX-License-Identifier: GPL-3.0-or-later
"""How one logs in to what is bought: password, keys, or what the image has."""

from __future__ import annotations

import string
from typing import Any

from .. import key_pairs
from ..ask import Ask
from ..catalogue.images import Image
from ..errors import ApiError, bad_value
from ..ids import well_formed

SPECIALS = "()`~!@#$%^&*-+=|{}[]:;',.?/"
CLASSES = (string.ascii_lowercase, string.ascii_uppercase, string.digits, SPECIALS)
PASSWORDS = {False: (8, 30, 2), True: (12, 30, 3)}


def legal_password(password: str, windows: bool) -> bool:
    """Length and number of character classes, by kind of system, as the RunInstances text has them."""
    shortest, longest, classes = PASSWORDS[windows]
    used = sum(any(letter in kind for letter in password) for kind in CLASSES)
    known = all(any(letter in kind for kind in CLASSES) for letter in password)
    return shortest <= len(password) <= longest and used >= classes and known


def legal_new_password(password: str, windows: bool, user: str) -> bool:
    """As the ResetInstancesPassword text has it: stricter than at the purchase, with a few specials more."""
    shortest, longest, _ = PASSWORDS[windows]
    kinds = (*CLASSES[:3], SPECIALS + "_<>")
    used = sum(any(letter in kind for letter in password) for kind in kinds)
    known = all(any(letter in kind for kind in kinds) for letter in password)
    named = windows and user.lower() in password.lower()
    return (
        shortest <= len(password) <= longest
        and used >= 3
        and known
        and not password.startswith("/")
        and not named
    )


def check_password(settings: dict[str, Any], image: Image, code: str) -> None:
    """The message never shows the password."""
    if "Password" in settings and not legal_password(settings["Password"], image.windows):
        raise ApiError(code, "The password in `LoginSettings.Password` does not meet the complexity rules.")


def check_login(ask: Ask, settings: dict[str, Any], image: Image) -> list[str]:
    """The ids of the keys to log in with. One way at most; none means a password sent by message."""
    keep, keys = settings.get("KeepImageLogin", "FALSE"), settings.get("KeyIds", [])
    if keep.upper() not in ("TRUE", "FALSE"):
        raise bad_value("LoginSettings.KeepImageLogin", keep)
    keeps = keep.upper() == "TRUE"
    if keys and keeps:
        raise ApiError(
            "InvalidParameter.ParameterConflict", "`KeyIds` and `KeepImageLogin` exclude one another."
        )
    if "Password" in settings and (keys or keeps):
        raise ApiError("InvalidParameterCombination", "`Password` excludes `KeyIds` and `KeepImageLogin`.")
    if keeps and not image.custom:
        raise bad_value("LoginSettings.KeepImageLogin", keep, f"`{image.image_id}` is a public image")
    check_password(settings, image, "InvalidParameterValue.InvalidPassword")
    for key in keys:
        if not well_formed("skey", key):
            raise bad_value("LoginSettings.KeyIds", key, code="InvalidKeyPairId.Malformed")
        if not key_pairs.exists(ask.db, key):
            raise bad_value(
                "LoginSettings.KeyIds", key, "no such key pair", "InvalidParameterValue.KeyPairNotFound"
            )
    if keys and image.windows:
        raise ApiError(
            "UnsupportedOperation.KeyPairUnsupportedWindows", f"`{image.name}` takes no key pairs."
        )
    return keys

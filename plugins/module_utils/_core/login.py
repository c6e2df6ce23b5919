# SPDX-License-Identifier: GPL-3.0-or-later
"""What is put into a machine at its first boot: password, host name, user data, metadata."""

from __future__ import annotations

import re

from .errors import Refused
from .instance import encoded

SPECIALS = "()`~!@#$%^&*-+=|{}[]:;',.?/"
PASSWORD = re.compile(f"[A-Za-z0-9{re.escape(SPECIALS)}]{{8,30}}")
PASSWORD_KINDS = ("[a-z]", "[A-Z]", "[0-9]", "[^A-Za-z0-9]")
USER_DATA_BYTES = 16 * 1024
HOSTNAME = re.compile(r"[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*")
METADATA_KEY = re.compile(r"[A-Za-z0-9_-]{1,128}")
METADATA_BYTES = 256 * 1024


def refuse_login(want: dict) -> None:
    password = want.get("password")
    if password is None:
        return
    kinds = sum(bool(re.search(kind, password)) for kind in PASSWORD_KINDS)
    if not PASSWORD.fullmatch(password) or kinds < 2:
        raise Refused(
            "password: too weak, or with a character that is not accepted; 8 to 30 characters (12 to 30 for "
            "Windows) of at least two kinds (three for Windows) are, out of small letters, capitals, digits "
            f"and {SPECIALS}"
        )


def refuse_first_boot(want: dict) -> None:
    user_data = want.get("user_data")
    if user_data and len(encoded(user_data)) > USER_DATA_BYTES:
        raise Refused(
            f"user_data: {len(encoded(user_data))} bytes in base64; at most {USER_DATA_BYTES} are accepted "
            f"(about {USER_DATA_BYTES * 3 // 4} bytes of text)"
        )
    hostname = want.get("hostname")
    if hostname and "{" not in hostname and not (2 <= len(hostname) <= 60 and HOSTNAME.fullmatch(hostname)):
        raise Refused(
            f"hostname: {hostname!r} is not accepted; 2 to 60 letters, digits, hyphens and dots are, "
            "the last two neither first, last, nor side by side"
        )


def texts(metadata: dict | None) -> dict[str, str] | None:
    """Metadata as the API takes it, text to text; the message of a refusal names keys only."""
    if metadata is None:
        return None
    pairs = {str(key): value if isinstance(value, str) else str(value) for key, value in metadata.items()}
    for key, value in pairs.items():
        if not METADATA_KEY.fullmatch(key):
            raise Refused(
                f"metadata: the key {key[:40]!r} is not accepted; 1 to 128 letters, digits, underscores and "
                "hyphens are"
            )
        if len(value.encode("utf-8")) > METADATA_BYTES:
            raise Refused(
                f"metadata: the value of {key!r} has {len(value.encode('utf-8'))} bytes; at most "
                f"{METADATA_BYTES} are accepted"
            )
    return pairs

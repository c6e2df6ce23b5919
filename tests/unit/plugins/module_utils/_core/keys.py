# SPDX-License-Identifier: GPL-3.0-or-later
"""Public keys."""

from __future__ import annotations

from base64 import b64encode


def key(*fields: bytes) -> str:
    """A public key of OpenSSH out of its fields."""
    data = b"".join(len(field).to_bytes(4, "big") + field for field in fields)
    return f"{fields[0].decode()} {b64encode(data).decode()}"


ONE, TWO = key(b"ssh-rsa", b"\x01\x00\x01", b"\x00one"), key(b"ssh-rsa", b"\x01\x00\x01", b"\x00two")

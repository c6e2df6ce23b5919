# SPDX-License-Identifier: GPL-3.0-or-later
"""Key pairs and their files: the public half is read from one, the private half is written to one, once."""

from __future__ import annotations

import os
import tempfile

from .._core.errors import Refused, Stuck
from .._core.key_pair import IMPORTED, MADE
from .._core.kind import dig
from .._core.public_key import public_half
from . import resource
from .cloud import Cloud

ROOM = 16 * 1024


def converge(cloud: Cloud, want: dict) -> dict:
    """Makes, imports, changes or deletes a key pair, or rehearses it."""
    want = with_public_half(want)
    if want["public_key"] or want["private_key_file"] is None:
        return resource.converge(cloud, IMPORTED if want["public_key"] else MADE, want)
    file = PrivateFile(want["private_key_file"])
    try:
        result = resource.converge(cloud, MADE, want, file)
    finally:
        file.drop()
    if want["state"] == "present" and not file.used and not os.path.exists(file.path):
        cloud.notes.append(
            f"private_key_file: {file.path} is not there, and the key pair is; the cloud shows its private "
            "half only when it is made"
        )
    return result


def with_public_half(want: dict) -> dict:
    if want["public_key"] is not None:
        return {**want, "public_key": public_half("public_key", want["public_key"])}
    if want["public_key_file"] is None:
        return want
    try:
        with open(want["public_key_file"], encoding="utf-8", errors="replace") as file:
            return {**want, "public_key": public_half("public_key_file", file.read(ROOM))}
    except OSError as failure:
        raise Refused(f"public_key_file: cannot be read ({failure})") from None


class PrivateFile:
    """The place of a private key: its room is taken before there is a key, and nothing is overwritten."""

    def __init__(self, path: str) -> None:
        self.path = os.path.abspath(path)
        self.part = ""
        self.used = False

    def ready(self, rehearsal: bool) -> None:
        self.used = True
        folder = os.path.dirname(self.path)
        if os.path.lexists(self.path):
            raise Refused(
                f"private_key_file: {self.path} is there already and is not overwritten; name another file, "
                "or import that key's public half with public_key_file"
            )
        if not os.path.isdir(folder) or not os.access(folder, os.W_OK | os.X_OK):
            raise Refused(f"private_key_file: {folder} is not a folder that can be written to")
        if rehearsal or self.part:
            return
        try:
            number, self.part = tempfile.mkstemp(dir=folder, prefix=".key-")
            with os.fdopen(number, "wb") as file:
                file.write(bytes(ROOM))
                file.flush()
                os.fsync(file.fileno())
        except OSError as failure:
            raise Refused(f"private_key_file: cannot be written ({failure}); no key pair was made") from None

    def take(self, answer: dict, id: str) -> None:
        """Writes the key; only its owner may read it."""
        try:
            with open(self.part, "r+b") as file:
                file.write(dig(answer, "KeyPair.PrivateKey").encode())
                file.truncate()
                file.flush()
                os.fsync(file.fileno())
            os.link(self.part, self.path)
        except OSError as failure:
            raise Stuck(
                f"private_key_file: key pair {id} was made, and its private half could not be written "
                f"({failure}); delete it with state: absent, and run again"
            ) from None

    def drop(self) -> None:
        if self.part:
            os.unlink(self.part)

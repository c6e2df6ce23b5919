# SPDX-License-Identifier: GPL-3.0-or-later
"""Key pairs, and which instances they open; the tie outlives an instance for a while."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from .catalogue.key_pairs import KEY_PAIRS
from .ids import mint
from .passage import on_release
from .settings import Settings
from .store import next_number

BITS = 2048


class NewPair(NamedTuple):
    """OpenSSH text without a comment, and PEM. The private half is shown once and kept nowhere."""

    public: str
    private: str


def make_pair() -> NewPair:
    key = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    public = key.public_key().public_bytes(serialization.Encoding.OpenSSH, serialization.PublicFormat.OpenSSH)
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    return NewPair(public.decode(), private.decode())


def read_public(text: str) -> str | None:
    """Its two words without the comment; None for anything but an RSA key in OpenSSH's form."""
    words = text.split()
    if len(words) < 2:
        return None
    bare = " ".join(words[:2])
    try:
        key = serialization.load_ssh_public_key(bare.encode())
    except (ValueError, UnsupportedAlgorithm):
        return None
    return bare if isinstance(key, rsa.RSAPublicKey) else None


def begin(db: sqlite3.Connection, now: float) -> None:
    """The pairs of a fresh account."""
    for pair in KEY_PAIRS:
        _insert(db, next_number(db, "key_pair"), pair.key_id, pair.name, 0, pair.public, now)


def add(db: sqlite3.Connection, seed: str, name: str, project: int, public: str, now: float) -> sqlite3.Row:
    number = next_number(db, "key_pair")
    _insert(db, number, mint(seed, "skey", number), name, project, public, now)
    return db.execute("SELECT * FROM key_pair WHERE seq = ?", (number,)).fetchone()


def _insert(
    db: sqlite3.Connection, seq: int, key_id: str, name: str, project: int, public: str, now: float
) -> None:
    db.execute(
        "INSERT INTO key_pair VALUES (?, ?, ?, ?, '', ?, ?)", (seq, key_id, name, project, public, now)
    )


def exists(db: sqlite3.Connection, key_id: str) -> bool:
    return bool(db.execute("SELECT 1 FROM key_pair WHERE id = ?", (key_id,)).fetchone())


def bind(db: sqlite3.Connection, seqs: Iterable[int], keys: list[str]) -> None:
    """These keys, and no others, open the instances."""
    db.executemany("DELETE FROM bound WHERE instance = ?", [(seq,) for seq in seqs])
    db.executemany("INSERT INTO bound VALUES (?, ?, NULL)", [(key, seq) for seq in seqs for key in keys])


def unbind(db: sqlite3.Connection, seqs: Iterable[int], keys: list[str]) -> None:
    db.executemany(
        "DELETE FROM bound WHERE instance = ? AND key = ?", [(seq, key) for seq in seqs for key in keys]
    )


@on_release
def _outlive(db: sqlite3.Connection, settings: Settings, instance: sqlite3.Row, at: float) -> None:
    """The keys of an instance that is gone cannot be deleted for a while."""
    db.execute("UPDATE bound SET until = ? WHERE instance = ?", (at + settings.key_lag, instance["seq"]))


def keys_of(db: sqlite3.Connection, seqs: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    query = f"SELECT key, instance FROM bound WHERE instance IN ({', '.join('?' * len(seqs))})"
    for row in db.execute(query, seqs):
        found[row["instance"]].append(row["key"])
    return found


def opened_by(db: sqlite3.Connection, key_id: str) -> list[str]:
    query = "SELECT id FROM bound JOIN instance ON seq = instance WHERE key = ? AND shown = 1 ORDER BY seq"
    return [row["id"] for row in db.execute(query, (key_id,))]


def in_use(db: sqlite3.Connection, key_id: str, now: float) -> bool:
    """By an instance, by one that went a short while ago, or by an image made of one."""
    tied = "SELECT 1 FROM bound WHERE key = ? AND (until IS NULL OR until > ?)"
    kept = "SELECT 1 FROM image, json_each(image.keys) WHERE value = ?"
    return bool(db.execute(tied, (key_id, now)).fetchone() or db.execute(kept, (key_id,)).fetchone())

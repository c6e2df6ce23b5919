# SPDX-License-Identifier: GPL-3.0-or-later
"""The world's state in SQLite: the tables, opening them, and refusing a file that is something else.

Money is in cents where the account sees it, and in millionths of a yuan where it is metered. Times are unix
seconds of the world's clock. A tag shows from `since` until `until`; the one without `until` is the latest.
`region` is, of an instance's tag, where the instance shows, if it does: its tags alone tell and count it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

APPLICATION = 0x43564D45
VERSION = 6
CACHE_KIB = 64 * 1024
SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE account (
  balance INTEGER, frozen INTEGER, spent REAL, rate INTEGER, charged_at REAL,
  standing TEXT DEFAULT 'good', grace_ends REAL, turn_at REAL
);
CREATE TABLE usage (resource TEXT, since REAL, until REAL, rate INTEGER);
CREATE INDEX usage_resource ON usage (resource, until);
CREATE TABLE bill (at REAL, resource TEXT, what TEXT, cents INTEGER);
CREATE INDEX bill_resource ON bill (resource);
CREATE INDEX bill_what ON bill (what);
CREATE TABLE instance (
  seq INTEGER PRIMARY KEY, id TEXT UNIQUE, uuid TEXT, region TEXT, zone TEXT, type TEXT, cpu INTEGER,
  charge TEXT, image TEXT, vpc TEXT, subnet TEXT, private_ip TEXT, public_ip TEXT, groups TEXT,
  name TEXT, host_name TEXT,
  state TEXT, shown INTEGER, gone INTEGER DEFAULT 0, protected INTEGER, stop_mode TEXT, user_data TEXT,
  holds_stock INTEGER DEFAULT 1, pool TEXT, prices TEXT, step INTEGER DEFAULT 0, frozen INTEGER,
  hourly REAL, token TEXT, request TEXT, bought_at REAL, running_at REAL, released_at REAL,
  project INTEGER DEFAULT 0, role TEXT DEFAULT '', isolated TEXT DEFAULT 'NOTISOLATED',
  expires REAL, renew TEXT, paid INTEGER DEFAULT 0, paid_from REAL, degrades INTEGER DEFAULT 0,
  operations TEXT DEFAULT '[]', doc TEXT, placed TEXT, part INTEGER, host TEXT,
  package TEXT
);
CREATE INDEX instance_seen ON instance (
  region, shown, seq, state, zone, charge, vpc, subnet, project, name, bought_at
);
CREATE INDEX instance_newborn ON instance (seq) WHERE shown = 0 AND gone = 0;
CREATE INDEX instance_zone ON instance (zone, gone, charge, cpu);
CREATE INDEX instance_private ON instance (private_ip);
CREATE INDEX instance_public ON instance (public_ip);
CREATE INDEX instance_placed ON instance (placed);
CREATE INDEX instance_host ON instance (host);
CREATE INDEX instance_package ON instance (package);
CREATE INDEX instance_uuid ON instance (uuid);
CREATE TABLE attached (sg TEXT, seq INTEGER, PRIMARY KEY (sg, seq)) WITHOUT ROWID;
CREATE INDEX attached_seq ON attached (seq);
CREATE TRIGGER attached_more AFTER INSERT ON attached BEGIN
  UPDATE security_group SET held = held + 1 WHERE id = NEW.sg;
END;
CREATE TRIGGER attached_less AFTER DELETE ON attached BEGIN
  UPDATE security_group SET held = held - 1 WHERE id = OLD.sg;
END;
CREATE TABLE due (at REAL, seq INTEGER, move TEXT);
CREATE INDEX due_at ON due (at);
CREATE INDEX due_seq ON due (seq);
CREATE TABLE errand (at REAL, name TEXT, ref INTEGER);
CREATE INDEX errand_at ON errand (at);
CREATE TABLE timer (id TEXT PRIMARY KEY, seq INTEGER, at REAL, status TEXT);
CREATE INDEX timer_seq ON timer (seq);
CREATE TABLE tag (
  kind TEXT, ref INTEGER, key TEXT, value TEXT, since REAL, until REAL, region TEXT
);
CREATE INDEX tag_ref ON tag (kind, ref, key);
CREATE INDEX tag_key ON tag (kind, key, value, region, ref, since, until);
CREATE INDEX tag_value ON tag (kind, value, region, ref, since, until);
CREATE TRIGGER tag_region AFTER UPDATE OF shown ON instance BEGIN
  UPDATE tag SET region = CASE NEW.shown WHEN 1 THEN NEW.region ELSE '' END
  WHERE kind = 'instance' AND ref = NEW.seq;
END;
CREATE TABLE vpc (
  seq INTEGER PRIMARY KEY, id TEXT UNIQUE, region TEXT, name TEXT, cidr TEXT, is_default INTEGER, at REAL,
  dns TEXT DEFAULT '', domain TEXT DEFAULT '', ipv6 TEXT DEFAULT ''
);
CREATE INDEX vpc_region ON vpc (region);
CREATE TABLE subnet (
  seq INTEGER PRIMARY KEY, id TEXT UNIQUE, region TEXT, vpc TEXT, zone TEXT, name TEXT, cidr TEXT,
  is_default INTEGER, at REAL, cursor INTEGER, ipv6 TEXT DEFAULT ''
);
CREATE INDEX subnet_vpc ON subnet (vpc, zone);
CREATE INDEX subnet_region ON subnet (region);
CREATE TABLE address (subnet TEXT, ip INTEGER, free_at REAL, PRIMARY KEY (subnet, ip)) WITHOUT ROWID;
CREATE TABLE ipv6 (address TEXT PRIMARY KEY, subnet TEXT, instance INTEGER) WITHOUT ROWID;
CREATE INDEX ipv6_instance ON ipv6 (instance);
CREATE INDEX ipv6_subnet ON ipv6 (subnet);
CREATE TABLE bandwidth_package (
  seq INTEGER PRIMARY KEY, id TEXT UNIQUE, region TEXT, name TEXT, charge TEXT, mbit INTEGER, at REAL
);
CREATE INDEX bandwidth_package_region ON bandwidth_package (region);
CREATE TABLE security_group (
  seq INTEGER PRIMARY KEY, id TEXT UNIQUE, region TEXT, name TEXT, description TEXT, is_default INTEGER,
  at REAL, changed_at REAL, version INTEGER DEFAULT 0, ingress TEXT DEFAULT '[]', egress TEXT DEFAULT '[]',
  held INTEGER DEFAULT 0
);
CREATE INDEX security_group_region ON security_group (region);
CREATE TABLE eip (
  seq INTEGER PRIMARY KEY, id TEXT UNIQUE, region TEXT, name TEXT, ip TEXT, status TEXT, charge TEXT,
  mbit INTEGER, instance INTEGER, task INTEGER, at REAL, kind TEXT DEFAULT 'EIP', shield TEXT
);
CREATE INDEX eip_region ON eip (region);
CREATE INDEX eip_instance ON eip (instance);
CREATE INDEX eip_task ON eip (task);
CREATE TABLE task (id INTEGER PRIMARY KEY, region TEXT, move TEXT, ordinary INTEGER, result TEXT);
CREATE TABLE daily (
  what TEXT, region TEXT, day TEXT, used INTEGER, PRIMARY KEY (what, region, day)
) WITHOUT ROWID;
CREATE TABLE disk (
  seq INTEGER PRIMARY KEY, id TEXT UNIQUE, region TEXT, zone TEXT, usage TEXT, kind TEXT, size INTEGER,
  name TEXT, charge TEXT, state TEXT, portable INTEGER, with_instance INTEGER, instance INTEGER,
  origin INTEGER, last TEXT, project INTEGER, at REAL, expires REAL, renew TEXT, paid INTEGER DEFAULT 0,
  paid_from REAL,
  frozen INTEGER DEFAULT 0, growing INTEGER,
  throughput INTEGER DEFAULT 0, encrypted INTEGER DEFAULT 0, kms TEXT, burst INTEGER DEFAULT 0
);
CREATE INDEX disk_region ON disk (region, seq);
CREATE INDEX disk_instance ON disk (instance);
CREATE TABLE snapshot (
  seq INTEGER PRIMARY KEY, id TEXT UNIQUE, region TEXT, zone TEXT, disk TEXT, usage TEXT, size INTEGER,
  name TEXT, encrypted INTEGER, state TEXT, project INTEGER, at REAL, deadline REAL
);
CREATE INDEX snapshot_region ON snapshot (region);
CREATE INDEX snapshot_disk ON snapshot (disk);
CREATE TABLE key_pair (
  seq INTEGER PRIMARY KEY, id TEXT UNIQUE, name TEXT, project INTEGER, description TEXT, public TEXT, at REAL
);
CREATE TABLE bound (key TEXT, instance INTEGER, until REAL, PRIMARY KEY (key, instance)) WITHOUT ROWID;
CREATE INDEX bound_instance ON bound (instance);
CREATE TABLE image (
  seq INTEGER PRIMARY KEY, id TEXT UNIQUE, region TEXT, name TEXT, description TEXT, state TEXT, family TEXT,
  deprecated INTEGER DEFAULT 0, base TEXT, size INTEGER, keys TEXT, creator TEXT, at REAL
);
CREATE INDEX image_region ON image (region);
CREATE TABLE launch_template (
  seq INTEGER PRIMARY KEY, id TEXT UNIQUE, region TEXT, name TEXT, latest INTEGER, preset INTEGER,
  creator TEXT, at REAL
);
CREATE TABLE template_version (
  template INTEGER, version INTEGER, description TEXT, data TEXT, creator TEXT, at REAL,
  PRIMARY KEY (template, version)
) WITHOUT ROWID;
CREATE TABLE placement_group (
  seq INTEGER PRIMARY KEY, id TEXT UNIQUE, region TEXT, name TEXT, kind TEXT, affinity INTEGER, at REAL,
  parts INTEGER DEFAULT 0
);
CREATE TABLE host (
  seq INTEGER PRIMARY KEY, id TEXT UNIQUE, region TEXT, zone TEXT, type TEXT, name TEXT, state TEXT,
  renew TEXT, project INTEGER, at REAL, expires REAL
);
CREATE INDEX host_region ON host (region, zone);
CREATE TABLE stock (
  zone TEXT, type TEXT, charge TEXT, left INTEGER, PRIMARY KEY (zone, type, charge)
) WITHOUT ROWID;
CREATE TABLE token (
  account TEXT, region TEXT, token TEXT, digest TEXT, ids TEXT, failed TEXT, until REAL,
  PRIMARY KEY (account, region, token)
) WITHOUT ROWID;
"""
TABLES = tuple(line.split()[2] for line in SCHEMA.splitlines() if line.startswith("CREATE TABLE"))


class ForeignState(Exception):
    """The state file is not one this emulator can use; the message says why."""


def open_store(state: str) -> sqlite3.Connection:
    """A connection to the state, with the tables in place. `:memory:` or a path. ForeignState, OSError."""
    new = state == ":memory:" or not Path(state).exists() or Path(state).stat().st_size == 0
    try:
        db = sqlite3.connect(state, check_same_thread=False, isolation_level=None, cached_statements=512)
        db.row_factory = sqlite3.Row
        if not new:
            _refuse_foreign(db, state)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        if state == ":memory:":
            _blank().backup(db)
        elif new:
            _make_tables(db)
    except sqlite3.Error as error:
        raise ForeignState(f"{state} cannot be used as state: {error}") from error
    return db


def _make_tables(db: sqlite3.Connection) -> None:
    db.executescript(
        f"BEGIN; {SCHEMA} PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION}; COMMIT;"
    )


@cache
def _blank() -> sqlite3.Connection:
    """A database with the tables and nothing in them: copied many times sooner than made."""
    db = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
    _make_tables(db)
    return db


def _refuse_foreign(db: sqlite3.Connection, state: str) -> None:
    application = db.execute("PRAGMA application_id").fetchone()[0]
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION:
        raise ForeignState(f"{state} is a database of some other program")
    if version != VERSION:
        raise ForeignState(f"{state} has state of version {version}, this emulator reads version {VERSION}")


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """Everything inside is committed, or nothing when it raises."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def doc(row: sqlite3.Row) -> dict[str, Any]:
    """What an instance has beside its columns; a change of it is written back whole."""
    return json.loads(row["doc"])


def read_meta(db: sqlite3.Connection, key: str, default: object = None) -> object:
    row = db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return row[0] if row else default


def write_meta(db: sqlite3.Connection, key: str, value: object) -> None:
    db.execute(
        "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", (key, value)
    )


def next_number(db: sqlite3.Connection, table: str, count: int = 1) -> int:
    """The first of `count` numbers that no object of the table ever had, deleted ones included."""
    number = int(read_meta(db, f"last {table}", 0)) + 1
    write_meta(db, f"last {table}", number + count - 1)
    return number


def empty(db: sqlite3.Connection) -> None:
    for table in TABLES:
        db.execute(f"DELETE FROM {table}")

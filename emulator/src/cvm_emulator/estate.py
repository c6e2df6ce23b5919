# SPDX-License-Identifier: GPL-3.0-or-later
"""One account's part of the world: a database of its own, so that nothing of it shows to another account."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any

from . import key_pairs, ledger, networks, overview
from .catalogue.account import Account
from .catalogue.regions import ZONES
from .catalogue.types import TYPES, charges, sold_in
from .clock import Clock
from .metadata import Machine, find_machine
from .money import set_balance
from .passage import anything_due, schedule, settle
from .settings import Settings
from .stock import set_left
from .store import empty, read_meta, transaction, write_meta


class Estate:
    """Used by one thread at a time. A database with another seed, or none, is begun afresh."""

    def __init__(
        self, account: Account, db: sqlite3.Connection, settings: Settings, clock: Clock, seed: str
    ) -> None:
        self.account, self.db, self.seed = account, db, seed
        self._settings, self._clock = settings, clock
        if read_meta(db, "seed") != seed:
            self.begin()

    def begin(self) -> None:
        """Empty, but for the money and the default networks of a fresh account."""
        with transaction(self.db):
            empty(self.db)
            write_meta(self.db, "seed", self.seed)
            now = self._clock.now()
            cents = self._settings.start_balance if self.account.funded else 0
            self.db.execute(
                "INSERT INTO account (balance, frozen, spent, rate, charged_at) VALUES (?, 0, 0, 0, ?)",
                (cents, now),
            )
            for region in networks.chosen(self._settings.default_vpc):
                networks.default_network(self.db, self.seed, region, now)
            key_pairs.begin(self.db, now)

    def settle(self) -> float:
        """The world's time, after everything due by then has happened."""
        now = self._clock.now()
        if anything_due(self.db, now):
            with transaction(self.db):
                settle(self.db, self._settings, now)
        return now

    def ledger(self) -> dict[str, Any]:
        return ledger.ledger(self.db, self.settle())

    def overview(self) -> dict[str, Any]:
        return overview.overview(self.db, self.settle())

    def stock(self, zone: str) -> list[tuple[str, str, str, int, int]]:
        self.settle()
        return overview.stock(self.db, zone)

    def machine(self, instance_id: str) -> Machine | None:
        self.settle()
        return find_machine(self.account, self.db, instance_id)

    def set_stock(self, zone: str, instance_type: str, charge_type: str, count: int) -> None:
        """ValueError for what the catalogue does not sell."""
        if zone not in ZONES or instance_type not in TYPES or not sold_in(zone, TYPES[instance_type]):
            raise ValueError(f"the catalogue does not sell {instance_type} in {zone}")
        if charge_type not in charges(TYPES[instance_type]):
            raise ValueError(
                f"{instance_type} is sold as {', '.join(charges(TYPES[instance_type]))}, not {charge_type}"
            )
        whole("count", count)
        self.settle()
        with transaction(self.db):
            set_left(self.db, zone, instance_type, charge_type, count)

    def fail_launches(self, times: int) -> None:
        """The next so many instances end in LAUNCH_FAILED."""
        with transaction(self.db):
            write_meta(self.db, "launch_failures", whole("times", times))

    def reclaim(self, instance_ids: Iterable[str]) -> None:
        """Spot instances get their notice and vanish after it. ValueError for any other id."""
        now, seqs = self.settle(), []
        for each in instance_ids:
            row = self.db.execute("SELECT seq, charge, gone FROM instance WHERE id = ?", (each,)).fetchone()
            if row is None or row["gone"] or row["charge"] != "SPOTPAID":
                raise ValueError(f"{each} is not a spot instance of this world")
            seqs.append(row["seq"])
        with transaction(self.db):
            for seq in seqs:
                schedule(self.db, seq, "reclaim", now + self._settings.reclaim_notice)

    def set_balance(self, cents: int) -> None:
        """What the account has in cash, before what is frozen."""
        now = self.settle()
        with transaction(self.db):
            set_balance(self.db, whole("cents", cents), now)


def whole(name: str, value: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**53:
        raise ValueError(f"{name} takes a whole number from 0 up, not {value!r}")
    return value

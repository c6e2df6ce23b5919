# SPDX-License-Identifier: GPL-3.0-or-later
"""The search for instances: how many match, and those of the page. What is counted, an index holds whole."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from ..ask import Ask
from .paging import Condition, Page, marks

SHOWN = "region = ? AND shown = 1"
NEWBORN = "SELECT seq FROM instance WHERE shown = 0 AND gone = 0"
# Filters with an index of their own, which find no more than they name values.
OWN = ("instance-id", "private-ip-address", "public-ip-address", "uuid", "host-id", "ipv6-address")
Found = tuple[int, list[int]]


class Beside(NamedTuple):
    """`query` gives the `seq` of instances that show in the region, each `once` or more often."""

    query: str
    values: list[object]
    once: bool


class Search:
    """Conditions by the name of their filter: those on tables beside, by `seq`, and those on the instance."""

    def __init__(self, ask: Ask) -> None:
        self.ask = ask
        self.beside: list[Beside] = []
        self.columns: list[Condition] = []
        self.named = False

    def add(self, name: str, condition: Condition) -> None:
        self.columns.append(condition)
        self.named = self.named or name in OWN

    def add_beside(self, query: str, values: list[object], once: bool) -> None:
        self.beside.append(Beside(query, values, once))

    def rows(self, wanted: Page, columns: str) -> tuple[int, list[sqlite3.Row]]:
        """How many match, and the rows of the page."""
        total, seqs = self._found(wanted)
        query = f"SELECT {columns} FROM instance WHERE seq IN ({marks(seqs)}) ORDER BY seq"
        return total, self.ask.db.execute(query, seqs).fetchall()

    def _found(self, wanted: Page) -> Found:
        if self.named:
            return self._listed(wanted)
        if self.beside:
            first, *others = self.beside
            source = f"({first.query})" + (" CROSS JOIN instance USING (seq)" if self.columns else "")
            conditions = [*self.columns, *(_inside("seq", each) for each in others)]
            seq = "seq" if first.once else "DISTINCT seq"
            return self._paged(seq, source, first.values, conditions, wanted)
        conditions = [(SHOWN, [self.ask.region]), *self.columns]
        return self._paged("seq", "instance INDEXED BY instance_seen", [], conditions, wanted)

    def _listed(self, wanted: Page) -> Found:
        """So few that they are all read."""
        conditions = [*self.columns, *(_inside("seq", each) for each in self.beside)]
        conditions.append(("+region = ? AND +shown = 1", [self.ask.region]))
        query, values = _both("SELECT seq FROM instance", [], conditions)
        seqs = sorted(row[0] for row in self.ask.db.execute(query, values))
        return len(seqs), seqs[wanted.offset : wanted.offset + wanted.limit]

    def _paged(
        self, seq: str, source: str, values: list[object], conditions: list[Condition], wanted: Page
    ) -> Found:
        query, values = _both(f"FROM {source}", values, conditions)
        execute = self.ask.db.execute
        total = execute(f"SELECT COUNT({seq}) {query}", values).fetchone()[0]
        way, offset, limit = _from_the_nearer_end(total, wanted)
        page = execute(f"SELECT {seq} {query} ORDER BY seq {way} LIMIT ? OFFSET ?", [*values, limit, offset])
        return total, sorted(row[0] for row in page)


def _from_the_nearer_end(total: int, wanted: Page) -> tuple[str, int, int]:
    """Direction, offset and limit that bring the page with the fewest rows passed over."""
    behind = total - wanted.offset - wanted.limit
    if behind >= wanted.offset:
        return "ASC", wanted.offset, wanted.limit
    return "DESC", max(0, behind), max(0, min(wanted.limit, total - wanted.offset))


def _inside(column: str, beside: Beside) -> Condition:
    return f"{column} IN ({beside.query})", beside.values


def _both(query: str, values: list[object], conditions: list[Condition]) -> tuple[str, list[object]]:
    """The query with its conditions, and the values of all of them."""
    where = " AND ".join(text for text, _ in conditions)
    every = [*values, *(value for _, more in conditions for value in more)]
    return (f"{query} WHERE {where}" if where else query), every

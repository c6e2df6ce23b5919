# SPDX-License-Identifier: GPL-3.0-or-later
"""The life of an EIP as data, and the tasks that carry it on: begun by an action, done some seconds later.

While a task has an EIP in hand (`eip.task`), no other may touch it.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from . import errands, networks
from .ask import Ask
from .catalogue.prices import IDLE_ADDRESS_HOUR, bandwidth
from .ids import mint
from .money import ISOLATED, meter, millionths
from .passage import on_release, on_turn
from .settings import Settings
from .store import doc, next_number, read_meta, write_meta
from .tagging import forget

RELEASED = "RELEASED"
BANDWIDTH = "ModifyAddressesBandwidth"
FIRST_TASK = 40_000_000
RELEASED_WITH = ("HighQualityEIP", "AntiDDoSEIP")
PLAIN = {"AddressType": "EIP", "InternetServiceProvider": "BGP"}


class Move(NamedTuple):
    """What a task does: from a status, through another for a setting's seconds, to a third."""

    leaves: str
    passes: str
    enters: str
    setting: str


MOVES = {
    "AllocateAddresses": Move("", "CREATING", "UNBIND", "eip_create"),
    "AssociateAddress": Move("UNBIND", "BINDING", "BIND", "eip_task"),
    "DisassociateAddress": Move("BIND", "UNBINDING", "UNBIND", "eip_task"),
    "ReleaseAddresses": Move("UNBIND", "OFFLINING", RELEASED, "eip_task"),
}
IDLE = ("UNBIND", "BINDING")
UNPAID = ("CREATING", "OFFLINING", RELEASED)


def add(ask: Ask, **columns: object) -> int:
    """The number of a new EIP of the region."""
    seq = next_number(ask.db, "eip")
    row = {"seq": seq, "id": mint(ask.seed, "eip", seq), "region": ask.region, "at": ask.now, **columns}
    names, holes = ", ".join(row), ", ".join("?" * len(row))
    ask.db.execute(f"INSERT INTO eip ({names}) VALUES ({holes})", tuple(row.values()))
    return seq


def begin(
    db: sqlite3.Connection,
    settings: Settings,
    move: str,
    region: str,
    eips: list[int],
    at: float,
    instance: int | None = None,
    ordinary: bool = False,
) -> int:
    """The id of the task. `instance`: the one to bind to; `ordinary`: it gets another address afterwards."""
    task, step = FIRST_TASK + next_number(db, "task"), MOVES[move]
    db.execute(
        "INSERT INTO task (id, region, move, ordinary, result) VALUES (?, ?, ?, ?, 'RUNNING')",
        (task, region, move, ordinary),
    )
    for seq in eips:
        db.execute("UPDATE eip SET task = ?, status = ? WHERE seq = ?", (task, step.passes, seq))
        if instance is not None:
            db.execute("UPDATE eip SET instance = ? WHERE seq = ?", (instance, seq))
        remeter(db, settings, seq, at)
    errands.send(db, "eip task", task, at + getattr(settings, step.setting))
    return task


def begin_bandwidth(
    db: sqlite3.Connection, settings: Settings, region: str, eips: list[int], mbit: int, at: float
) -> int:
    """The id of the task after which they have this bandwidth; their status does not change."""
    task = FIRST_TASK + next_number(db, "task")
    db.execute(
        "INSERT INTO task (id, region, move, ordinary, result) VALUES (?, ?, ?, 0, 'RUNNING')",
        (task, region, BANDWIDTH),
    )
    write_meta(db, f"{BANDWIDTH} {task}", mbit)
    for seq in eips:
        db.execute("UPDATE eip SET task = ? WHERE seq = ?", (task, seq))
    errands.send(db, "eip bandwidth", task, at + settings.eip_task)
    return task


@errands.errand("eip bandwidth")
def finish_bandwidth(db: sqlite3.Connection, settings: Settings, task: int, at: float) -> None:
    mbit = int(read_meta(db, f"{BANDWIDTH} {task}", 0))
    for eip in db.execute("SELECT seq FROM eip WHERE task = ?", (task,)).fetchall():
        db.execute("UPDATE eip SET mbit = ?, task = NULL WHERE seq = ?", (mbit, eip["seq"]))
        remeter(db, settings, eip["seq"], at)
    db.execute("UPDATE task SET result = 'SUCCESS' WHERE id = ?", (task,))


@errands.errand("eip task")
def finish(db: sqlite3.Connection, settings: Settings, task: int, at: float) -> None:
    """An EIP whose instance was gone before it was bound stays as it was, and the task has failed."""
    row = db.execute("SELECT * FROM task WHERE id = ?", (task,)).fetchone()
    result = "SUCCESS"
    for eip in db.execute("SELECT * FROM eip WHERE task = ?", (task,)).fetchall():
        status = MOVES[row["move"]].enters
        if status == "BIND" and not _address(db, eip["instance"], eip["ip"]):
            result, status = "FAILED", "UNBIND"
        if row["move"] == "DisassociateAddress":
            _address(db, eip["instance"], None)
            if row["ordinary"]:
                _give_ordinary(db, eip)
        if status == "UNBIND":
            db.execute("UPDATE eip SET instance = NULL WHERE seq = ?", (eip["seq"],))
        db.execute("UPDATE eip SET status = ?, task = NULL WHERE seq = ?", (status, eip["seq"]))
        remeter(db, settings, eip["seq"], at)
        if status == RELEASED:
            forget(db, "eip", eip["seq"])
            db.execute("DELETE FROM eip WHERE seq = ?", (eip["seq"],))
    db.execute("UPDATE task SET result = ? WHERE id = ?", (result, task))


@on_release
def let_go(db: sqlite3.Connection, settings: Settings, row: sqlite3.Row, at: float) -> None:
    """The EIP of an instance that is gone is unbound, or released where that was asked for with its end.

    Nothing happens to one that something has in hand already.
    """
    eip = bound(db, row["seq"])
    if eip and eip["task"] is None:
        goes = eip["kind"] in RELEASED_WITH and doc(row).get("release")
        move = "ReleaseAddresses" if goes else "DisassociateAddress"
        begin(db, settings, move, eip["region"], [eip["seq"]], at)


@on_turn
def _standing_turns(db: sqlite3.Connection, settings: Settings, at: float) -> None:
    errands.send(db, "eip fees", 0, at)


@errands.errand("eip fees")
def _fees(db: sqlite3.Connection, settings: Settings, _: int, at: float) -> None:
    for row in db.execute("SELECT seq FROM eip").fetchall():
        remeter(db, settings, row["seq"], at)


def bound(db: sqlite3.Connection, instance: int) -> sqlite3.Row | None:
    """The EIP of an instance: bound, or about to be, or about to be no more."""
    return db.execute("SELECT * FROM eip WHERE instance = ?", (instance,)).fetchone()


def in_arrears(db: sqlite3.Connection) -> bool:
    """An account that is isolated for what it owes has its EIPs cut off."""
    return db.execute("SELECT standing FROM account").fetchone()["standing"] == ISOLATED


def hourly(settings: Settings, status: str, charge: str, mbit: int) -> float:
    """Yuan per hour: bandwidth that is paid by the hour, and the fee of an address bound to nothing."""
    if status in UNPAID:
        return 0.0
    fixed = bandwidth(mbit) if charge == "BANDWIDTH_POSTPAID_BY_HOUR" else 0.0
    return fixed + (IDLE_ADDRESS_HOUR if status in IDLE and settings.eip_idle_fee == "charged" else 0.0)


def remeter(db: sqlite3.Connection, settings: Settings, seq: int, at: float) -> None:
    row = db.execute("SELECT * FROM eip WHERE seq = ?", (seq,)).fetchone()
    yuan = 0.0 if in_arrears(db) else hourly(settings, row["status"], row["charge"], row["mbit"])
    meter(db, row["id"], millionths(yuan), at)


def _give_ordinary(db: sqlite3.Connection, eip: sqlite3.Row) -> None:
    """An address of the instance's own, with the bandwidth that the EIP had."""
    if _address(db, eip["instance"], networks.new_public_address(db)):
        db.execute(
            "UPDATE instance SET "
            "doc = json_set(doc, '$.assigned', json('true'), '$.eip', json('false'), "
            "'$.mbit', ?, '$.internet', ?) "
            "WHERE seq = ?",
            (eip["mbit"], eip["charge"], eip["instance"]),
        )


def _address(db: sqlite3.Connection, instance: int, ip: str | None) -> bool:
    """Whether the instance was there to be given the address."""
    found = db.execute("UPDATE instance SET public_ip = ? WHERE seq = ? AND gone = 0", (ip, instance))
    return found.rowcount > 0

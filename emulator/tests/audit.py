# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds an account up again, from its rows and its ledger, and compares the sums that the world keeps."""

from __future__ import annotations

import json
from collections import Counter
from ipaddress import IPv4Address

import pytest
from cvm_emulator.estate import Estate
from cvm_emulator.networks import first_and_last

OFF_WORLD = ("RELEASED",)


def audit(estate: Estate) -> None:
    """AssertionError where money, stock, addresses or the ledger do not add up."""
    ledger = estate.ledger()
    check_money(estate, ledger)
    check_stock(estate)
    check_addresses(estate)
    check_groups(estate)
    [[state]] = estate.db.execute("PRAGMA quick_check").fetchall()
    assert state == "ok"


def check_money(estate: Estate, ledger: dict) -> None:
    metered = sum((each["until"] - each["since"]) * each["rate"] for each in ledger["usage"]) / 3600 / 10_000
    billed = sum(each["cents"] for each in ledger["bills"])
    assert ledger["spent"] == pytest.approx(metered + billed, abs=0.01)
    frozen = sum(each["frozen"] for each in ledger["instances"])
    [frozen_for_disks] = estate.db.execute("SELECT COALESCE(SUM(frozen), 0) FROM disk").fetchone()
    assert ledger["frozen"] == frozen + frozen_for_disks
    for each in ledger["instances"]:
        if each["state"] in OFF_WORLD:
            assert each["frozen"] == 0, each
            assert each["released_at"], each
    running = Counter(each["resource"] for each in ledger["usage"] if each["running"])
    assert set(running.values()) <= {1}
    gone = {each["instance_id"] for each in ledger["instances"] if each["state"] in OFF_WORLD}
    assert not gone & set(running)
    account = estate.db.execute("SELECT * FROM account").fetchone()
    assert account["rate"] == sum(each["rate"] for each in ledger["usage"] if each["running"])
    assert len({each["instance_id"] for each in ledger["instances"]}) == len(ledger["instances"])


def check_stock(estate: Estate) -> None:
    """What is not left is held by an instance (nothing was set by hand)."""
    held = Counter(
        (row["zone"], row["type"], row["pool"])
        for row in estate.db.execute("SELECT zone, type, pool FROM instance WHERE holds_stock")
    )
    missing = Counter(
        {
            (zone, kind, charge): first - left
            for zone, kind, charge, left, first in estate.stock("")
            if first != left
        }
    )
    assert held == missing
    assert not estate.db.execute("SELECT COUNT(*) FROM instance WHERE gone AND holds_stock").fetchone()[0]


def check_addresses(estate: Estate) -> None:
    """Every machine's address is taken, in its subnet, by that machine alone; no other stays taken."""
    live = estate.db.execute("SELECT subnet, private_ip, public_ip FROM instance WHERE NOT gone").fetchall()
    private = Counter((row["subnet"], row["private_ip"]) for row in live)
    assert set(private.values()) <= {1}
    public = Counter(row["public_ip"] for row in live if row["public_ip"])
    assert set(public.values()) <= {1}
    taken = {
        (row["subnet"], str(IPv4Address(row["ip"])))
        for row in estate.db.execute("SELECT subnet, ip FROM address WHERE free_at IS NULL")
    }
    assert taken == set(private)
    cidrs = {row["id"]: row["cidr"] for row in estate.db.execute("SELECT id, cidr FROM subnet")}
    for subnet, address in private:
        low, high = first_and_last(cidrs[subnet])
        assert low <= int(IPv4Address(address)) <= high


def check_groups(estate: Estate) -> None:
    """Every group knows how many machines are in it, and every machine that is there is in its groups."""
    machines = estate.db.execute("SELECT seq, groups FROM instance WHERE NOT gone").fetchall()
    inside = {(group, row["seq"]) for row in machines for group in json.loads(row["groups"])}
    assert {tuple(row) for row in estate.db.execute("SELECT sg, seq FROM attached")} == inside
    held = {row["id"]: row["held"] for row in estate.db.execute("SELECT id, held FROM security_group")}
    counted = Counter(group for group, _ in inside)
    assert held == {group: counted[group] for group in held}

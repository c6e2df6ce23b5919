# SPDX-License-Identifier: GPL-3.0-or-later
"""A purchase on dedicated hosts (CDHPAID): which hosts are meant, whether they take it, who goes where."""

from __future__ import annotations

import sqlite3

from .. import hosts
from ..ask import Ask
from ..catalogue.hosts import HOST_TYPES
from ..catalogue.types import HOSTED, InstanceType, is_custom
from ..errors import ApiError, bad_value
from ..ids import draw, well_formed

PATH = "Placement.HostIds"


def read_hosts(ask: Ask, zone: str, charge: str, kind: InstanceType | None) -> list[sqlite3.Row]:
    """Those named, or all of the zone that take it. `kind`: None where the request names none."""
    wanted = ask.params["Placement"].get("HostIds", [])
    if charge != HOSTED:
        if wanted:
            raise ApiError("InvalidParameterCombination", f"`{PATH}` does not go with `{charge}`.")
        return []
    if kind is None:
        raise ApiError("MissingParameter", "The request is missing a required parameter `InstanceType`.")
    if len(set(wanted)) < len(wanted):
        raise bad_value(PATH, wanted, "given twice", "InvalidParameterValue.Duplicate")
    named = [_named(ask, each, zone) for each in wanted]
    for host in named:
        _refuse_unfit(host, kind)
    query = "SELECT * FROM host WHERE region = ? AND zone = ? AND state = ? ORDER BY seq"
    there = named or ask.db.execute(query, (ask.region, zone, hosts.RUNNING)).fetchall()
    fit = [host for host in there if hosts.takes(host, kind)]
    if not fit:
        raise bad_value(
            "InstanceType",
            kind.name,
            f"no host of `{zone}` takes it",
            "InvalidParameter.InstanceTypeSupportedHostNotFound",
        )
    return fit


def seat(ask: Ask, fit: list[sqlite3.Row], kind: InstanceType, count: int) -> list[str]:
    """A host for each, drawn from those with room for it; all find one or the order fails."""
    room = {host["id"]: hosts.room(ask.db, host) for host in fit}
    seats = []
    for number in range(count):
        open_to = [each for each, (cpu, memory) in room.items() if cpu >= kind.cpu and memory >= kind.memory]
        if not open_to:
            raise ApiError(
                "ResourceInsufficient.SpecifiedInstanceType",
                f"The hosts have room for `{number}` of `{kind.name}`, `{count}` were asked for.",
            )
        chosen = open_to[int(draw(ask.seed, f"seat/{ask.request_id}", number) * len(open_to))]
        cpu, memory = room[chosen]
        room[chosen] = (cpu - kind.cpu, memory - kind.memory)
        seats.append(chosen)
    return seats


def _named(ask: Ask, host_id: str, zone: str) -> sqlite3.Row:
    if not well_formed("host", host_id):
        raise bad_value(PATH, host_id, code="InvalidHostId.Malformed")
    query = "SELECT * FROM host WHERE id = ? AND region = ? AND zone = ?"
    host = ask.db.execute(query, (host_id, ask.region, zone)).fetchone()
    if host is None:
        raise bad_value(PATH, host_id, f"no host of `{zone}`", "InvalidHostId.NotFound")
    return host


def _refuse_unfit(host: sqlite3.Row, kind: InstanceType) -> None:
    if host["state"] != hosts.RUNNING:
        raise bad_value(PATH, host["id"], host["state"], "InvalidParameter.HostIdStatusNotSupport")
    if hosts.takes(host, kind):
        return
    if is_custom(kind.name):
        code = "InvalidParameter.HostIdCustomizedInstanceTypeNotSupport"
    elif HOST_TYPES[host["type"]].family:
        code = "InvalidParameter.HostIdInstanceTypeNotSupport"
    else:
        code = "InvalidParameter.HostIdStandardInstanceTypeNotSupport"
    raise bad_value(PATH, host["id"], f"a `{host['type']}` does not take `{kind.name}`", code)

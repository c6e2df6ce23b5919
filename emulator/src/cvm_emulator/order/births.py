# SPDX-License-Identifier: GPL-3.0-or-later
"""The birth of instances: stock taken, money frozen, addresses occupied, rows written, what is to come."""

from __future__ import annotations

import json
from collections.abc import Iterator
from ipaddress import IPv4Address
from typing import Any, NamedTuple

from .. import networks
from ..ask import Ask
from ..errors import ApiError
from ..ids import draw, mint, uuid
from ..money import freeze, millionths, shares
from ..stock import take
from ..store import read_meta, write_meta
from .names import expand
from .place import Place
from .quote import Quote
from .wares import Wares

DISKS_PER_INSTANCE = 32
UNNAMED = {"zh-CN": "未命名", "en-US": "Unnamed"}
COLUMNS = (
    "seq",
    "id",
    "region",
    "zone",
    "type",
    "cpu",
    "charge",
    "image",
    "vpc",
    "subnet",
    "name",
    "host_name",
    "state",
    "private_ip",
    "public_ip",
    "groups",
    "protected",
    "stop_mode",
    "prices",
    "frozen",
    "hourly",
    "token",
    "request",
    "bought_at",
    "shown",
    "uuid",
    "user_data",
    "doc",
)
INSERT = f"INSERT INTO instance ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"


class Delivery(NamedTuple):
    """All that is settled before the first instance is born. `frozen` in cents."""

    wares: Wares
    place: Place
    quoted: Quote
    addresses: list[int]
    host_names: list[str]
    keys: list[str]
    tags: dict[str, str]
    frozen: int
    timer: float | None


def choose_addresses(ask: Ask, place: Place, count: int) -> list[int]:
    addresses = place.addresses[:count] or networks.free_addresses(ask.db, place.subnet, count, ask.now)
    if len(addresses) < count:
        raise ApiError(
            "FailedOperation.NoAvailableIpAddressCountInSubnet",
            f"`{place.subnet['id']}` has `{len(addresses)}` free addresses, `{count}` are needed.",
        )
    return addresses


def give_birth(ask: Ask, delivery: Delivery) -> list[str]:
    """The ids of the new instances, PENDING."""
    db, wares, count = ask.db, delivery.wares, len(delivery.addresses)
    take(db, wares.zone.name, wares.kind.name, wares.charge, count)
    freeze(db, delivery.frozen)
    networks.occupy(db, delivery.place.subnet["id"], delivery.addresses, not delivery.place.addresses)
    first = db.execute("SELECT COALESCE(MAX(seq), 0) + 1 FROM instance").fetchone()[0]
    seqs = range(first, first + count)
    rows = [tuple(row[column] for column in COLUMNS) for row in _rows(ask, delivery, seqs)]
    db.executemany(INSERT, rows)
    db.executemany(
        "INSERT INTO attached VALUES (?, ?)", [(sg, seq) for seq in seqs for sg in delivery.place.groups]
    )
    since = ask.now + ask.settings.tag_lag
    db.executemany(
        "INSERT INTO tag VALUES ('instance', ?, ?, ?, ?, NULL)",
        [(seq, key, value, since) for seq in seqs for key, value in delivery.tags.items()],
    )
    db.executemany("INSERT INTO due VALUES (?, ?, ?)", _future(ask, delivery, seqs))
    return [row[1] for row in rows]


def _rows(ask: Ask, delivery: Delivery, seqs: range) -> Iterator[dict[str, Any]]:
    wares, place, params = delivery.wares, delivery.place, ask.params
    names = _names(ask, wares.count)
    frozen = shares(delivery.frozen, len(seqs))
    shared = {
        "region": ask.region,
        "zone": wares.zone.name,
        "type": wares.kind.name,
        "cpu": wares.kind.cpu,
        "charge": wares.charge,
        "image": wares.image.image_id,
        "vpc": place.subnet["vpc"],
        "subnet": place.subnet["id"],
        "state": "PENDING",
        "groups": json.dumps(place.groups),
        "protected": int(params.get("DisableApiTermination", False)),
        "stop_mode": "KEEP_CHARGING",
        "prices": json.dumps(_metered(delivery.quoted)),
        "hourly": delivery.quoted.hourly,
        "token": params.get("ClientToken"),
        "request": ask.request_id,
        "bought_at": ask.now,
        "shown": int(not ask.settings.visible_after),
        "user_data": params.get("UserData", ""),
    }
    for index, seq in enumerate(seqs):
        address = delivery.addresses[index]
        yield shared | {
            "seq": seq,
            "id": mint(ask.seed, "ins", seq),
            "name": names[index],
            "host_name": delivery.host_names[index],
            "private_ip": str(IPv4Address(address)),
            "public_ip": next_public_address(ask) if wares.internet.assigned else None,
            "frozen": frozen[index],
            "uuid": uuid(ask.seed, seq),
            "doc": json.dumps(_doc(ask, delivery, seq, address)),
        }


def _names(ask: Ask, count: int) -> list[str]:
    name = ask.params.get("InstanceName")
    return expand(name, count) if name else [UNNAMED.get(ask.language, UNNAMED["en-US"])] * count


def _metered(quoted: Quote) -> dict[str, Any]:
    rest = quoted.disks + quoted.bandwidth
    return {"machine": [millionths(step) for step in quoted.machine.paid], "rest": millionths(rest)}


def _doc(ask: Ask, delivery: Delivery, seq: int, address: int) -> dict[str, Any]:
    """What never changes about an instance: disks, keys, its address as a number."""
    wares = delivery.wares
    disks = [mint(ask.seed, "disk", seq * DISKS_PER_INSTANCE + n) for n in range(1 + len(wares.data))]
    return {
        "address": address,
        "system": [disks[0], wares.system.kind, wares.system.size],
        "data": [
            [disk_id, disk.kind, disk.size] for disk_id, disk in zip(disks[1:], wares.data, strict=True)
        ],
        "keys": delivery.keys,
        "mbit": wares.internet.mbit,
        "internet": wares.internet.charge,
        "assigned": wares.internet.assigned,
    }


def next_public_address(ask: Ask) -> str:
    number = int(read_meta(ask.db, "public_addresses", 0))
    write_meta(ask.db, "public_addresses", number + 1)
    return networks.public_address(number)


def _future(ask: Ask, delivery: Delivery, seqs: range) -> list[tuple[float, int, str]]:
    doomed = min(int(read_meta(ask.db, "launch_failures", 0)), len(seqs))
    if doomed:
        write_meta(ask.db, "launch_failures", int(read_meta(ask.db, "launch_failures", 0)) - doomed)
    future = [
        (_boots_at(ask, seq), seq, "fail" if index < doomed else "boot") for index, seq in enumerate(seqs)
    ]
    if ask.settings.visible_after:
        future += [(ask.now + ask.settings.visible_after, seq, "show") for seq in seqs]
    if delivery.timer is not None:
        future += [(delivery.timer, seq, "timer") for seq in seqs]
    return future


def _boots_at(ask: Ask, seq: int) -> float:
    """A quarter quicker or slower than the setting."""
    return ask.now + ask.settings.boot * (0.75 + draw(ask.seed, "boot", seq) / 2)

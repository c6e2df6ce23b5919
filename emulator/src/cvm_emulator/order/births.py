# SPDX-License-Identifier: GPL-3.0-or-later
"""The birth of instances: stock taken, money frozen, addresses occupied, rows written, what is to come."""

from __future__ import annotations

import json
from collections.abc import Iterator
from ipaddress import IPv4Address
from typing import Any, NamedTuple

from .. import disks, ipv6, key_pairs, networks
from ..ask import Ask
from ..catalogue.disks import DISKS
from ..clock import add_months
from ..errors import ApiError
from ..ids import draw, mint, uuid
from ..money import charge, freeze, shares
from ..stock import take
from ..store import next_number, read_meta, write_meta
from ..tagging import put_new
from ..timers import set_timer, spot_notice
from .names import expand
from .place import Place
from .public_address import WAN, bind_new
from .quote import Quote, metered
from .terms import RENEWALS
from .wares import Wares

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
    "pool",
    "project",
    "role",
    "expires",
    "renew",
    "paid",
    "paid_from",
    "placed",
    "part",
    "package",
    "host",
    "holds_stock",
    "doc",
)
INSERT = f"INSERT INTO instance ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"


class Delivery(NamedTuple):
    """All that is settled before the first instance is born.

    `parts`: the partition of each, `seats`: its dedicated host, if there are any. `frozen`: cents for the
    whole order, `taken`: cents for each of its instances.
    """

    wares: Wares
    place: Place
    group: str | None
    parts: list[int | None]
    seats: list[str]
    quoted: Quote
    addresses: list[int]
    cards: list[list[list[Any]]]
    host_names: list[str]
    keys: list[str]
    tags: dict[str, str]
    frozen: int
    taken: int
    timer: float | None
    extras: dict[str, Any]


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
    if not _reserved(delivery):
        take(db, wares.zone.name, wares.kind.name, wares.charge, count)
    freeze(db, delivery.frozen)
    networks.occupy(db, delivery.place.subnet["id"], delivery.addresses, not delivery.place.addresses)
    first = db.execute("SELECT COALESCE(MAX(seq), 0) + 1 FROM instance").fetchone()[0]
    seqs = range(first, first + count)
    first_disk = next_number(db, "disk", count * _disks_each(wares))
    rows = [tuple(row[column] for column in COLUMNS) for row in _rows(ask, delivery, seqs, first_disk)]
    db.executemany(INSERT, rows)
    db.executemany(
        "INSERT INTO attached VALUES (?, ?)", [(sg, seq) for seq in seqs for sg in delivery.place.groups]
    )
    key_pairs.bind(db, seqs, delivery.keys)
    put_new(ask, "instance", seqs, delivery.tags)
    put_new(ask, "disk", _disks(ask, delivery, seqs, first_disk), delivery.tags)
    db.executemany("INSERT INTO due VALUES (?, ?, ?)", _future(ask, delivery, seqs))
    if delivery.taken:
        for row in rows:
            charge(db, row[1], "purchase", delivery.taken, ask.now)
    if wares.internet.kind != WAN:
        for row in rows:
            _bind_address(ask, dict(zip(COLUMNS, row, strict=True)), wares)
    if delivery.timer is not None:
        for seq in seqs:
            set_timer(ask, seq, delivery.timer)
    return [row[1] for row in rows]


def _rows(ask: Ask, delivery: Delivery, seqs: range, first_disk: int) -> Iterator[dict[str, Any]]:
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
        "prices": json.dumps(metered(delivery.quoted)),
        "hourly": delivery.quoted.hourly,
        "token": params.get("ClientToken"),
        "request": ask.request_id,
        "bought_at": ask.now,
        "shown": int(not ask.settings.visible_after),
        "user_data": params.get("UserData", ""),
        "pool": wares.charge,
        "project": params["Placement"].get("ProjectId", 0),
        "role": params.get("CamRoleName", ""),
        "placed": delivery.group,
        "package": wares.internet.package,
        "holds_stock": int(not _reserved(delivery)),
        **_paid(ask, delivery),
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
            "part": delivery.parts[index],
            "host": delivery.seats[index] if delivery.seats else None,
            "frozen": frozen[index],
            "uuid": uuid(ask.seed, seq),
            "doc": json.dumps(
                _doc(ask, delivery, first_disk + index * _disks_each(wares), address)
                | {"cards": delivery.cards[index]}
                | {"ipv6": ipv6.take(ask.db, place.subnet, seq, place.ipv6) if place.ipv6 else []}
            ),
        }


def _reserved(delivery: Delivery) -> bool:
    """On hosts or out of a pack of the account's own: nothing is taken out of the zone's stock."""
    return bool(delivery.seats or delivery.wares.pack)


def _bind_address(ask: Ask, row: dict[str, Any], wares: Wares) -> None:
    net = wares.internet
    bind_new(ask, row["seq"], row["public_ip"], net.kind, net.charge, net.mbit, net.shield)


def _names(ask: Ask, count: int) -> list[str]:
    name = ask.params.get("InstanceName")
    return expand(name, count) if name else [UNNAMED.get(ask.language, UNNAMED["en-US"])] * count


def _paid(ask: Ask, delivery: Delivery) -> dict[str, Any]:
    """Until when it is paid for, of a PREPAID instance."""
    terms = delivery.wares.terms
    if terms is None:
        return {"expires": None, "renew": None, "paid": 0, "paid_from": None}
    return {
        "expires": add_months(ask.now, terms.months),
        "renew": terms.renew or RENEWALS[0],
        "paid": delivery.taken,
        "paid_from": ask.now,
    }


def _doc(ask: Ask, delivery: Delivery, disk: int, address: int) -> dict[str, Any]:
    """What its price depends on, its address as a number, and what never changes."""
    wares = delivery.wares
    disks = [mint(ask.seed, "disk", disk + n) for n in range(_disks_each(wares))]
    return {
        "address": address,
        "system": [disks[0], *wares.system.priced],
        "data": [[disk_id, *disk.priced] for disk_id, disk in zip(disks[1:], wares.data, strict=True)],
        "mbit": wares.internet.mbit,
        "internet": wares.internet.charge,
        "assigned": wares.internet.assigned and wares.internet.kind == WAN,
        "eip": wares.internet.kind != WAN,
        "gateway": delivery.place.gateway,
        "cluster": wares.cluster,
        "pack": wares.pack,
        **delivery.extras,
    }


def _disks_each(wares: Wares) -> int:
    return 1 + len(wares.data)


def _disks(ask: Ask, delivery: Delivery, seqs: range, first: int) -> Iterator[int]:
    """Writes the rows of the disks; the numbers of those that carry tags."""
    wares, rows = delivery.wares, []
    for index, seq in enumerate(seqs):
        for n, wanted in enumerate((wares.system, *wares.data)):
            number = first + index * _disks_each(wares) + n
            rows.append(
                {
                    "seq": number,
                    "id": mint(ask.seed, "disk", number),
                    "region": ask.region,
                    "zone": wares.zone.name,
                    "usage": disks.DATA if n else disks.SYSTEM,
                    "kind": wanted.kind,
                    "size": wanted.size,
                    "name": wanted.name or "",
                    "charge": disks.PREPAID if wares.terms else disks.HOURLY,
                    "state": disks.ATTACHED,
                    "portable": 0,
                    "with_instance": int(wanted.with_instance),
                    "instance": seq,
                    "origin": seq,
                    "project": ask.params["Placement"].get("ProjectId", 0),
                    "at": ask.now,
                    "throughput": wanted.throughput,
                    "encrypted": int(wanted.cover.encrypted),
                    "kms": wanted.cover.key,
                    "burst": int(wanted.burst),
                }
            )
    disks.insert(ask.db, rows)
    return (row["seq"] for row in rows if not DISKS[row["kind"]].local)


def next_public_address(ask: Ask) -> str:
    return networks.new_public_address(ask.db)


def _future(ask: Ask, delivery: Delivery, seqs: range) -> list[tuple[float, int, str]]:
    doomed = min(int(read_meta(ask.db, "launch_failures", 0)), len(seqs))
    if doomed:
        write_meta(ask.db, "launch_failures", int(read_meta(ask.db, "launch_failures", 0)) - doomed)
    future = [
        (_boots_at(ask, seq), seq, "fail" if index < doomed else "boot") for index, seq in enumerate(seqs)
    ]
    if delivery.wares.charge == "SPOTPAID" and ask.settings.spot_life:
        future += [(spot_notice(ask, seq), seq, "notice") for seq in seqs]
    if ask.settings.visible_after:
        future += [(ask.now + ask.settings.visible_after, seq, "show") for seq in seqs]
    if delivery.wares.terms:
        expires = add_months(ask.now, delivery.wares.terms.months)
        future += [(expires, seq, "expire") for seq in seqs]
    return future


def _boots_at(ask: Ask, seq: int) -> float:
    """A quarter quicker or slower than the setting."""
    return ask.now + ask.settings.boot * (0.75 + draw(ask.seed, "boot", seq) / 2)

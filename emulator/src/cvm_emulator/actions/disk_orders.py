# SPDX-License-Identifier: GPL-3.0-or-later
"""CreateDisks, InquiryPriceCreateDisks and TerminateDisks."""

from __future__ import annotations

from typing import Any, NamedTuple

from ..ask import Ask, action
from ..catalogue.disks import DISKS
from ..catalogue.regions import ZONES, open_zones
from ..clock import add_months
from ..disk_terms import give_back, months_cents, price
from ..disks import CREATING, DATA, HOURLY, PREPAID, TORECYCLE, UNATTACHED, disk, insert, rate, remove
from ..errands import send
from ..errors import ApiError, bad_value
from ..ids import mint
from ..money import MILLIONTHS_PER_CENT, charge, freeze, meter
from ..order.extras import check_project
from ..order.holding import afford
from ..order.marks import LONGEST_TOKEN
from ..order.terms import RENEWALS, check_renewal
from ..order.tokens import remember, remembered
from ..store import next_number
from ..tagging import put_new
from .named_disks import find_disks
from .tags_given import CBS, read_tags

CHARGES = (HOURLY, PREPAID)
PERIODS = (*range(1, 13), 24, 36)
SOLD = ("CLOUD_PREMIUM", "CLOUD_BSSD", "CLOUD_SSD", "CLOUD_HSSD")
LONGEST_NAME, MOST_COUNT, STEP = 60, 50, 10


class Order(NamedTuple):
    """`months`: 0 by the hour."""

    kind: str
    size: int
    count: int
    charge: str
    months: int
    renew: str


@action("cbs", "CreateDisks", limit=20)
def create_disks(ask: Ask) -> dict[str, Any]:
    """They show when they are made, after the setting disk_lag."""
    token = ask.params.get("ClientToken", "")
    if len(token) > LONGEST_TOKEN or not token.isascii():
        raise bad_value("ClientToken", token, code="InvalidParameter.InvalidClientToken")
    if (ids := remembered(ask)) is not None:
        return {"DiskIdSet": ids}
    order, zone, name = _read(ask), _zone(ask), ask.params.get("DiskName", "")
    project = ask.params["Placement"].get("ProjectId", 0)
    check_project("Placement.ProjectId", project, "InvalidParameter.ProjectIdNotExist")
    check_name(name)
    tags = read_tags(ask, CBS)
    due = months_cents(zone, order.kind, order.size, order.months) if order.months else 0
    first = next_number(ask.db, "disk", order.count)
    seqs = range(first, first + order.count)
    ids = [mint(ask.seed, "disk", seq) for seq in seqs]
    expires = add_months(ask.now, order.months) if order.months else None
    rows = [
        {
            "seq": seq,
            "id": disk_id,
            "region": ask.region,
            "zone": zone,
            "usage": DATA,
            "kind": order.kind,
            "size": order.size,
            "name": name,
            "charge": order.charge,
            "state": CREATING,
            "portable": 1,
            "with_instance": 0,
            "project": project,
            "at": ask.now,
            "expires": expires,
            "renew": order.renew or None,
            "paid": due,
            "paid_from": ask.now if order.months else None,
        }
        for seq, disk_id in zip(seqs, ids, strict=True)
    ]
    insert(ask.db, rows)
    hourly = rate(disk(ask.db, first))
    frozen = -(-hourly // MILLIONTHS_PER_CENT)
    afford(ask, (due + frozen) * order.count)
    for seq, disk_id in zip(seqs, ids, strict=True):
        charge(ask.db, disk_id, "purchase", due, ask.now)
        meter(ask.db, disk_id, hourly, ask.now)
        send(ask.db, "disk made", seq, ask.now + ask.settings.disk_lag)
        if expires:
            send(ask.db, "disk expires", seq, expires)
    freeze(ask.db, frozen * order.count)
    ask.db.execute("UPDATE disk SET frozen = ? WHERE seq BETWEEN ? AND ?", (frozen, seqs[0], seqs[-1]))
    put_new(ask, "disk", seqs, tags)
    remember(ask, ids)
    return {"DiskIdSet": ids}


@action("cbs", "InquiryPriceCreateDisks", limit=20)
def inquiry_price_create_disks(ask: Ask) -> dict[str, Any]:
    """Of all disks together. There is no zone in the question: that of the region's first."""
    order = _read(ask)
    check_project("ProjectId", ask.params.get("ProjectId", 0), "InvalidParameterValue")
    zone = open_zones(ask.region)[0].name
    return {"DiskPrice": price(zone, order.kind, order.size, order.months, order.count)}


@action("cbs", "TerminateDisks", limit=20)
def terminate_disks(ask: Ask) -> dict[str, Any]:
    """By the hour: gone. PREPAID: to the recycle bin with its money back, and from there for good."""
    if ask.params.get("DeleteSnapshot", 0) not in (0, 1):
        raise bad_value("DeleteSnapshot", ask.params["DeleteSnapshot"], "0 or 1")
    rows = find_disks(ask, unknown="InvalidParameterValue")
    for row in rows:
        if row["usage"] != DATA or not row["portable"]:
            raise ApiError("ResourceUnavailable.NotSupported", f"`{row['id']}` goes with its instance only.")
        if row["state"] not in (UNATTACHED, TORECYCLE):
            raise ApiError("ResourceBusy", f"`{row['id']}` is `{row['state']}`.")
        returns = row["charge"] == PREPAID and row["state"] == UNATTACHED
        if returns and not ask.settings.prepaid_returnable:
            raise ApiError("ResourceUnavailable.NotSupportRefund", f"`{row['id']}` cannot be returned.")
    for row in rows:
        if row["charge"] == PREPAID and row["state"] == UNATTACHED:
            give_back(ask.db, ask.settings, row, ask.now)
        else:
            remove(ask.db, row, ask.now)
    return {}


def check_name(name: str) -> None:
    if len(name.encode()) > LONGEST_NAME:
        raise bad_value("DiskName", name, f"at most {LONGEST_NAME} bytes")


def check_size(kind: str, size: int) -> None:
    least, most = DISKS[kind].data
    if not least <= size <= most or size % STEP:
        raise bad_value("DiskSize", size, f"{kind} takes {least}-{most} in steps of {STEP}")


def _read(ask: Ask) -> Order:
    given = ask.params
    if given["DiskChargeType"] not in CHARGES:
        raise bad_value("DiskChargeType", given["DiskChargeType"])
    if given["DiskType"] not in DISKS:
        raise bad_value("DiskType", given["DiskType"])
    if given["DiskType"] not in SOLD:
        raise bad_value(
            "DiskType",
            given["DiskType"],
            "not sold without an instance",
            "InvalidParameter.DiskConfigNotSupported",
        )
    if "DiskSize" not in given:
        raise ApiError("MissingParameter", "One of `DiskSize`, `SnapshotId` is required.")
    check_size(given["DiskType"], given["DiskSize"])
    count = given.get("DiskCount", 1)
    if count < 1:
        raise bad_value("DiskCount", count, "at least 1")
    if count > MOST_COUNT:
        raise bad_value("DiskCount", count, f"at most {MOST_COUNT}", "InvalidParameterValue.LimitExceeded")
    return Order(given["DiskType"], given["DiskSize"], count, given["DiskChargeType"], *_months(given))


def _months(given: dict[str, Any]) -> tuple[int, str]:
    terms = given.get("DiskChargePrepaid")
    if given["DiskChargeType"] != PREPAID:
        if terms is not None:
            raise bad_value("DiskChargePrepaid", terms, "goes with PREPAID only")
        return 0, ""
    if terms is None:
        raise ApiError("MissingParameter", "The request is missing a required parameter `DiskChargePrepaid`.")
    if terms["Period"] not in PERIODS:
        raise bad_value("DiskChargePrepaid.Period", terms["Period"])
    renew = terms.get("RenewFlag", RENEWALS[0])
    check_renewal("DiskChargePrepaid.RenewFlag", renew)
    return terms["Period"], renew


def _zone(ask: Ask) -> str:
    placement = ask.params["Placement"]
    zone = ZONES.get(placement["Zone"])
    if zone is None or zone.region != ask.region or not zone.open:
        raise bad_value("Placement.Zone", placement["Zone"], f"no open zone of {ask.region}")
    return zone.name

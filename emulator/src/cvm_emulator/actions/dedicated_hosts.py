# SPDX-License-Identifier: GPL-3.0-or-later
"""AllocateHosts and DescribeHosts: dedicated hosts, paid by the month in advance."""

from __future__ import annotations

import sqlite3
from typing import Any

from .. import hosts
from ..ask import Ask, action
from ..catalogue.hosts import DEFAULT_HOST, HOST_TYPES
from ..catalogue.regions import ZONES
from ..clock import add_months, utc
from ..errands import send
from ..errors import ApiError, bad_value
from ..ids import mint, well_formed
from ..money import charge
from ..order.extras import check_project
from ..order.holding import afford
from ..order.marks import check_tags, check_token
from ..order.terms import PERIODS, RENEWALS, check_renewal
from ..order.tokens import remember, remembered
from ..store import next_number
from ..tagging import put_new
from .paging import Condition, marks, read_filters, select_page
from .tagged import shown_tags, tag_condition

PREPAID, MOST_AT_ONCE, MOST_VALUES = "PREPAID", 20, 5
COLUMNS = {
    "zone": "zone",
    "project-id": "CAST(project AS TEXT)",
    "host-id": "id",
    "host-name": "name",
    "host-state": "state",
}
TAGS = ("tag-key", "tag-value", "tag:")


@action("cvm", "AllocateHosts", limit=10)
def allocate_hosts(ask: Ask) -> dict[str, Any]:
    """PENDING for a while; nothing gives them back before they expire."""
    given = ask.params
    check_token(given.get("ClientToken", ""))
    if (ids := remembered(ask)) is not None:
        return {"HostIdSet": ids}
    zone = ZONES.get(given["Placement"]["Zone"])
    if zone is None or zone.region != ask.region or not zone.open:
        raise bad_value("Placement.Zone", given["Placement"]["Zone"], code="InvalidZone.MismatchRegion")
    project = given["Placement"].get("ProjectId", 0)
    check_project("Placement.ProjectId", project)
    kind, count = given.get("HostType", DEFAULT_HOST), given.get("HostCount", 1)
    if kind not in HOST_TYPES:
        raise bad_value("HostType", kind, f"one of {', '.join(HOST_TYPES)}")
    if not 1 <= count <= MOST_AT_ONCE:
        raise bad_value("HostCount", count, f"1-{MOST_AT_ONCE}", "InvalidParameterValue.Range")
    months, renew = _terms(given)
    tags, due = check_tags(given.get("TagSpecification", []), "host"), hosts.months_cents(kind, months)
    afford(ask, due * count)
    first, expires = next_number(ask.db, "host", count), add_months(ask.now, months)
    ids = []
    for number in range(first, first + count):
        ids.append(mint(ask.seed, "host", number))
        ask.db.execute(
            "INSERT INTO host VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number,
                ids[-1],
                ask.region,
                zone.name,
                kind,
                "",
                hosts.PENDING,
                renew,
                project,
                ask.now,
                expires,
            ),
        )
        charge(ask.db, ids[-1], "purchase", due, ask.now)
        send(ask.db, "host made", number, ask.now + ask.settings.host_create)
        send(ask.db, "host expires", number, expires)
    put_new(ask, "host", range(first, first + count), tags)
    remember(ask, ids)
    return {"HostIdSet": ids}


@action("cvm", "DescribeHosts", limit=10)
def describe_hosts(ask: Ask) -> dict[str, Any]:
    conditions: list[Condition] = [("region = ?", [ask.region])]
    for name, wanted in read_filters(ask, (*COLUMNS, *TAGS), MOST_VALUES, "InvalidFilter").items():
        if name == "host-id" and not all(well_formed("host", each) for each in wanted):
            raise bad_value("Filters host-id", wanted, code="InvalidHostId.Malformed")
        column = COLUMNS.get(name)
        known = (f"{column} IN ({marks(wanted)})", wanted)
        conditions.append(known if column else tag_condition(name, "host", wanted, ask.now))
    total, rows = select_page(ask, "host", conditions, "seq")
    tags = shown_tags(ask.db, "host", [row["seq"] for row in rows], ask.now)
    return {"TotalCount": total, "HostSet": [_shape(ask, row, tags[row["seq"]]) for row in rows]}


def _terms(given: dict[str, Any]) -> tuple[int, str]:
    if given.get("HostChargeType", PREPAID) != PREPAID:
        raise bad_value("HostChargeType", given["HostChargeType"], f"only {PREPAID}")
    if "HostChargePrepaid" not in given:
        raise ApiError("MissingParameter", "The request is missing a required parameter `HostChargePrepaid`.")
    months = given["HostChargePrepaid"]["Period"]
    if months not in PERIODS:
        raise bad_value("HostChargePrepaid.Period", months, code="InvalidPeriod")
    renew = given["HostChargePrepaid"].get("RenewFlag", RENEWALS[0])
    check_renewal("HostChargePrepaid.RenewFlag", renew)
    return months, renew


def _shape(ask: Ask, row: sqlite3.Row, tags: list[tuple[str, str]]) -> dict[str, Any]:
    kind, (cpu, memory) = HOST_TYPES[row["type"]], hosts.room(ask.db, row)
    return {
        "HostId": row["id"],
        "HostName": row["name"],
        "HostType": row["type"],
        "HostState": row["state"],
        "HostChargeType": PREPAID,
        "RenewFlag": row["renew"],
        "Placement": {"Zone": row["zone"], "ProjectId": row["project"], "HostId": None},
        "CreatedTime": utc(row["at"]),
        "ExpiredTime": utc(row["expires"]),
        "InstanceIds": [each["id"] for each in hosts.inside(ask.db, row["id"])],
        "CageId": "",
        "HostResource": {
            "CpuTotal": kind.cpu,
            "CpuAvailable": cpu,
            "MemTotal": float(kind.memory),
            "MemAvailable": float(memory),
            "DiskTotal": kind.disk,
            "DiskAvailable": kind.disk,
            "DiskType": "CLOUD",
            "GpuTotal": 0,
            "GpuAvailable": 0,
        },
        "Tags": [{"Key": key, "Value": value} for key, value in tags],
    }

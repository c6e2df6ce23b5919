# SPDX-License-Identifier: GPL-3.0-or-later
"""Where and what to buy: the candidates in order of preference, from what is on sale and which subnets there
are.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from itertools import product

from .errors import Refused
from .instance import CHARGE_TYPES
from .price import hourly

STOCK = ("EnoughStock", "NormalStock", "UnderStock")


@dataclass(frozen=True)
class Candidate:
    """One place and form in which a machine can be bought."""

    zone: str
    instance_type: str
    charge_type: str
    vpc: str
    subnet: str

    def options(self) -> dict:
        """The options that a candidate settles, as the rows of the instance table read them."""
        return {
            "zones": self.zone,
            "instance_types": self.instance_type,
            "charge_type": self.charge_type,
            "vpc": self.vpc,
            "subnets": self.subnet,
        }

    def shape(self) -> dict:
        return asdict(self)


def offers_asked(want: dict) -> list[dict]:
    """The Filters of DescribeZoneInstanceConfigInfos that bring the rows this wish can choose from."""
    return [
        {"Name": "instance-type", "Values": want["instance_types"]},
        {"Name": "instance-charge-type", "Values": [CHARGE_TYPES[want["charge_type"]]]},
    ]


def on_sale(offers: list[dict]) -> list[dict]:
    """The rows of the catalogue that can be bought now, cheapest first, then the best stocked."""
    rows = [row for row in offers if row["Status"] == "SELL" and row.get("StatusCategory", STOCK[0]) in STOCK]
    return sorted(
        rows,
        key=lambda row: (
            hourly(row.get("Price")),
            STOCK.index(row.get("StatusCategory", STOCK[0])),
            row["Zone"],
        ),
    )


def places(want: dict, offers: list[dict] | None) -> list[tuple[str, str]]:
    """Zone and instance type in order of preference: types as listed, zones as listed or else by price."""
    if want["zones"]:
        return [(zone, kind) for kind, zone in product(want["instance_types"], want["zones"])]
    rows = on_sale(offers or [])
    found = [
        (row["Zone"], kind) for kind in want["instance_types"] for row in rows if row["InstanceType"] == kind
    ]
    if not found:
        raise Refused(
            f"instance_types: no zone of the region sells {' or '.join(want['instance_types'])} as "
            f"{want['charge_type']} now; tencentcloud.cvm.zone_info shows what each zone sells"
        )
    return found


def subnet_by_zone(subnets: list[dict]) -> dict[str, dict]:
    """The subnet to use in each zone: with free addresses, the default one first, then the oldest."""
    chosen: dict[str, dict] = {}
    for row in sorted(subnets, key=lambda row: (not row["IsDefault"], row["CreatedTime"], row["SubnetId"])):
        if row["AvailableIpAddressCount"] > 0:
            chosen.setdefault(row["Zone"], row)
    return chosen


def candidates(want: dict, offers: list[dict] | None, subnets: list[dict], network: str) -> list[Candidate]:
    """All candidates; refuses when no zone has a subnet. `network` says in words where the subnets were
    sought.
    """
    by_zone = subnet_by_zone(subnets)
    wanted = places(want, offers)
    usable = [(zone, kind) for zone, kind in wanted if zone in by_zone]
    if not usable:
        zones = ", ".join(dict.fromkeys(zone for zone, _kind in wanted))
        there = ", ".join(f"{zone} ({row['SubnetId']})" for zone, row in sorted(by_zone.items()))
        if not there:
            raise Refused(f"vpc, subnets: {network} does not exist here or has no subnet with a free address")
        raise Refused(
            f"zones, subnets: {network} has no subnet with a free address in {zones}; it has in {there}"
        )
    return [
        Candidate(zone, kind, want["charge_type"], by_zone[zone]["VpcId"], by_zone[zone]["SubnetId"])
        for zone, kind in usable
    ]


def refuse_strange_subnets(want: dict, subnets: list[dict]) -> None:
    """Refuses subnets that do not exist, or lie in another VPC or zone than the wish says."""
    found = {row["SubnetId"]: row for row in subnets}
    for subnet in want["subnets"] or []:
        row = found.get(subnet)
        if row is None:
            raise Refused(f"subnets: {subnet} does not exist in this region")
        if want["vpc"] and row["VpcId"] != want["vpc"]:
            raise Refused(f"subnets: {subnet} belongs to {row['VpcId']}, not to the vpc {want['vpc']}")
        if want["zones"] and row["Zone"] not in want["zones"]:
            raise Refused(
                f"subnets: {subnet} is in {row['Zone']}, but zones says {', '.join(want['zones'])}; "
                "a subnet and its machines are in one zone"
            )

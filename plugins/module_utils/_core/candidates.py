# SPDX-License-Identifier: GPL-3.0-or-later
"""Where and what to buy: the candidates in order of preference, from what is on sale and which subnets there
are.
"""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

from .addresses import around
from .cards import cards_sent
from .errors import Refused
from .month import per_hour
from .offers import on_sale, stock_rank
from .words import CHARGE_TYPES


class Candidate(NamedTuple):
    """A place and form in which a machine can be bought; without vpc and subnet it can only be priced."""

    zone: str
    instance_type: str
    charge_type: str
    vpc: str | None = None
    subnet: str | None = None

    def settle(self, want: dict) -> dict:
        """The wish with what this candidate settles, as the rows of the instance table read it."""
        return {
            **want,
            "zones": self.zone,
            "instance_types": self.instance_type,
            "charge_type": self.charge_type,
            "spot": want["spot"] if self.charge_type == "spot" else None,
            "prepaid": want["prepaid"] if self.charge_type == "prepaid" else None,
            "vpc": self.vpc,
            "subnets": self.subnet,
            "network_interfaces": cards_sent(want.get("network_interfaces"), self.vpc, self.subnet),
        }

    def shape(self) -> dict:
        return {name: value for name, value in self._asdict().items() if value is not None}


def charge_types(want: dict) -> list[str]:
    """How to pay, in order of preference."""
    fallback = (want["spot"] or {}).get("fallback")
    return [want["charge_type"], *([fallback] if fallback else [])]


def by_size(want: dict) -> bool:
    """Whether the types are chosen by cores and memory rather than named."""
    return not want["instance_types"]


def needs_offers(want: dict) -> bool:
    return not want["zones"] or by_size(want) or want["prefer"] == "cheapest"


def offers_asked(want: dict) -> list[dict]:
    """The Filters of DescribeZoneInstanceConfigInfos that bring the rows this wish can choose from."""
    values = {
        "zone": want["zones"],
        "instance-type": want["instance_types"],
        "instance-charge-type": [CHARGE_TYPES[charge_type] for charge_type in charge_types(want)],
    }
    return [{"Name": name, "Values": some} for name, some in values.items() if some]


def to_choose_from(offers: list[dict], want: dict, charge_type: str) -> list[dict]:
    """The rows of the catalogue that can be bought now and are asked for, cheapest first."""
    return sorted(
        (row for row in offers if row["InstanceChargeType"] == CHARGE_TYPES[charge_type] and fits(row, want)),
        key=lambda row: (per_hour(row.get("Price")), stock_rank(row), row["Zone"], row["InstanceType"]),
    )


def fits(row: dict, want: dict) -> bool:
    if not on_sale(row):
        return False
    if want["zones"] and row["Zone"] not in want["zones"]:
        return False
    if not by_size(want):
        return row["InstanceType"] in want["instance_types"]
    sizes = ((want["cpu"], row["Cpu"]), (want["memory"], row["Memory"]))
    return not row.get("Gpu") and all(wanted in (None, there) for wanted, there in sizes)


def places(want: dict, offers: list[dict]) -> list[Candidate]:
    """All places in order of preference: how to pay, then as `prefer` says; else by price."""
    found = [
        Candidate(zone, instance_type, charge_type)
        for charge_type in charge_types(want)
        for zone, instance_type in ordered(want, to_choose_from(offers, want, charge_type))
    ]
    if not found:
        what = " or ".join(want["instance_types"] or []) or f"{want['cpu']} cores and {want['memory']} GiB"
        raise Refused(
            f"instance_types: no zone {'named' if want['zones'] else 'of the region'} sells {what} as "
            f"{' or '.join(charge_types(want))} now; tencentcloud.cvm.zone_info shows what each zone sells"
        )
    return found


def ordered(want: dict, rows: list[dict]) -> list[tuple[str, str]]:
    sold = [(row["Zone"], row["InstanceType"]) for row in rows]
    if by_size(want) or want["prefer"] == "cheapest":
        return sold
    if want["zones"]:
        return [(zone, kind) for kind, zone in product(want["instance_types"], want["zones"])]
    return sorted(sold, key=lambda place: want["instance_types"].index(place[1]))


def subnet_by_zone(subnets: list[dict]) -> dict[str, dict]:
    """The subnet to use in each zone: with free addresses, the default one first, then the oldest."""
    chosen: dict[str, dict] = {}
    for row in sorted(subnets, key=lambda row: (not row["IsDefault"], row["CreatedTime"], row["SubnetId"])):
        if row["AvailableIpAddressCount"] > 0:
            chosen.setdefault(row["Zone"], row)
    return chosen


def candidates(want: dict, offers: list[dict], subnets: list[dict], network: str) -> list[Candidate]:
    """All candidates; refuses when no zone has a subnet. `network` says in words where the subnets were
    sought.
    """
    holding = around(subnets, want["private_ips"])
    if subnets and not holding:
        raise Refused(f"private_ips: {network} has no subnet that holds {', '.join(want['private_ips'])}")
    by_zone = subnet_by_zone(holding)
    wanted = places(want, offers)
    usable = [place for place in wanted if place.zone in by_zone]
    if not usable:
        zones = ", ".join(dict.fromkeys(place.zone for place in wanted))
        there = ", ".join(f"{zone} ({row['SubnetId']})" for zone, row in sorted(by_zone.items()))
        if not there:
            raise Refused(f"vpc, subnets: {network} does not exist here or has no subnet with a free address")
        raise Refused(
            f"zones, subnets: {network} has no subnet with a free address in {zones}; it has in {there}"
        )
    return [
        place._replace(vpc=by_zone[place.zone]["VpcId"], subnet=by_zone[place.zone]["SubnetId"])
        for place in usable
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

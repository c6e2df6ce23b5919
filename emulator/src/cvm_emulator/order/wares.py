# SPDX-License-Identifier: GPL-3.0-or-later
"""What a purchase asks for, as far as it has a price: zone, machine, image, disks, bandwidth, how many."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from .. import images
from ..ask import Ask
from ..bandwidth_packages import IN_PACKAGE, find_package
from ..catalogue.images import IMAGES, Image
from ..catalogue.prices import machine
from ..catalogue.regions import ZONES, Zone
from ..catalogue.types import CLOUD_CHARGES, HOSTED, TYPES, InstanceType, find_type, is_custom, sold_in
from ..errors import ApiError, bad_value, not_emulated
from ..ids import well_formed
from ..stock import left
from .disks import Disk, data_disks, system_disk
from .extras import check_project
from .hosting import read_hosts
from .public_address import WAN, read_kind
from .reserved import read_cluster, read_pack
from .terms import Terms, read_terms

TYPE_FORM = re.compile(r"[A-Z][A-Za-z0-9]*\.[A-Z0-9]+")
DECIMAL = re.compile(r"\d{1,9}(\.\d{1,9})?")
HOURLY_INTERNET = ("TRAFFIC_POSTPAID_BY_HOUR", "BANDWIDTH_POSTPAID_BY_HOUR")
MOST_BANDWIDTH = {"BANDWIDTH_PREPAID": 200, IN_PACKAGE: 1000}
MOST_HOURLY_BANDWIDTH = 100
PRICED, PRICED_COUNT = "InquiryPriceRunInstances", 100


class Internet(NamedTuple):
    mbit: int
    charge: str
    assigned: bool
    package: str | None = None
    kind: str = WAN
    shield: str | None = None


@dataclass(frozen=True)
class Wares:
    """`bid`: the highest price per hour a spot purchase may have, in yuan. `terms`: of a PREPAID purchase."""

    zone: Zone
    charge: str
    image: Image
    kind: InstanceType
    system: Disk
    data: list[Disk]
    internet: Internet
    count: int
    bid: Decimal | None
    terms: Terms | None
    hosts: list[sqlite3.Row]
    cluster: str
    pack: str | None


def read_wares(ask: Ask) -> Wares:
    """Checks in the order of reading; the codes are those that a price inquiry documents too."""
    params = ask.params
    for name in ("Placement", "ImageId"):
        if name not in params:
            raise ApiError("MissingParameter", f"The request is missing a required parameter `{name}`.")
    zone = _zone(params["Placement"], ask.region)
    charge = params.get("InstanceChargeType", "POSTPAID_BY_HOUR")
    if charge not in (CLOUD_CHARGES if ask.action == PRICED else (*CLOUD_CHARGES, HOSTED)):
        raise bad_value("InstanceChargeType", charge)
    terms = read_terms(params, charge)
    image = find_image(ask, params["ImageId"])
    kind = _type(ask, zone, charge, image)
    fit = read_hosts(ask, zone.name, charge, kind if "InstanceType" in params else None)
    data = data_disks(ask, params.get("DataDisks", []), kind)
    if terms and not all(disk.with_instance for disk in data):
        raise not_emulated("DataDisks.DeleteWithInstance = False of a PREPAID instance")
    count = _count(ask)
    return Wares(
        zone=zone,
        charge=charge,
        image=image,
        kind=kind,
        system=system_disk(ask, params.get("SystemDisk", {}), kind, image),
        data=data,
        internet=_internet(ask, params.get("InternetAccessible", {}), charge),
        count=count,
        bid=_bid(params.get("InstanceMarketOptions"), charge),
        terms=terms,
        hosts=fit,
        cluster=read_cluster(ask, kind, zone.name),
        pack=read_pack(ask, kind, zone.name, charge, count),
    )


def _zone(placement: dict[str, Any], region: str) -> Zone:
    zone = ZONES.get(placement["Zone"])
    if zone is None or zone.region != region:
        raise bad_value(
            "Placement.Zone", placement["Zone"], f"no zone of {region}", "InvalidZone.MismatchRegion"
        )
    if not zone.open:
        raise bad_value("Placement.Zone", zone.name, "closed", "InvalidParameterValue.ZoneNotSupported")
    check_project("Placement.ProjectId", placement.get("ProjectId", 0))
    return zone


def find_image(ask: Ask, image_id: str) -> Image:
    """A public one, or one of the account's own in the region."""
    if not well_formed("img", image_id):
        raise bad_value("ImageId", image_id, code="InvalidImageId.Malformed")
    if image_id in IMAGES:
        return IMAGES[image_id]
    row = images.custom_image(ask.db, ask.region, image_id)
    if row is None:
        raise bad_value("ImageId", image_id, "no such image", "InvalidImageId.NotFound")
    if row["state"] != images.NORMAL:
        raise bad_value("ImageId", image_id, row["state"], "InvalidParameterValue.InvalidImageState")
    return images.as_image(row)


def _type(ask: Ask, zone: Zone, charge: str, image: Image) -> InstanceType:
    name = ask.params.get("InstanceType")
    if name is None:
        return _cheapest(ask, zone, charge, image)
    if charge == HOSTED and is_custom(name):
        return find_type(name)
    kind = sold_type(name, zone.name)
    if charge == "SPOTPAID" and not kind.family.spot:
        raise bad_value(
            "InstanceType", name, "never sold as spot", "UnsupportedOperation.NoInstanceTypeSupportSpot"
        )
    return kind


def sold_type(name: str, zone: str) -> InstanceType:
    """A type that the zone sells, in stock or not."""
    if not TYPE_FORM.fullmatch(name):
        raise bad_value("InstanceType", name, code="InvalidInstanceType.Malformed")
    if name not in TYPES:
        raise bad_value("InstanceType", name, "no such type", "InvalidParameterValue.InstanceTypeNotFound")
    if not sold_in(zone, TYPES[name]):
        raise bad_value("InstanceType", name, f"not sold in `{zone}`", "ResourceUnavailable.InstanceType")
    return TYPES[name]


def _cheapest(ask: Ask, zone: Zone, charge: str, image: Image) -> InstanceType:
    fit = [
        kind
        for kind in TYPES.values()
        if sold_in(zone.name, kind)
        and kind.family.arch == image.arch
        and (charge != "SPOTPAID" or kind.family.spot)
        and left(ask.db, zone.name, kind.name, charge) > 0
    ]
    if not fit:
        raise bad_value(
            "Placement.Zone", zone.name, "sold out", "ResourceInsufficient.AvailabilityZoneSoldOut"
        )
    return min(fit, key=lambda kind: (machine(zone.name, kind, charge).paid[0], kind.name))


def _internet(ask: Ask, wanted: dict[str, Any], paid: str) -> Internet:
    """The charge type of bandwidth follows that of the instance."""
    mbit = wanted.get("InternetMaxBandwidthOut", 0)
    default = "BANDWIDTH_PREPAID" if paid == "PREPAID" else HOURLY_INTERNET[0]
    charge = wanted.get("InternetChargeType", default)
    assigned = wanted.get("PublicIpAssigned", mbit > 0)
    if charge == "BANDWIDTH_PREPAID" and paid != "PREPAID":
        raise ApiError(
            "InvalidParameterCombination", f"`InternetChargeType` `{charge}` needs a PREPAID instance."
        )
    if charge not in (*HOURLY_INTERNET, "BANDWIDTH_PREPAID", IN_PACKAGE):
        raise bad_value("InternetAccessible.InternetChargeType", charge)
    check_bandwidth(mbit, charge)
    package = _package(ask, wanted.get("BandwidthPackageId"), charge)
    if assigned and mbit == 0:
        raise ApiError(
            "InvalidParameterCombination",
            "`PublicIpAssigned` `true` needs `InternetMaxBandwidthOut` above 0.",
        )
    return Internet(mbit, charge, assigned, package, *read_kind(ask, wanted, charge, assigned))


def _package(ask: Ask, package_id: str | None, charge: str) -> str | None:
    path = "InternetAccessible.BandwidthPackageId"
    if not package_id:
        if charge == IN_PACKAGE:
            raise ApiError("MissingParameter", f"The request is missing a required parameter `{path}`.")
        return None
    found = find_package(ask, path, package_id, "InvalidParameterValue.BandwidthPackageIdNotFound")
    if charge != IN_PACKAGE:
        raise ApiError(
            "UnsupportedOperation.BandwidthPackageIdNotSupported",
            f"`{package_id}` needs `InternetChargeType` `{IN_PACKAGE}`, not `{charge}`.",
        )
    return found["id"]


def check_bandwidth(mbit: int, charge: str) -> None:
    most = MOST_BANDWIDTH.get(charge, MOST_HOURLY_BANDWIDTH)
    if not 0 <= mbit <= most:
        raise bad_value(
            "InternetAccessible.InternetMaxBandwidthOut", mbit, f"0-{most}", "InvalidParameterValue.Range"
        )


def _count(ask: Ask) -> int:
    count = ask.params.get("InstanceCount", 1)
    most = ask.settings.max_instance_count if ask.action == "RunInstances" else PRICED_COUNT
    if count < 1:
        raise bad_value("InstanceCount", count, "at least 1", "InvalidParameterValue.Range")
    if count > most:
        raise bad_value("InstanceCount", count, f"at most {most}", "InvalidParameterValue.LimitExceeded")
    return count


def _bid(options: dict[str, Any] | None, charge: str) -> Decimal | None:
    if options is None:
        return None
    if charge != "SPOTPAID":
        raise ApiError("InvalidParameterCombination", f"`InstanceMarketOptions` does not go with `{charge}`.")
    if options.get("MarketType", "spot") != "spot":
        raise bad_value("InstanceMarketOptions.MarketType", options["MarketType"])
    spot = options["SpotOptions"]
    if spot.get("SpotInstanceType", "one-time").lower() != "one-time":
        raise bad_value("InstanceMarketOptions.SpotOptions.SpotInstanceType", spot["SpotInstanceType"])
    if not DECIMAL.fullmatch(spot["MaxPrice"]):
        raise bad_value(
            "InstanceMarketOptions.SpotOptions.MaxPrice", spot["MaxPrice"], "not a decimal number"
        )
    return Decimal(spot["MaxPrice"])

# SPDX-License-Identifier: GPL-3.0-or-later
"""RunInstances and its price: the same request, read by the same checks."""

from __future__ import annotations

from collections import Counter
from ipaddress import IPv4Address
from typing import Any

from .. import placement_groups
from ..ask import Ask, action
from ..errors import ApiError, bad_value
from ..group_room import check_group_room
from ..order.births import Delivery, choose_addresses, give_birth
from ..order.cards import choose, read_cards
from ..order.extras import read_extras
from ..order.hosting import seat
from ..order.limits import check_money, check_quota, check_sold_out, deliverable
from ..order.login import check_login, check_password
from ..order.marks import check_tags, check_timer, check_token, check_user_data
from ..order.names import given_host_name, host_names, legal_host_name
from ..order.place import read_place
from ..order.placement import check_room, read_group, read_part
from ..order.public_address import WAN
from ..order.quote import Quote, check_bid, config, price, quote
from ..order.template import by_template
from ..order.tokens import remember, remembered
from ..order.wares import Wares, read_wares

LONGEST_NAME = 128
LONGEST_PRICED_HOST_NAME = 30


@action("cvm", "RunInstances", limit=10)
def run_instances(ask: Ask) -> dict[str, Any]:
    check_token(ask.params.get("ClientToken", ""))
    dry = ask.params.get("DryRun", False)
    if not dry and (ids := remembered(ask)) is not None:
        return {"InstanceIdSet": ids}
    delivery = _settle(by_template(ask))
    if dry:
        return _dry_answer(ask)
    ids = give_birth(by_template(ask), delivery)
    remember(ask, ids)
    return {"InstanceIdSet": ids}


def _dry_answer(ask: Ask) -> dict[str, Any]:
    if ask.settings.dry_run == "error":
        raise ApiError("DryRunOperation", "The request would have succeeded, but `DryRun` was set.")
    return {"InstanceIdSet": []} if ask.settings.dry_run == "empty-set" else {}


def _settle(ask: Ask) -> Delivery:
    wares, quoted, tags, extras = _read(ask)
    if wares.image.arch != wares.kind.family.arch:
        raise bad_value(
            "ImageId",
            wares.image.image_id,
            f"`{wares.kind.name}` needs an image for {wares.kind.family.arch}",
            "InvalidParameterValue.InvalidImageForGivenInstanceType",
        )
    keys = check_login(ask, ask.params.get("LoginSettings", {}), wares.image)
    check_user_data(ask.params.get("UserData", ""))
    timer = check_timer(ask.params.get("ActionTimer", {}), ask.now)
    if timer is not None and wares.terms:
        raise ApiError(
            "UnsupportedOperation.NotSupportImportInstancesActionTimer",
            "A `PREPAID` instance takes no `ActionTimer`.",
        )
    place = read_place(ask, wares)
    group = read_group(ask, ask.params.get("DisasterRecoverGroupIds", []))
    part = read_part(group, ask.params.get("PartitionNumber"))
    count = deliverable(ask, wares)
    check_room(ask, group, count)
    seats = seat(ask, wares.hosts, wares.kind, count) if wares.hosts else []
    check_group_room(ask, Counter(dict.fromkeys(place.groups, count)))
    addresses = choose_addresses(ask, place, count)
    cards = choose(ask, read_cards(ask, wares.kind, place), count)
    hosts = _host_names(ask, wares, [str(IPv4Address(address)) for address in addresses])
    frozen, taken = (0, 0) if ask.params.get("DryRun") else check_money(ask, wares, quoted, count)
    return Delivery(
        wares=wares,
        place=place,
        group=group["id"] if group else None,
        parts=placement_groups.parts(ask.db, group, part, count) if group else [None] * count,
        seats=seats,
        quoted=quoted if wares.internet.kind == WAN else quote(config(wares)._replace(mbit=0)),
        addresses=addresses,
        cards=cards,
        host_names=hosts,
        keys=keys,
        tags=tags,
        frozen=frozen,
        taken=taken,
        timer=timer,
        extras=extras,
    )


@action("cvm", "InquiryPriceRunInstances", limit=10)
def inquiry_price_run_instances(ask: Ask) -> dict[str, Any]:
    check_token(ask.params.get("ClientToken", ""))
    ask = by_template(ask)
    wares, quoted, *_ = _read(ask)
    check_sold_out(ask, wares)
    check_password(ask.params.get("LoginSettings", {}), wares.image, "InvalidPassword")
    host = ask.params.get("HostName")
    if host is not None and len(host) > LONGEST_PRICED_HOST_NAME:
        raise bad_value("HostName", host, f"at most {LONGEST_PRICED_HOST_NAME} characters")
    if ask.params.get("VirtualPrivateCloud", {}).get("PrivateIpAddresses") and wares.count > 1:
        raise ApiError("InvalidParameterCombination", "`PrivateIpAddresses` needs `InstanceCount` `1`.")
    times = wares.count if ask.settings.price_scope == "total" else 1
    return {"Price": price(quoted, wares.internet.mbit, wares.terms.months if wares.terms else 0, times)}


def _read(ask: Ask) -> tuple[Wares, Quote, dict[str, str], dict[str, Any]]:
    name = ask.params.get("InstanceName", "")
    if len(name) > LONGEST_NAME:
        raise bad_value(
            "InstanceName", name, f"at most {LONGEST_NAME} characters", "InvalidInstanceName.TooLong"
        )
    wares = read_wares(ask)
    tags = check_tags(ask.params.get("TagSpecification", []))
    check_quota(ask, wares)
    quoted = quote(config(wares))
    check_bid(wares, quoted, ask.settings.spot_bid)
    return wares, quoted, tags, read_extras(ask, wares.kind)


def _host_names(ask: Ask, wares: Wares, addresses: list[str]) -> list[str]:
    text = ask.params.get("HostName")
    if text is None:
        return [given_host_name(address, wares.image.platform) for address in addresses]
    names = host_names(text, addresses, wares.count)
    for name in names:
        if not legal_host_name(name, wares.image.windows):
            raise bad_value("HostName", name, code="InvalidParameterValue.IllegalHostName")
    return names

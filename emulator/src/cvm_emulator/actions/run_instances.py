# SPDX-License-Identifier: GPL-3.0-or-later
"""RunInstances and its price: the same request, read by the same checks."""

from __future__ import annotations

from ipaddress import IPv4Address
from typing import Any

from ..ask import Ask, action
from ..errors import ApiError, bad_value
from ..order.births import Delivery, choose_addresses, give_birth
from ..order.fields import refuse_not_emulated
from ..order.limits import check_money, check_quota, check_sold_out, deliverable
from ..order.login import check_login, check_password
from ..order.marks import check_tags, check_timer, check_token, check_user_data
from ..order.names import host_names, legal_host_name
from ..order.place import read_place
from ..order.quote import Quote, check_bid, price, quote
from ..order.tokens import remember, remembered
from ..order.wares import Wares, read_wares

LONGEST_NAME = 128
LONGEST_PRICED_HOST_NAME = 30
SYSTEMS = {"Ubuntu": "ubuntu", "Debian": "debian", "CentOS": "centos", "Windows": "windows"}


@action("cvm", "RunInstances", limit=10)
def run_instances(ask: Ask) -> dict[str, Any]:
    check_token(ask.params.get("ClientToken", ""))
    dry = ask.params.get("DryRun", False)
    if not dry and (ids := remembered(ask)) is not None:
        return {"InstanceIdSet": ids}
    wares, quoted, tags = _read(ask)
    if wares.image.arch != wares.kind.family.arch:
        raise bad_value(
            "ImageId",
            wares.image.image_id,
            f"`{wares.kind.name}` needs an image for {wares.kind.family.arch}",
            "InvalidParameterValue.InvalidImageForGivenInstanceType",
        )
    keys = check_login(ask.params.get("LoginSettings", {}), wares.image)
    check_user_data(ask.params.get("UserData", ""))
    timer = check_timer(ask.params.get("ActionTimer", {}), ask.now)
    place = read_place(ask, wares)
    count = deliverable(ask, wares)
    addresses = choose_addresses(ask, place, count)
    hosts = _host_names(ask, wares, [str(IPv4Address(address)) for address in addresses])
    if dry:
        return {}
    frozen = check_money(ask, quoted.hourly, count)
    ids = give_birth(ask, Delivery(wares, place, quoted, addresses, hosts, keys, tags, frozen, timer))
    remember(ask, ids)
    return {"InstanceIdSet": ids}


@action("cvm", "InquiryPriceRunInstances", limit=10)
def inquiry_price_run_instances(ask: Ask) -> dict[str, Any]:
    check_token(ask.params.get("ClientToken", ""))
    wares, quoted, _ = _read(ask)
    check_sold_out(ask, wares)
    check_password(ask.params.get("LoginSettings", {}), wares.image, "InvalidPassword")
    host = ask.params.get("HostName")
    if host is not None and len(host) > LONGEST_PRICED_HOST_NAME:
        raise bad_value("HostName", host, f"at most {LONGEST_PRICED_HOST_NAME} characters")
    if ask.params.get("VirtualPrivateCloud", {}).get("PrivateIpAddresses") and wares.count > 1:
        raise ApiError("InvalidParameterCombination", "`PrivateIpAddresses` needs `InstanceCount` `1`.")
    return {"Price": price(wares, quoted, wares.count if ask.settings.price_scope == "total" else 1)}


def _read(ask: Ask) -> tuple[Wares, Quote, dict[str, str]]:
    refuse_not_emulated(ask.params)
    _check_topology(ask.params.get("CpuTopology", {}))
    name = ask.params.get("InstanceName", "")
    if len(name) > LONGEST_NAME:
        raise bad_value(
            "InstanceName", name, f"at most {LONGEST_NAME} characters", "InvalidInstanceName.TooLong"
        )
    wares = read_wares(ask)
    tags = check_tags(ask.params.get("TagSpecification", []))
    check_quota(ask, wares)
    quoted = quote(wares)
    check_bid(wares, quoted, ask.settings.spot_bid)
    return wares, quoted, tags


def _check_topology(topology: dict[str, int]) -> None:
    if topology:
        raise ApiError(
            "InvalidParameter.LackCoreCountOrThreadPerCore",
            "`CpuTopology` needs `CoreCount` and `ThreadPerCore`.",
        )


def _host_names(ask: Ask, wares: Wares, addresses: list[str]) -> list[str]:
    text = ask.params.get("HostName")
    if text is None:
        system = SYSTEMS.get(wares.image.platform, "tencentos")
        return [f"VM-{'-'.join(address.split('.')[2:])}-{system}" for address in addresses]
    names = host_names(text, addresses, wares.count)
    for name in names:
        if not legal_host_name(name, wares.image.windows):
            raise bad_value("HostName", name, code="InvalidParameterValue.IllegalHostName")
    return names

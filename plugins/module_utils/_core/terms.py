# SPDX-License-Identifier: GPL-3.0-or-later
"""How a machine is paid for: spot bids, periods paid in advance, dedicated hosts, bandwidth."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from .errors import Refused

ONLY_WITH = {"prepaid": "prepaid", "host_ids": "dedicated_host"}


def refuse_terms(want: dict) -> None:
    """Refuses terms of one charge type beside another."""
    for option, charge_type in ONLY_WITH.items():
        if want.get(option) is not None and want.get("charge_type") not in (None, charge_type):
            raise only_with(option, charge_type)
    public_ip = want.get("public_ip") or {}
    if public_ip.get("bandwidth_package") and public_ip.get("charge_type") not in (None, "package"):
        raise Refused("public_ip: bandwidth_package goes with charge_type: package, or with none given")
    if bool(public_ip.get("anti_ddos_package")) != (public_ip.get("address_type") == "AntiDDoSEIP"):
        raise Refused("public_ip: address_type: AntiDDoSEIP and anti_ddos_package go together")
    if public_ip.get("assigned") and not public_ip.get("bandwidth"):
        raise Refused("public_ip: assigned needs a bandwidth above 0")
    if (public_ip.get("bandwidth") or 0) < 0:
        raise Refused("public_ip: bandwidth is negative; 0 or more Mbit/s is accepted")


def only_with(option: str, charge_type: str) -> Refused:
    return Refused(f"{option}: only accepted together with charge_type: {charge_type}")


def refuse_purchase_terms(want: dict) -> None:
    """Refuses terms with which nothing can be bought; `charge_type` is settled by now."""
    charge_type = want["charge_type"]
    refuse_terms(want)
    if charge_type == "prepaid" and not (want["prepaid"] or {}).get("period"):
        raise Refused("prepaid: period is not given; buying a prepaid machine needs the number of months")
    if charge_type == "prepaid" and want.get("ttl"):
        raise Refused("ttl: a prepaid machine takes no timer; leave ttl out, or pay another way")
    if charge_type == "dedicated_host" and not (want.get("host_ids") and want["zones"]):
        raise Refused(
            "host_ids, zones: both are needed with charge_type: dedicated_host, the hosts and their zone"
        )
    if (want["public_ip"] or {}).get("charge_type") == "prepaid" and charge_type != "prepaid":
        raise Refused("public_ip: charge_type: prepaid goes with a machine that is prepaid itself")


def address_terms(public_ip: dict | None) -> dict | None:
    """`public_ip` with the way a new address is charged where nothing is said."""
    if not public_ip or not public_ip["bandwidth"]:
        return public_ip
    usual = "package" if public_ip.get("bandwidth_package") else "traffic"
    return {**public_ip, "charge_type": public_ip["charge_type"] or usual}


def awaits_address(public_ip: dict | None) -> bool:
    """Whether a new machine will have a public address to wait for."""
    asked = public_ip or {}
    return bool(asked.get("bandwidth")) and asked.get("assigned") is not False


def bid(want: dict) -> dict | None:
    """`spot` with the constants that the API wants beside a bid; without a bid the market price is paid."""
    spot = want.get("spot") or {}
    if any(value is not None for value in spot.values()) and want.get("charge_type") != "spot":
        raise only_with("spot", "spot")
    price = spot.get("max_price")
    terms = (
        {} if price is None else {"market": "spot", "max_price": price_text(price), "lifetime": "one-time"}
    )
    return {**terms, "fallback": spot.get("fallback")} if spot else None


def price_text(given: str) -> str:
    try:
        price = Decimal(str(given))
    except InvalidOperation:
        price = Decimal("NaN")
    if not price.is_finite() or price <= 0:
        raise Refused(f"spot.max_price: {given!r} is not a price; a number above 0 such as 0.05 is accepted")
    return format(price.normalize(), "f")

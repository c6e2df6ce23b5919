# SPDX-License-Identifier: GPL-3.0-or-later
"""The kind of public address a purchase asks for: an ordinary one, or an EIP that outlives the machine."""

from __future__ import annotations

from typing import Any

from ..ask import Ask
from ..catalogue.reserved import SHIELDS
from ..eips import add, remeter
from ..errors import ApiError, bad_value, not_emulated

WAN, BETTER, SHIELDED = "WanIP", "HighQualityEIP", "AntiDDoSEIP"
BETTER_IN = ("ap-singapore", "ap-hongkong")
PATH = "InternetAccessible.IPv4AddressType"
PACKAGE = "InternetAccessible.AntiDDoSPackageId"
HOURLY = ("TRAFFIC_POSTPAID_BY_HOUR", "BANDWIDTH_POSTPAID_BY_HOUR")


def read_kind(ask: Ask, wanted: dict[str, Any], charge: str, assigned: bool) -> tuple[str, str | None]:
    """The kind, and the anti-DDoS package of a shielded one."""
    kind, shield = wanted.get("IPv4AddressType", WAN), wanted.get("AntiDDoSPackageId")
    if kind not in (WAN, BETTER, SHIELDED):
        raise bad_value(PATH, kind)
    if kind == SHIELDED and not shield:
        raise ApiError("MissingParameter", f"The request is missing a required parameter `{PACKAGE}`.")
    if shield and kind != SHIELDED:
        raise ApiError("InvalidParameterCombination", f"`{PACKAGE}` does not go with `{kind}`.")
    if shield and shield not in SHIELDS:
        raise bad_value(PACKAGE, shield, "no such package")
    if kind == BETTER and ask.region not in BETTER_IN:
        raise bad_value(PATH, kind, f"to be had in {' and '.join(BETTER_IN)} only")
    if kind != WAN and not assigned:
        raise ApiError("InvalidParameterCombination", f"`{PATH}` `{kind}` needs a public address.")
    if kind != WAN and charge not in HOURLY:
        raise not_emulated(f"InternetAccessible.InternetChargeType = {charge} of {kind}")
    return kind, shield or None


def bind_new(ask: Ask, seq: int, address: str, kind: str, charge: str, mbit: int, shield: str | None) -> None:
    """The EIP that an instance is born with; it is paid for by itself."""
    terms = {"charge": charge, "mbit": mbit, "kind": kind, "shield": shield}
    number = add(ask, ip=address, status="BIND", instance=seq, **terms)
    remeter(ask.db, ask.settings, number, ask.now)

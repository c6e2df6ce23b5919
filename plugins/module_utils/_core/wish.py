# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of a purchase, checked before the cloud is asked anything."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from .errors import Refused
from .identity import refuse_name
from .instance import encoded
from .tags import wished

IDS = {"instance_ids": "ins"}
SPECIALS = "()`~!@#$%^&*-+=|{}[]:;',.?/"
PASSWORD = re.compile(f"[A-Za-z0-9{re.escape(SPECIALS)}]{{8,30}}")
PASSWORD_KINDS = ("[a-z]", "[A-Z]", "[0-9]", "[^A-Za-z0-9]")
USER_DATA_BYTES = 16 * 1024
MOST = {"security_groups": 5, "data_disks": 21, "zones": 100, "instance_types": 100, "instance_families": 100}
LEAST = {
    **dict.fromkeys(("exact_count", "max_delete", "launch_attempts", "settle_window"), 0),
    **dict.fromkeys(("max_hourly_price", "max_upfront_price", "balance_hours"), 0),
    **dict.fromkeys(("cpu", "memory", "wait_timeout"), 1),
}
DISK_SIZE = 10
HOSTNAME = re.compile(r"[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*")


def checked(options: dict, region: str) -> dict:
    """The options in the form in which the rest works with them; raises `Refused` for what could never be.

    Tags become text, `spot.max_price` a plain decimal text, repeated ids one.
    """
    want = dict(options)
    if want.get("name") is not None:
        refuse_name(want["name"])
    for option, prefix in IDS.items():
        want[option] = with_good_ids(option, prefix, want.get(option))
    for option, most in MOST.items():
        if len(want.get(option) or []) > most:
            raise Refused(f"{option}: {len(want[option])} given, at most {most} are accepted")
    for option, least in LEAST.items():
        if want.get(option) is not None and not want[option] >= least:
            raise Refused(f"{option}: {want[option]} is not accepted; {least} or more is")
    refuse_zones(want.get("zones"), region)
    refuse_login(want)
    refuse_machine(want)
    want["tags"] = wished(want.get("tags"))
    want["spot"] = bid(want)
    want["anew"] = ("password",) if want.get("update_password") == "always" else ()
    return want


def for_purchase(want: dict) -> dict:
    """The wish with what a new machine gets where nothing is said; refuses what no machine can be bought
    without.
    """
    if want["instance_types"] and (want["cpu"] is not None or want["memory"] is not None):
        raise Refused("cpu, memory: they choose instance types; give them or instance_types, not both")
    if not want["image"]:
        raise Refused("image: not given; buying a machine needs it")
    if not want["instance_types"] and want["cpu"] is None and want["memory"] is None:
        raise Refused(
            "instance_types: not given, nor cpu and memory; buying a machine needs one or the other"
        )
    public_ip = want["public_ip"]
    if public_ip and public_ip["bandwidth"]:
        public_ip = {**public_ip, "charge_type": public_ip["charge_type"] or "traffic"}
    return {**want, "charge_type": want["charge_type"] or "pay_as_you_go", "public_ip": public_ip}


def with_good_ids(option: str, prefix: str, given: str | list[str] | None) -> str | list[str] | None:
    values = list(dict.fromkeys(given)) if isinstance(given, list) else [given] if given else []
    for value in values:
        if not re.fullmatch(prefix + r"-[0-9a-z]{8}", value):
            raise Refused(
                f"{option}: {value!r} is not an id; {prefix}- and 8 digits or small letters are accepted"
            )
    return values if isinstance(given, list) else given


def refuse_zones(zones: list[str] | None, region: str) -> None:
    for zone in zones or []:
        if not re.fullmatch(re.escape(region) + r"-[a-z0-9-]+", zone):
            raise Refused(
                f"zones: {zone!r} is not a zone of {region}; zones there are called like {region}-1"
            )


def refuse_login(want: dict) -> None:
    password = want.get("password")
    if password is None:
        return
    kinds = sum(bool(re.search(kind, password)) for kind in PASSWORD_KINDS)
    if not PASSWORD.fullmatch(password) or kinds < 2:
        raise Refused(
            "password: too weak, or with a character that is not accepted; 8 to 30 characters (12 to 30 for "
            "Windows) of at least two kinds (three for Windows) are, out of small letters, capitals, digits "
            f"and {SPECIALS}"
        )


def refuse_machine(want: dict) -> None:
    user_data = want.get("user_data")
    if user_data and len(encoded(user_data)) > USER_DATA_BYTES:
        raise Refused(
            f"user_data: {len(encoded(user_data))} bytes in base64; at most {USER_DATA_BYTES} are accepted "
            f"(about {USER_DATA_BYTES * 3 // 4} bytes of text)"
        )
    hostname = want.get("hostname")
    if hostname and "{" not in hostname and not (2 <= len(hostname) <= 60 and HOSTNAME.fullmatch(hostname)):
        raise Refused(
            f"hostname: {hostname!r} is not accepted; 2 to 60 letters, digits, hyphens and dots are, "
            "the last two neither first, last, nor side by side"
        )
    refuse_disk("system_disk", want.get("system_disk") or {})
    for disk in want.get("data_disks") or []:
        refuse_disk("data_disks", disk, step=10)
        with_good_ids("data_disks", "snap", disk.get("snapshot"))
    if ((want.get("public_ip") or {}).get("bandwidth") or 0) < 0:
        raise Refused("public_ip: bandwidth is negative; 0 or more Mbit/s is accepted")


def refuse_disk(option: str, disk: dict, step: int = 1) -> None:
    size = disk.get("size")
    if size is not None and (size < DISK_SIZE or size % step):
        multiples = f" in steps of {step}" if step > 1 else ""
        raise Refused(f"{option}: size {size} is not accepted; {DISK_SIZE} GiB or more{multiples} is")


def bid(want: dict) -> dict | None:
    """`spot` with the constants that the API wants beside a bid; without a bid the market price is paid."""
    spot = want.get("spot") or {}
    if want.get("spot") is not None and want.get("charge_type") != "spot":
        raise Refused("spot: only accepted together with charge_type: spot")
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

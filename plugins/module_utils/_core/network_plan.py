# SPDX-License-Identifier: GPL-3.0-or-later
"""What the role network has to make: a VPC, a subnet per zone, a security group, a key pair.

All rows are in the shapes of the info modules. What the role makes carries the tag MARK with the network's
name; what is found without it is used, and neither changed nor taken down.
"""

from __future__ import annotations

import re

from .cidr import free_ranges, range_of
from .errors import Refused
from .public_key import bare, fingerprint, public_half
from .rules import LONGEST, RULE, ready, same_rules, words

MARK, USUAL_NAME = "ansible-cvm-network", "ansible-cvm"
SPACES = ["10.0.0.0/12", "172.16.0.0/12", "192.168.0.0/16"]
MASK, SHARE, WIDEST, SMALLEST = 16, 4, 16, 28
SSH = "22"
KEY_NAME, KEY_FILE = 25, "network_public_key_file"


def network_plan(there: dict, wish: dict) -> dict:
    """The plan; `refused` says in words why there is none.

    `there`: `region`, `zones`, `vpcs`, `subnets`, `security_groups` and `key_pairs`. `wish`: the role's
    variables without their prefix, those not given missing, None or "", which is what templates of
    ansible-core 2.18 make of None, and `public_key` in place of its file.
    """
    given = {name: value for name, value in wish.items() if value != ""}
    try:
        return {"refused": None, **planned(there, given)}
    except Refused as refusal:
        return {"refused": str(refusal)}


def vpc_of(vpcs: list[dict], name: str | None) -> dict | None:
    """The VPC that is meant: the account's default one, or else the one of the name."""
    default = [vpc for vpc in vpcs if vpc["is_default"]]
    if name is None and default:
        return default[0]
    found = [vpc for vpc in vpcs if vpc["name"] == (name or USUAL_NAME)]
    if len(found) > 1:
        ids = " and ".join(sorted(vpc["vpc_id"] for vpc in found))
        raise Refused(f"network_name: {len(found)} VPCs are called {name or USUAL_NAME!r}: {ids}")
    return found[0] if found else None


def planned(there: dict, wish: dict) -> dict:
    name, found = wish.get("name") or USUAL_NAME, vpc_of(there["vpcs"], wish.get("name"))
    own = not (found and found["is_default"])
    tags = {**(wish.get("tags") or {}), MARK: name}
    cidr = block(there["vpcs"], found, wish.get("cidr"))
    zones = wanted_zones(there, wish)
    inside = [row for row in there["subnets"] if found and row["vpc"] == found["vpc_id"]]
    kept = sorted((row for row in inside if row["zone"] in zones), key=lambda row: row["zone"])
    lacking = [zone for zone in zones if zone not in {subnet["zone"] for subnet in kept}] if own else []
    if not own and not kept:
        raise Refused(
            f"network_zones: the default VPC {found['vpc_id']} has no subnet in {', '.join(zones)}; give a "
            "network_name to have a network made"
        )
    return {
        "name": name,
        "found": found,
        "vpc": None if found else {"name": name, "cidr_block": cidr, "tags": tags},
        "kept": kept,
        "subnets": subnets(name, lacking, cidr, [row["cidr_block"] for row in inside], wish, tags),
        "security_group": group(name, there["security_groups"], own, wish, tags),
        "key_pair": key_pair(name, there["key_pairs"], wish, tags),
    }


def block(vpcs: list[dict], found: dict | None, asked: str | None) -> str:
    """The VPC's addresses: as they are, as asked for, or a range that no other VPC has."""
    if asked:
        range_of("network_cidr", asked)
    if found and asked and found["cidr_block"] != asked:
        raise Refused(
            f"network_cidr: {found['vpc_id']} has {found['cidr_block']}, which cannot be changed; "
            f"{asked} needs a network of another name"
        )
    if found or asked:
        return found["cidr_block"] if found else asked
    return free_ranges(SPACES, [vpc["cidr_block"] for vpc in vpcs], MASK, 1)[0]


def wanted_zones(there: dict, wish: dict) -> list[str]:
    """The zones that sell, or those of them that are named."""
    types = wish.get("instance_types")
    selling = [
        zone["zone"]
        for zone in there["zones"]
        if zone["available"] and (not types or any(offer["on_sale"] for offer in zone["offers"]))
    ]
    wanted = wish.get("zones")
    for zone in wanted or []:
        if zone not in selling:
            what = " that sells what is asked for" if types else ""
            raise Refused(
                f"network_zones: {zone} is no open zone of {there['region']}{what}; {', '.join(selling)} are"
            )
    if not selling:
        raise Refused(f"network_instance_types: no zone of {there['region']} sells any of them now")
    return list(dict.fromkeys(wanted)) if wanted else selling


def subnets(name: str, zones: list[str], cidr: str, taken: list[str], wish: dict, tags: dict) -> list[dict]:
    """A new subnet for each zone: of the mask that is asked for, or a sixteenth of the VPC."""
    usual = min(max(int(cidr.rpartition("/")[2]) + SHARE, WIDEST), SMALLEST)
    mask = usual if wish.get("subnet_mask") is None else int(wish["subnet_mask"])
    if not WIDEST <= mask <= SMALLEST:
        raise Refused(f"network_subnet_mask: {mask} is not accepted; {WIDEST} to {SMALLEST} are")
    try:
        ranges = free_ranges([cidr], taken, mask, len(zones))
    except Refused as refusal:
        raise Refused(f"network_cidr, network_subnet_mask: {refusal}") from None
    return [
        {"name": f"{name}-{zone}", "zone": zone, "cidr_block": each, "tags": tags}
        for zone, each in zip(zones, ranges)
    ]


def is_ours(row: dict, name: str) -> bool:
    return row["tags"].get(MARK) == name


def group(name: str, groups: list[dict], own: bool, wish: dict, tags: dict) -> dict | None:
    """The security group to make or change: SSH comes in from where it may, all goes out."""
    ranges = wish.get("ssh_from")
    if not own and ranges is None:
        return None
    ingress = rules([{"protocol": "tcp", "port": SSH, "cidr": cidr} for cidr in ranges or []])
    egress = rules([{"cidr": "0.0.0.0/0"}])
    there = next((row for row in groups if row["name"] == name), None)
    ours = there and there["tags"].get(MARK) == name
    agrees = there and same_rules(ingress, there["ingress"]) and same_rules(egress, there["egress"])
    if there and (agrees or not ours):
        return None
    about = f"SSH to the network {name}"[:LONGEST]
    return {"name": name, "description": about, "ingress": ingress, "egress": egress, "tags": tags}


def rules(given: list[dict]) -> list[dict]:
    empty = {**dict.fromkeys(RULE), "action": "accept"}
    return words(ready("network_ssh_from", [{**empty, **rule} for rule in given]))


def key_pair(name: str, keys: list[dict], wish: dict, tags: dict) -> dict | None:
    """The key pair to import, unless it is there."""
    if wish.get("public_key") is None:
        return None
    material, called = public_half(KEY_FILE, wish["public_key"]), key_pair_name(name)
    there = next((row for row in keys if row["name"] == called), None)
    if there is None:
        return {"name": called, "public_key": material, "tags": tags}
    if bare(there["public_key"]) != material:
        raise Refused(
            f"{KEY_FILE}: key pair {there['key_pair_id']} is called {called} and has the key "
            f"{fingerprint(there['public_key'])}, the file has {fingerprint(material)}; a key pair keeps its "
            "key, take another network_name, or delete the key pair"
        )
    return None


def key_pair_name(name: str) -> str:
    """Names of key pairs are shorter, and have no hyphens."""
    return re.sub("[^0-9A-Za-z_]", "_", name)[:KEY_NAME]

# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules of a security group: as options, as the API sends and shows them, and whether two are the same."""

from __future__ import annotations

import re
from ipaddress import ip_network

from .errors import Refused
from .ids import is_id

ALL = "ALL"
WITH_PORT = ("TCP", "UDP")
PROTOCOLS = (*WITH_PORT, "ICMP", "ICMPV6", "GRE", ALL)
ACTIONS = {"accept": "ACCEPT", "drop": "DROP"}
MOST, MOST_GROUPS, LONGEST, HIGHEST = 100, 10, 100, 65_535
OWN_ADDRESS = "MY_PUBLIC_IP"
TEMPLATES = {
    "address_template": ("AddressTemplate", {"ipm": "AddressId", "ipmg": "AddressGroupId"}),
    "service_template": ("ServiceTemplate", {"ppm": "ServiceId", "ppmg": "ServiceGroupId"}),
}
SOURCES = ("cidr", "group", "address_template")
RULE = {
    "protocol": {"type": "str"},
    "port": {"type": "str"},
    "service_template": {"type": "str"},
    **{name: {"type": "str"} for name in SOURCES},
    "action": {"type": "str", "choices": list(ACTIONS), "default": "accept"},
    "description": {"type": "str"},
}


def ready(option: str, rules: list[dict] | None) -> list[dict] | None:
    """The rules in the form in which they are compared; raises `Refused` for what could never be one."""
    if rules is None:
        return None
    if len(rules) > MOST:
        raise Refused(f"{option}: {len(rules)} rules given; at most {MOST} in a direction are accepted")
    found = [one_ready(f"{option}[{number}]", rule) for number, rule in enumerate(rules)]
    for number, rule in enumerate(found):
        twin = next(n for n, other in enumerate(found) if matches(other) == matches(rule))
        if twin != number:
            raise Refused(f"{option}[{number}]: says the same as {option}[{twin}]; a rule is given once")
    return found


def one_ready(where: str, rule: dict) -> dict:
    sources = [name for name in SOURCES if rule[name]]
    if len(sources) != 1:
        given = " and ".join(sources) or "none"
        raise Refused(f"{where}: exactly one of {', '.join(SOURCES)} is accepted, {given} is given")
    if rule["service_template"] and (rule["protocol"] or rule["port"]):
        raise Refused(f"{where}: service_template stands for protocol and port; one or the other is accepted")
    if len(rule["description"] or "") > LONGEST:
        raise Refused(
            f"{where}.description: has {len(rule['description'])} characters; {LONGEST} are accepted"
        )
    for name, (_path, prefixes) in TEMPLATES.items():
        if rule[name] and not is_id(f"({'|'.join(prefixes)})", rule[name]):
            raise Refused(
                f"{where}.{name}: {rule[name]!r} is not an id; {' or '.join(prefixes)} with - and 8 digits "
                "or small letters is accepted"
            )
    protocol = None if rule["service_template"] else good_protocol(where, rule["protocol"])
    return {
        **rule,
        "protocol": protocol,
        "port": protocol and good_port(where, protocol, rule["port"]),
        "cidr": rule["cidr"] and good_range(where, rule["cidr"]),
    }


def good_protocol(where: str, given: str | None) -> str:
    protocol = (given or ALL).upper()
    if protocol not in PROTOCOLS:
        raise Refused(f"{where}.protocol: {given!r} is not accepted; {', '.join(PROTOCOLS).lower()} are")
    return protocol


def good_port(where: str, protocol: str, given: str | None) -> str:
    """One port, a range, several apart by commas, or all of them."""
    text = re.sub(r"\s", "", given or ALL).upper()
    if protocol not in WITH_PORT:
        if text not in (ALL, "-1"):
            raise Refused(f"{where}.port: {protocol.lower()} has no ports; leave it out")
        return ALL
    if given is None:
        raise Refused(
            f"{where}.port: not given; {protocol.lower()} needs one, such as 22, 8000-8010, 80,443 or all"
        )
    parts = text.split("-") if text.count("-") == 1 else text.split(",")
    good = text == ALL or all(re.fullmatch("[0-9]{1,5}", part) and int(part) <= HIGHEST for part in parts)
    if not good or ("-" in text and int(parts[0]) > int(parts[1])):
        raise Refused(
            f"{where}.port: {given!r} is not accepted; a port up to {HIGHEST}, a range such as 8000-8010, "
            "several such as 80,443, or all are"
        )
    return parts[0].lstrip("0") or "0" if "-" in text and parts[0] == parts[1] else text


def good_range(where: str, given: str) -> str:
    if given == OWN_ADDRESS:
        return given
    try:
        return str(ip_network(given))
    except ValueError:
        pass
    try:
        meant = f"did you mean {ip_network(given, strict=False)}?"
    except ValueError:
        meant = "one like 10.0.0.0/16, 203.0.113.7 or 2001:db8::/32 is accepted"
    raise Refused(f"{where}.cidr: {given!r} is not a range of addresses; {meant}")


def matches(rule: dict) -> tuple:
    """What a rule matches and does: all but its description."""
    return tuple(rule[name] for name in RULE if name != "description")


def sent(rule: dict) -> dict:
    """A rule as the API takes it."""
    ranged = {"Ipv6CidrBlock" if ":" in rule["cidr"] else "CidrBlock": rule["cidr"]} if rule["cidr"] else {}
    templates = {
        path: {prefixes[rule[name].split("-")[0]]: rule[name]}
        for name, (path, prefixes) in TEMPLATES.items()
        if rule[name]
    }
    return {
        **({"Protocol": rule["protocol"], "Port": rule["port"]} if rule["protocol"] else {}),
        **ranged,
        **({"SecurityGroupId": rule["group"]} if rule["group"] else {}),
        **templates,
        "Action": ACTIONS[rule["action"]],
        "PolicyDescription": rule["description"] or "",
    }


def shown(row: dict) -> dict:
    """A rule that the API shows, in the form in which rules are compared. What it leaves empty is None."""
    service = template_of(row, "service_template")
    protocol = None if service else (row.get("Protocol") or ALL).upper()
    given = row.get("CidrBlock") or row.get("Ipv6CidrBlock") or None
    return {
        "protocol": protocol,
        "port": protocol and port_shown(protocol, row.get("Port")),
        "service_template": service,
        "cidr": given and range_shown(given),
        "group": row.get("SecurityGroupId") or None,
        "address_template": template_of(row, "address_template"),
        "action": (row.get("Action") or "").lower(),
        "description": row.get("PolicyDescription") or "",
    }


def template_of(row: dict, option: str) -> str | None:
    path, prefixes = TEMPLATES[option]
    template = row.get(path) or {}
    return next((template[name] for name in prefixes.values() if template.get(name)), None)


def port_shown(protocol: str, port: str | None) -> str:
    return re.sub(r"\s", "", port or ALL).upper() if protocol in WITH_PORT else ALL


def range_shown(text: str) -> str:
    try:
        return str(ip_network(text, strict=False))
    except ValueError:
        return text


def all_shown(rows: list[dict] | None) -> list[dict]:
    return [shown(row) for row in rows or []]


def same_rules(wanted: list[dict], there: list[dict]) -> bool:
    """In the same order; a rule without a description has any."""
    return len(wanted) == len(there) and all(
        matches(one) == matches(other) and one["description"] in (None, other["description"])
        for one, other in zip(wanted, there)
    )


def merged(wanted: list[dict], there: list[dict], purge: bool) -> list[dict]:
    """The rules that shall be there. Descriptions not given are kept; without `purge` what is there besides
    stays behind those wanted, and rules in the order wanted are left where they are.
    """
    known = {matches(rule): rule["description"] for rule in there}
    full = [
        {
            **rule,
            "description": known.get(matches(rule), "")
            if rule["description"] is None
            else rule["description"],
        }
        for rule in wanted
    ]
    if purge:
        return full
    mine = [matches(rule) for rule in full]
    if [matches(rule) for rule in there if matches(rule) in mine] == mine:
        described = {matches(rule): rule for rule in full}
        return [described.get(matches(rule), rule) for rule in there]
    return full + [rule for rule in there if matches(rule) not in mine]


def words(rules: list[dict]) -> list[dict]:
    """Rules as results show them: in small letters."""
    return [
        {**rule, **{name: rule[name] and rule[name].lower() for name in ("protocol", "port")}}
        for rule in rules
    ]

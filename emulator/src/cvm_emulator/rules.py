# SPDX-License-Identifier: GPL-3.0-or-later
"""A rule of a security group: read from a request, compared with another, shown as live answers show it."""

from __future__ import annotations

import re
from ipaddress import AddressValueError, IPv4Network, IPv6Network, NetmaskValueError
from typing import Any

from .clock import beijing
from .errors import ApiError, bad_value

Rule = dict[str, Any]
OPEN: Rule = {
    "Protocol": "ALL",
    "Port": "ALL",
    "CidrBlock": "0.0.0.0/0",
    "Action": "ACCEPT",
    "PolicyDescription": "",
}
ALL = "ALL"
WITH_PORT = ("TCP", "UDP")
PROTOCOLS = (*WITH_PORT, "ICMP", "ICMPV6", "GRE", ALL)
ACTIONS = ("ACCEPT", "DROP")
SOURCES = ("CidrBlock", "Ipv6CidrBlock", "SecurityGroupId", "AddressTemplate")
NETWORKS = {"CidrBlock": IPv4Network, "Ipv6CidrBlock": IPv6Network}
LONGEST_DESCRIPTION = 100
HIGHEST_PORT = 65_535
NO_ADDRESSES = {"AddressId": "", "AddressGroupId": ""}
NO_SERVICES = {"ServiceId": "", "ServiceGroupId": ""}


def read_rule(given: dict[str, Any]) -> Rule:
    """The rule that a request describes, without its index. ApiError for one that is none."""
    sources = [name for name in SOURCES if name in given]
    if len(sources) > 1:
        raise ApiError("InvalidParameter.Coexist", f"`{sources[0]}` and `{sources[1]}` exclude one another.")
    if not sources:
        raise _missing("CidrBlock")
    source = sources[0]
    if source in NETWORKS:
        _check_network(source, given[source])
    protocol = _one_of("Protocol", given.get("Protocol", ""), PROTOCOLS)
    description = given.get("PolicyDescription", "")
    if len(description) > LONGEST_DESCRIPTION:
        raise bad_value(
            "PolicyDescription",
            description,
            f"at most {LONGEST_DESCRIPTION} characters",
            "InvalidParameterValue.TooLong",
        )
    return {
        "Protocol": protocol,
        "Port": _port(protocol, given.get("Port")),
        source: given[source],
        "Action": _one_of("Action", given.get("Action", ""), ACTIONS),
        "PolicyDescription": description,
    }


def same(one: Rule, other: Rule) -> bool:
    """Whether both match the same traffic and do the same; the description does not count."""
    names = ("Protocol", "Port", "Action", *SOURCES)
    return all(one.get(name) == other.get(name) for name in names)


def show_rule(rule: Rule, index: int) -> dict[str, Any]:
    protocol = rule["Protocol"]
    return {
        "PolicyIndex": index,
        "Protocol": protocol if protocol == ALL else protocol.lower(),
        "Port": rule["Port"],
        "ServiceTemplate": NO_SERVICES,
        **{name: rule.get(name, "") for name in SOURCES[:3]},
        "AddressTemplate": NO_ADDRESSES,
        "Action": rule["Action"],
        "PolicyDescription": rule["PolicyDescription"],
        "ModifyTime": beijing(rule["at"]),
    }


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> str:
    if not value:
        raise _missing(name)
    if value.upper() not in allowed:
        raise bad_value(name, value, f"one of {', '.join(allowed)}")
    return value.upper()


def _missing(name: str) -> ApiError:
    return ApiError("InvalidParameterValue.Empty", f"A rule needs `{name}`.")


def _check_network(name: str, value: str) -> None:
    try:
        NETWORKS[name](value)
    except (AddressValueError, NetmaskValueError, ValueError):
        raise bad_value(name, value, code="InvalidParameterValue.Malformed") from None


def _port(protocol: str, port: str | None) -> str:
    """One port, a range, several apart by commas, or all of them; ports go with TCP and UDP only."""
    if protocol not in WITH_PORT:
        if port is not None and port.upper() not in ("", ALL):
            raise bad_value("Port", port, f"`{protocol}` has no ports")
        return ALL
    if not port:
        raise _missing("Port")
    if port.upper() == ALL:
        return ALL
    numbers = port.split("-") if port.count("-") == 1 else port.split(",")
    if not all(re.fullmatch("[0-9]{1,5}", each) and int(each) <= HIGHEST_PORT for each in numbers):
        raise bad_value("Port", port, code="InvalidParameterValue.Malformed")
    if "-" in port and int(numbers[0]) > int(numbers[1]):
        raise bad_value("Port", port, code="InvalidParameterValue.Range")
    return port

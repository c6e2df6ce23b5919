# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of a security group: described, added, taken away, replaced; each change makes a new version."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

from ..ask import Ask, action
from ..errors import ApiError, bad_value
from ..rules import Rule, read_rule, same, show_rule
from .network_objects import find
from .paging import read_filters
from .policy_sets import DIRECTIONS, check_size, check_twice, check_version, read_rules, rules_of, write_rules

MOST_VALUES = 100
CLEAR = "0"
SIEVES: dict[str, Callable[[Rule, str, str], bool]] = {
    "security-group-id": lambda rule, _, value: rule.get("SecurityGroupId") == value,
    "ip": lambda rule, _, value: value in rule.get("CidrBlock", "") + " " + rule.get("Ipv6CidrBlock", ""),
    "address-module": lambda rule, _, value: False,
    "service-module": lambda rule, _, value: False,
    "protocol-type": lambda rule, _, value: rule["Protocol"] == value.upper(),
    "port": lambda rule, _, value: rule["Port"] == value,
    "poly": lambda rule, _, value: value.upper() in ("ALL", rule["Action"]),
    "direction": lambda rule, direction, value: direction.upper() == value.upper(),
    "description": lambda rule, _, value: value in rule["PolicyDescription"],
}


@action("vpc", "DescribeSecurityGroupPolicies", limit=100)
def describe_security_group_policies(ask: Ask) -> dict[str, Any]:
    group = find(ask, "security_group", "SecurityGroupId")
    filters = read_filters(ask, tuple(SIEVES), MOST_VALUES, "InvalidParameter.FilterInvalidKey")
    shown = {
        direction: [
            show_rule(rule, index)
            for index, rule in enumerate(rules_of(group, direction))
            if all(
                any(SIEVES[name](rule, direction, value) for value in values)
                for name, values in filters.items()
            )
        ]
        for direction in DIRECTIONS
    }
    counts = {
        f"{direction}{family}TotalCount": sum(bool(rule[block]) for rule in shown[direction])
        for direction in DIRECTIONS
        for family, block in (("IPv4", "CidrBlock"), ("IPv6", "Ipv6CidrBlock"))
    }
    version = str(group["version"])
    return {"SecurityGroupPolicySet": {"Version": version, **shown, "PolicyStatistics": counts}}


@action("vpc", "CreateSecurityGroupPolicies", limit=100)
def create_security_group_policies(ask: Ask) -> dict[str, Any]:
    group = find(ask, "security_group", "SecurityGroupId")
    direction, given = _one_direction(ask)
    check_version(ask, group)
    there, new = rules_of(group, direction), read_rules(ask, given)
    position = _position(given, len(there))
    rules = [*there[:position], *new, *there[position:]]
    check_twice(rules)
    check_size(rules, "LimitExceeded.SecurityGroupPolicySet")
    _write_one(ask, group, direction, rules)
    return {}


@action("vpc", "DeleteSecurityGroupPolicies", limit=100)
def delete_security_group_policies(ask: Ask) -> dict[str, Any]:
    """All of the rules named or none: by PolicyIndex, or by what they match and do."""
    group = find(ask, "security_group", "SecurityGroupId")
    direction, given = _one_direction(ask)
    check_version(ask, group)
    there = rules_of(group, direction)
    by_index = [each for each in given if "PolicyIndex" in each]
    if by_index and any(len(each) > 1 for each in given):
        raise ApiError(
            "InvalidParameter.Coexist", "Rules are named by `PolicyIndex` or by what they match, not by both."
        )
    doomed = {_index(each, len(there)) for each in by_index} or {_matching(each, there) for each in given}
    _write_one(ask, group, direction, [rule for n, rule in enumerate(there) if n not in doomed])
    return {}


@action("vpc", "ModifySecurityGroupPolicies", limit=100)
def modify_security_group_policies(ask: Ask) -> dict[str, Any]:
    """Both directions are replaced by those given; Version "0" clears them, whatever is given."""
    group, given = find(ask, "security_group", "SecurityGroupId"), ask.params["SecurityGroupPolicySet"]
    if given.get("Version") == CLEAR:
        write_rules(ask, group, [], [])
        return {}
    for direction in DIRECTIONS:
        if direction not in given:
            raise ApiError("InvalidParameterValue.Empty", f"`{direction}` is missing: it would be cleared.")
        for each in given[direction]:
            if "PolicyIndex" in each:
                raise bad_value("PolicyIndex", each["PolicyIndex"], "rules take the order given")
    check_version(ask, group)
    rules = {direction: read_rules(ask, given[direction]) for direction in DIRECTIONS}
    for each in rules.values():
        check_size(each, "LimitExceeded")
    write_rules(ask, group, rules["Ingress"], rules["Egress"])
    return {}


def _write_one(ask: Ask, group: sqlite3.Row, direction: str, rules: list[Rule]) -> None:
    both = {each: rules_of(group, each) for each in DIRECTIONS} | {direction: rules}
    write_rules(ask, group, both["Ingress"], both["Egress"])


def _one_direction(ask: Ask) -> tuple[str, list[dict[str, Any]]]:
    given = ask.params["SecurityGroupPolicySet"]
    named = [direction for direction in DIRECTIONS if direction in given]
    if len(named) > 1:
        raise ApiError("InvalidParameter.Coexist", "`Ingress` and `Egress` exclude one another here.")
    if not named or not given[named[0]]:
        raise ApiError("InvalidParameterValue.Empty", "`Ingress` or `Egress` is needed, with a rule.")
    return named[0], given[named[0]]


def _position(given: list[dict[str, Any]], last: int) -> int:
    """Where new rules go: at the one index given, or behind the others."""
    positions = {each.get("PolicyIndex") for each in given}
    if positions == {None}:
        return last
    if len(positions) > 1:
        raise bad_value("PolicyIndex", sorted(map(str, positions)), "the same for all rules of a request")
    return _index(given[0], last + 1)


def _index(given: dict[str, Any], size: int) -> int:
    index = given["PolicyIndex"]
    if not 0 <= index < size:
        raise bad_value("PolicyIndex", index, f"below {size}", "InvalidParameterValue.Range")
    return index


def _matching(given: dict[str, Any], there: list[Rule]) -> int:
    wanted = read_rule(given)
    for index, rule in enumerate(there):
        if same(wanted, rule):
            return index
    raise ApiError("ResourceNotFound", "A rule to delete is not there.")

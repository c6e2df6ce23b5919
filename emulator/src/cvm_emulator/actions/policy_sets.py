# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of a security group in both directions: read, checked, and kept as another version."""

from __future__ import annotations

import json
import re
import sqlite3
from itertools import combinations
from typing import Any

from ..ask import Ask
from ..errors import ApiError, bad_value
from ..rules import Rule, read_rule, same
from .network_objects import find_id

DIRECTIONS = {"Ingress": "ingress", "Egress": "egress"}
MOST_RULES, MOST_NAMED = 100, 10


def rules_of(group: sqlite3.Row, direction: str) -> list[Rule]:
    return json.loads(group[DIRECTIONS[direction]])


def read_rules(ask: Ask, given: list[dict[str, Any]]) -> list[Rule]:
    """Rules that do not repeat themselves; the groups they name are there."""
    rules = [read_rule({k: v for k, v in each.items() if k != "PolicyIndex"}) for each in given]
    for rule in rules:
        if "SecurityGroupId" in rule:
            find_id(ask, "security_group", "SecurityGroupId", rule["SecurityGroupId"])
    check_twice(rules)
    return [rule | {"at": ask.now} for rule in rules]


def check_size(rules: list[Rule], code: str) -> None:
    if len(rules) > MOST_RULES:
        raise ApiError(code, f"`{len(rules)}` rules in one direction are more than `{MOST_RULES}`.")


def write_rules(ask: Ask, group: sqlite3.Row, ingress: list[Rule], egress: list[Rule]) -> None:
    named = {rule["SecurityGroupId"] for rule in (*ingress, *egress) if "SecurityGroupId" in rule}
    if len(named) > MOST_NAMED:
        raise ApiError("LimitExceeded", f"`{len(named)}` groups are named, at most `{MOST_NAMED}` may be.")
    ask.db.execute(
        "UPDATE security_group SET version = version + 1, ingress = ?, egress = ?, changed_at = ? "
        "WHERE seq = ?",
        (json.dumps(ingress), json.dumps(egress), ask.now, group["seq"]),
    )


def check_version(ask: Ask, group: sqlite3.Row) -> None:
    version = ask.params["SecurityGroupPolicySet"].get("Version")
    if version is None:
        return
    if not re.fullmatch("[0-9]{1,9}", version):
        raise bad_value("Version", version, code="InvalidParameterValue.Malformed")
    if int(version) != group["version"]:
        raise ApiError(
            "UnsupportedOperation.VersionMismatch", f"`{group['id']}` is of version `{group['version']}`."
        )


def check_twice(rules: list[Rule]) -> None:
    if any(same(one, other) for one, other in combinations(rules, 2)):
        raise ApiError("UnsupportedOperation.DuplicatePolicy", "A rule is there twice.")

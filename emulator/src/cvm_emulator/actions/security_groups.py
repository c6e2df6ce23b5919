# SPDX-License-Identifier: GPL-3.0-or-later
"""CreateSecurityGroup and its kin, DeleteSecurityGroup."""

from __future__ import annotations

from typing import Any

from .. import networks
from ..ask import Ask, action
from ..errors import ApiError, bad_value
from . import network_shape
from .network_objects import LONGEST_NAME, check_name, count, delete, find, in_use
from .policy_sets import DIRECTIONS, check_size, read_rules, write_rules
from .tags_given import NETWORK, put_tags, read_tags

LONGEST_DESCRIPTION = 100
CARD_LEFT = """
SELECT EXISTS (SELECT 1 FROM attached WHERE sg = :sg) OR EXISTS (
  SELECT 1 FROM instance, json_each(instance.groups)
  WHERE gone = 1 AND released_at > :since AND json_each.value = :sg
)
"""


@action("vpc", "CreateSecurityGroup", limit=100)
def create_security_group(ask: Ask) -> dict[str, Any]:
    """Without rules: nothing passes, either way."""
    return _answer(ask, _create(ask))


@action("vpc", "CreateSecurityGroupWithPolicies", limit=100)
def create_security_group_with_policies(ask: Ask) -> dict[str, Any]:
    given = ask.params.get("SecurityGroupPolicySet", {})
    rules = {direction: read_rules(ask, given.get(direction, [])) for direction in DIRECTIONS}
    for each in rules.values():
        check_size(each, "LimitExceeded")
    group = _create(ask)
    if any(rules.values()):
        write_rules(ask, find_row(ask, group), rules["Ingress"], rules["Egress"])
    return _answer(ask, group)


@action("vpc", "CreateDefaultSecurityGroup", limit=100)
def create_default_security_group(ask: Ask) -> dict[str, Any]:
    """The one that exists, or a new one; it lets all IPv4 pass."""
    _check_project(ask)
    query = "SELECT 1 FROM security_group WHERE region = ? AND is_default"
    if ask.db.execute(query, (ask.region,)).fetchone() is None:
        _check_quota(ask)
    return _answer(ask, networks.default_group(ask.db, ask.seed, ask.region, ask.now))


@action("vpc", "DeleteSecurityGroup", limit=100)
def delete_security_group(ask: Ask) -> dict[str, Any]:
    """Refused while a card carries it, and cards outlive their instance, or while another group names it."""
    group = find(ask, "security_group", "SecurityGroupId")
    if group["is_default"]:
        raise ApiError("UnsupportedOperation", f"`{group['id']}` is the default security group.")
    since = ask.now - ask.settings.address_lag
    carried = ask.db.execute(CARD_LEFT, {"sg": group["id"], "since": since}).fetchone()[0]
    named = ask.db.execute(
        "SELECT 1 FROM security_group WHERE id <> ? AND instr(ingress || egress, ?) > 0",
        (group["id"], f'"{group["id"]}"'),
    ).fetchone()
    if carried or named:
        raise in_use(group["id"])
    delete(ask, "security_group", group)
    return {}


def find_row(ask: Ask, group: str) -> Any:
    return ask.db.execute("SELECT * FROM security_group WHERE id = ?", (group,)).fetchone()


def _create(ask: Ask) -> str:
    name, description = ask.params["GroupName"], ask.params["GroupDescription"]
    check_name("GroupName", name, LONGEST_NAME)
    if len(description) > LONGEST_DESCRIPTION:
        raise bad_value(
            "GroupDescription",
            description,
            f"at most {LONGEST_DESCRIPTION} characters",
            "InvalidParameterValue.TooLong",
        )
    _check_project(ask)
    tags = read_tags(ask, NETWORK)
    _check_quota(ask)
    group = networks.add_group(ask.db, ask.seed, ask.region, name, description, ask.now)
    put_tags(ask, "security_group", group, tags)
    return group


def _answer(ask: Ask, group: str) -> dict[str, Any]:
    return {"SecurityGroup": network_shape.show_one(ask, "security_group", group, network_shape.group)}


def _check_project(ask: Ask) -> None:
    project = ask.params.get("ProjectId", "0")
    if project != "0":
        raise ApiError("ResourceNotFound", f"The project `{project}` is not found.")


def _check_quota(ask: Ask) -> None:
    if count(ask, "security_group", "region", ask.region) >= ask.settings.group_quota:
        raise ApiError(
            "LimitExceeded",
            f"`{ask.region}` has the `{ask.settings.group_quota}` security groups it may have.",
        )

# SPDX-License-Identifier: GPL-3.0-or-later
"""What a security group is: its rules in both directions are changed together, in one versioned call."""

from __future__ import annotations

from functools import partial
from typing import Callable

from .catalogue import SECURITY_GROUP
from .errors import Refused
from .kind import Field, Kind, dig
from .plan import Call
from .resource import TIED, Holder, Resource
from .rules import MOST, MOST_GROUPS, all_shown, merged, ready, same_rules, sent, words
from .tags import tags_of
from .vpc import of_machines, refuse_long

DIRECTIONS = {"ingress": "Ingress", "egress": "Egress"}
POLICIES = "SecurityGroupPolicySet"
REFERENCES = Kind(
    "vpc",
    "DescribeSecurityGroupReferences",
    "ReferredSecurityGroupSet",
    "SecurityGroupId",
    ids="SecurityGroupIds",
    paging=None,
)
LONGEST_DESCRIPTION = 100
CLEAR = "0"
modified = partial(Field, by="ModifySecurityGroupAttribute")


def checked(want: dict, _region: str) -> dict:
    refuse_long("name", want["name"])
    if len(want["description"] or "") > LONGEST_DESCRIPTION:
        raise Refused(
            f"description: has {len(want['description'])} characters; at most {LONGEST_DESCRIPTION} are "
            "accepted"
        )
    want = {**want, **{direction: ready(direction, want[direction]) for direction in DIRECTIONS}}
    groups = {rule["group"] for rule in all_rules(want) if rule["group"]}
    if len(groups) > MOST_GROUPS:
        raise Refused(f"ingress, egress: {len(groups)} groups are named; at most {MOST_GROUPS} are accepted")
    return want


def all_rules(want: dict) -> list[dict]:
    return [rule for direction in DIRECTIONS for rule in want[direction] or []]


def resolved(want: dict, look: Callable) -> dict:
    """Groups that rules name become ids; the group's own name stands for itself, born or not."""
    asked = [
        (f"{direction}[{number}].group", rule["group"])
        for direction in DIRECTIONS
        for number, rule in enumerate(want[direction] or [])
        if rule["group"] and rule["group"] != want["name"]
    ]
    rows = look(SECURITY_GROUP, asked) if asked else {}
    ids = {value: row[SECURITY_GROUP.id] for value, row in rows.items()}
    return {
        **want,
        **{
            direction: want[direction]
            and [{**rule, "group": ids.get(rule["group"], rule["group"])} for rule in want[direction]]
            for direction in DIRECTIONS
        },
    }


def against(want: dict, have: dict | None) -> dict:
    """The rules that shall be there, given those that are."""
    own = have[SECURITY_GROUP.id] if have else A_SECURITY_GROUP.this
    full = dict(want)
    for direction, path in DIRECTIONS.items():
        if want[direction] is None:
            continue
        there = all_shown(dig(have or {}, f"{POLICIES}.{path}"))
        wanted = [
            {**rule, "group": own if rule["group"] and rule["group"] == want["name"] else rule["group"]}
            for rule in want[direction]
        ]
        full[direction] = merged(wanted, there, want["purge_rules"])
        if len(full[direction]) > MOST:
            raise Refused(
                f"{direction}: {len(full[direction])} rules with those that are there; at most {MOST} in a "
                "direction are accepted, purge_rules: true takes the others off"
            )
    return full


def tie(want: dict, have: dict | None) -> list[Call]:
    """Both directions in one call; the one that nothing is said of as it is there.

    The version of a fresh group is "0", and sent back that would clear it.
    """
    there = (have or {}).get(POLICIES) or {}
    rules = {
        path: [sent(rule) for rule in wanted_or_there(want[direction], there.get(path))]
        for direction, path in DIRECTIONS.items()
    }
    version = there.get("Version")
    if not any(rules.values()):
        rules = {"Version": CLEAR}
    elif version not in (None, CLEAR):
        rules = {"Version": version, **rules}
    id = have[SECURITY_GROUP.id] if have else A_SECURITY_GROUP.this
    return [Call("vpc", "ModifySecurityGroupPolicies", {"SecurityGroupId": id, POLICIES: rules})]


def wanted_or_there(wanted: list[dict] | None, rows: list[dict] | None) -> list[dict]:
    return all_shown(rows) if wanted is None else wanted


def shape(row: dict) -> dict:
    """A security group as results show it, from a row of DescribeSecurityGroups with its rules, if read."""
    policies = row.get(POLICIES)
    return {
        "security_group_id": row[SECURITY_GROUP.id],
        "name": row["SecurityGroupName"],
        "description": row.get("SecurityGroupDesc") or "",
        "project": int(row["ProjectId"]),
        "is_default": row["IsDefault"],
        **{
            direction: words(all_shown(policies.get(path))) if policies else None
            for direction, path in DIRECTIONS.items()
        },
        "version": policies and policies.get("Version"),
        "created_at": row.get("CreatedTime"),
        "tags": tags_of(row.get("TagSet")),
    }


def ruled(option: str, path: str) -> Field:
    return Field(option, "", by=TIED, seen=f"{POLICIES}.{path}", show=all_shown, same=same_rules)


A_SECURITY_GROUP = Resource(
    word="security_group",
    kind=SECURITY_GROUP,
    filters="security-group-id project-id security-group-name tag-key",
    fields=(
        modified("name", "GroupName", seen="SecurityGroupName"),
        modified("description", "GroupDescription", seen="SecurityGroupDesc"),
        Field("project", "ProjectId", send=str, show=lambda text: None if text is None else int(text)),
        *(ruled(option, path) for option, path in DIRECTIONS.items()),
    ),
    create="CreateSecurityGroup",
    born="SecurityGroup.SecurityGroupId",
    delete="DeleteSecurityGroup",
    one="SecurityGroupId",
    tagged_as="cvm:sg",
    shape=shape,
    defaults=(("description", ""),),
    detail=("DescribeSecurityGroupPolicies", POLICIES),
    holders=(of_machines(filter="security-group-id"), Holder(REFERENCES, "ReferredSecurityGroupIds")),
    checked=checked,
    resolved=resolved,
    against=against,
    tie=tie,
)

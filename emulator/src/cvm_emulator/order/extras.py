# SPDX-License-Identifier: GPL-3.0-or-later
"""What a machine may carry besides: the layout of its cores, metadata, jumbo frames, a role, a project."""

from __future__ import annotations

import re
from typing import Any

from ..ask import Ask
from ..catalogue.account import MACHINES, ROLES
from ..catalogue.projects import PROJECTS
from ..catalogue.types import InstanceType
from ..errors import ApiError, bad_value

ROLE = re.compile(r"[\w+=,.@-]{1,128}", re.ASCII)
METADATA_KEY = re.compile(r"[A-Za-z0-9_-]{1,128}")
LONGEST_METADATA = 256 * 1024
THREADS = (1, 2)


def read_extras(ask: Ask, kind: InstanceType) -> dict[str, Any]:
    """Those that DescribeInstances shows again as they were given."""
    params = ask.params
    check_role(ask, params.get("CamRoleName", ""))
    jumbo = params.get("EnableJumboFrame", False)
    if jumbo:
        check_jumbo(kind)
    return {
        "jumbo": jumbo,
        "topology": _topology(params.get("CpuTopology"), kind),
        "metadata": _metadata(params.get("Metadata")),
    }


def _topology(wanted: dict[str, int] | None, kind: InstanceType) -> dict[str, int] | None:
    if wanted is None:
        return None
    if len(wanted) < 2:
        raise ApiError(
            "InvalidParameter.LackCoreCountOrThreadPerCore",
            "`CpuTopology` needs `CoreCount` and `ThreadPerCore`.",
        )
    if wanted["ThreadPerCore"] not in THREADS:
        raise bad_value("CpuTopology.ThreadPerCore", wanted["ThreadPerCore"], "1 or 2")
    if not 1 <= wanted["CoreCount"] * 2 <= max(kind.cpu, 2):
        raise bad_value("CpuTopology.CoreCount", wanted["CoreCount"], f"at most {max(kind.cpu // 2, 1)}")
    return wanted


def _metadata(wanted: dict[str, Any] | None) -> list[dict[str, str]] | None:
    if wanted is None:
        return None
    keys = [item["Key"] for item in wanted["Items"]]
    for item in wanted["Items"]:
        if not METADATA_KEY.fullmatch(item["Key"]):
            raise bad_value("Metadata.Items.Key", item["Key"])
        if len(item["Value"].encode()) > LONGEST_METADATA:
            raise bad_value("Metadata.Items.Value", f"{item['Value'][:16]}…", "at most 256 KB")
    if len(set(keys)) < len(keys):
        raise bad_value("Metadata.Items.Key", keys, "given twice")
    return wanted["Items"]


def check_jumbo(kind: InstanceType) -> None:
    if not kind.family.newest_disks:
        raise ApiError(
            "UnsupportedOperation.InstanceTypeNotSupportJumboFrame", f"`{kind.name}` has no jumbo frames."
        )


def check_role(ask: Ask, role: str) -> None:
    """A role of the account that machines may take; none is fine."""
    if role and not ROLE.fullmatch(role):
        raise bad_value("CamRoleName", role, code="InvalidParameterValue.CamRoleNameMalformed")
    trusted = [each.name for each in ROLES if each.account == ask.caller.account and MACHINES in each.trusts]
    if role and role not in trusted:
        raise bad_value(
            "CamRoleName", role, "no role for machines", "AuthFailure.CamRoleNameAuthenticateFailed"
        )


def check_project(path: str, project: int, code: str = "InvalidProjectId.NotFound") -> None:
    if project not in PROJECTS:
        raise bad_value(path, project, "no such project", code)

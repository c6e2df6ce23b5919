# SPDX-License-Identifier: GPL-3.0-or-later
"""DescribeLaunchTemplates and DescribeLaunchTemplateVersions."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from ..ask import Ask, action
from ..clock import utc
from ..errors import ApiError
from ..order.template import find_template, find_version
from .paging import marks, page, read_filters, read_ids
from .tagged import tag_condition

FILTERS = ("LaunchTemplateName", "tag-key", "tag-value", "tag:")
RANGE = ("MinVersion", "MaxVersion", "Limit", "Offset", "DefaultVersion")
SERVICES = ("SecurityService", "MonitorService", "AutomationService")
EMPTY = {
    "DisableApiTermination": False,
    "EnhancedService": {name: {"Enabled": True} for name in SERVICES},
    "ImageId": "",
    "InstanceChargeType": "POSTPAID_BY_HOUR",
    "InstanceCount": 1,
    "InstanceName": "",
    "InstanceType": "",
    "InternetAccessible": {"InternetChargeType": "", "InternetMaxBandwidthOut": 0},
    "Placement": {"Zone": "", "ProjectId": 0},
    "SecurityGroupIds": [],
    "SystemDisk": {"DiskType": "", "DiskSize": 0, "Encrypt": False, "KmsKeyId": ""},
    "VirtualPrivateCloud": {"VpcId": "", "SubnetId": "", "AsVpcGateway": False},
}
EMPTY_WHERE_GIVEN = {
    "ActionTimer": {
        **dict.fromkeys(("ActionTime", "ActionTimerId", "InstanceId", "Status", "TimerAction"), ""),
        "Externals": {},
    },
    "DataDisks": {"DiskType": "", "DeleteWithInstance": True, "Encrypt": False, "KmsKeyId": None},
    "InstanceChargePrepaid": {"RenewFlag": ""},
    "InstanceMarketOptions": {"MarketType": "spot"},
}
NOT_SHOWN = ("Metadata", "EnableJumboFrame")


@action("cvm", "DescribeLaunchTemplates", limit=10)
def describe_launch_templates(ask: Ask) -> dict[str, Any]:
    ids = read_ids(ask, "LaunchTemplateIds", "lt", "InvalidParameterValue.LaunchTemplateIdMalformed")
    where, values = ["region = ?"], [ask.region]
    if ids:
        for each in ids:
            find_template(ask, each)
        where.append(f"id IN ({marks(ids)})")
        values += ids
    for name, wanted in read_filters(ask, FILTERS, 5, "InvalidFilter").items():
        if name == "LaunchTemplateName":
            where.append(f"name IN ({marks(wanted)})")
            values += wanted
        else:
            condition, more = tag_condition(name, "launch_template", wanted, ask.now)
            where.append(condition)
            values += more
    query = f"SELECT * FROM launch_template WHERE {' AND '.join(where)} ORDER BY seq"
    rows = ask.db.execute(query, values).fetchall()
    wanted_page = page(ask)
    shown = rows[wanted_page.offset : wanted_page.offset + wanted_page.limit]
    return {"TotalCount": len(rows), "LaunchTemplateSet": [_template(ask, row) for row in shown]}


@action("cvm", "DescribeLaunchTemplateVersions", limit=10)
def describe_launch_template_versions(ask: Ask) -> dict[str, Any]:
    template, given = find_template(ask, ask.params["LaunchTemplateId"]), ask.params
    rows = _versions(ask, template)
    if wanted := given.get("LaunchTemplateVersions"):
        if any(name in given for name in RANGE):
            raise ApiError(
                "InvalidParameterCombination",
                f"`LaunchTemplateVersions` excludes `{'`, `'.join(RANGE)}`.",
            )
        for version in wanted:
            find_version(ask, template, version, "InvalidParameterValue.LaunchTemplateIdVerNotExisted")
        rows = [row for row in rows if row["version"] in wanted]
    rows = [
        row
        for row in rows
        if given.get("MinVersion", 0) <= row["version"] <= given.get("MaxVersion", row["version"])
        and (not given.get("DefaultVersion") or row["version"] == template["preset"])
    ]
    wanted_page = page(ask)
    shown = rows[wanted_page.offset : wanted_page.offset + wanted_page.limit]
    return {
        "TotalCount": len(rows),
        "LaunchTemplateVersionSet": [_version(template, row) for row in shown],
    }


def _versions(ask: Ask, template: sqlite3.Row) -> list[sqlite3.Row]:
    query = "SELECT * FROM template_version WHERE template = ? ORDER BY version"
    return ask.db.execute(query, (template["seq"],)).fetchall()


def _template(ask: Ask, row: sqlite3.Row) -> dict[str, Any]:
    return {
        "LaunchTemplateId": row["id"],
        "LaunchTemplateName": row["name"],
        "LatestVersionNumber": row["latest"],
        "DefaultVersionNumber": row["preset"],
        "LaunchTemplateVersionCount": len(_versions(ask, row)),
        "CreatedBy": row["creator"],
        "CreationTime": utc(row["at"]),
    }


def _version(template: sqlite3.Row, row: sqlite3.Row) -> dict[str, Any]:
    return {
        "LaunchTemplateId": template["id"],
        "LaunchTemplateVersion": row["version"],
        "LaunchTemplateVersionDescription": row["description"],
        "LaunchTemplateVersionData": _data(json.loads(row["data"])),
        "IsDefaultVersion": row["version"] == template["preset"],
        "CreatedBy": row["creator"],
        "CreationTime": utc(row["at"]),
    }


def _data(held: dict[str, Any]) -> dict[str, Any]:
    """What was given, in a shape that has every field; what was not given is empty."""
    shown = _filled(EMPTY, {name: value for name, value in held.items() if name not in NOT_SHOWN})
    return shown | {
        name: _filled(empty, shown[name]) for name, empty in EMPTY_WHERE_GIVEN.items() if name in shown
    }


def _filled(empty: Any, given: Any) -> Any:
    """What was given, completed at every depth; of a list, each."""
    if not isinstance(empty, dict):
        return given
    if isinstance(given, list):
        return [_filled(empty, each) for each in given]
    return {**empty, **{name: _filled(empty.get(name), value) for name, value in given.items()}}

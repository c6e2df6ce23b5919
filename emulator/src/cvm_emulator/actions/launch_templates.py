# SPDX-License-Identifier: GPL-3.0-or-later
"""Launch templates and their versions, which hold the parameters of a purchase: make, choose, delete."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from ..ask import Ask, action
from ..errors import ApiError, bad_value
from ..ids import mint
from ..order.extras import read_extras
from ..order.login import check_login
from ..order.marks import check_tags, check_timer, check_user_data
from ..order.placement import read_group
from ..order.template import find_template, find_version
from ..order.wares import read_wares
from ..store import next_number

ITS_OWN = (
    "LaunchTemplateName",
    "LaunchTemplateId",
    "LaunchTemplateVersion",
    "LaunchTemplateVersionDescription",
    "TemplateDataModifyAction",
    "DryRun",
)
MOST_TEMPLATES, MOST_VERSIONS = 200, 30
NO_VERSION = "InvalidParameterValue.LaunchTemplateIdVerNotExisted"


@action("cvm", "CreateLaunchTemplate", limit=10)
def create_launch_template(ask: Ask) -> dict[str, Any]:
    data = _read(ask, {})
    name = ask.params["LaunchTemplateName"]
    if not 2 <= len(name) <= 128:
        raise bad_value(
            "LaunchTemplateName", name, "2-128 characters", "InvalidParameterValue.InvalidLaunchTemplateName"
        )
    if ask.db.execute("SELECT COUNT(*) FROM launch_template").fetchone()[0] >= MOST_TEMPLATES:
        raise ApiError(
            "LimitExceeded.LaunchTemplateQuota", f"`{MOST_TEMPLATES}` templates are there already."
        )
    if ask.params.get("DryRun"):
        return {}
    number = next_number(ask.db, "launch_template")
    template_id = mint(ask.seed, "lt", number)
    ask.db.execute(
        "INSERT INTO launch_template VALUES (?, ?, ?, ?, 1, 1, ?, ?)",
        (number, template_id, ask.region, name, ask.caller.user, ask.now),
    )
    _add(ask, number, 1, data)
    return {"LaunchTemplateId": template_id}


@action("cvm", "CreateLaunchTemplateVersion", limit=10)
def create_launch_template_version(ask: Ask) -> dict[str, Any]:
    """What is not given is taken from the version it is based on, the default one when none is named."""
    template = find_template(ask, ask.params["LaunchTemplateId"])
    base = ask.params.get("LaunchTemplateVersion", template["preset"])
    data = _read(ask, json.loads(find_version(ask, template, base, NO_VERSION)["data"]))
    query = "SELECT COUNT(*) FROM template_version WHERE template = ?"
    if ask.db.execute(query, (template["seq"],)).fetchone()[0] >= MOST_VERSIONS:
        raise ApiError(
            "LimitExceeded.LaunchTemplateVersionQuota", f"`{template['id']}` has `{MOST_VERSIONS}` versions."
        )
    if ask.params.get("DryRun"):
        return {}
    version = template["latest"] + 1
    _add(ask, template["seq"], version, data)
    ask.db.execute("UPDATE launch_template SET latest = ? WHERE seq = ?", (version, template["seq"]))
    return {"LaunchTemplateVersionNumber": version}


@action("cvm", "DeleteLaunchTemplate", limit=10)
def delete_launch_template(ask: Ask) -> dict[str, Any]:
    template = find_template(ask, ask.params["LaunchTemplateId"])
    ask.db.execute("DELETE FROM launch_template WHERE seq = ?", (template["seq"],))
    ask.db.execute("DELETE FROM template_version WHERE template = ?", (template["seq"],))
    return {}


@action("cvm", "DeleteLaunchTemplateVersions", limit=10)
def delete_launch_template_versions(ask: Ask) -> dict[str, Any]:
    template = find_template(ask, ask.params["LaunchTemplateId"])
    versions = ask.params["LaunchTemplateVersions"]
    if not versions:
        raise ApiError(
            "MissingParameter", "The request is missing a required parameter `LaunchTemplateVersions`."
        )
    for version in versions:
        find_version(ask, template, version, NO_VERSION)
        if version == template["preset"]:
            raise bad_value(
                "LaunchTemplateVersions",
                version,
                "the default version",
                "InvalidParameterValue.LaunchTemplateDefaultVersion",
            )
    ask.db.executemany(
        "DELETE FROM template_version WHERE template = ? AND version = ?",
        [(template["seq"], version) for version in versions],
    )
    return {}


@action("cvm", "ModifyLaunchTemplateDefaultVersion", limit=10)
def modify_launch_template_default_version(ask: Ask) -> dict[str, Any]:
    template = find_template(ask, ask.params["LaunchTemplateId"])
    version = ask.params["DefaultVersion"]
    find_version(ask, template, version, NO_VERSION)
    if version == template["preset"]:
        raise bad_value(
            "DefaultVersion",
            version,
            "the default version already",
            "InvalidParameterValue.LaunchTemplateIdVerSetAlready",
        )
    ask.db.execute("UPDATE launch_template SET preset = ? WHERE seq = ?", (version, template["seq"]))
    return {}


def _read(ask: Ask, base: dict[str, Any]) -> dict[str, Any]:
    """The parameters of a purchase, checked as one, but for stock, quota, network and money."""
    about = ask.params.get("LaunchTemplateVersionDescription")
    if about is not None and not 2 <= len(about) <= 256:
        raise bad_value(
            "LaunchTemplateVersionDescription",
            about,
            "2-256 characters",
            "InvalidParameterValue.InvalidLaunchTemplateVersionDescription",
        )
    if "Password" in ask.params.get("LoginSettings", {}):
        raise ApiError(
            "InvalidParameter.PasswordNotSupported", "A template holds no `LoginSettings.Password`."
        )
    data = base | {name: value for name, value in ask.params.items() if name not in ITS_OWN}
    order = replace(ask, params=data)
    wares = read_wares(order)
    check_tags(data.get("TagSpecification", []))
    check_login(order, data.get("LoginSettings", {}), wares.image)
    check_user_data(data.get("UserData", ""))
    check_timer(data.get("ActionTimer", {}), ask.now)
    read_extras(order, wares.kind)
    read_group(order, data.get("DisasterRecoverGroupIds", []))
    return data


def _add(ask: Ask, template: int, version: int, data: dict[str, Any]) -> None:
    about = ask.params.get("LaunchTemplateVersionDescription", "")
    ask.db.execute(
        "INSERT INTO template_version VALUES (?, ?, ?, ?, ?, ?)",
        (template, version, about, json.dumps(data), ask.caller.user, ask.now),
    )

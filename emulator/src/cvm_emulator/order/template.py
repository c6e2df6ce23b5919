# SPDX-License-Identifier: GPL-3.0-or-later
"""A purchase by launch template: what the request says itself goes before what the template says."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace

from .. import contract
from ..ask import Ask
from ..errors import ApiError, bad_value
from ..ids import well_formed

LARGEST = 2**63 - 1
NOT_EXISTED = "InvalidParameterValue.LaunchTemplateIdNotExisted"


def find_template(ask: Ask, template_id: str) -> sqlite3.Row:
    if not well_formed("lt", template_id):
        raise bad_value(
            "LaunchTemplateId", template_id, code="InvalidParameterValue.LaunchTemplateIdMalformed"
        )
    query = "SELECT * FROM launch_template WHERE id = ? AND region = ?"
    row = ask.db.execute(query, (template_id, ask.region)).fetchone()
    if row is None:
        raise bad_value("LaunchTemplateId", template_id, "no such template", NOT_EXISTED)
    return row


def find_version(ask: Ask, template: sqlite3.Row, version: int, code: str) -> sqlite3.Row:
    """`code`: of a version that is not there."""
    query = "SELECT * FROM template_version WHERE template = ? AND version = ?"
    row = ask.db.execute(query, (template["seq"], min(version, LARGEST))).fetchone()
    if row is None:
        raise bad_value("LaunchTemplateVersion", version, f"no version of `{template['id']}`", code)
    return row


def by_template(ask: Ask) -> Ask:
    """The request as it is meant; itself when it names no template."""
    wanted = ask.params.get("LaunchTemplate")
    if wanted is None:
        return ask
    if "LaunchTemplateId" not in wanted:
        raise ApiError(
            "MissingParameter",
            "The request is missing a required parameter `LaunchTemplate.LaunchTemplateId`.",
        )
    template = find_template(ask, wanted["LaunchTemplateId"])
    version = wanted.get("LaunchTemplateVersion", template["preset"])
    row = find_version(ask, template, version, "InvalidParameterValue.LaunchTemplateVersion")
    known = contract.request_fields(ask.service, ask.action)
    preset = {name: value for name, value in json.loads(row["data"]).items() if name in known}
    own = {name: value for name, value in ask.params.items() if name != "LaunchTemplate"}
    return replace(ask, params=preset | own)

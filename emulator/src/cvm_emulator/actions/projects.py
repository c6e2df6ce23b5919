# SPDX-License-Identifier: GPL-3.0-or-later
"""DescribeProjects: the account's projects. The default one, 0, is not among them."""

from __future__ import annotations

from typing import Any

from ..ask import Ask, action
from ..catalogue.projects import PROJECTS
from ..errors import bad_value

LIMIT = 1000


@action("tag", "DescribeProjects", limit=20)
def describe_projects(ask: Ask) -> dict[str, Any]:
    """None is hidden, so AllList makes no difference; a name matches in part."""
    given = ask.params
    if given["AllList"] not in (0, 1):
        raise bad_value("AllList", given["AllList"], "0 or 1")
    if given["Limit"] != LIMIT:
        raise bad_value("Limit", given["Limit"], f"always {LIMIT}")
    if given.get("ProjectId", 1) < 1:
        raise bad_value("ProjectId", given["ProjectId"], "above 0")
    found = [
        {
            "ProjectId": number,
            "ProjectName": name,
            "CreatorUin": int(ask.caller.account),
            "ProjectInfo": "",
            "CreateTime": "2024-01-01 00:00:00",
        }
        for number, name in PROJECTS.items()
        if number and number == given.get("ProjectId", number) and given.get("ProjectName", "") in name
    ]
    return {"Total": len(found), "Projects": found[given["Offset"] : given["Offset"] + LIMIT]}

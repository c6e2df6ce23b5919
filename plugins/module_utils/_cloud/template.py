# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the launch template of a purchase."""

from __future__ import annotations

from .._core.errors import Refused
from .._core.named import TEMPLATE
from .._core.template import templated, version_asked
from .cloud import Cloud
from .lookup import with_ids


def by_template(cloud: Cloud, want: dict) -> dict:
    """The wish with what its launch template says; one request, none without a template."""
    if not want.get("launch_template"):
        return want
    want = with_ids(cloud, want, (TEMPLATE,))
    asked = version_asked(want["launch_template"])
    rows = cloud.read("cvm", "DescribeLaunchTemplateVersions", asked)["LaunchTemplateVersionSet"]
    if not rows:
        raise Refused(f"launch_template: {asked['LaunchTemplateId']} has no such version")
    return templated(want, rows[0])

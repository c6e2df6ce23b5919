# SPDX-License-Identifier: GPL-3.0-or-later
"""Plans of resources, brief enough for tables."""

from __future__ import annotations

from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.resource import (
    Resource,
    plan,
    prepared,
)

REGION = "ap-guangzhou"


def wished(resource: Resource, arguments: dict, **options) -> dict:
    """A wish as the module hands it over, checked."""
    given = {name: spec.get("default") for name, spec in arguments.items()}
    return prepared(resource, {**given, "name": "web", **options}, REGION)


def brief(resource: Resource, want: dict, have: dict | None) -> list[tuple[str, dict]]:
    return [(call.action, call.params) for call in plan(resource, want, have, REGION)]

# SPDX-License-Identifier: GPL-3.0-or-later
"""DescribeInstancesAttributes and DescribeInstancesOperationLimit: more about instances."""

from __future__ import annotations

from typing import Any

from ..ask import Ask, action
from ..errors import bad_value
from .members import members

ATTRIBUTES = {"UserData": "user_data"}
UNLIMITED = -1
OPERATIONS = ("INSTANCE_DEGRADE", "INTERNET_CHARGE_TYPE_CHANGE")


@action("cvm", "DescribeInstancesAttributes", limit=20)
def describe_instances_attributes(ask: Ask) -> dict[str, Any]:
    wanted = ask.params["Attributes"]
    for name in wanted:
        if name not in ATTRIBUTES:
            raise bad_value("Attributes", name, f"one of {', '.join(ATTRIBUTES)}")
    if not wanted:
        raise bad_value("Attributes", wanted, "empty")
    return {
        "InstanceSet": [
            {"InstanceId": row["id"], "Attributes": {name: row[ATTRIBUTES[name]] for name in wanted}}
            for row in members(ask)
        ]
    }


@action("cvm", "DescribeInstancesOperationLimit", limit=10)
def describe_instances_operation_limit(ask: Ask) -> dict[str, Any]:
    """Cheaper types are limited for PREPAID only; the charge type of bandwidth never changes."""
    operation = ask.params["Operation"]
    if operation not in OPERATIONS:
        raise bad_value("Operation", operation, f"one of {', '.join(OPERATIONS)}")
    degrade = operation == OPERATIONS[0]
    return {
        "InstanceOperationLimitSet": [
            {
                "Operation": operation,
                "InstanceId": row["id"],
                "CurrentCount": row["degrades"] if degrade else 0,
                "LimitCount": (
                    0
                    if not degrade
                    else ask.settings.degrade_limit
                    if row["charge"] == "PREPAID"
                    else UNLIMITED
                ),
            }
            for row in members(ask)
        ]
    }

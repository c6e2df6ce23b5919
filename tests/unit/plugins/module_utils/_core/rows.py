# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows of DescribeInstances and wishes for the tests of the core."""

from __future__ import annotations

from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.arguments import BORN_WITH, MACHINE

NOTHING = dict.fromkeys(
    [
        *("name", "exact_count", "instance_ids", "instance_name", "max_hourly_price", "vpc", "subnets"),
        *("security_groups", "key_pairs", "password", "keep_image_login", "hostname", "user_data", "project"),
        *("tags", "max_upfront_price", "balance_hours", "max_delete", *MACHINE, *BORN_WITH),
    ]
)
SETTLED = {
    "prefer": "listed",
    "spread": "none",
    "scale_in": "newest",
    "preflight": False,
    "launch_attempts": 3,
    "state": "present",
    "purge_tags": False,
    "wait": True,
    "wait_timeout": 900,
    "settle_window": 60,
    "anew": (),
    "stop_mode": None,
    **dict.fromkeys(
        ("allow_restart", "allow_move", "allow_prepaid_return", "force", "release_addresses"), False
    ),
}


def wish(**options) -> dict:
    return {**NOTHING, **SETTLED, "name": "web", **options}


def row(number: int = 1, **changes) -> dict:
    """An instance as the API shows it, bought as the number-th of the fleet web."""
    return {
        "InstanceId": f"ins-{number:08d}",
        "InstanceName": f"web-{number}",
        "InstanceState": "RUNNING",
        "InstanceType": "S5.MEDIUM4",
        "InstanceChargeType": "POSTPAID_BY_HOUR",
        "ImageId": "img-12345678",
        "Placement": {"Zone": "ap-guangzhou-6", "ProjectId": 0},
        "SystemDisk": {"DiskType": "CLOUD_BSSD", "DiskSize": 50, "DiskId": "disk-12345678"},
        "DataDisks": [],
        "InternetAccessible": {"InternetMaxBandwidthOut": 0, "InternetChargeType": None},
        "VirtualPrivateCloud": {"VpcId": "vpc-12345678", "SubnetId": "subnet-12345678"},
        "SecurityGroupIds": ["sg-12345678"],
        "LoginSettings": {"KeyIds": ["skey-12345678"]},
        "CreatedTime": f"2026-01-01T00:00:{number:02d}Z",
        "Tags": [
            {"Key": "ansible-cvm-fleet", "Value": "web"},
            {"Key": "ansible-cvm-order", "Value": "0.3.abc"},
            {"Key": "team", "Value": "shop"},
        ],
        **changes,
    }

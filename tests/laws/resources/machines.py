# SPDX-License-Identifier: GPL-3.0-or-later
"""What the laws are tried with for machines."""

from __future__ import annotations

from ansible_collections.tencentcloud.cvm.plugins.module_utils._cloud.cloud import Cloud
from ansible_collections.tencentcloud.cvm.plugins.module_utils._cloud.converge import converge
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.wish import checked
from ansible_collections.tencentcloud.cvm.tests.laws.fleet.conftest import MACHINE
from ansible_collections.tencentcloud.cvm.tests.laws.resources.subject import Fleet, Wish
from ansible_collections.tencentcloud.cvm.tests.laws.resources.wishes import ABSENT, TAGGED, ZONE, a_group


def course(cloud: Cloud, want: Wish) -> dict:
    result, _notes = converge(cloud, checked(want, cloud.region))
    return result


MACHINES = Fleet(
    "instance",
    course,
    tuple(
        {"name": "web", "zones": [ZONE], **MACHINE, **wish}
        for wish in (
            {},
            {"exact_count": 2},
            {"exact_count": 1, "scale_in": "oldest"},
            {"state": "stopped"},
            {"state": "running", "hostname": "web"},
            {"security_groups": ["other"]},
            {"instance_types": ["S5.LARGE8"], "allow_restart": True},
            {"charge_type": "spot"},
            {"public_ip": {"bandwidth": 5}},
            {"data_disks": [{"type": "CLOUD_PREMIUM", "size": 20}]},
            *TAGGED,
            ABSENT,
        )
    ),
    a_group,
)

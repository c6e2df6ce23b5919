# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables of plans for a disk: it grows, and is put on a machine and taken off."""

from __future__ import annotations

import pytest
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.disk import A_DISK, resolved
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.errors import Refused
from ansible_collections.tencentcloud.cvm.plugins.modules.disk import ARGUMENTS
from ansible_collections.tencentcloud.cvm.tests.unit.plugins.module_utils._core.resource_plans import (
    brief,
    wished,
)

ID, ONE, TWO, ZONE = "disk-12345678", "ins-11111111", "ins-22222222", "ap-guangzhou-6"
FREE = {
    "DiskId": ID,
    "DiskName": "web",
    "DiskState": "UNATTACHED",
    "DiskUsage": "DATA_DISK",
    "DiskType": "CLOUD_SSD",
    "DiskSize": 40,
    "DiskChargeType": "POSTPAID_BY_HOUR",
    "Placement": {"Zone": ZONE, "ProjectId": 0},
    "Portable": True,
    "InstanceId": "",
    "DeleteWithInstance": False,
    "Tags": [],
}
HELD = {**FREE, "DiskState": "ATTACHED", "InstanceId": ONE}
OFF = ("DetachDisks", {"DiskIds": [ID], "InstanceId": ONE})
END = ("TerminateDisks", {"DiskIds": [ID]})


def calls(have=..., **options):
    have = FREE if have is ... else have
    return brief(A_DISK, wished(A_DISK, ARGUMENTS, **options), have)


def on(instance, id=ID, **more):
    return ("AttachDisks", {"DiskIds": [id], "InstanceId": instance, **more})


@pytest.mark.parametrize(
    ("have", "options", "expected"),
    [
        (FREE, {}, []),
        (FREE, {"zone": ZONE, "type": "CLOUD_SSD", "size": 40, "charge_type": "pay_as_you_go"}, []),
        (FREE, {"project": 0, "instance": "", "snapshot": "snap-12345678"}, []),
        (FREE, {"delete_with_instance": True}, []),
        (FREE, {"size": 50}, [("ResizeDisk", {"DiskId": ID, "DiskSize": 50})]),
        (
            FREE,
            {"disk_id": ID, "name": "db", "project": 7},
            [("ModifyDiskAttributes", {"DiskIds": [ID], "DiskName": "db", "ProjectId": 7})],
        ),
        (FREE, {"instance": ONE}, [on(ONE)]),
        (
            FREE,
            {"size": 50, "instance": ONE, "delete_with_instance": True},
            [("ResizeDisk", {"DiskId": ID, "DiskSize": 50}), on(ONE, DeleteWithInstance=True)],
        ),
        (HELD, {"instance": ONE, "delete_with_instance": False}, []),
        (
            HELD,
            {"delete_with_instance": True},
            [("ModifyDiskAttributes", {"DiskIds": [ID], "DeleteWithInstance": True})],
        ),
        (HELD, {"instance": "", "delete_with_instance": True}, [OFF]),
        (HELD, {"instance": TWO, "force": True}, [OFF, on(TWO)]),
        (FREE, {"state": "absent"}, [END]),
        (HELD, {"state": "absent", "force": True}, [OFF, END]),
        (HELD, {"state": "absent", "instance": ONE}, [OFF, END]),
        ({**FREE, "DiskState": "TORECYCLE", "DiskChargeType": "PREPAID"}, {"state": "absent"}, [END]),
    ],
)
def test_one_that_is_there(have, options, expected):
    assert calls(have, **options) == expected


def test_one_that_is_not_there():
    made = calls(
        None, zone=ZONE, type="CLOUD_SSD", size=40, instance=ONE, delete_with_instance=True, tags={"a": "b"}
    )
    assert made == [
        (
            "CreateDisks",
            {
                "DiskName": "web",
                "Placement": {"Zone": ZONE},
                "DiskType": "CLOUD_SSD",
                "DiskSize": 40,
                "DiskChargeType": "POSTPAID_BY_HOUR",
                "Tags": [{"Key": "a", "Value": "b"}],
            },
        ),
        on(ONE, "new-disk", DeleteWithInstance=True),
    ]


@pytest.mark.parametrize(
    ("have", "options", "message"),
    [
        (FREE, {"size": 30}, f"size: disk {ID} has 40 GiB, and disks only grow"),
        (FREE, {"size": 45}, "size: 45 is not accepted; 10 GiB or more in steps of 10"),
        (FREE, {"type": "CLOUD_HSSD"}, f"type: disk {ID} has 'CLOUD_SSD'"),
        (FREE, {"zone": "ap-guangzhou-7"}, f"zone: disk {ID} has 'ap-guangzhou-6'"),
        (FREE, {"zone": "ap-shanghai-2"}, "zone: 'ap-shanghai-2' is not a zone of ap-guangzhou"),
        (HELD, {"instance": TWO}, f"instance: disk {ID} is with {ONE}, not with {TWO}"),
        (HELD, {"state": "absent"}, f"state: disk {ID} is still with {ONE}"),
        (
            {**HELD, "Portable": False},
            {"state": "absent", "force": True},
            f"state: disk {ID} belongs to {ONE}",
        ),
        ({**FREE, "DiskChargeType": "PREPAID"}, {"state": "absent"}, f"state: disk {ID} is prepaid"),
        ({**FREE, "DiskState": "TORECYCLE"}, {}, f"state: disk {ID} is in the recycle bin"),
        (None, {"zone": ZONE, "type": "CLOUD_SSD"}, "size: not given; making a new disk needs it"),
        (None, {"zone": ZONE, "size": 40}, "type: not given"),
        (None, {"type": "CLOUD_SSD", "size": 40}, "zone: not given"),
        (FREE, {"snapshot": "web"}, "snapshot: 'web' is not an id"),
    ],
)
def test_what_cannot_be(have, options, message):
    with pytest.raises(Refused, match=f"^{message}"):
        calls(have, **options)


def machine(_sought, _asked):
    return {"web-1": {"InstanceId": ONE, "Placement": {"Zone": ZONE}}}


def test_a_disk_is_where_its_machine_is():
    want = resolved(wished(A_DISK, ARGUMENTS, instance="web-1"), machine)
    assert (want["instance"], want["zone"]) == (ONE, ZONE)
    with pytest.raises(
        Refused, match=r"^zone: ap-guangzhou-7 is not where the machine ins-11111111 is, ap-gu"
    ):
        resolved(wished(A_DISK, ARGUMENTS, instance="web-1", zone="ap-guangzhou-7"), machine)

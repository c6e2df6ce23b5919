# SPDX-License-Identifier: GPL-3.0-or-later
"""What a cloud disk is, and the way from the machine it is with to the one it is to be with."""

from __future__ import annotations

from typing import Callable

from . import holding
from .catalogue import DISK
from .errors import Refused
from .holding import refuse_taking, same_holder
from .ids import with_good_ids
from .kind import Field, dig, not_shown
from .plan import Call
from .resource import TIED, Resource, aimed
from .subnet import refuse_zone
from .tags import tags_of
from .vpc import refuse_long
from .words import spelled

UNATTACHED, ATTACHED, IN_BIN = "UNATTACHED", "ATTACHED", "TORECYCLE"
TYPES = ("CLOUD_PREMIUM", "CLOUD_BSSD", "CLOUD_SSD", "CLOUD_HSSD")
CHARGES = {"pay_as_you_go": "POSTPAID_BY_HOUR"}
LEAST, STEP = 10, 10


def checked(want: dict, region: str) -> dict:
    refuse_long("name", want["name"])
    refuse_zone(want["zone"], region)
    size = want["size"]
    if size is not None and (size < LEAST or size % STEP):
        raise Refused(f"size: {size} is not accepted; {LEAST} GiB or more in steps of {STEP} is")
    with_good_ids("snapshot", "snap", want["snapshot"])
    return want


def resolved(want: dict, look: Callable) -> dict:
    """A disk without a zone of its own is made where its machine is."""
    want = holding.resolved(want, look)
    there = dig(want.get("machine") or {}, "Placement.Zone")
    if there and want["zone"] not in (None, there):
        raise Refused(
            f"zone: {want['zone']} is not where the machine {want['instance']} is, {there}; a disk and its "
            "machine are in the same zone"
        )
    return {**want, "zone": want["zone"] or there}


def against(want: dict, have: dict | None) -> dict:
    """Whether it goes with its machine is a matter of disks that are, and stay, with one."""
    if have and have["DiskState"] == IN_BIN:
        raise Refused(
            f"state: disk {have[DISK.id]} is in the recycle bin; take it out in the console, or delete it "
            "with state: absent"
        )
    if have and want["size"] is not None and want["size"] < have["DiskSize"]:
        raise Refused(
            f"size: disk {have[DISK.id]} has {have['DiskSize']} GiB, and disks only grow; {want['size']} "
            "needs a new one"
        )
    stays = have and have.get("InstanceId") and want["instance"] in (None, have["InstanceId"])
    goes = want["delete_with_instance"]
    return {**want, "delete_with_instance": goes if stays else None, "goes": goes}


def tie(want: dict, have: dict | None) -> list[Call]:
    id = have[DISK.id] if have else A_DISK.this
    calls = []
    if have and have.get("InstanceId"):
        refuse_taking(want, f"disk {id}", have["InstanceId"], want["instance"])
        calls.append(detach(id, have["InstanceId"]))
    if want["instance"]:
        goes = {} if want["goes"] is None else {"DeleteWithInstance": want["goes"]}
        values = {"InstanceId": want["instance"], **goes}
        calls.append(aimed(A_DISK, "AttachDisks", id, values, then=ATTACHED))
    return calls


def detach(id: str, holder: str) -> Call:
    return aimed(A_DISK, "DetachDisks", id, {"InstanceId": holder}, then=UNATTACHED)


def untie(want: dict, have: dict) -> list[Call]:
    id, holder = have[DISK.id], have.get("InstanceId")
    if have["DiskChargeType"] not in CHARGES.values() and have["DiskState"] != IN_BIN:
        raise Refused(f"state: disk {id} is prepaid; returning it is not supported, do it in the console")
    if not holder:
        return []
    if not have["Portable"]:
        raise Refused(
            f"state: disk {id} belongs to {holder} and goes with it; it cannot be deleted by itself"
        )
    refuse_taking(want, f"disk {id}", holder, want["instance"])
    return [detach(id, holder)]


def shape(row: dict) -> dict:
    """A disk as results show it, from a row of DescribeDisks; sizes in GiB."""
    return {
        "disk_id": row[DISK.id],
        "name": row["DiskName"],
        "state": row["DiskState"],
        "usage": row["DiskUsage"],
        "zone": dig(row, "Placement.Zone"),
        "project": dig(row, "Placement.ProjectId"),
        "type": row["DiskType"],
        "size": row["DiskSize"],
        "charge_type": spelled(CHARGES, row["DiskChargeType"]),
        "portable": row["Portable"],
        "instance": row.get("InstanceId") or None,
        "delete_with_instance": row["DeleteWithInstance"],
        "snapshot_policies": row.get("AutoSnapshotPolicyIds") or [],
        "created_at": row.get("CreateTime"),
        "tags": tags_of(row.get("Tags")),
    }


A_DISK = Resource(
    word="disk",
    kind=DISK,
    filters="disk-usage disk-charge-type portable project-id disk-id disk-name disk-type disk-state "
    "instance-id zone instance-ip-address instance-name tag-key tag-value dedicated-cluster-id",
    fields=(
        Field("name", "DiskName", by="ModifyDiskAttributes"),
        Field("zone", "Placement.Zone"),
        Field("project", "Placement.ProjectId", by="ModifyDiskAttributes", sent_as="ProjectId"),
        Field("type", "DiskType"),
        Field(
            "charge_type",
            "DiskChargeType",
            send=CHARGES.__getitem__,
            show=lambda text: spelled(CHARGES, text),
        ),
        Field("snapshot", "SnapshotId", same=not_shown),
        Field(
            "delete_with_instance",
            "",
            by="ModifyDiskAttributes",
            sent_as="DeleteWithInstance",
            seen="DeleteWithInstance",
        ),
        Field("size", "DiskSize", by="ResizeDisk"),
        Field("instance", "", by=TIED, seen="InstanceId", same=same_holder),
    ),
    create="CreateDisks",
    born="DiskIdSet",
    delete="TerminateDisks",
    one="DiskIds",
    aims=(("ResizeDisk", "DiskId"),),
    tagged_as="cvm:volume",
    tags="Tags",
    shape=shape,
    needs=("zone", "type", "size"),
    defaults=(("charge_type", "pay_as_you_go"),),
    rest=(UNATTACHED, ATTACHED, IN_BIN),
    tokens=True,
    checked=checked,
    resolved=resolved,
    against=against,
    tie=tie,
    untie=untie,
)

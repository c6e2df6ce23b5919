# SPDX-License-Identifier: GPL-3.0-or-later
"""What DescribeInstances does not show, read only where the wish is about it."""

from __future__ import annotations

from collections import defaultdict

from .._core.catalogue import DISK, SUBNET
from .._core.instance import INSTANCE
from .._core.kind import dig
from .._core.plan import batched
from .._core.states import is_live
from .._core.storage import DISK_OF, UNATTACHED, same_disks
from .._core.timer import seconds
from .cloud import Cloud
from .read import find, find_ids, timers_of

IDS_PER_READ = 100


def fuller(cloud: Cloud, want: dict, rows: list[dict]) -> tuple[dict, list[dict]]:
    """The wish with the places of its subnets, the rows with user data and disks, each as far as needed."""
    live = [row for row in rows if is_live(row)] if want["state"] not in ("absent", "released") else []
    more: dict[str, dict] = defaultdict(dict)
    if want["user_data"] is not None:
        for id, data in user_data(cloud, live).items():
            more[id]["UserData"] = data
    if want["data_disks"] is not None:
        disks = data_disks(cloud, want, live)
        spare = spare_disks(cloud, list(disks))
        for id in disks:
            more[id].update(DataDisks=disks[id], SpareDisks=spare[id])
    if want["ttl"] is not None:
        for id, shown in timers(cloud, live).items():
            more[id]["Timer"] = shown
    moving = [row for row in live if want["allow_move"] and leaves(want, row)]
    places = {"places": places_of(cloud, want["subnets"])} if moving else {}
    return {**want, **places}, [{**row, **more[row[INSTANCE.id]]} for row in rows] if more else rows


def leaves(want: dict, row: dict) -> bool:
    return bool(want["subnets"]) and dig(row, "VirtualPrivateCloud.SubnetId") not in want["subnets"]


def user_data(cloud: Cloud, rows: list[dict]) -> dict[str, str]:
    """Base64, by id."""
    found = {}
    for some in batched([row[INSTANCE.id] for row in rows], IDS_PER_READ):
        params = {"InstanceIds": some, "Attributes": ["UserData"]}
        for shown in cloud.read("cvm", "DescribeInstancesAttributes", params)["InstanceSet"]:
            found[shown["InstanceId"]] = dig(shown, "Attributes.UserData") or ""
    return found


def timers(cloud: Cloud, rows: list[dict]) -> dict[str, dict]:
    """The timer that is still to strike and the time of birth, {} for no timer, by id."""
    born = {row[INSTANCE.id]: seconds(row["CreatedTime"]) for row in rows}
    found: dict[str, dict] = {id: {} for id in born}
    for some in batched(list(born), IDS_PER_READ):
        for shown in timers_of(cloud, some):
            found[shown["InstanceId"]] = {**shown, "born": born[shown["InstanceId"]]}
    return found


def data_disks(cloud: Cloud, want: dict, rows: list[dict]) -> dict[str, list[dict]]:
    """All data disks by machine, of the machines that do not show what is wished.

    DescribeInstances promises only those that were bought with the machine.
    """
    unlike = [row[INSTANCE.id] for row in rows if not same_disks(want["data_disks"], row.get("DataDisks"))]
    found: dict[str, list[dict]] = {id: [] for id in unlike}
    for some in batched(unlike, IDS_PER_READ):
        for disk in find(cloud, DISK, [{"Name": "instance-id", "Values": some}]):
            if disk["DiskUsage"] == "DATA_DISK":
                found[disk["InstanceId"]].append(disk)
    return found


def with_disks(cloud: Cloud, want: dict, rows: dict[str, dict | None]) -> dict[str, dict | None]:
    """The rows with all data disks, where they do not show what is wished."""
    live = [row for row in rows.values() if row and is_live(row)] if want["data_disks"] is not None else []
    found = data_disks(cloud, want, live)
    return {**rows, **{id: {**rows[id], "DataDisks": disks} for id, disks in found.items()}}


def spare_disks(cloud: Cloud, ids: list[str]) -> dict[str, list[dict]]:
    """Disks by the machine that they were bought for and are not in yet."""
    found: dict[str, list[dict]] = {id: [] for id in ids}
    for some in batched(ids, IDS_PER_READ):
        for disk in find(cloud, DISK, [{"Name": f"tag:{DISK_OF}", "Values": some}]):
            owner = next(tag["Value"] for tag in disk["Tags"] if tag["Key"] == DISK_OF)
            if disk["DiskState"] == UNATTACHED:
                found[owner].append(disk)
    return found


def places_of(cloud: Cloud, subnets: list[str]) -> dict[str, tuple[str, str]]:
    """Zone and VPC by subnet."""
    rows = find_ids(cloud, SUBNET, subnets)
    return {row[SUBNET.id]: (row["Zone"], row["VpcId"]) for row in rows}

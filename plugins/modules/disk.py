#!/usr/bin/python
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Buys, attaches, enlarges and deletes cloud disks of Tencent Cloud."""

from __future__ import annotations

DOCUMENTATION = r"""
module: disk
short_description: See to a cloud disk of Tencent Cloud
version_added: 0.1.0
description:
  - Buys, attaches, enlarges, renames, tags and deletes a data disk that stands by itself, known by its id or
    its exact name; two of the same name are an error.
  - A disk costs money. The order carries a token that is the same for the same wish in every run, and after a
    lost answer the disk is looked for by name, so that it is not bought twice.
  - Snapshot policies are left alone.
options:
  disk_id:
    description:
      - Id of a disk that is there. Without it O(name) says which one is meant.
    type: str
  name:
    description:
      - Name, at most 60 bytes. Together with O(disk_id) the disk is renamed.
    type: str
  zone:
    description:
      - Zone, for example V(ap-guangzhou-6). Without it a new disk is made where O(instance) is. It cannot be
        changed afterwards.
    type: str
  project:
    description:
      - Number of its project.
    type: int
  type:
    description:
      - Type. A new disk needs it; it cannot be changed here afterwards.
    type: str
    choices: [CLOUD_PREMIUM, CLOUD_BSSD, CLOUD_SSD, CLOUD_HSSD]
  size:
    description:
      - Size in GiB in steps of 10. A new disk needs it; a disk only grows.
    type: int
  charge_type:
    description:
      - How it is paid for. V(pay_as_you_go) (C(POSTPAID_BY_HOUR)) is what there is, and what a new disk is.
    type: str
    choices: [pay_as_you_go]
  snapshot:
    description:
      - Id of the snapshot that a new disk is filled from; it is not compared afterwards.
    type: str
  instance:
    description:
      - Id or exact name of the machine that it is attached to; an empty text means that it is attached to
        nothing. Without this option it is left where it is. File systems are not unmounted.
      - With O(state=absent) the id only.
    type: str
  delete_with_instance:
    description:
      - Whether it goes when its machine is terminated. It counts while it is attached.
    type: bool
  force:
    description:
      - Whether it is taken off another machine, when it is to be attached or deleted. Otherwise that is
        refused.
    type: bool
    default: false
extends_documentation_fragment:
  - tencentcloud.cvm.resource
  - tencentcloud.cvm.connection
  - tencentcloud.cvm.attributes
  - tencentcloud.cvm.attributes.managing
notes:
  - A disk that stays invisible for half a minute after it was bought is taken for an old order of the same
    token, which is gone, and is ordered again under the next token. How long the cloud takes at most is not
    verified.
seealso:
  - module: tencentcloud.cvm.disk_info
  - module: tencentcloud.cvm.instance
author:
  - tencentcloud.cvm contributors (@tencentcloud-cvm)
"""

EXAMPLES = r"""
- name: A machine has a disk that outlives it
  hosts: localhost
  gather_facts: false
  tasks:
    - name: The machine runs
      tencentcloud.cvm.instance:
        name: shop
        instance_type: S5.MEDIUM4
        image: img-487zeit5
        key_pairs: [skey-rehearse]
      register: shop

    - name: It has the disk with the orders
      tencentcloud.cvm.disk:
        name: orders
        type: CLOUD_BSSD
        size: 20
        instance: "{{ shop.instance_ids | first }}"
        delete_with_instance: false

    - name: The disk is larger
      tencentcloud.cvm.disk:
        name: orders
        size: 30

    - name: The disk is given back
      tencentcloud.cvm.disk:
        name: orders
        force: true
        state: absent
"""

RETURN = r"""
disk:
  description: The disk; null when it is deleted, and in check mode when there is none yet.
  returned: success
  type: dict
  contains:
    disk_id:
      description: Id.
      type: str
      sample: disk-1a2b3c4d
    name:
      description: Name.
      type: str
      sample: orders
    state:
      description: What it is doing, as the API calls it.
      type: str
      sample: ATTACHED
    usage:
      description: Whether it is a C(DATA_DISK) or a C(SYSTEM_DISK).
      type: str
      sample: DATA_DISK
    zone:
      description: Zone.
      type: str
      sample: ap-guangzhou-6
    project:
      description: Number of its project.
      type: int
      sample: 0
    type:
      description: Type.
      type: str
      sample: CLOUD_BSSD
    size:
      description: Size in GiB.
      type: int
      sample: 20
    charge_type:
      description: How it is paid for.
      type: str
      sample: pay_as_you_go
    portable:
      description: Whether it stands by itself, or belongs to a machine.
      type: bool
      sample: true
    instance:
      description: Id of the machine that it is attached to.
      type: str
      sample: ins-0s7wsh5x
    delete_with_instance:
      description: Whether it goes when its machine is terminated.
      type: bool
      sample: false
    snapshot_policies:
      description: Ids of the policies by which snapshots are taken of it; filled when the API shows them.
      type: list
      elements: str
      sample: []
    created_at:
      description: When it was made, as the API writes it; of which time zone is not documented.
      type: str
      sample: "2026-11-25 20:00:00"
    tags:
      description: Tags.
      type: dict
      sample: {}
steps:
  description: The API calls that changed something; in check mode those that a run would make.
  returned: always
  type: list
  elements: dict
  sample: []
diff:
  description: What differs, by option, before and after.
  returned: success
  type: dict
"""

from ..module_utils._cloud.resource import converge
from ..module_utils._core.disk import A_DISK, CHARGES, TYPES
from ..module_utils._core.resource import arguments
from ..module_utils._module import cloud_module, connect

ARGUMENTS = arguments(
    "disk",
    zone={"type": "str"},
    project={"type": "int"},
    type={"type": "str", "choices": list(TYPES)},
    size={"type": "int"},
    charge_type={"type": "str", "choices": list(CHARGES)},
    snapshot={"type": "str"},
    instance={"type": "str"},
    delete_with_instance={"type": "bool"},
    force={"type": "bool", "default": False},
)


def main() -> None:
    module, want = cloud_module(ARGUMENTS, required_one_of=[("disk_id", "name")])
    with connect(module) as cloud:
        result = converge(cloud, A_DISK, want)
    module.exit_json(**result)


if __name__ == "__main__":
    main()

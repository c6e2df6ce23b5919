#!/usr/bin/python
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shows cloud disks of Tencent Cloud."""

from __future__ import annotations

DOCUMENTATION = r"""
module: disk_info
short_description: Show Tencent Cloud cloud disks
version_added: 0.1.0
description:
  - Lists the cloud disks of a region, on all pages; all of them, or those of given ids, names or filters.
options:
  disk_ids:
    description:
      - Ids of those to show. Ids that do not exist are left out of the answer.
    type: list
    elements: str
  filters:
    description:
      - Filters of DescribeDisks by name, at most 10, each a value or a list of at most 100.
        All must match, and of one filter's values any.
      - Besides C(tag:<key>) the names are V(disk-usage), V(disk-charge-type), V(portable), V(project-id),
        V(disk-id), V(disk-name), V(disk-type), V(disk-state), V(instance-id), V(zone),
        V(instance-ip-address), V(instance-name), V(tag-key), V(tag-value) and V(dedicated-cluster-id).
    type: dict
extends_documentation_fragment:
  - tencentcloud.cvm.resource.info
  - tencentcloud.cvm.connection
  - tencentcloud.cvm.attributes
  - tencentcloud.cvm.attributes.info
seealso:
  - module: tencentcloud.cvm.disk
author:
  - tencentcloud.cvm contributors (@tencentcloud-cvm)
"""

EXAMPLES = r"""
- name: Cloud disks are looked at
  hosts: localhost
  gather_facts: false
  tasks:
    - name: All cloud disks are known
      tencentcloud.cvm.disk_info:
      register: all

    - name: Data disks that no machine has are known
      tencentcloud.cvm.disk_info:
        filters:
          disk-usage: DATA_DISK
          disk-state: UNATTACHED
      register: idle

    - name: Their sizes are shown
      ansible.builtin.debug:
        msg: "{{ all.disks | map(attribute='size') }}, {{ idle.disk_ids }}"
"""

RETURN = r"""
disks:
  description: The cloud disks, in the shape of RV(tencentcloud.cvm.disk#module:disk).
  returned: success
  type: list
  elements: dict
disk_ids:
  description: Their ids.
  returned: success
  type: list
  elements: str
  sample: [disk-1a2b3c4d]
"""

from ..module_utils._cloud.listing import shown
from ..module_utils._core.disk import A_DISK
from ..module_utils._core.listing import arguments
from ..module_utils._module import cloud_module, connect

ARGUMENTS = arguments("disk")


def main() -> None:
    module, want = cloud_module(
        ARGUMENTS, mutually_exclusive=[("disk_ids", "names"), ("disk_ids", "filters")]
    )
    with connect(module) as cloud:
        result = shown(cloud, A_DISK, want)
    module.exit_json(**result)


if __name__ == "__main__":
    main()

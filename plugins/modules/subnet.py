#!/usr/bin/python
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes, changes and deletes subnets of Tencent Cloud."""

from __future__ import annotations

DOCUMENTATION = r"""
module: subnet
short_description: See to a subnet of a Tencent Cloud VPC
version_added: 0.1.0
description:
  - Makes, renames, tags and deletes a subnet, known by its id or by its exact name in its VPC; two of the
    same name are an error.
  - Its route table is left alone.
options:
  subnet_id:
    description:
      - Id of a subnet that is there. Without it O(name) says which one is meant.
    type: str
  name:
    description:
      - Name, at most 60 bytes. Together with O(subnet_id) the subnet is renamed.
    type: str
  vpc:
    description:
      - Id or exact name of the VPC. A new subnet needs it. With it, a subnet of the same name in another VPC
        is another subnet.
    type: str
  zone:
    description:
      - Zone, for example V(ap-guangzhou-6). A new subnet needs it; it cannot be changed afterwards.
    type: str
  cidr_block:
    description:
      - Addresses, a range inside that of the VPC with a mask from 16 to 28 that overlaps with no other
        subnet. A new subnet needs it; it cannot be changed afterwards.
    type: str
extends_documentation_fragment:
  - tencentcloud.cvm.resource
  - tencentcloud.cvm.connection
  - tencentcloud.cvm.attributes
  - tencentcloud.cvm.attributes.managing
seealso:
  - module: tencentcloud.cvm.subnet_info
  - module: tencentcloud.cvm.vpc
author:
  - tencentcloud.cvm contributors (@tencentcloud-cvm)
"""

EXAMPLES = r"""
- name: The shop has a subnet in each of two zones
  hosts: localhost
  gather_facts: false
  tasks:
    - name: The network is there
      tencentcloud.cvm.vpc:
        name: shop
        cidr_block: 10.1.0.0/16

    - name: Its subnets are there
      tencentcloud.cvm.subnet:
        name: "shop-{{ item.zone }}"
        vpc: shop
        zone: "{{ item.zone }}"
        cidr_block: "{{ item.cidr_block }}"
      loop:
        - {zone: ap-guangzhou-6, cidr_block: 10.1.6.0/24}
        - {zone: ap-guangzhou-7, cidr_block: 10.1.7.0/24}

    - name: One of them is not needed any more
      tencentcloud.cvm.subnet:
        name: shop-ap-guangzhou-7
        vpc: shop
        state: absent
"""

RETURN = r"""
subnet:
  description: The subnet; null when it is deleted, and in check mode when there is none yet.
  returned: success
  type: dict
  contains:
    subnet_id:
      description: Id.
      type: str
      sample: subnet-1a2b3c4d
    name:
      description: Name.
      type: str
      sample: shop
    vpc:
      description: Id of its VPC.
      type: str
      sample: vpc-1a2b3c4d
    zone:
      description: Zone.
      type: str
      sample: ap-guangzhou-6
    cidr_block:
      description: Addresses.
      type: str
      sample: 10.1.0.0/24
    is_default:
      description: Whether it is a default subnet.
      type: bool
      sample: false
    route_table:
      description: Id of its route table.
      type: str
      sample: rtb-1a2b3c4d
    addresses:
      description: How many addresses it has to give.
      type: int
      sample: 253
    free_addresses:
      description: How many of them are free.
      type: int
      sample: 250
    created_at:
      description: When it was made, in UTC+8 as the API writes it.
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
from ..module_utils._core.resource import arguments
from ..module_utils._core.subnet import A_SUBNET
from ..module_utils._module import cloud_module, connect

ARGUMENTS = arguments("subnet", vpc={"type": "str"}, zone={"type": "str"}, cidr_block={"type": "str"})


def main() -> None:
    module, want = cloud_module(ARGUMENTS, required_one_of=[("subnet_id", "name")])
    with connect(module) as cloud:
        result = converge(cloud, A_SUBNET, want)
    module.exit_json(**result)


if __name__ == "__main__":
    main()

#!/usr/bin/python
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sees to the default network of a Tencent Cloud account."""

from __future__ import annotations

DOCUMENTATION = r"""
module: vpc
short_description: See to the default network of a Tencent Cloud account
version_added: 0.1.0
description:
  - Finds the account's default VPC in the region with its subnets and the default security groups, and makes
    it when there is none.
options:
  default:
    description:
      - Whether the account's default VPC is meant. V(true) is the only value accepted.
    type: bool
    required: true
  zone:
    description:
      - Zone of the subnet that a new default VPC comes with. Without it the cloud chooses.
    type: str
extends_documentation_fragment:
  - tencentcloud.cvm.connection
  - tencentcloud.cvm.attributes
  - tencentcloud.cvm.attributes.managing
seealso:
  - module: tencentcloud.cvm.instance
author:
  - tencentcloud.cvm contributors (@tencentcloud-cvm)
"""

EXAMPLES = r"""
- name: The account has a network
  hosts: localhost
  gather_facts: false
  tasks:
    - name: The default VPC is there
      tencentcloud.cvm.vpc:
        default: true
      register: network

    - name: Its subnets are shown
      ansible.builtin.debug:
        msg: "{{ network.subnets | items2dict(key_name='zone', value_name='subnet_id') }}"
"""

RETURN = r"""
vpc:
  description: The default VPC; null in check mode when there is none yet.
  returned: success
  type: dict
  contains:
    vpc_id:
      description: Id.
      type: str
      sample: vpc-1a2b3c4d
    name:
      description: Name.
      type: str
      sample: Default-VPC
    cidr_block:
      description: Addresses.
      type: str
      sample: 172.16.0.0/16
    is_default:
      description: Whether it is the account's default VPC.
      type: bool
      sample: true
    tags:
      description: Tags.
      type: dict
      sample: {}
subnets:
  description: Its subnets by zone.
  returned: success
  type: list
  elements: dict
  contains:
    subnet_id:
      description: Id.
      type: str
      sample: subnet-1a2b3c4d
    name:
      description: Name.
      type: str
      sample: Default-Subnet
    zone:
      description: Zone.
      type: str
      sample: ap-guangzhou-6
    cidr_block:
      description: Addresses.
      type: str
      sample: 172.16.0.0/20
    is_default:
      description: Whether it is a default subnet.
      type: bool
      sample: true
    free_addresses:
      description: How many addresses are free.
      type: int
      sample: 4093
security_groups:
  description: The default security groups of the region, one per project; the cloud makes them when first
    needed.
  returned: success
  type: list
  elements: dict
  contains:
    security_group_id:
      description: Id.
      type: str
      sample: sg-1a2b3c4d
    name:
      description: Name.
      type: str
      sample: default
    project:
      description: Number of the project.
      type: int
      sample: 0
    is_default:
      description: Whether it is the project's default group.
      type: bool
      sample: true
steps:
  description: The API calls that changed something; in check mode those that a run would make.
  returned: always
  type: list
  elements: dict
  sample: []
diff:
  description: The VPC before and after.
  returned: success
  type: dict
"""

from ..module_utils._cloud.network import converge
from ..module_utils._module import cloud_module, connect

ARGUMENTS = {"default": {"type": "bool", "required": True}, "zone": {"type": "str"}}


def main() -> None:
    module, want = cloud_module(ARGUMENTS)
    with connect(module) as cloud:
        result = converge(cloud, want)
    module.exit_json(**result)


if __name__ == "__main__":
    main()

#!/usr/bin/python
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes, changes and deletes VPCs of Tencent Cloud, and sees to the default one."""

from __future__ import annotations

DOCUMENTATION = r"""
module: vpc
short_description: See to a VPC of Tencent Cloud
version_added: 0.1.0
description:
  - Makes, changes and deletes a VPC, known by its id or its exact name; two of the same name are an error.
  - With O(default=true) it finds the account's default VPC in the region with its subnets and the default
    security groups, and makes it when there is none.
options:
  vpc_id:
    description:
      - Id of a VPC that is there. Without it O(name) says which one is meant.
    type: str
  name:
    description:
      - Name, at most 60 bytes. Together with O(vpc_id) the VPC is renamed.
    type: str
  cidr_block:
    description:
      - Addresses, a range inside C(10.0.0.0/12), C(172.16.0.0/12) or C(192.168.0.0/16). A new VPC needs it;
        it cannot be changed afterwards.
    type: str
  dns_servers:
    description:
      - Addresses of 1 to 4 name servers in order. Without it a new VPC has the cloud's own.
    type: list
    elements: str
  domain_name:
    description:
      - Domain name that machines are given.
    type: str
  multicast:
    description:
      - Whether multicast is on. The cloud may refuse it.
    type: bool
  default:
    description:
      - Whether the account's default VPC is meant, instead of one with an id or a name.
    type: bool
  zone:
    description:
      - Zone of the subnet that a new default VPC comes with; only with O(default=true). Without it the cloud
        chooses.
    type: str
extends_documentation_fragment:
  - tencentcloud.cvm.resource
  - tencentcloud.cvm.connection
  - tencentcloud.cvm.attributes
  - tencentcloud.cvm.attributes.managing
seealso:
  - module: tencentcloud.cvm.vpc_info
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

    - name: The shop has a network of its own
      tencentcloud.cvm.vpc:
        name: shop
        cidr_block: 10.1.0.0/16
        dns_servers: [183.60.83.19, 183.60.82.98]
        tags:
          team: shop

    - name: It is not needed any more
      tencentcloud.cvm.vpc:
        name: shop
        state: absent
"""

RETURN = r"""
vpc:
  description: The VPC; null when it is deleted, and in check mode when there is none yet.
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
    dns_servers:
      description: Addresses of its name servers.
      type: list
      elements: str
      sample: [183.60.83.19, 183.60.82.98]
    domain_name:
      description: Domain name that machines are given.
      type: str
      sample: ""
    multicast:
      description: Whether multicast is on.
      type: bool
      sample: false
    created_at:
      description: When it was made, in UTC+8 as the API writes it.
      type: str
      sample: "2026-11-25 20:00:00"
    tags:
      description: Tags.
      type: dict
      sample: {}
subnets:
  description: Its subnets by zone.
  returned: with O(default=true)
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
  returned: with O(default=true)
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
  description: What differs, by option, before and after.
  returned: success
  type: dict
"""

from ..module_utils._cloud.network import converge
from ..module_utils._core.resource import arguments
from ..module_utils._module import cloud_module, connect

ARGUMENTS = arguments(
    "vpc",
    cidr_block={"type": "str"},
    dns_servers={"type": "list", "elements": "str"},
    domain_name={"type": "str"},
    multicast={"type": "bool"},
    default={"type": "bool"},
    zone={"type": "str"},
)


def main() -> None:
    module, want = cloud_module(ARGUMENTS, required_one_of=[("vpc_id", "name", "default")])
    with connect(module) as cloud:
        result = converge(cloud, want)
    module.exit_json(**result)


if __name__ == "__main__":
    main()

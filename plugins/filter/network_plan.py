# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plans the network of the role `network`."""

from __future__ import annotations

from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.network_plan import network_plan

DOCUMENTATION = r"""
name: network_plan
short_description: Plan a network for machines
version_added: 0.1.0
description:
  - Says what the role P(tencentcloud.cvm.network#role) has to make, from what is there. It asks nothing and
    changes nothing; the same input has the same plan.
positional: wish
options:
  _input:
    description:
      - What is there, C(region), and C(zones), C(vpcs), C(subnets), C(security_groups) and C(key_pairs) as
        the info modules return them.
    type: dict
    required: true
  wish:
    description:
      - The variables of the role without their prefix, C(name), C(cidr), C(subnet_mask), C(zones),
        C(instance_types), C(ssh_from) and C(tags), and C(public_key), the text of the public key.
    type: dict
    required: true
author:
  - tencentcloud.cvm contributors (@tencentcloud-cvm)
"""

EXAMPLES = r"""
- name: A network is planned
  hosts: localhost
  gather_facts: false
  tasks:
    - name: Zones are known
      tencentcloud.cvm.zone_info:
      register: market

    - name: What a new network would be is shown
      ansible.builtin.debug:
        msg: "{{ there | tencentcloud.cvm.network_plan({'name': 'shop', 'cidr': '10.1.0.0/16'}) }}"
      vars:
        nothing: {vpcs: [], subnets: [], security_groups: [], key_pairs: []}
        there: "{{ {'region': market.region, 'zones': market.zones} | combine(nothing) }}"
"""

RETURN = r"""
_value:
  description: The plan.
  type: dict
  contains:
    refused:
      description: Why there is no plan, naming the variable; null when there is one.
      type: str
      sample: null
    name:
      description: Name of the network.
      type: str
      sample: shop
    found:
      description: The VPC that is there, null when it has to be made.
      type: dict
    vpc:
      description: Options of M(tencentcloud.cvm.vpc), null when there is one.
      type: dict
    kept:
      description: Subnets that are there and can be used.
      type: list
      elements: dict
    subnets:
      description: Options of M(tencentcloud.cvm.subnet) for each that has to be made, but for its VPC.
      type: list
      elements: dict
    security_group:
      description: Options of M(tencentcloud.cvm.security_group), null when nothing has to be done.
      type: dict
    key_pair:
      description: Options of M(tencentcloud.cvm.key_pair), null when nothing has to be done.
      type: dict
"""


class FilterModule:
    def filters(self) -> dict:
        return {"network_plan": network_plan}

#!/usr/bin/python
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shows VPCs of Tencent Cloud."""

from __future__ import annotations

DOCUMENTATION = r"""
module: vpc_info
short_description: Show Tencent Cloud VPCs
version_added: 0.1.0
description:
  - Lists the VPCs of a region, on all pages; all of them, or those of given ids, names or filters.
options:
  vpc_ids:
    description:
      - Ids of those to show. Ids that do not exist are left out of the answer.
    type: list
    elements: str
  filters:
    description:
      - Filters of DescribeVpcs by name, at most 10, each a value or a list of at most 100. All must match,
        and of one filter's values any.
      - Besides C(tag:<key>) the names are V(vpc-id), V(vpc-name) (finds parts of names), V(is-default),
        V(cidr-block), V(tag-key), V(ipv6-cidr-block), V(isp-type) and V(address-type).
    type: dict
extends_documentation_fragment:
  - tencentcloud.cvm.resource.info
  - tencentcloud.cvm.connection
  - tencentcloud.cvm.attributes
  - tencentcloud.cvm.attributes.info
seealso:
  - module: tencentcloud.cvm.vpc
author:
  - tencentcloud.cvm contributors (@tencentcloud-cvm)
"""

EXAMPLES = r"""
- name: Networks are looked at
  hosts: localhost
  gather_facts: false
  tasks:
    - name: All networks are known
      tencentcloud.cvm.vpc_info:
      register: all

    - name: The default network is known
      tencentcloud.cvm.vpc_info:
        filters:
          is-default: true
      register: default

    - name: Their addresses are shown
      ansible.builtin.debug:
        msg: "{{ all.vpcs | items2dict(key_name='name', value_name='cidr_block') }}, {{ default.vpc_ids }}"
"""

RETURN = r"""
vpcs:
  description: The VPCs, in the shape of RV(tencentcloud.cvm.vpc#module:vpc).
  returned: success
  type: list
  elements: dict
vpc_ids:
  description: Their ids.
  returned: success
  type: list
  elements: str
  sample: [vpc-1a2b3c4d]
"""

from ..module_utils._cloud.listing import shown
from ..module_utils._core.listing import arguments
from ..module_utils._core.vpc import A_VPC
from ..module_utils._module import cloud_module, connect

ARGUMENTS = arguments("vpc")


def main() -> None:
    module, want = cloud_module(ARGUMENTS, mutually_exclusive=[("vpc_ids", "names"), ("vpc_ids", "filters")])
    with connect(module) as cloud:
        result = shown(cloud, A_VPC, want)
    module.exit_json(**result)


if __name__ == "__main__":
    main()

#!/usr/bin/python
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shows subnets of Tencent Cloud."""

from __future__ import annotations

DOCUMENTATION = r"""
module: subnet_info
short_description: Show Tencent Cloud subnets
version_added: 0.1.0
description:
  - Lists the subnets of a region, on all pages; all of them, or those of given ids, names or filters.
options:
  subnet_ids:
    description:
      - Ids of those to show. Ids that do not exist are left out of the answer.
    type: list
    elements: str
  filters:
    description:
      - Filters of DescribeSubnets by name, at most 10, each a value or a list of at most 100.
        All must match, and of one filter's values any.
      - Besides C(tag:<key>) the names are V(subnet-id), V(vpc-id), V(cidr-block), V(is-default),
        V(is-remote-vpc-snat), V(subnet-name), V(zone), V(tag-key), V(cdc-id), V(is-cdc-subnet),
        V(ipv6-cidr-block), V(isp-type) and V(address-type).
    type: dict
extends_documentation_fragment:
  - tencentcloud.cvm.resource.info
  - tencentcloud.cvm.connection
  - tencentcloud.cvm.attributes
  - tencentcloud.cvm.attributes.info
seealso:
  - module: tencentcloud.cvm.subnet
author:
  - tencentcloud.cvm contributors (@tencentcloud-cvm)
"""

EXAMPLES = r"""
- name: Subnets are looked at
  hosts: localhost
  gather_facts: false
  tasks:
    - name: All subnets are known
      tencentcloud.cvm.subnet_info:
      register: all

    - name: Those of a zone are known
      tencentcloud.cvm.subnet_info:
        filters:
          zone: ap-guangzhou-6
      register: zone

    - name: Their addresses are shown
      ansible.builtin.debug:
        msg: "{{ all.subnets | map(attribute='cidr_block') }}, {{ zone.subnet_ids }}"
"""

RETURN = r"""
subnets:
  description: The subnets, in the shape of RV(tencentcloud.cvm.subnet#module:subnet).
  returned: success
  type: list
  elements: dict
subnet_ids:
  description: Their ids.
  returned: success
  type: list
  elements: str
  sample: [subnet-1a2b3c4d]
"""

from ..module_utils._cloud.listing import shown
from ..module_utils._core.listing import arguments
from ..module_utils._core.subnet import A_SUBNET
from ..module_utils._module import cloud_module, connect

ARGUMENTS = arguments("subnet")


def main() -> None:
    module, want = cloud_module(
        ARGUMENTS, mutually_exclusive=[("subnet_ids", "names"), ("subnet_ids", "filters")]
    )
    with connect(module) as cloud:
        result = shown(cloud, A_SUBNET, want)
    module.exit_json(**result)


if __name__ == "__main__":
    main()

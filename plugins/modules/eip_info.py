#!/usr/bin/python
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shows EIPs of Tencent Cloud."""

from __future__ import annotations

DOCUMENTATION = r"""
module: eip_info
short_description: Show Tencent Cloud EIPs
version_added: 0.1.0
description:
  - Lists the EIPs of a region, on all pages; all of them, or those of given ids, names or filters.
options:
  eip_ids:
    description:
      - Ids of those to show. Ids that do not exist are left out of the answer.
    type: list
    elements: str
  filters:
    description:
      - Filters of DescribeAddresses by name, at most 10, each a value or a list of at most 100.
        All must match, and of one filter's values any.
      - Besides C(tag:<key>) the names are V(address-id), V(address-name) and V(private-ip-address) (of which
        the first value counts), V(address-ip), V(address-status), V(instance-id), V(network-interface-id),
        V(is-arrears), V(instance-type), V(address-type), V(address-isp), V(dedicated-cluster-id), V(tag-key)
        and V(tag-value).
    type: dict
extends_documentation_fragment:
  - tencentcloud.cvm.resource.info
  - tencentcloud.cvm.connection
  - tencentcloud.cvm.attributes
  - tencentcloud.cvm.attributes.info
seealso:
  - module: tencentcloud.cvm.eip
author:
  - tencentcloud.cvm contributors (@tencentcloud-cvm)
"""

EXAMPLES = r"""
- name: EIPs are looked at
  hosts: localhost
  gather_facts: false
  tasks:
    - name: All EIPs are known
      tencentcloud.cvm.eip_info:
      register: all

    - name: Those that are bound to nothing, and cost money for it, are known
      tencentcloud.cvm.eip_info:
        filters:
          address-status: UNBIND
      register: idle

    - name: Their addresses are shown
      ansible.builtin.debug:
        msg: "{{ all.eips | map(attribute='address') }}, {{ idle.eip_ids }}"
"""

RETURN = r"""
eips:
  description: The EIPs, in the shape of RV(tencentcloud.cvm.eip#module:eip).
  returned: success
  type: list
  elements: dict
eip_ids:
  description: Their ids.
  returned: success
  type: list
  elements: str
  sample: [eip-1a2b3c4d]
"""

from ..module_utils._cloud.listing import shown
from ..module_utils._core.eip import AN_EIP
from ..module_utils._core.listing import arguments
from ..module_utils._module import cloud_module, connect

ARGUMENTS = arguments("eip")


def main() -> None:
    module, want = cloud_module(ARGUMENTS, mutually_exclusive=[("eip_ids", "names"), ("eip_ids", "filters")])
    with connect(module) as cloud:
        result = shown(cloud, AN_EIP, want)
    module.exit_json(**result)


if __name__ == "__main__":
    main()

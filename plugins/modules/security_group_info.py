#!/usr/bin/python
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shows security groups of Tencent Cloud."""

from __future__ import annotations

DOCUMENTATION = r"""
module: security_group_info
short_description: Show Tencent Cloud security groups
version_added: 0.1.0
description:
  - Lists the security groups of a region, on all pages; all of them, or those of given ids, names or filters.
options:
  security_group_ids:
    description:
      - Ids of those to show. Ids that do not exist are left out of the answer.
    type: list
    elements: str
  filters:
    description:
      - Filters of DescribeSecurityGroups by name, at most 10, each a value or a list of at most 100.
        All must match, and of one filter's values any.
      - Besides C(tag:<key>) the names are V(security-group-id), V(project-id), V(security-group-name) and
        V(tag-key).
    type: dict
  rules:
    description:
      - Whether rules are shown, which takes a request for each group.
    type: bool
    default: true
extends_documentation_fragment:
  - tencentcloud.cvm.resource.info
  - tencentcloud.cvm.connection
  - tencentcloud.cvm.attributes
  - tencentcloud.cvm.attributes.info
seealso:
  - module: tencentcloud.cvm.security_group
author:
  - tencentcloud.cvm contributors (@tencentcloud-cvm)
"""

EXAMPLES = r"""
- name: Security groups are looked at
  hosts: localhost
  gather_facts: false
  tasks:
    - name: All security groups are known
      tencentcloud.cvm.security_group_info:
      register: all

    - name: One is known by its name, without its rules
      tencentcloud.cvm.security_group_info:
        names: [default]
        rules: false
      register: default

    - name: What comes in is shown
      ansible.builtin.debug:
        msg: "{{ all.security_groups | map(attribute='ingress') }}, {{ default.security_group_ids }}"
"""

RETURN = r"""
security_groups:
  description: The security groups, in the shape of RV(tencentcloud.cvm.security_group#module:security_group).
  returned: success
  type: list
  elements: dict
security_group_ids:
  description: Their ids.
  returned: success
  type: list
  elements: str
  sample: [sg-1a2b3c4d]
"""

from ..module_utils._cloud.listing import shown
from ..module_utils._core.listing import arguments
from ..module_utils._core.security_group import A_SECURITY_GROUP
from ..module_utils._module import cloud_module, connect

ARGUMENTS = arguments("security_group", rules={"type": "bool", "default": True})


def main() -> None:
    module, want = cloud_module(
        ARGUMENTS, mutually_exclusive=[("security_group_ids", "names"), ("security_group_ids", "filters")]
    )
    with connect(module) as cloud:
        result = shown(cloud, A_SECURITY_GROUP, want)
    module.exit_json(**result)


if __name__ == "__main__":
    main()

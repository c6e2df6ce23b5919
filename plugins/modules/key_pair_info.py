#!/usr/bin/python
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shows key pairs of Tencent Cloud."""

from __future__ import annotations

DOCUMENTATION = r"""
module: key_pair_info
short_description: Show Tencent Cloud key pairs
version_added: 0.1.0
description:
  - Lists the key pairs of an account, on all pages; all of them, or those of given ids, names or filters.
options:
  key_pair_ids:
    description:
      - Ids of those to show. Ids that do not exist are left out of the answer.
    type: list
    elements: str
  filters:
    description:
      - Filters of DescribeKeyPairs by name, at most 10, each a value or a list of at most 5.
        All must match, and of one filter's values any.
      - Besides C(tag:<key>) the names are V(project-id), V(key-name), V(tag-key) and V(tag-value).
    type: dict
extends_documentation_fragment:
  - tencentcloud.cvm.resource.info
  - tencentcloud.cvm.connection
  - tencentcloud.cvm.attributes
  - tencentcloud.cvm.attributes.info
seealso:
  - module: tencentcloud.cvm.key_pair
author:
  - tencentcloud.cvm contributors (@tencentcloud-cvm)
"""

EXAMPLES = r"""
- name: Key pairs are looked at
  hosts: localhost
  gather_facts: false
  tasks:
    - name: All key pairs are known
      tencentcloud.cvm.key_pair_info:
      register: all

    - name: One is known by its name
      tencentcloud.cvm.key_pair_info:
        names: [rehearse]
      register: rehearse

    - name: Their fingerprints are shown
      ansible.builtin.debug:
        msg: "{{ all.key_pairs | map(attribute='fingerprint') }}, {{ rehearse.key_pair_ids }}"
"""

RETURN = r"""
key_pairs:
  description: The key pairs, in the shape of RV(tencentcloud.cvm.key_pair#module:key_pair).
  returned: success
  type: list
  elements: dict
key_pair_ids:
  description: Their ids.
  returned: success
  type: list
  elements: str
  sample: [skey-1a2b3c4d]
"""

from ..module_utils._cloud.listing import shown
from ..module_utils._core.key_pair import MADE
from ..module_utils._core.listing import arguments
from ..module_utils._module import cloud_module, connect

ARGUMENTS = arguments("key_pair")


def main() -> None:
    module, want = cloud_module(
        ARGUMENTS, mutually_exclusive=[("key_pair_ids", "names"), ("key_pair_ids", "filters")]
    )
    with connect(module) as cloud:
        result = shown(cloud, MADE, want)
    module.exit_json(**result)


if __name__ == "__main__":
    main()

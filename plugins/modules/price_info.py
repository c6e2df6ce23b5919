#!/usr/bin/python
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Quotes Tencent Cloud virtual machines without buying them."""

from __future__ import annotations

DOCUMENTATION = r"""
module: price_info
short_description: Quote Tencent Cloud virtual machines without buying them
version_added: 0.1.0
description:
  - Asks the cloud what a machine would cost in each zone and of each instance type, and multiplies by
    O(count).
  - A quote reserves nothing.
options:
  count:
    description:
      - How many machines.
    type: int
    default: 1
extends_documentation_fragment:
  - tencentcloud.cvm.connection
  - tencentcloud.cvm.machine
  - tencentcloud.cvm.attributes
  - tencentcloud.cvm.attributes.info
notes:
  - One request is made per zone and type that is quoted.
seealso:
  - module: tencentcloud.cvm.instance
  - module: tencentcloud.cvm.zone_info
author:
  - tencentcloud.cvm contributors (@tencentcloud-cvm)
"""

EXAMPLES = r"""
- name: Prices are compared
  hosts: localhost
  gather_facts: false
  tasks:
    - name: Three machines are quoted in every zone that sells them
      tencentcloud.cvm.price_info:
        count: 3
        instance_types: [S5.MEDIUM4, SA2.MEDIUM4]
        image: img-487zeit5
        system_disk:
          type: CLOUD_BSSD
          size: 50
      register: prices

    - name: The cheapest is shown
      ansible.builtin.debug:
        msg: "{{ prices.cheapest.hourly_price }} an hour in {{ prices.cheapest.zone }}"
"""

RETURN = r"""
quotes:
  description: What could be priced, cheapest first, each in the shape of
    RV(tencentcloud.cvm.instance#module:quote.parts).
  returned: success
  type: list
  elements: dict
cheapest:
  description: The first of RV(quotes), null when there is none.
  returned: success
  type: dict
refused:
  description: What could not be priced, with the cloud's code and message.
  returned: success
  type: list
  elements: dict
  sample: []
"""

from ..module_utils._cloud.catalogue import quotes
from ..module_utils._core.arguments import MACHINE
from ..module_utils._core.wish import checked
from ..module_utils._module import cloud_module, connect

ARGUMENTS = {"count": {"type": "int", "default": 1}, **MACHINE}


def main() -> None:
    module, want = cloud_module(ARGUMENTS)
    with connect(module) as cloud:
        result = quotes(cloud, checked(want, cloud.region))
    module.exit_json(**result)


if __name__ == "__main__":
    main()

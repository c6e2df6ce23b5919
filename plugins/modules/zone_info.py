#!/usr/bin/python
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shows the zones of a Tencent Cloud region and what they sell."""

from __future__ import annotations

DOCUMENTATION = r"""
module: zone_info
short_description: Show the zones of a Tencent Cloud region and what they sell
version_added: 0.1.0
description:
  - Lists the regions, the availability zones of the region, and, when asked for, the instance types that each
    zone sells with their price and stock.
options:
  instance_types:
    description:
      - Instance types whose offers are shown per zone.
    type: list
    elements: str
    aliases: [instance_type]
  instance_families:
    description:
      - Families whose offers are shown per zone, for example V(S5).
    type: list
    elements: str
    aliases: [instance_family]
  charge_type:
    description:
      - How the offers are paid for.
    type: str
    choices: [pay_as_you_go, spot, prepaid]
    default: pay_as_you_go
extends_documentation_fragment:
  - tencentcloud.cvm.connection
  - tencentcloud.cvm.attributes
  - tencentcloud.cvm.attributes.info
seealso:
  - module: tencentcloud.cvm.instance_type_info
  - module: tencentcloud.cvm.price_info
author:
  - tencentcloud.cvm contributors (@tencentcloud-cvm)
"""

EXAMPLES = r"""
- name: Zones are looked at
  hosts: localhost
  gather_facts: false
  tasks:
    - name: It is known which zones sell a type as spot
      tencentcloud.cvm.zone_info:
        instance_type: S5.MEDIUM4
        charge_type: spot
      register: market

    - name: Zones and prices are shown
      ansible.builtin.debug:
        msg: "{{ item.zone }}: {{ item.offers | selectattr('on_sale') | map(attribute='hourly_price') | list
          }}"
      loop: "{{ market.zones }}"
      loop_control:
        label: "{{ item.zone }}"
"""

RETURN = r"""
region:
  description: The region that was asked.
  returned: success
  type: str
  sample: ap-guangzhou
regions:
  description: All regions.
  returned: success
  type: list
  elements: dict
  contains:
    region:
      description: Region.
      type: str
      sample: ap-guangzhou
    region_name:
      description: Name in the language asked for.
      type: str
      sample: South China(Guangzhou)
    available:
      description: Whether it can be used.
      type: bool
      sample: true
zones:
  description: The zones of the region.
  returned: success
  type: list
  elements: dict
  contains:
    zone:
      description: Zone.
      type: str
      sample: ap-guangzhou-6
    zone_name:
      description: Name in the language asked for.
      type: str
      sample: Guangzhou Zone 6
    zone_id:
      description: The number by which error messages call it.
      type: str
      sample: "100006"
    available:
      description: Whether it can be used.
      type: bool
      sample: true
    offers:
      description: What it sells of the types and families asked for, cheapest first, in the shape of
        RV(tencentcloud.cvm.instance_type_info#module:instance_types); empty when none were asked for.
      type: list
      elements: dict
"""

from ..module_utils._cloud.catalogue import zones
from ..module_utils._core.offers import WAYS_TO_PAY
from ..module_utils._core.wish import checked
from ..module_utils._module import cloud_module, connect

ARGUMENTS = {
    "instance_types": {"type": "list", "elements": "str", "aliases": ["instance_type"]},
    "instance_families": {"type": "list", "elements": "str", "aliases": ["instance_family"]},
    "charge_type": {"type": "str", "choices": list(WAYS_TO_PAY), "default": "pay_as_you_go"},
}


def main() -> None:
    module, want = cloud_module(ARGUMENTS)
    with connect(module) as cloud:
        result = zones(cloud, checked(want, cloud.region))
    module.exit_json(**result)


if __name__ == "__main__":
    main()

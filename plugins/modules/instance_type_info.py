#!/usr/bin/python
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shows the instance types that Tencent Cloud zones sell, with stock and price."""

from __future__ import annotations

DOCUMENTATION = r"""
module: instance_type_info
short_description: Show the instance types that Tencent Cloud zones sell
version_added: 0.1.0
description:
  - Lists what the zones of the region sell, one row per zone, instance type and way to pay, with size, stock
    and price, the cheapest first.
options:
  zones:
    description:
      - Availability zones whose offers are shown, for example V(ap-guangzhou-6). Without it, all of the
        region.
    type: list
    elements: str
    aliases: [zone]
  instance_types:
    description:
      - Instance types that are shown, for example V(S5.MEDIUM4).
    type: list
    elements: str
    aliases: [instance_type]
  instance_families:
    description:
      - Families whose types are shown, for example V(S5).
    type: list
    elements: str
    aliases: [instance_family]
  charge_types:
    description:
      - Ways to pay whose offers are shown. Without it, all of them.
    type: list
    elements: str
    choices: [pay_as_you_go, spot, prepaid]
    aliases: [charge_type]
  cpu:
    description:
      - Number of cores that a type must have.
    type: int
  memory:
    description:
      - Memory in GiB that a type must have.
    type: int
  on_sale:
    description:
      - V(true) shows what can be bought now, V(false) what is sold out. Without it, both.
    type: bool
extends_documentation_fragment:
  - tencentcloud.cvm.connection
  - tencentcloud.cvm.attributes
  - tencentcloud.cvm.attributes.info
notes:
  - One request is made. The stock is as the cloud tells it at that moment; nothing is reserved.
seealso:
  - module: tencentcloud.cvm.price_info
  - module: tencentcloud.cvm.zone_info
author:
  - tencentcloud.cvm contributors (@tencentcloud-cvm)
"""

EXAMPLES = r"""
- name: Instance types are looked at
  hosts: localhost
  gather_facts: false
  tasks:
    - name: It is known who sells four cores with 8 GiB as spot
      tencentcloud.cvm.instance_type_info:
        charge_type: spot
        cpu: 4
        memory: 8
        on_sale: true
      register: market

    - name: The cheapest is shown
      ansible.builtin.debug:
        msg: "{{ cheapest.instance_type }} in {{ cheapest.zone }} costs {{ cheapest.hourly_price }} an hour"
      vars:
        cheapest: "{{ market.instance_types | first }}"
"""

RETURN = r"""
instance_types:
  description: The offers, by RV(ignore:hourly_price), zone and type.
  returned: success
  type: list
  elements: dict
  contains:
    zone:
      description: Availability zone.
      type: str
      sample: ap-guangzhou-6
    instance_type:
      description: Instance type.
      type: str
      sample: S5.MEDIUM4
    instance_family:
      description: Family.
      type: str
      sample: S5
    charge_type:
      description: How it is paid for.
      type: str
      sample: pay_as_you_go
    cpu:
      description: Cores.
      type: int
      sample: 2
    memory:
      description: Memory in GiB.
      type: int
      sample: 4
    gpu:
      description: Number of GPUs.
      type: float
      sample: 0
    on_sale:
      description: Whether it can be bought now.
      type: bool
      sample: true
    stock:
      description: V(EnoughStock), V(NormalStock), V(UnderStock) or V(WithoutStock).
      type: str
      sample: EnoughStock
    sold_out_reason:
      description: The code that a purchase would be refused with, null while it can be bought.
      type: str
      sample: null
    hourly_price:
      description: Price of one machine per hour at first, without disks and bandwidth; prepaid, an hour's
        share of a month of 730 hours.
      type: float
      sample: 0.15
    monthly_price:
      description: The same for a month; by the hour, for the first 730 hours of use.
      type: float
      sample: 109.5
    list_price:
      description: Price per hour before discount.
      type: float
      sample: 0.15
"""

from ..module_utils._cloud.catalogue import instance_types
from ..module_utils._core.offers import WAYS_TO_PAY
from ..module_utils._core.wish import checked
from ..module_utils._module import cloud_module, connect

ARGUMENTS = {
    "zones": {"type": "list", "elements": "str", "aliases": ["zone"]},
    "instance_types": {"type": "list", "elements": "str", "aliases": ["instance_type"]},
    "instance_families": {"type": "list", "elements": "str", "aliases": ["instance_family"]},
    "charge_types": {
        "type": "list",
        "elements": "str",
        "choices": list(WAYS_TO_PAY),
        "aliases": ["charge_type"],
    },
    "cpu": {"type": "int"},
    "memory": {"type": "int"},
    "on_sale": {"type": "bool"},
}


def main() -> None:
    module, want = cloud_module(ARGUMENTS)
    with connect(module) as cloud:
        found = instance_types(cloud, checked(want, cloud.region))
    module.exit_json(instance_types=found)


if __name__ == "__main__":
    main()

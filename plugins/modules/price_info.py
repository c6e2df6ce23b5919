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
  - Asks the cloud what a machine would cost in each zone and of each instance type, by the hour, by the month
    and for a period paid in advance, in parts, and multiplies by O(count).
  - A quote reserves nothing.
options:
  count:
    description:
      - How many machines.
    type: int
    default: 1
  period:
    description:
      - Months for which the same is priced as prepaid, beside the way to pay that is asked for.
    type: int
    choices: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 24, 36, 48, 60]
extends_documentation_fragment:
  - tencentcloud.cvm.connection
  - tencentcloud.cvm.machine
  - tencentcloud.cvm.attributes
  - tencentcloud.cvm.attributes.info
notes:
  - One request is made for the catalogue, and one per zone and type that is quoted; with O(period) two.
  - The cloud quotes a machine together with its disks. The machine alone has a price in the catalogue; what
    is above it is shown as the disks. That the discount of a period is the same for both is not verified.
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

    - name: A year of it is compared with what it costs by the month
      tencentcloud.cvm.price_info:
        count: 3
        zone: "{{ prices.cheapest.zone }}"
        instance_type: "{{ prices.cheapest.instance_type }}"
        image: Ubuntu Server 24.04
        period: 12
      register: year

    - name: What is paid for a year in advance is shown, and what twelve months by the hour cost
      ansible.builtin.debug:
        msg: "{{ year.cheapest.in_advance.period_price }} or {{ year.cheapest.monthly_price * 12 }}"
"""

RETURN = r"""
quotes:
  description: What could be priced, cheapest first. Prices are in the currency of the account.
  returned: success
  type: list
  elements: dict
  contains: &quote
    zone:
      description: Availability zone.
      type: str
      sample: ap-guangzhou-6
    instance_type:
      description: Instance type.
      type: str
      sample: S5.MEDIUM4
    charge_type:
      description: How it is paid for.
      type: str
      sample: pay_as_you_go
    count:
      description: How many machines.
      type: int
      sample: 3
    period:
      description: Months that are paid in advance, null when it is paid by the hour.
      type: int
      sample: null
    hourly_price:
      description: All machines with disks and bandwidth, for the first 96 hours; of a period, an hour's
        share.
      type: float
      sample: 0.45
    monthly_price:
      description: The same for a month; by the hour, for the first 730 hours of use.
      type: float
      sample: 255.6
    period_price:
      description: The same for the whole period, null when it is paid by the hour.
      type: float
      sample: null
    upfront_price:
      description: What is taken or frozen for all when the order is placed.
      type: float
      sample: 0.45
    hourly_price_each:
      description: RV(ignore:hourly_price) of one machine.
      type: float
      sample: 0.15
    upfront_price_each:
      description: RV(ignore:upfront_price) of one machine.
      type: float
      sample: 0.15
    list_price_each:
      description: The list price of one machine per hour, before discount.
      type: float
      sample: 0.15
    bandwidth_price_each:
      description: The part of the hourly price of one machine that is bandwidth.
      type: float
      sample: 0.0
    traffic_price_per_gb:
      description: Price of a GB sent, which is in no sum; null when bandwidth is not billed by traffic.
      type: float
      sample: null
    steps:
      description: The price of the machine from that hour of use on.
      type: list
      elements: dict
      sample: [{from_hour: 0, hourly_price: 0.15}]
    breakdown:
      description: The price of one machine in parts.
      type: dict
      contains:
        machine:
          description: The machine alone; with its disks where these are null.
          type: dict
          contains: &amounts
            hourly_price:
              description: Per hour at first.
              type: float
              sample: 0.1
            monthly_price:
              description: Per month.
              type: float
              sample: 56.8
            period_price:
              description: For the period that is paid in advance, else null.
              type: float
              sample: null
        disks:
          description: Its disks, null where the catalogue does not show the machine alone.
          type: dict
          contains: *amounts
        bandwidth:
          description: Bandwidth; traffic is not in it.
          type: dict
          contains: *amounts
    in_advance:
      description: The same paid in advance for O(period), in the same shape without this key; null without
        O(period) and where it is not sold so.
      type: dict
cheapest:
  description: The first of RV(quotes), null when there is none.
  returned: success
  type: dict
  contains: *quote
refused:
  description: What could not be priced, with the cloud's code and message.
  returned: success
  type: list
  elements: dict
  sample: []
"""

from ..module_utils._cloud.quotes import quotes
from ..module_utils._core.arguments import MACHINE, PERIODS
from ..module_utils._core.wish import checked
from ..module_utils._module import cloud_module, connect

ARGUMENTS = {
    "count": {"type": "int", "default": 1},
    "period": {"type": "int", "choices": PERIODS},
    **MACHINE,
}


def main() -> None:
    module, want = cloud_module(ARGUMENTS)
    with connect(module) as cloud:
        result = quotes(cloud, checked(want, cloud.region))
    module.exit_json(**result)


if __name__ == "__main__":
    main()

#!/usr/bin/python
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shows who a key belongs to, what the account can pay, and what it may still buy."""

from __future__ import annotations

DOCUMENTATION = r"""
module: account_info
short_description: Show whose key it is, what the account can pay and what it may still buy
version_added: 0.1.0
description:
  - Tells the identity behind the key, the balance with credit, and the quotas of the region and of each zone.
options:
  zones:
    description:
      - Availability zones whose quotas are shown. Without it, all of the region.
    type: list
    elements: str
    aliases: [zone]
extends_documentation_fragment:
  - tencentcloud.cvm.connection
  - tencentcloud.cvm.attributes
  - tencentcloud.cvm.attributes.info
notes:
  - Three requests are made. What the key may not ask is null, and a warning says so.
  - Whether accounts of the international site can be asked about their balance this way is not verified.
seealso:
  - module: tencentcloud.cvm.instance
  - module: tencentcloud.cvm.price_info
author:
  - tencentcloud.cvm contributors (@tencentcloud-cvm)
"""

EXAMPLES = r"""
- name: The account is looked at
  hosts: localhost
  gather_facts: false
  tasks:
    - name: It is known whose key this is and what it may buy
      tencentcloud.cvm.account_info:
      register: mine

    - name: Who pays is shown, and what there is to pay with
      ansible.builtin.debug:
        msg: "{{ mine.account.account_id }} has {{ mine.balance.available }}"

    - name: Zones with room for ten more machines are shown
      ansible.builtin.debug:
        msg: "{{ roomy | map(attribute='zone') | list }}"
      vars:
        roomy: "{{ mine.quotas | selectattr('pay_as_you_go.remaining', 'ge', 10) }}"
"""

RETURN = r"""
account:
  description: The identity behind the key.
  returned: success
  type: dict
  contains:
    account_id:
      description: Id of the account that pays.
      type: str
      sample: "100000000001"
    user_id:
      description: Id of the user, or of the role and its session.
      type: str
      sample: "100000000001"
    principal_id:
      description: Id of who took on the role, else of the user.
      type: str
      sample: "100000000001"
    arn:
      description: Full name of the identity.
      type: str
      sample: qcs::cam::uin/100000000001:uin/100000000001
    type:
      description: Kind of identity, for example V(CAMUser) or V(CAMRole).
      type: str
      sample: CAMUser
balance:
  description: Money of the account in its currency; null where the key may not ask.
  returned: success
  type: dict
  contains:
    available:
      description: What can be spent, credit included, without what is frozen or owed.
      type: float
      sample: 1000.0
    cash:
      description: Money paid in.
      type: float
      sample: 1000.0
    income:
      description: Money earned in the cloud's market.
      type: float
      sample: 0.0
    vouchers:
      description: Money given by the cloud.
      type: float
      sample: 0.0
    frozen:
      description: What is set aside for running orders, the first hour of each machine.
      type: float
      sample: 0.0
    owed:
      description: What is owed.
      type: float
      sample: 0.0
    credit:
      description: The credit line.
      type: float
      sample: 0.0
quotas:
  description: What may be bought per zone; null where the key may not ask.
  returned: success
  type: list
  elements: dict
  contains:
    zone:
      description: Zone.
      type: str
      sample: ap-guangzhou-6
    pay_as_you_go:
      description: Machines that are paid by use.
      type: dict
      contains: &figures
        used:
          description: How many there are.
          type: int
          sample: 2
        remaining:
          description: How many more there may be.
          type: int
          sample: 58
        total:
          description: How many there may be in all.
          type: int
          sample: 60
    spot:
      description: Cores of spot machines, not machines.
      type: dict
      contains: *figures
    prepaid:
      description: Machines paid in advance; bought in this month, not there.
      type: dict
      contains:
        <<: *figures
        at_once:
          description: How many may be bought at once.
          type: int
          sample: 100
image_quota:
  description: Images of the account in the region; null where the key may not ask.
  returned: success
  type: dict
  contains:
    used:
      description: How many there are.
      type: int
      sample: 0
    total:
      description: How many there may be.
      type: int
      sample: 10
placement_group_quota:
  description: Placement groups in the region; null where the key may not ask.
  returned: success
  type: dict
  contains:
    used:
      description: How many there are.
      type: int
      sample: 0
    total:
      description: How many there may be.
      type: int
      sample: 10
    machines_per_host_group:
      description: How many machines a group that spreads over hosts takes.
      type: int
      sample: 50
    machines_per_switch_group:
      description: How many machines a group that spreads over switches takes.
      type: int
      sample: 20
    machines_per_rack_group:
      description: How many machines a group that spreads over racks takes.
      type: int
      sample: 30
"""

from ..module_utils._cloud.account import account
from ..module_utils._core.wish import checked
from ..module_utils._module import cloud_module, connect, finish

ARGUMENTS = {"zones": {"type": "list", "elements": "str", "aliases": ["zone"]}}


def main() -> None:
    module, want = cloud_module(ARGUMENTS)
    with connect(module) as cloud:
        result = account(cloud, checked(want, cloud.region))
        notes = cloud.notes
    finish(module, result, notes)


if __name__ == "__main__":
    main()

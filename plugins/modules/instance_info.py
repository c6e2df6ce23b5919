#!/usr/bin/python
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shows Tencent Cloud virtual machines."""

from __future__ import annotations

DOCUMENTATION = r"""
module: instance_info
short_description: Show Tencent Cloud virtual machines
version_added: 0.1.0
description:
  - Lists the CVM instances of a region, of a fleet, or of given ids, on all pages.
options:
  name:
    description:
      - Name of the fleet whose machines are shown.
    type: str
  instance_ids:
    description:
      - Ids of the machines to show, as many as there are. Ids that do not exist are left out of the answer.
    type: list
    elements: str
  filters:
    description:
      - Filters of DescribeInstances by name, at most 10, each a value or a list of at most 5. All must match,
        and of one filter's values any.
      - Besides C(tag:<key>) the names are V(zone), V(project-id), V(host-id), V(dedicated-cluster-id),
        V(vpc-id), V(subnet-id), V(instance-id), V(uuid), V(security-group-id), V(instance-name),
        V(instance-charge-type), V(instance-state), V(private-ip-address), V(public-ip-address),
        V(ipv6-address), V(tag-key), V(tag-value), V(creation-start-time) and V(creation-end-time).
      - V(instance-charge-type) may be said in the words of O(tencentcloud.cvm.instance#module:charge_type)
        too. V(creation-start-time) and V(creation-end-time) take one time such as V(2026-01-31 12:00:00).
      - Not together with O(instance_ids). Together with O(name) at most 9.
    type: dict
  user_data:
    description:
      - Whether to show the script that each machine was given for its first boot, which may hold secrets.
        Takes one more request per 100 machines.
    type: bool
    default: false
extends_documentation_fragment:
  - tencentcloud.cvm.connection
  - tencentcloud.cvm.attributes
  - tencentcloud.cvm.attributes.info
seealso:
  - module: tencentcloud.cvm.instance
author:
  - tencentcloud.cvm contributors (@tencentcloud-cvm)
"""

EXAMPLES = r"""
- name: Machines are looked at
  hosts: localhost
  gather_facts: false
  tasks:
    - name: The machines of the fleet web are known
      tencentcloud.cvm.instance_info:
        name: web
      register: web

    - name: All running spot machines of the team are known
      tencentcloud.cvm.instance_info:
        filters:
          instance-charge-type: SPOTPAID
          instance-state: RUNNING
          "tag:team": shop
      register: spot

    - name: What the machines of the fleet run at their first boot is known
      tencentcloud.cvm.instance_info:
        name: web
        user_data: true
      register: scripts

    - name: Machines with another script than the first one are listed
      ansible.builtin.debug:
        msg: "{{ scripts.instances | rejectattr('user_data', 'eq', scripts.instances[0].user_data)
          | map(attribute='instance_id') }}"
      when: scripts.instances != []

    - name: Their addresses are shown
      ansible.builtin.debug:
        msg: "{{ (web.instances + spot.instances) | map(attribute='private_ips') | flatten }}"
"""

RETURN = r"""
instances:
  description: The machines, in the shape of RV(tencentcloud.cvm.instance#module:instances), those on their
    way out included. With O(user_data=true) each has C(user_data) besides, the text it was given, empty for
    none, and null where it is no text.
  returned: success
  type: list
  elements: dict
instance_ids:
  description: Their ids.
  returned: success
  type: list
  elements: str
  sample: [ins-0s7wsh5x]
"""

from ..module_utils._cloud.census import machines
from ..module_utils._module import cloud_module, connect

ARGUMENTS = {
    "name": {"type": "str"},
    "instance_ids": {"type": "list", "elements": "str"},
    "filters": {"type": "dict"},
    "user_data": {"type": "bool", "default": False},
}


def main() -> None:
    module, want = cloud_module(
        ARGUMENTS, mutually_exclusive=[("instance_ids", "filters"), ("instance_ids", "name")]
    )
    with connect(module) as cloud:
        instances = machines(cloud, want)
    module.exit_json(instances=instances, instance_ids=[instance["instance_id"] for instance in instances])


if __name__ == "__main__":
    main()

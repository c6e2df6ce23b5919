#!/usr/bin/python
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Allocates, binds, changes and releases EIPs of Tencent Cloud."""

from __future__ import annotations

DOCUMENTATION = r"""
module: eip
short_description: See to an elastic public address (EIP) of Tencent Cloud
version_added: 0.1.0
description:
  - Allocates, binds, renames, tags and releases an EIP, known by its id or its exact name; two of the same
    name are an error.
  - An EIP costs money. After a lost answer it is looked for by name before another one is asked for, and
    with the same token.
  - Changes are tasks of the cloud, and are waited for.
options:
  eip_id:
    description:
      - Id of an EIP that is there. Without it O(name) says which one is meant.
    type: str
  name:
    description:
      - Name, at most 60 bytes. Together with O(eip_id) the EIP is renamed.
    type: str
  bandwidth:
    description:
      - Outgoing bandwidth in Mbit/s. Without it a new EIP has 1.
    type: int
  charge_type:
    description:
      - V(traffic) is billed per GB sent (C(TRAFFIC_POSTPAID_BY_HOUR)), V(bandwidth) per Mbit/s and hour
        (C(BANDWIDTH_POSTPAID_BY_HOUR)). Without it a new EIP is billed by V(traffic). It cannot be changed
        afterwards.
    type: str
    choices: [traffic, bandwidth]
  instance:
    description:
      - Id or exact name of the machine that it is bound to; an empty text means that it is bound to nothing.
        Without this option, and without O(network_interface), its binding is left alone.
      - With O(state=absent) the id only.
    type: str
  network_interface:
    description:
      - Id of the network interface that it is bound to, instead of a machine; together with O(private_ip).
    type: str
  private_ip:
    description:
      - Private address of the network interface that it is bound to.
    type: str
  force:
    description:
      - Whether it is taken off whatever else it is bound to, when it is to be bound or released. Otherwise
        that is refused.
    type: bool
    default: false
extends_documentation_fragment:
  - tencentcloud.cvm.resource
  - tencentcloud.cvm.connection
  - tencentcloud.cvm.attributes
  - tencentcloud.cvm.attributes.managing
notes:
  - Binding to a network interface is not verified, neither with the cloud nor with the emulator.
seealso:
  - module: tencentcloud.cvm.eip_info
  - module: tencentcloud.cvm.instance
author:
  - tencentcloud.cvm contributors (@tencentcloud-cvm)
"""

EXAMPLES = r"""
- name: A machine has a lasting address
  hosts: localhost
  gather_facts: false
  tasks:
    - name: The machine runs
      tencentcloud.cvm.instance:
        name: shop
        instance_type: S5.MEDIUM4
        image: img-487zeit5
        key_pairs: [skey-rehearse]
      register: shop

    - name: It has the address of the shop
      tencentcloud.cvm.eip:
        name: shop
        bandwidth: 5
        instance: "{{ shop.instance_ids | first }}"
      register: address

    - name: The address is shown
      ansible.builtin.debug:
        msg: "{{ address.eip.address }}"

    - name: The address is given back
      tencentcloud.cvm.eip:
        name: shop
        force: true
        state: absent
"""

RETURN = r"""
eip:
  description: The EIP; null when it is released, and in check mode when there is none yet.
  returned: success
  type: dict
  contains:
    eip_id:
      description: Id.
      type: str
      sample: eip-1a2b3c4d
    name:
      description: Name; the cloud has a word for those without.
      type: str
      sample: shop
    address:
      description: The public address.
      type: str
      sample: 198.18.0.2
    state:
      description: What it is doing, as the API calls it.
      type: str
      sample: BIND
    instance:
      description: Id of the machine that it is bound to.
      type: str
      sample: ins-0s7wsh5x
    network_interface:
      description: Id of the network interface that it is bound to.
      type: str
      sample: eni-1a2b3c4d
    private_ip:
      description: Private address that it is bound to.
      type: str
      sample: 172.16.0.5
    bandwidth:
      description: Outgoing bandwidth in Mbit/s.
      type: int
      sample: 5
    charge_type:
      description: How it is billed.
      type: str
      sample: traffic
    isp:
      description: Who carries it.
      type: str
      sample: BGP
    in_arrears:
      description: Whether it is cut off because the account owes money.
      type: bool
      sample: false
    created_at:
      description: When it was allocated, in UTC.
      type: str
      sample: "2026-11-25T12:00:00Z"
    tags:
      description: Tags.
      type: dict
      sample: {}
steps:
  description: The API calls that changed something; in check mode those that a run would make.
  returned: always
  type: list
  elements: dict
  sample: []
diff:
  description: What differs, by option, before and after.
  returned: success
  type: dict
"""

from ..module_utils._cloud.resource import converge
from ..module_utils._core.eip import AN_EIP, CHARGES
from ..module_utils._core.resource import arguments
from ..module_utils._module import cloud_module, connect

ARGUMENTS = arguments(
    "eip",
    bandwidth={"type": "int"},
    charge_type={"type": "str", "choices": list(CHARGES)},
    instance={"type": "str"},
    network_interface={"type": "str"},
    private_ip={"type": "str"},
    force={"type": "bool", "default": False},
)


def main() -> None:
    module, want = cloud_module(
        ARGUMENTS,
        required_one_of=[("eip_id", "name")],
        mutually_exclusive=[("instance", "network_interface")],
    )
    with connect(module) as cloud:
        result = converge(cloud, AN_EIP, want)
    module.exit_json(**result)


if __name__ == "__main__":
    main()

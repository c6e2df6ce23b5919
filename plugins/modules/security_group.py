#!/usr/bin/python
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes, changes and deletes security groups of Tencent Cloud."""

from __future__ import annotations

DOCUMENTATION = r"""
module: security_group
short_description: See to a security group of Tencent Cloud and its rules
version_added: 0.1.0
description:
  - Makes, changes and deletes a security group, known by its id or its exact name; two of the same name are
    an error.
  - The rules of both directions are changed in one request, which is refused when somebody else changed them
    in the meantime; they are then read and compared again.
  - A new group lets nothing pass in either direction until it has rules.
options:
  security_group_id:
    description:
      - Id of a group that is there. Without it O(name) says which one is meant.
    type: str
  name:
    description:
      - Name, at most 60 bytes. Together with O(security_group_id) the group is renamed.
    type: str
  description:
    description:
      - What it is for, at most 100 characters.
    type: str
  project:
    description:
      - Number of the project of a new group; it cannot be changed afterwards.
    type: int
  ingress:
    description:
      - Rules for what comes in, at most 100, the first that matches counts. The list is the whole truth,
        unless O(purge_rules=false); V([]) takes all away. Without it the rules of this direction are left
        alone.
      - Letter case, and ranges that mean the same, make no difference.
    type: list
    elements: dict
    suboptions: &rule
      protocol:
        description:
          - V(tcp), V(udp), V(icmp), V(icmpv6), V(gre) or V(all). Without it, and without
            O(ignore:service_template), it is V(all).
        type: str
      port:
        description:
          - A port, a range such as V(8000-8010), several such as V(80,443), or V(all). Needed for V(tcp) and
            V(udp); the others have none.
        type: str
      service_template:
        description:
          - Id of a template of protocols and ports (C(ppm-) or C(ppmg-)), instead of protocol and port.
        type: str
      cidr:
        description:
          - Addresses at the other end, IPv4 or IPv6, with or without a mask. Exactly one of this, the group
            and the address template is given.
        type: str
      group:
        description:
          - Id or exact name of the security group at the other end. The group's own name means itself. At
            most 10 groups are named by one.
        type: str
      address_template:
        description:
          - Id of a template of addresses at the other end (C(ipm-) or C(ipmg-)).
        type: str
      action:
        description:
          - Whether it may pass.
        type: str
        choices: [accept, drop]
        default: accept
      description:
        description:
          - What the rule is for, at most 100 characters. Without it the one that is there is kept.
        type: str
  egress:
    description:
      - Rules for what goes out, in the same way as O(ingress).
    type: list
    elements: dict
    suboptions: *rule
  purge_rules:
    description:
      - Whether rules that are not given are taken away. With V(false) they stay behind those given.
    type: bool
    default: true
extends_documentation_fragment:
  - tencentcloud.cvm.resource
  - tencentcloud.cvm.connection
  - tencentcloud.cvm.attributes
  - tencentcloud.cvm.attributes.managing
notes:
  - That the cloud takes an empty list for one direction beside rules for the other is not verified.
seealso:
  - module: tencentcloud.cvm.security_group_info
  - module: tencentcloud.cvm.instance
author:
  - tencentcloud.cvm contributors (@tencentcloud-cvm)
"""

EXAMPLES = r"""
- name: Web machines are reached from everywhere, databases from the web machines only
  hosts: localhost
  gather_facts: false
  tasks:
    - name: The web group is there
      tencentcloud.cvm.security_group:
        name: web
        ingress:
          - {protocol: tcp, port: "80,443", cidr: 0.0.0.0/0}
          - {protocol: tcp, port: 22, cidr: 203.0.113.0/24, description: Office}
        egress:
          - {cidr: 0.0.0.0/0}

    - name: The database group is there
      tencentcloud.cvm.security_group:
        name: db
        ingress:
          - {protocol: tcp, port: 3306, group: web}
          - {group: db, description: Among each other}
        egress:
          - {group: db}

    - name: The databases are not needed any more
      tencentcloud.cvm.security_group:
        name: db
        state: absent
"""

RETURN = r"""
security_group:
  description: The group; null when it is deleted, and in check mode when there is none yet.
  returned: success
  type: dict
  contains:
    security_group_id:
      description: Id.
      type: str
      sample: sg-1a2b3c4d
    name:
      description: Name.
      type: str
      sample: web
    description:
      description: What it is for.
      type: str
      sample: ""
    project:
      description: Number of its project.
      type: int
      sample: 0
    is_default:
      description: Whether it is the project's default group.
      type: bool
      sample: false
    ingress:
      description: Rules for what comes in, in order, with null for what a rule does not have.
      type: list
      elements: dict
      contains: &rule
        protocol:
          description: Protocol.
          type: str
          sample: tcp
        port:
          description: Ports.
          type: str
          sample: 80,443
        service_template:
          description: Id of the template of protocols and ports.
          type: str
          sample: null
        cidr:
          description: Addresses at the other end.
          type: str
          sample: 0.0.0.0/0
        group:
          description: Id of the group at the other end.
          type: str
          sample: null
        address_template:
          description: Id of the template of addresses at the other end.
          type: str
          sample: null
        action:
          description: Whether it may pass.
          type: str
          sample: accept
        description:
          description: What the rule is for.
          type: str
          sample: ""
    egress:
      description: Rules for what goes out, in the same way.
      type: list
      elements: dict
      contains: *rule
    version:
      description: Version of the rules; each change makes another.
      type: str
      sample: "1"
    created_at:
      description: When it was made, in UTC+8 as the API writes it.
      type: str
      sample: "2026-11-25 20:00:00"
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
from ..module_utils._core.resource import arguments
from ..module_utils._core.rules import RULE
from ..module_utils._core.security_group import A_SECURITY_GROUP
from ..module_utils._module import cloud_module, connect

ARGUMENTS = arguments(
    "security_group",
    description={"type": "str"},
    project={"type": "int"},
    ingress={"type": "list", "elements": "dict", "options": RULE},
    egress={"type": "list", "elements": "dict", "options": RULE},
    purge_rules={"type": "bool", "default": True},
)


def main() -> None:
    module, want = cloud_module(ARGUMENTS, required_one_of=[("security_group_id", "name")])
    with connect(module) as cloud:
        result = converge(cloud, A_SECURITY_GROUP, want)
    module.exit_json(**result)


if __name__ == "__main__":
    main()

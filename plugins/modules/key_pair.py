#!/usr/bin/python
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes, imports, changes and deletes key pairs of Tencent Cloud."""

from __future__ import annotations

DOCUMENTATION = r"""
module: key_pair
short_description: See to a key pair of Tencent Cloud
version_added: 0.1.0
description:
  - Makes, imports, renames, tags and deletes a key pair, known by its id or its name.
  - The private half of a pair that the cloud makes is written to a file and shown nowhere else.
options:
  key_pair_id:
    description:
      - Id of a key pair that is there. Without it O(name) says which one is meant.
    type: str
  name:
    description:
      - Name, 1 to 25 letters, digits and underscores. Together with O(key_pair_id) the pair is renamed.
    type: str
  description:
    description:
      - What it is for, at most 60 characters.
    type: str
  project:
    description:
      - Number of the project of a new pair; it cannot be changed afterwards.
    type: int
  public_key:
    description:
      - Public half to import, an RSA key in the form of OpenSSH. A pair keeps its key; that of a pair which
        is there is compared, and another one is refused.
    type: str
  public_key_file:
    description:
      - File with the public half to import.
    type: path
  private_key_file:
    description:
      - File for the private half of a pair that the cloud makes, readable by its owner only (mode C(0600)).
        It is never overwritten, and no pair is made when it cannot be written.
    type: path
extends_documentation_fragment:
  - tencentcloud.cvm.resource
  - tencentcloud.cvm.connection
  - tencentcloud.cvm.attributes
  - tencentcloud.cvm.attributes.managing
notes:
  - Files are those of the host that the module runs on.
  - When the answer with the private half is lost on its way, the module fails and names the pair. It has to
    be deleted then, for nobody can have its private half any more.
  - The key of a machine can be deleted some minutes after the machine is gone; O(wait_timeout) bounds the
    wait.
  - That the cloud takes RSA keys only is not verified for today; others are refused here.
seealso:
  - module: tencentcloud.cvm.key_pair_info
  - module: tencentcloud.cvm.instance
author:
  - tencentcloud.cvm contributors (@tencentcloud-cvm)
"""

EXAMPLES = r"""
- name: There are keys to log in with
  hosts: localhost
  gather_facts: false
  tasks:
    - name: A pair is made, and its private half is in a file
      tencentcloud.cvm.key_pair:
        name: shop
        private_key_file: "{{ playbook_dir }}/shop.pem"

    - name: A pair of one's own is imported
      tencentcloud.cvm.key_pair:
        name: office
        public_key: "ssh-rsa
          AAAAB3NzaC1yc2EAAAADAQABAAABAQC3qLoI6+zGVoMSvGOs0UgTycgxSqknWHrIcjZqQQBSorNyz2KX/rKTBnnW/h\
          VzouKBzl1Ekgyb1sPQ/SDU7IWP5ctavpKdN+hih1gTnH+3CRHdB8P4Sxy01IJylwFtMoyrAGRIU0vSTR7eGFJpr0lk\
          4CSbH9DRiNTKfEcoLdnoD0SLuNfMg+RwYfdivF3qNrq1eYfFpj+ARFXYgZL83m3Bk6wvpt9jlDoGQ4sVKVxOh+2JoC\
          vfUtvG1eOjx7/n7Cs8YQF2W3PDZKaDK9Vu1BRt5nE/fLOico5cKRRkolOxX4zmSgU9qJATTb4DajMuHnx6J48yck0u\
          QmxQE7Q4NQfr"

    - name: The made one is not needed any more
      tencentcloud.cvm.key_pair:
        name: shop
        state: absent
"""

RETURN = r"""
key_pair:
  description: The key pair, without any private half; null when it is deleted, and in check mode when there
    is none yet.
  returned: success
  type: dict
  contains:
    key_pair_id:
      description: Id.
      type: str
      sample: skey-1a2b3c4d
    name:
      description: Name.
      type: str
      sample: shop
    description:
      description: What it is for.
      type: str
      sample: ""
    project:
      description: Number of its project.
      type: int
      sample: 0
    public_key:
      description: Its public half, without a comment.
      type: str
      sample: ssh-rsa AAAAB3NzaC1yc2E
    fingerprint:
      description: Fingerprint of the public half, as C(ssh-keygen -l) prints it.
      type: str
      sample: SHA256:0PmNt7oZcxB0zjVmVXoBuXN9NU2kTVZVvFYzTP1Xo9c
    instances:
      description: Ids of the machines that it opens.
      type: list
      elements: str
      sample: [ins-0s7wsh5x]
    created_at:
      description: When it was made, in UTC.
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

from ..module_utils._cloud.key_pair import converge
from ..module_utils._core.resource import arguments
from ..module_utils._module import cloud_module, connect, finish

ARGUMENTS = arguments(
    "key_pair",
    description={"type": "str"},
    project={"type": "int"},
    public_key={"type": "str", "no_log": False},
    public_key_file={"type": "path", "no_log": False},
    private_key_file={"type": "path", "no_log": False},
)


def main() -> None:
    module, want = cloud_module(
        ARGUMENTS,
        required_one_of=[("key_pair_id", "name")],
        mutually_exclusive=[("public_key", "public_key_file", "private_key_file")],
    )
    with connect(module) as cloud:
        result = converge(cloud, want)
    finish(module, result, cloud.notes)


if __name__ == "__main__":
    main()

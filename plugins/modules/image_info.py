#!/usr/bin/python
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shows the images that Tencent Cloud machines can be made of."""

from __future__ import annotations

DOCUMENTATION = r"""
module: image_info
short_description: Show the images that Tencent Cloud machines can be made of
version_added: 0.1.0
description:
  - Lists the public images of the region, those of the account and those shared with it, the newest first,
    and says which of them is the newest that can be used.
options:
  image_ids:
    description:
      - Ids of the images to show. Ids that do not exist are left out of the answer.
    type: list
    elements: str
    aliases: [image_id]
  name:
    description:
      - Exact name of the image.
    type: str
  os:
    description:
      - What the name of the operating system begins with, in whole words, for example
        V(Ubuntu Server 24.04) or V(Debian 12). Capitals and small letters are the same.
    type: str
  family:
    description:
      - Image family, the word that images of one line share. The owner of an image sets it.
    type: str
  origin:
    description:
      - Whose images are shown. Without it, everybody's.
    type: str
    choices: [public, private, shared]
  architecture:
    description:
      - Processor the image is for, for example V(x86_64) or V(arm).
    type: str
  instance_type:
    description:
      - Only images that run on this instance type, for example V(S5.MEDIUM4).
      - Not together with O(image_ids).
    type: str
extends_documentation_fragment:
  - tencentcloud.cvm.connection
  - tencentcloud.cvm.attributes
  - tencentcloud.cvm.attributes.info
notes:
  - One request is made per 100 images.
seealso:
  - module: tencentcloud.cvm.instance
  - module: tencentcloud.cvm.instance_type_info
author:
  - tencentcloud.cvm contributors (@tencentcloud-cvm)
"""

EXAMPLES = r"""
- name: Images are looked at
  hosts: localhost
  gather_facts: false
  tasks:
    - name: The newest public Ubuntu for a type is known
      tencentcloud.cvm.image_info:
        os: Ubuntu Server
        origin: public
        instance_type: S5.MEDIUM4
      register: ubuntu

    - name: It is shown
      ansible.builtin.debug:
        msg: "{{ ubuntu.newest.image_id }} is {{ ubuntu.newest.name }}"

    - name: The account's images of the family shop are known
      tencentcloud.cvm.image_info:
        family: shop
        origin: private
      register: shop

    - name: Old ones are shown
      ansible.builtin.debug:
        msg: "{{ shop.images[1:] | map(attribute='image_id') | list }}"
"""

RETURN = r"""
images:
  description: The images, the newest first.
  returned: success
  type: list
  elements: dict
  contains: &image
    image_id:
      description: Id.
      type: str
      sample: img-mmytdhbn
    name:
      description: Name.
      type: str
      sample: Ubuntu Server 24.04 LTS 64bit
    os:
      description: Operating system.
      type: str
      sample: Ubuntu Server 24.04 LTS 64bit
    family:
      description: Image family, null where the owner set none.
      type: str
      sample: null
    origin:
      description: V(public), V(private) or V(shared); null for one from the market.
      type: str
      sample: public
    platform:
      description: Kind of the operating system.
      type: str
      sample: Ubuntu
    architecture:
      description: Processor it is for.
      type: str
      sample: x86_64
    size:
      description: Size in GiB; a system disk is at least as large.
      type: int
      sample: 20
    state:
      description: State. Machines can be made of an image that is V(NORMAL).
      type: str
      sample: NORMAL
    deprecated:
      description: Whether its owner advises against its use.
      type: bool
      sample: false
    cloud_init:
      description: Whether it runs user data at the first boot.
      type: bool
      sample: true
    description:
      description: What the owner says about it.
      type: str
      sample: Ubuntu Server 24.04 LTS 64bit
    created_at:
      description: Time of creation, UTC.
      type: str
      sample: "2024-06-18T08:00:00Z"
    tags:
      description: Tags.
      type: dict
      sample: {}
newest:
  description: The newest of RV(images) that is V(NORMAL) and not deprecated, one for x86_64 before any other;
    null when there is none.
  returned: success
  type: dict
  contains: *image
"""

from ..module_utils._cloud.catalogue import images
from ..module_utils._core.ids import with_good_ids
from ..module_utils._core.image import ORIGINS
from ..module_utils._module import cloud_module, connect

ARGUMENTS = {
    "image_ids": {"type": "list", "elements": "str", "aliases": ["image_id"]},
    "name": {"type": "str"},
    "os": {"type": "str"},
    "family": {"type": "str"},
    "origin": {"type": "str", "choices": list(ORIGINS)},
    "architecture": {"type": "str"},
    "instance_type": {"type": "str"},
}


def main() -> None:
    module, want = cloud_module(ARGUMENTS, mutually_exclusive=[("image_ids", "instance_type")])
    with connect(module) as cloud:
        result = images(cloud, {**want, "image_ids": with_good_ids("image_ids", "img", want["image_ids"])})
    module.exit_json(**result)


if __name__ == "__main__":
    main()

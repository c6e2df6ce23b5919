# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the options that decide what a machine is and costs."""

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  charge_type:
    description:
      - How machines are paid for.
      - V(pay_as_you_go) is billed by the second of use (C(POSTPAID_BY_HOUR)). V(spot) (C(SPOTPAID)) costs a
        fraction and may be reclaimed at two minutes' notice. Without it new machines are V(pay_as_you_go).
    type: str
    choices: [pay_as_you_go, spot]
  spot:
    description:
      - Terms of a spot purchase; only with O(charge_type=spot).
    type: dict
    suboptions:
      max_price:
        description:
          - Most to pay for one machine's cores and memory, per hour, in the currency of the account; a number
            such as V(0.05). Below the market price the purchase is refused. Without it the market price is
            paid.
        type: str
      fallback:
        description:
          - What to buy where no spot machine is to be had. Without it the run fails. Members bought this way
            stay what they are; each run tells of them.
        type: str
        choices: [pay_as_you_go]
  zones:
    description:
      - Availability zones in order of preference, for example V(ap-guangzhou-6). When one has no stock, the
        next is tried.
      - Without it, every zone of the region that sells the instance type is a candidate, the cheapest first.
    type: list
    elements: str
    aliases: [zone]
  instance_types:
    description:
      - Instance types in order of preference, for example V(S5.MEDIUM4). A type is tried in all zones before
        the next type is.
    type: list
    elements: str
    aliases: [instance_type]
  cpu:
    description:
      - Number of cores. Together with O(memory) it chooses among all types on sale, without GPU and fit for
        the image, the cheapest first, instead of O(instance_types).
    type: int
  memory:
    description:
      - Memory in GiB; see O(cpu).
    type: int
  image:
    description:
      - Id or name of the image, or the operating system, for example V(img-487zeit5) or
        V(Ubuntu Server 24.04). An operating system stands for its newest public image that runs on the first
        of O(instance_types); M(tencentcloud.cvm.image_info) shows it.
    type: str
  system_disk:
    description:
      - The disk the image is put on. Without it the cloud chooses a type in stock and 50 GiB.
    type: dict
    suboptions:
      type:
        description: Type of the disk.
        type: str
        choices: [CLOUD_PREMIUM, CLOUD_BSSD, CLOUD_SSD, CLOUD_HSSD, CLOUD_TSSD, CLOUD_BASIC, LOCAL_BASIC,
        LOCAL_SSD]
      size:
        description: Size in GiB.
        type: int
  data_disks:
    description:
      - Disks bought together with the machine, at most 21.
    type: list
    elements: dict
    suboptions:
      type:
        description: Type of the disk. The API's own default is a local disk, which most types do not take; so
          it must be named.
        type: str
        required: true
        choices: [CLOUD_PREMIUM, CLOUD_BSSD, CLOUD_SSD, CLOUD_HSSD, CLOUD_TSSD, CLOUD_BASIC, LOCAL_BASIC,
        LOCAL_SSD]
      size:
        description: Size in GiB, a multiple of 10.
        type: int
        required: true
      name:
        description: Display name of the disk.
        type: str
      snapshot:
        description: Id of the snapshot to fill the disk from.
        type: str
      delete_with_instance:
        description: Whether the disk goes when the machine is terminated. The cloud's own default is V(true).
        type: bool
  public_ip:
    description:
      - The ordinary public address of each machine. Without it, or with V(0) bandwidth, there is none.
      - The address is lost when a machine is stopped without charging, and with the machine.
    type: dict
    suboptions:
      bandwidth:
        description: Outgoing bandwidth in Mbit/s; V(0) means no public address.
        type: int
        required: true
      charge_type:
        description:
          - V(traffic) is billed per GB sent (C(TRAFFIC_POSTPAID_BY_HOUR)), V(bandwidth) per Mbit/s and hour
            (C(BANDWIDTH_POSTPAID_BY_HOUR)). Without it new addresses are billed by V(traffic).
        type: str
        choices: [traffic, bandwidth]
notes:
  - Where an id or a name is accepted, what looks like an id, such as C(vpc-) with 8 digits or small letters,
    is taken as one and not looked up. A name is exact; two of the same name are an error that lists both.
  - One request finds the names of a kind, five at a time. That for subnets takes the place of the one that a
    purchase makes anyway.
"""

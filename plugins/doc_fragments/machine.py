# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the options that decide what a machine is and costs."""

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  launch_template:
    description:
      - Launch template that says what the options leave open; what the options say goes before it. Image,
        instance type, zone, subnet and the way to pay may come from it, and its tags are put on new machines
        beside those that are given.
      - It counts for new machines only. A template, or a default version, that changes later leaves the
        machines that are there as they are.
      - What a template has cannot be taken away. The terms of a spot or prepaid purchase in it tie
        O(charge_type) to that.
    type: dict
    suboptions:
      id:
        description: Id or name of the template.
        type: str
        required: true
      version:
        description: Number of the version, the default version without it.
        type: int
  charge_type:
    description:
      - How machines are paid for.
      - V(pay_as_you_go) is billed by the second of use (C(POSTPAID_BY_HOUR)). V(spot) (C(SPOTPAID)) costs a
        fraction and may be reclaimed at two minutes' notice. V(prepaid) (C(PREPAID)) is paid in advance for
        the months in O(prepaid). V(dedicated_host) (C(CDHPAID)) runs on a dedicated host of the account and
        is paid for with the host. Without it new machines are V(pay_as_you_go).
      - The cloud answers no price inquiry for V(dedicated_host); such a machine is quoted as V(0). What its
        disks and its bandwidth cost beside the host is in no quote, and counts towards no limit of price.
    type: str
    choices: [pay_as_you_go, spot, prepaid, dedicated_host]
  prepaid:
    description:
      - Terms of a prepaid purchase; only with O(charge_type=prepaid).
    type: dict
    suboptions:
      period:
        description: For how many months a new machine is paid in advance. Buying a prepaid machine needs it.
        type: int
        choices: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 24, 36, 48, 60]
      renew:
        description:
          - What happens when the period is over. V(auto) renews month by month and costs money each time,
            V(notify) only tells, V(none) does neither. The cloud's own default is V(notify).
        type: str
        choices: [auto, notify, none]
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
      name: &disk_name
        description: Display name of the disk, at most 128 characters. The cloud does not show it with the
          machine, so it is not compared.
        type: str
      encrypt: &encrypt
        description: Whether the disk is encrypted. Settled at birth. Not every account and type has it.
        type: bool
      kms_key: &kms_key
        description: Id of the key in the key management service, instead of the cloud's own; only with
          encryption.
        type: str
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
      name: *disk_name
      encrypt: *encrypt
      kms_key: *kms_key
      snapshot:
        description: Id of the snapshot to fill the disk from; it must not be larger than the disk.
        type: str
      delete_with_instance:
        description: Whether the disk, and what is on it, goes when the machine is terminated. The cloud's own
          default is V(true). A disk that stays goes on costing money.
        type: bool
      throughput_performance:
        description: Throughput in MiB/s beyond what the size brings, at a price of its own; only for
          V(CLOUD_HSSD) and V(CLOUD_TSSD).
        type: int
      burst_performance:
        description: Whether the disk may exceed its performance for a while; a limited release of the cloud,
          for V(CLOUD_HSSD) and V(CLOUD_TSSD) of 460 GiB or more.
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
            (C(BANDWIDTH_POSTPAID_BY_HOUR)), V(prepaid) together with a prepaid machine
            (C(BANDWIDTH_PREPAID)), V(package) with a bandwidth package (C(BANDWIDTH_PACKAGE)). Without it
            new addresses are billed by V(traffic), or by V(package) when O(public_ip.bandwidth_package) is
            given.
        type: str
        choices: [traffic, bandwidth, prepaid, package]
      assigned:
        description: Whether a public address comes with the bandwidth. V(false) leaves the machine without
          one, for an elastic address that is bound later. The cloud's own default is V(true) where there is
          bandwidth.
        type: bool
      isp:
        description: Network the address is in. V(BGP) is the cloud's own default; the networks of single
          providers are to be had in some regions only, and need a bandwidth package.
        type: str
        choices: [BGP, CMCC, CTCC, CUCC]
      bandwidth_package:
        description: Id of the bandwidth package that the address shares.
        type: str
      address_type:
        description: Kind of the address. V(WanIP) is the cloud's own default; V(HighQualityEIP) and
          V(AntiDDoSEIP) cost more, and are to be had in some regions, for accounts that were admitted. Those
          two are elastic addresses, which stay when the machine is stopped or ends, and go on costing money.
        type: str
        choices: [WanIP, HighQualityEIP, AntiDDoSEIP]
      anti_ddos_package:
        description: Id of the package that protects the address; together with V(AntiDDoSEIP).
        type: str
notes:
  - Where an id or a name is accepted, what looks like an id, such as C(vpc-) with 8 digits or small letters,
    is taken as one and not looked up. A name is exact; two of the same name are an error that lists both.
  - Names cost one request per kind that is named, of key pairs one per five names; ids cost none. A purchase
    asks about its subnets anyway. So a VPC, subnets, security groups, key pairs and an image by name add four
    requests to a purchase, and a project, a placement group and a launch template one more each. A run that
    buys nothing asks for the same names, but not for that of the launch template; one that gives machines up
    asks for none.
"""

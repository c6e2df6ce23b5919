#!/usr/bin/python
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Buys, changes and releases Tencent Cloud virtual machines, as fleets."""

from __future__ import annotations

DOCUMENTATION = r"""
module: instance
short_description: Buy, change and release Tencent Cloud virtual machines
version_added: 0.1.0
description:
  - Makes a fleet of CVM instances what the options say. One module buys one machine or many, pay-as-you-go,
    spot, prepaid and on dedicated hosts.
  - A fleet is the instances of a region that carry the tag C(ansible-cvm-fleet) with the fleet's O(name). The
    tag is put on in the purchase itself. Machines without it are never changed or terminated, unless
    O(instance_ids) names them.
  - A purchase is quoted before it is made, and it is made once. Every order carries a token and a tag that
    are the same in each run that sees the same cloud. After a lost answer or a crash the next look at the
    cloud finds what was bought.
  - A run that finds what it wants makes one API call per 100 machines and changes nothing.
options:
  name:
    description:
      - Name of the fleet. Its machines are displayed as C(<name>-<number>).
      - One of O(name) and O(instance_ids) is required.
    type: str
  exact_count:
    description:
      - How many machines the fleet has. V(0) is a number like any other.
      - Without it one machine is bought when the fleet is empty, and no machine is ever terminated for its
        number.
      - What is too many is terminated, the newest first. Machines that are being created, are running,
        stopped or in between count. Machines in the recycle bin, being terminated or failed to launch do not.
      - Has no meaning with O(state=absent), which terminates all.
    type: int
  instance_ids:
    description:
      - Machines to work on, instead of a fleet. Nothing is bought; an id that does not exist is an error,
        except with O(state=absent).
      - Together with O(name) the machines are adopted into that fleet.
    type: list
    elements: str
  instance_name:
    description:
      - Display name of the machines instead of C(<name>-<number>). C({R:1}) stands for a number that grows
        from 1; without such a pattern the cloud appends one when it creates several machines.
      - Machines whose name is of another form are renamed; names there may have 60 characters.
    type: str
  state:
    description:
      - V(present) leaves power as it is found. V(running) starts stopped machines before any are bought.
        V(stopped) stops them as O(stop_mode) says. V(restarted) restarts those that run, starts those that
        are stopped, and waits until the new boot is done; it is a change in every run.
      - V(rebuilt) installs O(image) anew on the machines that have another one, with O(force) on all. The
        system disk is wiped, data disks stay. What is given of login, O(hostname), O(user_data) and the size
        of O(system_disk) goes with it; keys stay when no login is given. Machines run afterwards. Spot
        machines cannot be rebuilt.
      - V(released) takes the fleet's two tags off and leaves machines and disks as they are.
      - V(absent) terminates the machines for good. Data disks that are to go with them go too.
    type: str
    choices: [present, running, stopped, restarted, rebuilt, released, absent]
    default: present
  stop_mode:
    description:
      - What a stopped machine costs. V(keep_charging) keeps everything. V(stop_charging) gives the hardware
        back, only the disks stay charged; the public address is lost, and the next start fails when the zone
        has no stock. Only hourly machines with cloud disks can; the others stop with charging.
      - Counts when a machine is stopped; one that is stopped already stays as it is. Without it machines
        stop with charging.
    type: str
    choices: [keep_charging, stop_charging]
  allow_restart:
    description:
      - Whether machines that run may be stopped for a change that takes it, and started again. Without it
        such changes are reported as RV(drift) and left.
    type: bool
    default: false
  allow_move:
    description:
      - Whether machines may be moved into another one of O(subnets) in their zone. They get another private
        address. Takes O(allow_restart) too while they run.
    type: bool
    default: false
  allow_prepaid_return:
    description:
      - Whether prepaid machines may be terminated. They are returned to the cloud for RV(refunds), then
        destroyed.
    type: bool
    default: false
  release_addresses:
    description:
      - Whether the elastic addresses of terminated machines are released with them.
    type: bool
    default: false
  force:
    description:
      - With a machine that is to be terminated, lift its termination protection first. With O(state=rebuilt),
        install also where the image is the one asked for.
    type: bool
    default: false
  prefer:
    description:
      - Which candidate comes first. V(listed) takes O(instance_types) and O(zones) in the order in which they
        are listed, and what is not listed by price. V(cheapest) takes all by price.
    type: str
    choices: [listed, cheapest]
    default: listed
  spread:
    description:
      - V(zones) puts new machines where the fleet has the fewest, so that zones stay level. V(none) fills the
        first candidate.
    type: str
    choices: [none, zones]
    default: none
  max_upfront_price:
    description:
      - Most that may be taken or frozen when the order is placed, for hourly machines the first hour of all
        new ones, for prepaid ones their whole period, in the currency of the account. Above it nothing is
        bought. Holds as well for machines that turn from hourly to prepaid.
    type: float
  balance_hours:
    description:
      - Refuse to buy when the account could not pay the whole fleet for so many hours. A key that may not
        read the balance gets a warning instead.
    type: float
  preflight:
    description:
      - Before the first order ask the cloud for a dry run, for the quota and for the balance, and report all
        problems together. Works in check mode too.
    type: bool
    default: false
  max_delete:
    description:
      - Refuse to terminate more than so many machines in one run.
    type: int
  scale_in:
    description:
      - Which machines go first when there are too many. V(spot_first) and V(stopped_first) take the newest of
        those, then the newest of the others.
    type: str
    choices: [newest, oldest, spot_first, stopped_first]
    default: newest
  launch_attempts:
    description:
      - How often machines that fail to launch, or vanish before they run, are bought again in one run.
    type: int
    default: 3
  max_hourly_price:
    description:
      - Most that the whole fleet may cost per hour after a purchase, in the currency of the account. Above
        it nothing is bought. Traffic is billed per GB and does not count. Of a prepaid machine an hour's
        share of its price counts, at 730 hours a month.
      - Another instance type, larger or more disks, or more bandwidth that would take the machines above it
        is refused before anything is changed.
    type: float
  vpc:
    description:
      - Id or name of the VPC. Without it and without O(subnets), the account's default VPC.
      - On machines that are there, see O(allow_move).
    type: str
  subnets:
    description:
      - Ids or names of the subnets new machines may be put into, at most one is used per zone. Names are
        sought in O(vpc) where that is given. Without it, a subnet of the VPC in the machine's zone, the
        default one before the oldest.
      - On machines that are there, see O(allow_move).
    type: list
    elements: str
    aliases: [subnet]
  security_groups:
    description:
      - Ids or names of the security groups in order of priority, at most 5. This is the whole truth; on
        machines that are there it is changed. Without it new machines get the project's default group.
    type: list
    elements: str
  key_pairs:
    description:
      - Ids or names of the key pairs that may log in. Binding a key turns login with a password off. Not for
        Windows.
      - This is the whole truth. To change it on a machine that runs takes O(allow_restart).
      - With none of O(key_pairs), O(password) and O(keep_image_login) the cloud sends a random password by
        site message.
    type: list
    elements: str
  password:
    description:
      - Password of the image's own user. 8 to 30 characters of at least two classes, for Windows 12 to 30 of
        three.
      - The cloud never shows it, so it is set on new machines only, unless O(update_password=always).
    type: str
  update_password:
    description:
      - V(always) sets O(password) on all machines in every run, which takes O(allow_restart) while they run.
    type: str
    choices: [on_create, always]
    default: on_create
  keep_image_login:
    description:
      - Keep the login that a custom, shared or imported image brings.
    type: bool
  hostname:
    description:
      - Host name; C({R:1}) stands for a number that grows, C({IP}) for the private address.
      - To change it on a machine that runs takes O(allow_restart).
    type: str
  user_data:
    description:
      - Script for the first boot, as plain text; at most 16 KB in base64.
      - On machines that are there it is replaced, and counts when they are rebuilt. To compare it costs one
        API call per 100 machines.
    type: str
  project:
    description:
      - Number or name of the project the machines belong to.
    type: str
  host_ids:
    description:
      - Ids of the dedicated hosts new machines may be put on; the cloud chooses among them. Needed to buy
        with O(charge_type=dedicated_host), together with O(zones).
    type: list
    elements: str
  resource_pack_ids:
    description:
      - Ids of resource packs that were bought before, out of which new machines are taken. The cloud does not
        show which pack a machine came from.
    type: list
    elements: str
  placement_group:
    description:
      - Id or name of the placement group that keeps machines apart, on different hosts, switches or racks. It
        has room for a limited number. An empty text takes machines out of the group they are in.
    type: str
  partition_number:
    description:
      - Number of the partition of O(placement_group) machines are put into, from 1; for groups that are
        divided into partitions. It changes only together with the group.
    type: int
  hpc_cluster:
    description:
      - Id of the cluster for high performance computing. Instance types of that kind need it, others refuse
        it. Give O(zones) the zone the cluster is in.
    type: str
  cpu_topology:
    description:
      - How cores and threads are laid out. Not every instance type can be laid out otherwise than it is sold.
    type: dict
    suboptions:
      core_count:
        description: Number of physical cores.
        type: int
        required: true
      thread_per_core:
        description: Threads of each core; V(1) turns hyper-threading off.
        type: int
        required: true
        choices: [1, 2]
  private_ips:
    description:
      - Private addresses, one for each machine, all in one subnet. There must be as many as machines, and
        may be more; new machines take those that no member has. Machines are then ordered 20 at a time.
      - With it and without O(subnets), the subnet that holds them is found.
    type: list
    elements: str
  ipv6_address_count:
    description:
      - How many IPv6 addresses each machine has; VPC and subnet need an IPv6 range of their own.
    type: int
  network_interfaces:
    description:
      - Further network cards of new machines, besides the one in O(subnets). All are in one VPC and one zone,
        each in a subnet of its own, so give O(zones) too. A limited release of the cloud, in some regions, to
        be asked for by ticket; how many a machine may have depends on its type.
      - On machines that are there they are neither compared nor changed.
    type: list
    elements: dict
    suboptions:
      subnet:
        description: Id or name of the subnet the card is in.
        type: str
        required: true
      private_ip_count:
        description: How many private addresses it has, from 1 to 50; without it one.
        type: int
      security_groups:
        description: Ids or names of its security groups; without it the default group of the project.
        type: list
        elements: str
      delete_with_instance:
        description: Whether the card goes with the machine. The cloud's own default is V(false), and a card
          that stays goes on holding its addresses.
        type: bool
  as_vpc_gateway:
    description:
      - Whether the machine forwards what others in its VPC send to the internet. It needs a public address.
    type: bool
  jumbo_frames:
    description:
      - Whether the network card takes frames of 8500 bytes. Not every instance type does. To change it on a
        machine that runs takes O(allow_restart).
    type: bool
  cam_role:
    description:
      - Name of the CAM role whose temporary keys the machine finds in its metadata; the role must trust
        C(cvm.qcloud.com).
    type: str
  metadata:
    description:
      - Texts the machine finds in its metadata, by key; a limited release of the cloud. A key has 1 to 128
        letters, digits, underscores and hyphens, a value at most 256 KB. Not a place for secrets, every
        process on the machine can read them.
    type: dict
  enhanced_services:
    description:
      - Agents of the cloud that new machines are set up with. Without it public images bring them all,
        images of one's own what is in them.
    type: dict
    suboptions:
      security:
        description: Protection against attacks and malware.
        type: bool
      monitor:
        description: Monitoring.
        type: bool
      automation:
        description: The automation assistant, which runs commands sent through the API.
        type: bool
  termination_protection:
    description:
      - Whether the API refuses to terminate the machine; O(force) lifts that.
    type: bool
  ttl:
    description:
      - For how long machines live from their birth on, for example V(4h), V(90m) or V(1d12h), at least
        V(10m), rounded up to five full minutes. The cloud itself then terminates them, protected or not, and
        their data is lost; a guard against machines that are forgotten. The next run buys them again.
      - V(0) is no timer and takes one off. Not for prepaid machines. To compare it costs one API call per 100
        machines.
    type: str
  tags:
    description:
      - Tags for the machines. Their cloud disks get the same when they are bought and whenever the tags of
        their machine change. Keys may not begin with C(qcs:), C(project) or the Chinese word for project.
    type: dict
  purge_tags:
    description:
      - Whether tags that are not in O(tags) are taken off. The fleet's own two tags and the cloud's are left
        alone.
    type: bool
    default: false
  wait:
    description:
      - Whether to wait until machines are in the state asked for, new ones with their tags and public
        address.
    type: bool
    default: true
  wait_timeout:
    description:
      - Seconds after which waiting fails. The failure names every id that was bought.
    type: int
    default: 900
  settle_window:
    description:
      - Seconds within which the cloud shows a new instance with its tags. Only after something went wrong, or
        a fleet was made smaller a moment ago, a purchase waits for the rest of them.
    type: int
    default: 60
extends_documentation_fragment:
  - tencentcloud.cvm.connection
  - tencentcloud.cvm.machine
  - tencentcloud.cvm.attributes
  - tencentcloud.cvm.attributes.managing
seealso:
  - module: tencentcloud.cvm.instance_info
  - module: tencentcloud.cvm.price_info
author:
  - tencentcloud.cvm contributors (@tencentcloud-cvm)
"""

EXAMPLES = r"""
- name: A fleet of machines, bought, looked at, and released
  hosts: localhost
  gather_facts: false
  tasks:
    - name: Three machines called web run in whichever zone is cheapest
      tencentcloud.cvm.instance:
        name: web
        exact_count: 3
        instance_type: S5.MEDIUM4
        image: img-487zeit5
        key_pairs: [skey-rehearse]
        tags:
          team: shop
      register: web

    - name: What they cost is known
      ansible.builtin.debug:
        msg: "{{ web.quote.hourly_price }} an hour for {{ web.created_ids | length }} new machines"

    - name: Two spot workers run in the first of two zones that has stock, for at most 0.50 an hour together
      tencentcloud.cvm.instance:
        name: worker
        exact_count: 2
        charge_type: spot
        max_hourly_price: 0.50
        zones: [ap-guangzhou-6, ap-guangzhou-3]
        instance_types: [S5.MEDIUM4, SA2.MEDIUM4]
        image: img-487zeit5
        system_disk:
          type: CLOUD_BSSD
          size: 50
        public_ip:
          bandwidth: 5
        key_pairs: [skey-rehearse]

    - name: The workers are stopped
      tencentcloud.cvm.instance:
        name: worker
        state: stopped

    - name: One web machine is enough
      tencentcloud.cvm.instance:
        name: web
        exact_count: 1

    - name: Both fleets are gone
      tencentcloud.cvm.instance:
        name: "{{ item }}"
        state: absent
      loop: [web, worker]
"""

RETURN = r"""
instances:
  description: The live machines of the fleet, or of O(instance_ids), after the run; in check mode as they are
    now.
  returned: success
  type: list
  elements: dict
  contains:
    instance_id:
      description: Id.
      type: str
      sample: ins-0s7wsh5x
    name:
      description: Display name.
      type: str
      sample: web-1
    fleet:
      description: Name of the fleet it belongs to, null for none.
      type: str
      sample: web
    state:
      description: State as the API calls it, for example V(RUNNING), V(STOPPED), V(PENDING).
      type: str
      sample: RUNNING
    charge_type:
      description: V(pay_as_you_go), V(spot), V(prepaid), V(dedicated_host), or another type in small letters.
      type: str
      sample: spot
    renew:
      description: What happens when the period is over, V(auto), V(notify) or V(none); null unless prepaid.
      type: str
      sample: null
    instance_type: &instance_type
      description: Instance type.
      type: str
      sample: S5.MEDIUM4
    cpu:
      description: Cores.
      type: int
      sample: 2
    memory:
      description: Memory in GiB.
      type: int
      sample: 4
    cpu_topology:
      description: Layout of cores and threads, null where the cloud does not show it.
      type: dict
      sample: {core_count: 1, thread_per_core: 2}
    zone: &zone
      description: Availability zone.
      type: str
      sample: ap-guangzhou-6
    host:
      description: Id of the dedicated host it runs on, null for none.
      type: str
      sample: null
    project:
      description: Number of the project.
      type: int
      sample: 0
    placement_group:
      description: Id of the placement group, null for none.
      type: str
      sample: null
    partition_number:
      description: Partition of the placement group, null for none.
      type: int
      sample: null
    hpc_cluster:
      description: Id of the cluster for high performance computing, null for none.
      type: str
      sample: null
    image:
      description: Id of the image.
      type: str
      sample: img-487zeit5
    os_name:
      description: Operating system.
      type: str
      sample: Ubuntu Server 22.04 LTS 64bit
    vpc: &vpc
      description: Id of the VPC.
      type: str
      sample: vpc-1a2b3c4d
    subnet: &subnet
      description: Id of the subnet.
      type: str
      sample: subnet-1a2b3c4d
    private_ips:
      description: Private addresses.
      type: list
      elements: str
      sample: [172.16.0.8]
    public_ips:
      description: Public addresses.
      type: list
      elements: str
      sample: [203.0.113.7]
    ipv6_addresses:
      description: IPv6 addresses.
      type: list
      elements: str
      sample: []
    public_ip:
      description: Outgoing bandwidth in Mbit/s, how it is charged, null while there is no public address,
        and the bandwidth package, where the cloud shows it.
      type: dict
      sample: {bandwidth: 5, charge_type: traffic, bandwidth_package: null}
    as_vpc_gateway:
      description: Whether it forwards what others in its VPC send to the internet.
      type: bool
      sample: false
    jumbo_frames:
      description: Whether it takes jumbo frames, null where the cloud does not show it.
      type: bool
      sample: false
    security_groups:
      description: Ids of the security groups in order of priority.
      type: list
      elements: str
      sample: [sg-1a2b3c4d]
    system_disk:
      description: The system disk, by the names of its options, size in GiB; null for what the cloud does
        not show.
      type: dict
      sample: {type: CLOUD_BSSD, size: 50, name: null, encrypt: false, kms_key: null, id: disk-1a2b3c4d}
    data_disks:
      description: The data disks, in the same way.
      type: list
      elements: dict
      sample: []
    key_pairs:
      description: Ids of the key pairs that may log in.
      type: list
      elements: str
      sample: [skey-rehearse]
    login_user:
      description: User to log in as.
      type: str
      sample: ubuntu
    login_port:
      description: Port to log in at.
      type: int
      sample: 22
    hostname:
      description: Host name, null where the cloud does not show it.
      type: str
      sample: web-1
    cam_role:
      description: Name of the CAM role, null for none.
      type: str
      sample: null
    metadata:
      description: Texts the machine finds in its metadata.
      type: dict
      sample: {}
    termination_protection:
      description: Whether the machine is protected against termination.
      type: bool
      sample: false
    stop_charging_mode:
      description: V(NOT_APPLICABLE), or whether a stopped machine is charged, V(KEEP_CHARGING) or
        V(STOP_CHARGING).
      type: str
      sample: NOT_APPLICABLE
    latest_operation_state:
      description: State of the last operation, null when there was none since creation.
      type: str
      sample: SUCCESS
    created_at:
      description: Time of creation, UTC.
      type: str
      sample: "2026-11-23T12:00:00Z"
    expires_at:
      description: Time of expiry, UTC, null unless prepaid.
      type: str
      sample: null
    tags:
      description: Tags.
      type: dict
      sample: {team: shop, ansible-cvm-fleet: web}
instance_ids:
  description: Ids of RV(instances).
  returned: success
  type: list
  elements: str
  sample: [ins-0s7wsh5x]
created_ids:
  description: Ids of all machines bought by this run, also of those that were terminated or failed since.
    Empty in check mode.
  returned: always
  type: list
  elements: str
  sample: [ins-0s7wsh5x]
changed_ids:
  description: Ids of the machines that were changed, or would be in check mode.
  returned: success
  type: list
  elements: str
  sample: []
terminated_ids:
  description: Ids of the machines that were terminated, or would be in check mode.
  returned: success
  type: list
  elements: str
  sample: []
drift:
  description: What is not as asked for and was left, once per option and reason.
  returned: success
  type: list
  elements: dict
  contains:
    option:
      description: The option.
      type: str
      sample: image
    instance_ids:
      description: The machines that differ.
      type: list
      elements: str
      sample: [ins-0s7wsh5x]
    reason:
      description: Why they were left, and what would permit the change.
      type: str
      sample: it takes a restart; allow_restart permits that
  sample: []
refunds:
  description: What the cloud gives back for prepaid machines that were returned, or would be, in the currency
    of the account.
  returned: success
  type: list
  elements: dict
  contains:
    instance_id:
      description: Id.
      type: str
      sample: ins-0s7wsh5x
    refund:
      description: Amount.
      type: float
      sample: 120.5
  sample: []
steps:
  description: The API calls that changed something, in order; in check mode those that a run would make.
  returned: always
  type: list
  elements: dict
  contains:
    service:
      description: Product.
      type: str
      sample: cvm
    action:
      description: Action.
      type: str
      sample: RunInstances
    params:
      description: Parameters as they are sent.
      type: dict
quote:
  description: What the machines cost that this run buys, or would buy, per hour in the currency of the
    account.
  returned: always
  type: dict
  contains:
    hourly_price:
      description: All new machines together, traffic aside.
      type: float
      sample: 0.45
    upfront_price:
      description: What is taken or frozen for all of them when they are ordered.
      type: float
      sample: 0.45
    parts:
      description: One part per zone, type and charge type.
      type: list
      elements: dict
      contains:
        zone: *zone
        instance_type: *instance_type
        charge_type:
          description: How it is paid for.
          type: str
          sample: pay_as_you_go
        vpc: *vpc
        subnet: *subnet
        count:
          description: How many machines.
          type: int
          sample: 3
        period:
          description: For how many months is paid in advance, null unless prepaid.
          type: int
          sample: null
        hourly_price_each:
          description: One machine with its disks and hourly bandwidth, for the first 96 hours; of a prepaid
            one an hour's share of its price, at 730 hours a month. 0 on a dedicated host, whose machines
            the cloud does not quote.
          type: float
          sample: 0.15
        upfront_price_each:
          description: What is taken or frozen for one machine when the order is placed, for hourly ones the
            first hour, for prepaid ones the whole period.
          type: float
          sample: 0.15
        hourly_price:
          description: RV(ignore:hourly_price_each) times RV(ignore:count).
          type: float
          sample: 0.45
        upfront_price:
          description: RV(ignore:upfront_price_each) times RV(ignore:count).
          type: float
          sample: 0.45
        list_price_each:
          description: The list price of one machine, before discount.
          type: float
          sample: 0.15
        bandwidth_price_each:
          description: The part of the price that is bandwidth billed by the hour.
          type: float
          sample: 0.0
        traffic_price_per_gb:
          description: Price of a GB sent, null when bandwidth is not billed by traffic.
          type: float
          sample: null
        steps:
          description: The price of the machine from that hour of use on.
          type: list
          elements: dict
          sample: [{from_hour: 0, hourly_price: 0.15}]
attempts:
  description: Each order sent or priced, what was asked for, what came, and why it was passed over.
  returned: always
  type: list
  elements: dict
  sample:
    - zone: ap-guangzhou-6
      instance_type: S5.MEDIUM4
      charge_type: spot
      vpc: vpc-1a2b3c4d
      subnet: subnet-1a2b3c4d
      asked: 2
      got: 0
      token: 3b0e6a0f0c1d4a5b9f7e2d8c6b4a39180706f5e4
      code: ResourceInsufficient.SpecifiedInstanceType
      message: The specified instance type is sold out.
      request_id: c8825ac1-0d07-4f3c-a35e-599eb1acd6fc
diff:
  description: The number of machines before and after, and a line for each that changes; planned purchases
    with their price.
  returned: success
  type: dict
code:
  description: The API's error code.
  returned: failure, when the cloud refused
  type: str
  sample: InvalidAccount.InsufficientBalance
request_id:
  description: The API's id of the request that was refused.
  returned: failure, when the cloud refused
  type: str
  sample: c8825ac1-0d07-4f3c-a35e-599eb1acd6fc
action:
  description: The API action that was refused.
  returned: failure, when the cloud refused
  type: str
  sample: RunInstances
error_class:
  description: What kind of refusal it is, for example V(CAPACITY), V(QUOTA), V(BALANCE), V(AUTH), V(USER),
    V(TRANSPORT).
  returned: failure, when the cloud refused
  type: str
  sample: BALANCE
pending_ids:
  description: Ids of the machines that were waited for in vain.
  returned: failure, when O(wait_timeout) is over
  type: list
  elements: str
  sample: [ins-0s7wsh5x]
"""

from ..module_utils._cloud.converge import converge
from ..module_utils._core.arguments import BORN_WITH, MACHINE
from ..module_utils._core.wish import checked
from ..module_utils._module import cloud_module, connect, finish

SCALE_IN = ["newest", "oldest", "spot_first", "stopped_first"]
STATES = ["present", "running", "stopped", "restarted", "rebuilt", "released", "absent"]
ARGUMENTS = {
    "name": {"type": "str"},
    "exact_count": {"type": "int"},
    "instance_ids": {"type": "list", "elements": "str"},
    "instance_name": {"type": "str"},
    "state": {"type": "str", "choices": STATES, "default": "present"},
    **MACHINE,
    "prefer": {"type": "str", "choices": ["listed", "cheapest"], "default": "listed"},
    "spread": {"type": "str", "choices": ["none", "zones"], "default": "none"},
    "max_hourly_price": {"type": "float"},
    "max_upfront_price": {"type": "float"},
    "balance_hours": {"type": "float"},
    "preflight": {"type": "bool", "default": False},
    "max_delete": {"type": "int"},
    "scale_in": {"type": "str", "choices": SCALE_IN, "default": "newest"},
    "launch_attempts": {"type": "int", "default": 3},
    "vpc": {"type": "str"},
    "subnets": {"type": "list", "elements": "str", "aliases": ["subnet"]},
    "security_groups": {"type": "list", "elements": "str"},
    "key_pairs": {"type": "list", "elements": "str", "no_log": False},
    "password": {"type": "str", "no_log": True},
    "update_password": {
        "type": "str",
        "choices": ["on_create", "always"],
        "default": "on_create",
        "no_log": False,
    },
    "stop_mode": {"type": "str", "choices": ["keep_charging", "stop_charging"]},
    "allow_restart": {"type": "bool", "default": False},
    "allow_move": {"type": "bool", "default": False},
    "allow_prepaid_return": {"type": "bool", "default": False},
    "release_addresses": {"type": "bool", "default": False},
    "force": {"type": "bool", "default": False},
    "keep_image_login": {"type": "bool"},
    **BORN_WITH,
    "hostname": {"type": "str"},
    "user_data": {"type": "str"},
    "project": {"type": "str"},
    "tags": {"type": "dict"},
    "purge_tags": {"type": "bool", "default": False},
    "wait": {"type": "bool", "default": True},
    "wait_timeout": {"type": "int", "default": 900},
    "settle_window": {"type": "int", "default": 60},
}


def main() -> None:
    module, want = cloud_module(
        ARGUMENTS,
        required_one_of=[("name", "instance_ids")],
        mutually_exclusive=[("password", "key_pairs", "keep_image_login"), ("exact_count", "instance_ids")],
    )
    with connect(module) as cloud:
        result, notes = converge(cloud, checked(want, cloud.region))
    finish(module, result, notes)


if __name__ == "__main__":
    main()

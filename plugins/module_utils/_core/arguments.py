# SPDX-License-Identifier: GPL-3.0-or-later
"""Options that more than one module takes."""

from __future__ import annotations

from .disks import DISK_TYPES
from .words import CHARGE_TYPES, RENEWALS, TRAFFIC

PERIODS = [*range(1, 13), 24, 36, 48, 60]
DISK = {
    "type": {"type": "str", "choices": list(DISK_TYPES)},
    "size": {"type": "int"},
    "name": {"type": "str"},
    "encrypt": {"type": "bool"},
    "kms_key": {"type": "str", "no_log": False},
}
DATA_DISK = {
    **DISK,
    "type": {**DISK["type"], "required": True},
    "size": {"type": "int", "required": True},
    "snapshot": {"type": "str"},
    "delete_with_instance": {"type": "bool"},
    "throughput_performance": {"type": "int"},
    "burst_performance": {"type": "bool"},
}
PUBLIC_IP = {
    "bandwidth": {"type": "int", "required": True},
    "charge_type": {"type": "str", "choices": list(TRAFFIC)},
    "assigned": {"type": "bool"},
    "isp": {"type": "str", "choices": ["BGP", "CMCC", "CTCC", "CUCC"]},
    "bandwidth_package": {"type": "str"},
    "address_type": {"type": "str", "choices": ["WanIP", "HighQualityEIP", "AntiDDoSEIP"]},
    "anti_ddos_package": {"type": "str"},
}
PREPAID = {
    "period": {"type": "int", "choices": PERIODS},
    "renew": {"type": "str", "choices": list(RENEWALS)},
}
SPOT = {"max_price": {"type": "str"}, "fallback": {"type": "str", "choices": ["pay_as_you_go"]}}
TEMPLATE = {"id": {"type": "str", "required": True}, "version": {"type": "int"}}
TOPOLOGY = {
    "core_count": {"type": "int", "required": True},
    "thread_per_core": {"type": "int", "required": True, "choices": [1, 2]},
}
SERVICES = {name: {"type": "bool"} for name in ("security", "monitor", "automation")}
CARD = {
    "subnet": {"type": "str", "required": True},
    "private_ip_count": {"type": "int"},
    "security_groups": {"type": "list", "elements": "str"},
    "delete_with_instance": {"type": "bool"},
}
MACHINE = {
    "launch_template": {"type": "dict", "options": TEMPLATE},
    "charge_type": {"type": "str", "choices": list(CHARGE_TYPES)},
    "spot": {"type": "dict", "options": SPOT},
    "prepaid": {"type": "dict", "options": PREPAID},
    "zones": {"type": "list", "elements": "str", "aliases": ["zone"]},
    "instance_types": {"type": "list", "elements": "str", "aliases": ["instance_type"]},
    "cpu": {"type": "int"},
    "memory": {"type": "int"},
    "image": {"type": "str"},
    "system_disk": {"type": "dict", "options": DISK},
    "data_disks": {"type": "list", "elements": "dict", "options": DATA_DISK},
    "public_ip": {"type": "dict", "options": PUBLIC_IP},
}
BORN_WITH = {
    "host_ids": {"type": "list", "elements": "str"},
    "resource_pack_ids": {"type": "list", "elements": "str"},
    "placement_group": {"type": "str"},
    "partition_number": {"type": "int"},
    "hpc_cluster": {"type": "str"},
    "cpu_topology": {"type": "dict", "options": TOPOLOGY},
    "private_ips": {"type": "list", "elements": "str"},
    "ipv6_address_count": {"type": "int"},
    "network_interfaces": {"type": "list", "elements": "dict", "options": CARD},
    "as_vpc_gateway": {"type": "bool"},
    "jumbo_frames": {"type": "bool"},
    "cam_role": {"type": "str"},
    "metadata": {"type": "dict"},
    "enhanced_services": {"type": "dict", "options": SERVICES},
    "termination_protection": {"type": "bool"},
    "ttl": {"type": "str"},
}

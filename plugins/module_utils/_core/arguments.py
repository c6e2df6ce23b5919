# SPDX-License-Identifier: GPL-3.0-or-later
"""Options that more than one module takes."""

from __future__ import annotations

from .instance import CHARGE_TYPES, DISK_TYPES, TRAFFIC

DISK = {"type": {"type": "str", "choices": list(DISK_TYPES)}, "size": {"type": "int"}}
DATA_DISK = {
    "type": {**DISK["type"], "required": True},
    "size": {"type": "int", "required": True},
    "name": {"type": "str"},
    "snapshot": {"type": "str"},
    "delete_with_instance": {"type": "bool"},
}
PUBLIC_IP = {
    "bandwidth": {"type": "int", "required": True},
    "charge_type": {"type": "str", "choices": list(TRAFFIC)},
}
MACHINE = {
    "charge_type": {"type": "str", "choices": list(CHARGE_TYPES)},
    "spot": {
        "type": "dict",
        "options": {"max_price": {"type": "str"}, "fallback": {"type": "str", "choices": ["pay_as_you_go"]}},
    },
    "zones": {"type": "list", "elements": "str", "aliases": ["zone"]},
    "instance_types": {"type": "list", "elements": "str", "aliases": ["instance_type"]},
    "cpu": {"type": "int"},
    "memory": {"type": "int"},
    "image": {"type": "str"},
    "system_disk": {"type": "dict", "options": DISK},
    "data_disks": {"type": "list", "elements": "dict", "options": DATA_DISK},
    "public_ip": {"type": "dict", "options": PUBLIC_IP},
}

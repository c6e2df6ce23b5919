# SPDX-License-Identifier: GPL-3.0-or-later
"""Two values for every option of `instance`: one to be born with, and another.

Whoever adds an option adds its sample here; the laws derive the list of options from the argument spec.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import ANY

from .surroundings import ZONE, Surroundings


@dataclass(frozen=True)
class Value:
    """Options that give one option a value.

    `shown`: what an instance of the result says of it, as far as `holds` compares. `sent`: the same of the
    parameters of RunInstances, for what no answer shows again.
    """

    given: dict[str, Any]
    shown: dict[str, Any] = field(default_factory=dict)
    sent: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Sample:
    """`changed`: another value of the same option, None where there is none."""

    born: Value
    changed: Value | None = None


def as_shown(**given: Any) -> Value:
    """A value that results show as it is given."""
    return Value(given, given)


def two(born: Value, changed: Value) -> Sample:
    return Sample(born, changed)


def holds(shown: Any, expected: Any) -> bool:
    """Whether what is expected stands in what is shown: dicts may hold more, lists may not."""
    if isinstance(expected, dict):
        return isinstance(shown, dict) and all(holds(shown.get(key), one) for key, one in expected.items())
    if isinstance(expected, list):
        return isinstance(shown, list) and len(shown) == len(expected) and all(map(holds, shown, expected))
    return shown == expected


def option_paths(arguments: dict, stem: str = "") -> Iterator[str]:
    """Every option of an argument spec that takes a value, those within others with a dot."""
    for option, spec in arguments.items():
        inner = spec.get("options")
        if inner:
            yield from option_paths(inner, f"{stem}{option}.")
        else:
            yield f"{stem}{option}"


def sample(option: str, here: Surroundings) -> Sample:
    """The sample of an option in a world; KeyError for an option that has none."""
    return {**WHAT, **DISKS, **NETWORK, **LOGIN, **MARKS, **COURSE}[option](here)


def disks(**more: Any) -> dict[str, Any]:
    return {"data_disks": [{"type": "CLOUD_PREMIUM", "size": 20, **more}]}


def data_disk(first: dict[str, Any], second: dict[str, Any]) -> Sample:
    return two(as_shown(**disks(**first)), as_shown(**disks(**second)))


def system_disk(first: dict[str, Any], second: dict[str, Any]) -> Sample:
    return two(as_shown(system_disk=first), as_shown(system_disk=second))


def public_ip(first: dict[str, Any], second: dict[str, Any]) -> Sample:
    both = [{"bandwidth": 5, **some} for some in (first, second)]
    return two(as_shown(public_ip=both[0]), as_shown(public_ip=both[1]))


def prepaid(**terms: Any) -> dict[str, Any]:
    return {"charge_type": "prepaid", "prepaid": terms}


def topology(**some: int) -> Value:
    """Of a machine with 4 cores."""
    cores = {"core_count": 1, "thread_per_core": 1, **some}
    return Value({"instance_types": ["S5.LARGE8"], "cpu_topology": cores}, {"cpu_topology": cores})


def from_template(template: str, shown: dict[str, Any], version: int | None = None) -> Value:
    named = {"id": template, **({"version": version} if version else {})}
    return Value({"launch_template": named, "image": None, "instance_types": None}, shown)


def service(name: str, field: str) -> Making:
    def making(_: Surroundings) -> Sample:
        return two(
            Value(
                {"enhanced_services": {name: False}}, sent={"EnhancedService": {field: {"Enabled": False}}}
            ),
            Value({"enhanced_services": {name: True}}),
        )

    return making


def coded(text: str) -> str:
    return b64encode(text.encode()).decode()


def on_host(host: str) -> Value:
    return Value({"charge_type": "dedicated_host", "host_ids": [host]}, {"host": host})


def in_cluster(cluster: str) -> Value:
    return Value({"hpc_cluster": cluster, "instance_types": ["HCCIC5.24XLARGE384"]}, {"hpc_cluster": cluster})


def card(here: Surroundings, more: dict[str, Any], **sent: Any) -> Value:
    """A machine with a further network card."""
    further = {"subnet": here.other_subnet, "delete_with_instance": True, **more}
    own = {"InterfaceType": "PRIMARY", "VpcId": here.vpc, "SubnetId": here.subnet}
    other = {"InterfaceType": "SECONDARY", "VpcId": here.vpc, "SubnetId": further["subnet"], **sent}
    return Value(
        {"vpc": here.vpc, "subnets": [here.subnet], "network_interfaces": [further]},
        {"subnet": here.subnet},
        {"NetworkInterfaces": [own, other]},
    )


def gateway(on: bool) -> Value:
    return Value({"public_ip": {"bandwidth": 5}, "as_vpc_gateway": on}, {"as_vpc_gateway": on})


def of_kind(kind: str, shield: str | None = None) -> Value:
    named = {"address_type": kind, **({"anti_ddos_package": shield} if shield else {})}
    sent = {"IPv4AddressType": kind, **({"AntiDDoSPackageId": shield} if shield else {})}
    return Value(
        {"public_ip": {"bandwidth": 5, **named}}, {"public_ips": [ANY]}, {"InternetAccessible": sent}
    )


KEY = "00000000-0000-0000-0000-000000000000"
Making = Callable[[Surroundings], Sample]
WHAT: dict[str, Making] = {
    "launch_template.id": lambda here: two(
        from_template(here.templates[0], {"image": "img-btd6n1zr", "instance_type": "S5.LARGE8"}),
        from_template(here.templates[1], {"image": "img-btd6n1zr", "instance_type": "S5.MEDIUM8"}),
    ),
    "launch_template.version": lambda here: two(
        from_template(
            here.templates[0], {"hostname": "second"}, here.new_version(here.templates[0], HostName="second")
        ),
        from_template(
            here.templates[0], {"hostname": "third"}, here.new_version(here.templates[0], HostName="third")
        ),
    ),
    "charge_type": lambda _: two(as_shown(charge_type="spot"), as_shown(charge_type="pay_as_you_go")),
    "spot.max_price": lambda _: two(
        Value(
            {"charge_type": "spot", "spot": {"max_price": "0.5"}},
            {"charge_type": "spot"},
            {"InstanceMarketOptions": {"SpotOptions": {"MaxPrice": "0.5"}}},
        ),
        Value({"charge_type": "spot", "spot": {"max_price": "0.6"}}, {"charge_type": "spot"}),
    ),
    "spot.fallback": lambda _: Sample(
        Value({"charge_type": "spot", "spot": {"fallback": "pay_as_you_go"}}, {"charge_type": "spot"})
    ),
    "prepaid.period": lambda _: two(
        Value(prepaid(period=3), {"charge_type": "prepaid"}, {"InstanceChargePrepaid": {"Period": 3}}),
        Value(prepaid(period=1), {"charge_type": "prepaid"}),
    ),
    "prepaid.renew": lambda _: two(
        Value(prepaid(period=1, renew="auto"), {"renew": "auto"}),
        Value(prepaid(period=1, renew="none"), {"renew": "none"}),
    ),
    "host_ids": lambda here: two(*(on_host(host) for host in here.hosts)),
    "placement_group": lambda here: two(
        as_shown(placement_group=here.placement_groups[0]), as_shown(placement_group=here.placement_groups[1])
    ),
    "partition_number": lambda here: two(
        as_shown(placement_group=here.parted_group, partition_number=1),
        as_shown(placement_group=here.parted_group, partition_number=2),
    ),
    "resource_pack_ids": lambda _: two(
        Value(
            {"resource_pack_ids": ["rpp-rehearse"]},
            sent={
                "Placement": {
                    "DedicatedResourcePackIds": ["rpp-rehearse"],
                    "DedicatedResourcePackTenancy": "ResourcePool",
                }
            },
        ),
        Value({"resource_pack_ids": ["rpp-expired0"]}),
    ),
    "hpc_cluster": lambda _: two(in_cluster("hpc-rehearse"), in_cluster("hpc-00000000")),
    "cpu_topology.core_count": lambda _: two(topology(core_count=1), topology(core_count=2)),
    "cpu_topology.thread_per_core": lambda _: two(topology(thread_per_core=1), topology(thread_per_core=2)),
    "zones": lambda _: two(
        Value({"zones": [ZONE]}, {"zone": ZONE}),
        Value({"zones": ["ap-guangzhou-3"]}, {"zone": "ap-guangzhou-3"}),
    ),
    "instance_types": lambda _: two(
        Value({"instance_types": ["S5.MEDIUM8"]}, {"instance_type": "S5.MEDIUM8", "memory": 8}),
        Value({"instance_types": ["S5.LARGE16"]}, {"instance_type": "S5.LARGE16", "memory": 16}),
    ),
    "cpu": lambda _: two(
        Value({"instance_types": None, "cpu": 4, "memory": 8}, {"cpu": 4, "memory": 8}),
        Value({"instance_types": None, "cpu": 8, "memory": 16}, {"cpu": 8, "memory": 16}),
    ),
    "memory": lambda _: two(
        Value({"instance_types": None, "memory": 8}, {"memory": 8}),
        Value({"instance_types": None, "memory": 16}, {"memory": 16}),
    ),
    "image": lambda _: two(as_shown(image="img-mmytdhbn"), as_shown(image="img-btd6n1zr")),
    "project": lambda _: two(as_shown(project=1000001), as_shown(project=0)),
}
DISKS: dict[str, Making] = {
    "system_disk.type": lambda _: system_disk({"type": "CLOUD_SSD"}, {"type": "CLOUD_PREMIUM"}),
    "system_disk.name": lambda _: two(
        Value({"system_disk": {"name": "root"}}, sent={"SystemDisk": {"DiskName": "root"}}),
        Value({"system_disk": {"name": "boot"}}),
    ),
    "system_disk.encrypt": lambda _: Sample(as_shown(system_disk={"encrypt": True})),
    "system_disk.kms_key": lambda _: Sample(as_shown(system_disk={"encrypt": True, "kms_key": KEY})),
    "data_disks.encrypt": lambda _: Sample(as_shown(**disks(encrypt=True))),
    "data_disks.kms_key": lambda _: Sample(as_shown(**disks(encrypt=True, kms_key=KEY))),
    "data_disks.throughput_performance": lambda _: data_disk(
        {"type": "CLOUD_HSSD", "size": 500, "throughput_performance": 100},
        {"type": "CLOUD_HSSD", "size": 500, "throughput_performance": 200},
    ),
    "data_disks.burst_performance": lambda _: data_disk(
        {"type": "CLOUD_HSSD", "size": 460, "burst_performance": True},
        {"type": "CLOUD_HSSD", "size": 460, "burst_performance": False},
    ),
    "system_disk.size": lambda _: system_disk({"size": 60}, {"size": 80}),
    "data_disks.type": lambda _: data_disk({"type": "CLOUD_BSSD"}, {"type": "CLOUD_PREMIUM"}),
    "data_disks.size": lambda _: data_disk({"size": 30}, {"size": 50}),
    "data_disks.name": lambda _: two(
        Value(disks(name="logs"), sent={"DataDisks": [{"DiskName": "logs"}]}),
        Value(disks(name="old logs")),
    ),
    "data_disks.snapshot": lambda here: two(
        Value(disks(snapshot=here.snapshots[0]), sent={"DataDisks": [{"SnapshotId": here.snapshots[0]}]}),
        Value(disks(snapshot=here.snapshots[1])),
    ),
    "data_disks.delete_with_instance": lambda _: two(
        as_shown(**disks(delete_with_instance=False)), as_shown(**disks(delete_with_instance=True))
    ),
}
NETWORK: dict[str, Making] = {
    "vpc": lambda here: two(
        Value({"vpc": here.vpc, "subnets": [here.subnet]}, {"vpc": here.vpc, "subnet": here.subnet}),
        Value({"vpc": here.vpc, "subnets": [here.other_subnet]}, {"vpc": here.vpc}),
    ),
    "subnets": lambda here: two(
        Value({"subnets": [here.subnet]}, {"vpc": here.vpc, "subnet": here.subnet}),
        Value({"subnets": [here.other_subnet]}, {"subnet": here.other_subnet}),
    ),
    "security_groups": lambda here: two(
        as_shown(security_groups=here.groups[:2]), as_shown(security_groups=here.groups[:0:-1])
    ),
    "private_ips": lambda here: two(
        Value({"subnets": [here.subnet], "private_ips": ["10.0.1.10"]}, {"private_ips": ["10.0.1.10"]}),
        Value({"subnets": [here.subnet], "private_ips": ["10.0.1.11"]}, {"private_ips": ["10.0.1.11"]}),
    ),
    "ipv6_address_count": lambda here: two(
        Value({"subnets": [here.ipv6_subnet], "ipv6_address_count": 1}, {"ipv6_addresses": [ANY]}),
        Value({"subnets": [here.ipv6_subnet], "ipv6_address_count": 2}, {"ipv6_addresses": [ANY, ANY]}),
    ),
    "network_interfaces.subnet": lambda here: two(card(here, {}), card(here, {"subnet": here.third_subnet})),
    "network_interfaces.private_ip_count": lambda here: two(
        card(here, {"private_ip_count": 3}, PrivateIpv4AddressCount=3), card(here, {"private_ip_count": 2})
    ),
    "network_interfaces.security_groups": lambda here: two(
        card(here, {"security_groups": here.groups[:1]}, SecurityGroupIds=here.groups[:1]),
        card(here, {"security_groups": here.groups[1:2]}),
    ),
    "network_interfaces.delete_with_instance": lambda here: two(
        card(here, {"delete_with_instance": True}, DeleteWithInstance=True),
        card(here, {"delete_with_instance": False}),
    ),
    "as_vpc_gateway": lambda _: two(gateway(True), gateway(False)),
    "jumbo_frames": lambda _: two(
        Value({"instance_types": ["S6.MEDIUM4"], "jumbo_frames": True}, {"jumbo_frames": True}),
        Value({"instance_types": ["S6.MEDIUM4"], "jumbo_frames": False}, {"jumbo_frames": False}),
    ),
    "public_ip.assigned": lambda _: two(
        Value({"public_ip": {"bandwidth": 5, "assigned": False}}, {"public_ips": []}),
        Value({"public_ip": {"bandwidth": 5, "assigned": True}}),
    ),
    "public_ip.isp": lambda _: two(
        Value(
            {"public_ip": {"bandwidth": 5, "isp": "BGP"}},
            sent={"InternetAccessible": {"InternetServiceProvider": "BGP"}},
        ),
        Value({"public_ip": {"bandwidth": 5, "isp": "CMCC"}}),
    ),
    "public_ip.address_type": lambda _: two(of_kind("AntiDDoSEIP", "bgp-rehearse"), of_kind("WanIP")),
    "public_ip.anti_ddos_package": lambda _: two(
        of_kind("AntiDDoSEIP", "bgp-rehearse"), of_kind("AntiDDoSEIP", "bgp-00000000")
    ),
    "public_ip.bandwidth_package": lambda here: public_ip(
        {"bandwidth_package": here.packages[0]}, {"bandwidth_package": here.packages[1]}
    ),
    "public_ip.bandwidth": lambda _: public_ip({"bandwidth": 5}, {"bandwidth": 10}),
    "public_ip.charge_type": lambda _: public_ip({"charge_type": "bandwidth"}, {"charge_type": "traffic"}),
}
LOGIN: dict[str, Making] = {
    "key_pairs": lambda _: two(as_shown(key_pairs=["skey-operator"]), as_shown(key_pairs=["skey-rehearse"])),
    "password": lambda _: two(
        Value({"key_pairs": None, "password": "Correct1Horse"}, {"key_pairs": []}),
        Value({"key_pairs": None, "password": "Battery2Staple"}),
    ),
    "keep_image_login": lambda here: Sample(
        Value({"key_pairs": None, "image": here.image, "keep_image_login": True}, {"image": here.image}),
    ),
    "hostname": lambda _: two(as_shown(hostname="db-1"), as_shown(hostname="db-2")),
    "user_data": lambda _: two(
        Value({"user_data": "#!/bin/sh\n"}, sent={"UserData": coded("#!/bin/sh\n")}),
        Value({"user_data": "#!/bin/sh\ntrue\n"}),
    ),
    "metadata": lambda _: two(as_shown(metadata={"role": "db"}), as_shown(metadata={"role": "web"})),
    "cam_role": lambda _: two(as_shown(cam_role="rehearsal"), as_shown(cam_role="observer")),
    "enhanced_services.security": service("security", "SecurityService"),
    "enhanced_services.monitor": service("monitor", "MonitorService"),
    "enhanced_services.automation": service("automation", "AutomationService"),
}
MARKS: dict[str, Making] = {
    "instance_name": lambda _: two(
        Value({"instance_name": "node-{R:1}"}, {"name": "node-1"}), Value({"instance_name": "host-{R:1}"})
    ),
    "termination_protection": lambda _: two(
        as_shown(termination_protection=True), as_shown(termination_protection=False)
    ),
    "ttl": lambda _: two(
        Value({"ttl": "4h"}, sent={"ActionTimer": {"TimerAction": "TerminateInstances"}}),
        Value({"ttl": "1d"}),
    ),
    "tags": lambda _: two(as_shown(tags={"team": "shop"}), as_shown(tags={"team": "db", "cost": "7"})),
    "purge_tags": lambda _: Sample(
        Value({"tags": {"team": "shop"}, "purge_tags": True}, {"tags": {"team": "shop"}})
    ),
}
COURSE: dict[str, Making] = {
    "exact_count": lambda _: two(Value({"exact_count": 2}), Value({"exact_count": 1})),
    "state": lambda _: two(
        Value({"state": "stopped"}, {"state": "STOPPED"}), Value({"state": "running"}, {"state": "RUNNING"})
    ),
    "prefer": lambda _: Sample(Value({"zones": None, "prefer": "cheapest"})),
    "spread": lambda _: Sample(Value({"zones": None, "spread": "zones"})),
    "max_hourly_price": lambda _: Sample(Value({"max_hourly_price": 10.0})),
    "max_upfront_price": lambda _: Sample(Value({"max_upfront_price": 10.0})),
    "balance_hours": lambda _: Sample(Value({"balance_hours": 1.0})),
    "preflight": lambda _: Sample(Value({"preflight": True})),
    "max_delete": lambda _: Sample(Value({"max_delete": 0})),
    "scale_in": lambda _: Sample(Value({"scale_in": "oldest"})),
    "launch_attempts": lambda _: Sample(Value({"launch_attempts": 0})),
    "wait": lambda _: Sample(Value({"wait": False})),
    "wait_timeout": lambda _: Sample(Value({"wait_timeout": 60})),
    "settle_window": lambda _: Sample(Value({"settle_window": 10})),
    "stop_mode": lambda _: Sample(
        Value(
            {"state": "stopped", "stop_mode": "stop_charging"},
            {"state": "STOPPED", "stop_charging_mode": "STOP_CHARGING"},
        )
    ),
    "allow_restart": lambda _: Sample(Value({"allow_restart": True})),
    "allow_move": lambda _: Sample(Value({"allow_move": True})),
    "allow_prepaid_return": lambda _: Sample(Value({"allow_prepaid_return": True})),
    "release_addresses": lambda _: Sample(Value({"release_addresses": True})),
    "force": lambda _: Sample(Value({"force": True})),
    "update_password": lambda _: Sample(Value({"update_password": "on_create"})),
}

# SPDX-License-Identifier: GPL-3.0-or-later
"""What could never be is refused in words that name the option and what is accepted."""

from __future__ import annotations

import pytest
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.errors import Refused
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.machine import for_purchase
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.wish import checked
from ansible_collections.tencentcloud.cvm.tests.unit.plugins.module_utils._core.rows import wish

DISK = {"type": "CLOUD_SSD", "size": 100}
CARD = {"subnet": "subnet-00000000"}
BAD = [
    ({"name": ""}, r"name: .*letters"),
    ({"name": "x" * 51}, r"name: .*1 to 50"),
    ({"name": "a{R:1}"}, r"name: "),
    ({"name": "-web"}, r"name: .*beginning with"),
    ({"name": "caf\u00e9"}, r"name: "),
    ({"exact_count": -1}, r"exact_count: -1 is not accepted; 0 or more"),
    ({"instance_ids": ["i-12345678"]}, r"instance_ids: .*ins-"),
    ({"security_groups": [f"sg-0000000{n}" for n in range(6)]}, r"security_groups: 6 given, at most 5"),
    ({"zones": ["ap-beijing-3"]}, r"zones: .*ap-guangzhou"),
    ({"spot": {"max_price": "0.1"}}, r"spot: .*charge_type: spot"),
    ({"spot": {"max_price": "cheap"}, "charge_type": "spot"}, r"spot.max_price: 'cheap'.*above 0"),
    ({"spot": {"max_price": "nan"}, "charge_type": "spot"}, r"spot.max_price"),
    ({"spot": {"max_price": "-1"}, "charge_type": "spot"}, r"spot.max_price"),
    ({"password": "short1"}, r"password: too weak.*8 to 30"),
    ({"password": "onlyletters"}, r"password: too weak"),
    ({"user_data": "x" * 12289}, r"user_data: .*16384"),
    ({"hostname": "-web"}, r"hostname: "),
    ({"hostname": "a..b"}, r"hostname: "),
    ({"data_disks": [{**DISK, "size": 15}]}, r"data_disks: size 15 is not accepted; .*steps of 10"),
    ({"data_disks": [DISK] * 22}, r"data_disks: 22 given, at most 21"),
    ({"system_disk": {"type": None, "size": 5}}, r"system_disk: size 5 is not accepted; 10 GiB"),
    ({"public_ip": {"bandwidth": -1, "charge_type": None}}, r"public_ip: bandwidth is negative"),
    ({"network_interfaces": [{**CARD, "private_ip_count": 51}]}, r"network_interfaces: .* 51 .* 1 to 50 is"),
    ({"network_interfaces": [CARD, CARD]}, r"network_interfaces: two in one subnet"),
    ({"public_ip": {"bandwidth": 1, "anti_ddos_package": "a"}}, r"public_ip: address_type: AntiDDoSEIP and"),
    ({"public_ip": {"bandwidth": 0, "assigned": True}}, r"public_ip: assigned needs a bandwidth above 0"),
    (
        {"public_ip": {"bandwidth": 1, "charge_type": "traffic", "bandwidth_package": "bwp-12345678"}},
        r"public_ip: bandwidth_package goes with charge_type: package",
    ),
    ({"public_ip": {"bandwidth": 1, "bandwidth_package": "mine"}}, r"public_ip.bandwidth_package: .*bwp-"),
    ({"prepaid": {"period": 1}, "charge_type": "spot"}, r"prepaid: only .* charge_type: prepaid"),
    (
        {"host_ids": ["host-12345678"], "charge_type": "spot"},
        r"host_ids: only .* charge_type: dedicated_host",
    ),
    ({"host_ids": ["mine"]}, r"host_ids: .*host-"),
    ({"partition_number": 0}, r"partition_number: 0 is not accepted; 1 or more"),
    ({"ipv6_address_count": -1}, r"ipv6_address_count: -1 is not accepted; 0 or more"),
    ({"cpu_topology": {"core_count": 0, "thread_per_core": 1}}, r"cpu_topology.core_count: 0 .* 1 or more"),
    ({"private_ips": ["10.0.0.256"]}, r"private_ips: '10.0.0.256' is not an address; IPv4"),
    ({"private_ips": ["10.0.0.5", "10.0.0.5"]}, r"private_ips: .*given twice"),
    ({"metadata": {"a b": "c"}}, r"metadata: the key 'a b' is not accepted; 1 to 128 letters"),
    ({"metadata": {"a": "v" * 262145}}, r"metadata: the value of 'a' has 262145 bytes; at most 262144"),
    ({"ttl": "soon"}, r"ttl: 'soon' is not accepted; 10m or more is, for example 4h"),
    ({"ttl": "9m"}, r"ttl: '9m' is not accepted"),
    ({"ttl": ""}, r"ttl: '' is not accepted"),
    ({"system_disk": {"name": "n" * 129}}, r"system_disk: the name .* has 129 characters; at most 128"),
    ({"system_disk": {"kms_key": "k"}}, r"system_disk: kms_key is given without encrypt"),
    (
        {"data_disks": [{**DISK, "throughput_performance": 9}]},
        r"data_disks: throughput_performance goes with .* CLOUD_HSSD and CLOUD_TSSD, not with CLOUD_SSD",
    ),
    ({"data_disks": [{**DISK, "snapshot": "old"}]}, r"data_disks: 'old' is not an id; snap-"),
    ({"max_hourly_price": -1.0}, r"max_hourly_price: -1.0 is not accepted; 0"),
    ({"tags": {"qcs:a": "b"}}, r"tags: .*reserved.*qcs:"),
    ({"tags": {"project1": "b"}}, r"tags: .*reserved"),
    ({"tags": {"\u9879\u76ee": "b"}}, r"tags: .*reserved"),
    ({"tags": {"ansible-cvm-fleet": "b"}}, r"tags: .*marks fleets"),
    ({"tags": {"k" * 128: "b"}}, r"tags: a key has 128 characters; 1 to 127"),
    ({"tags": {"k": "v" * 256}}, r"tags: .*256 characters; 1 to 255"),
    ({"tags": {1: "a", "1": "b"}}, r"tags: the key '1' is given twice"),
    ({"tags": {"k": ["v"]}}, r"tags: .*must be text, not list"),
    ({"tags": {f"k{n}": "v" for n in range(49)}}, r"tags: 49 tags"),
]


@pytest.mark.parametrize(("options", "message"), BAD)
def test_refused(options, message):
    with pytest.raises(Refused, match=message):
        checked(wish(**options), "ap-guangzhou")


@pytest.mark.parametrize(
    "options",
    [
        {"name": "web.shop-1_a"},
        {"name": "\u5546\u5e97-1"},
        {"exact_count": 0},
        {"password": "Abcdefg1"},
        {"user_data": "x" * 12288},
        {"hostname": "web-{R:1}"},
        {"zones": ["ap-guangzhou-3"]},
        {"tags": {"k" * 127: "v" * 255}},
    ],
)
def test_accepted(options):
    assert checked(wish(**options), "ap-guangzhou").items() >= options.items()


def test_numbers_become_text_where_the_api_takes_text():
    want = checked(
        wish(tags={1: 2, "on": True}, charge_type="spot", spot={"max_price": "5E-2"}), "ap-guangzhou"
    )
    assert want["tags"] == {"1": "2", "on": "true"}
    assert want["spot"] == {"market": "spot", "max_price": "0.05", "lifetime": "one-time", "fallback": None}


def test_terms_with_nothing_in_them_say_nothing():
    for spot in ({}, {"max_price": None, "fallback": None}):
        checked(wish(spot=spot, charge_type="pay_as_you_go"), "ap-guangzhou")


def test_ids_given_twice_count_once():
    ids = ["ins-00000001", "ins-00000001"]
    assert checked(wish(instance_ids=ids), "ap-guangzhou")["instance_ids"] == ids[:1]


@pytest.mark.parametrize("option", ["instance_types", "image"])
def test_a_purchase_needs_type_and_image(option):
    with pytest.raises(Refused, match=f"{option}: not given"):
        for_purchase(wish(**{"instance_types": ["S5.MEDIUM4"], "image": "img-12345678", option: None}))


PREPAID = {"charge_type": "prepaid", "prepaid": {"period": 1}}
NOT_TO_BE_BOUGHT = [
    ({"partition_number": 1}, r"partition_number: .*placement_group"),
    ({"private_ips": ["10.0.0.5"], "exact_count": 2}, r"private_ips: 1 addresses for 2 machines"),
    ({"prepaid": {"period": 1}}, r"prepaid: only .* charge_type: prepaid"),
    ({"charge_type": "prepaid"}, r"prepaid: period is not given"),
    ({**PREPAID, "ttl": 14400}, r"ttl: a prepaid machine takes no timer"),
    ({"charge_type": "dedicated_host", "zones": ["ap-guangzhou-6"]}, r"host_ids, zones: both are needed"),
    ({"public_ip": {"bandwidth": 1, "charge_type": "prepaid"}}, r"public_ip: charge_type: prepaid goes with"),
]


@pytest.mark.parametrize(("options", "message"), NOT_TO_BE_BOUGHT)
def test_terms_with_which_nothing_can_be_bought(options, message):
    machine = {"instance_types": ["S5.MEDIUM4"], "image": "img-12345678"}
    with pytest.raises(Refused, match=message):
        for_purchase(wish(**machine, **options))


def test_a_new_address_is_charged_by_traffic_or_by_its_package():
    def charged(**public_ip):
        asked = {"bandwidth": 1, "charge_type": None, "bandwidth_package": None, **public_ip}
        machine = {"instance_types": ["S5.MEDIUM4"], "image": "img-12345678"}
        return for_purchase(wish(**machine, public_ip=asked))["public_ip"]["charge_type"]

    assert charged() == "traffic"
    assert charged(charge_type="bandwidth") == "bandwidth"
    assert charged(bandwidth_package="bwp-12345678") == "package"

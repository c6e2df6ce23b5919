# SPDX-License-Identifier: GPL-3.0-or-later
"""What changes would make machines cost per hour is weighed before any of them is made."""

from __future__ import annotations

import pytest
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.errors import Refused
from ansible_collections.tencentcloud.cvm.tests.laws.fleet.conftest import fresh_world, run, told, writes
from ansible_collections.tencentcloud.cvm.tests.laws.options.surroundings import ZONE, Surroundings

DISK = {"type": "CLOUD_PREMIUM", "size": 100}
FIXED = {"bandwidth": 5, "charge_type": "bandwidth"}
BORN = {
    "name": "web",
    "exact_count": 2,
    "zones": ["ap-guangzhou-6"],
    "system_disk": {"type": "CLOUD_PREMIUM", "size": 50},
    "data_disks": [DISK],
    "public_ip": FIXED,
}
DEARER = {
    "instance_types": {"instance_types": ["S5.LARGE16"], "allow_restart": True},
    "system_disk": {"system_disk": {"size": 2000}},
    "system_disk, installed anew": {
        "system_disk": {"size": 2000},
        "image": "img-mmytdhbn",
        "state": "rebuilt",
    },
    "data_disks": {"data_disks": [{**DISK, "size": 2000}]},
    "data_disks, one more": {"data_disks": [DISK, DISK, DISK, DISK]},
    "public_ip.bandwidth": {"public_ip": {**FIXED, "bandwidth": 50}},
}
MORE_AT_ONCE = {**DEARER["instance_types"], **DEARER["public_ip.bandwidth"]}
INQUIRY = "InquiryPriceRunInstances"


def fleet(world) -> float:
    """What a new fleet costs an hour."""
    price = run(world, **BORN)[0]["quote"]["hourly_price"]
    world.clock.advance(60)
    return price


def inquiries(world) -> int:
    return world.call_log()["counts"].get(INQUIRY, 0)


@pytest.mark.parametrize("check", [True, False], ids=["rehearsed", "run"])
@pytest.mark.parametrize("change", DEARER)
def test_a_change_that_costs_more_than_the_limit_is_refused_before_any_write(change, check):
    world = fresh_world()
    cost = fleet(world)
    before = writes(world)
    option = change.partition(",")[0]
    with pytest.raises(
        Refused, match=rf"^{option}: the fleet would cost [0-9.]+ an hour, max_hourly_price is"
    ):
        run(world, check, **{**BORN, **DEARER[change]}, max_hourly_price=cost + 0.001)
    assert writes(world) == before


@pytest.mark.parametrize("change", DEARER)
def test_below_the_limit_it_is_made_at_the_price_of_a_new_fleet_like_that(change):
    world = fresh_world()
    fleet(world)
    wish = {**BORN, **DEARER[change]}
    price = run(fresh_world(), check=True, **{**wish, "state": "present"})[0]["quote"]["hourly_price"]
    with pytest.raises(Refused, match="max_hourly_price"):
        run(world, **wish, max_hourly_price=price - 0.001)
    result, steps = run(world, **wish, max_hourly_price=price)
    assert steps
    assert result["drift"] == []
    assert run(world, **wish, max_hourly_price=price)[1] == []


def test_every_option_that_makes_it_dearer_is_named():
    world = fresh_world()
    cost = fleet(world)
    with pytest.raises(Refused) as refused:
        run(world, **{**BORN, **MORE_AT_ONCE}, max_hourly_price=cost)
    assert {"instance_types", "public_ip.bandwidth"} == set(str(refused.value).partition(":")[0].split(", "))


def test_what_makes_a_fleet_cheaper_is_no_matter_of_the_limit():
    world = fresh_world()
    fleet(world)
    smaller = {**BORN, "public_ip": {**FIXED, "bandwidth": 1}}
    assert run(world, **smaller, max_hourly_price=0.01)[1]


def test_machines_that_end_in_the_same_run_cost_nothing_any_more():
    world = fresh_world()
    cost = fleet(world)
    wish = {**BORN, **DEARER["system_disk"], "exact_count": 1}
    assert run(world, **wish, max_hourly_price=cost + 0.5)[1]


def test_no_price_is_asked_without_a_limit_or_without_such_a_change():
    world = fresh_world()
    fleet(world)
    before = inquiries(world)
    run(world, **{**BORN, **DEARER["system_disk"]})
    run(world, **{**BORN, "tags": {"a": "b"}}, max_hourly_price=0.01)
    assert inquiries(world) == before


@pytest.mark.parametrize("limits", [{}, {"max_hourly_price": 1, "max_upfront_price": 1}])
def test_a_machine_on_a_host_has_no_quote_and_a_limit_says_so(limits):
    world = fresh_world()
    wish = {
        "name": "web",
        "zones": [ZONE],
        "charge_type": "dedicated_host",
        "host_ids": Surroundings(world).hosts,
    }
    result, _steps, notes = told(world, **wish, **limits)
    assert result["quote"]["hourly_price"] == result["quote"]["upfront_price"] == 0
    assert inquiries(world) == 0
    assert [note.partition(":")[0] for note in notes] == ([", ".join(limits)] if limits else [])
    assert told(world, **wish, **limits)[2] == []

# SPDX-License-Identifier: GPL-3.0-or-later
"""What is asked of machines that are there is carried out as rehearsed, or left and told; then all rests."""

from __future__ import annotations

from itertools import combinations

import pytest
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.errors import CloudError
from ansible_collections.tencentcloud.cvm.plugins.modules.instance import ARGUMENTS
from ansible_collections.tencentcloud.cvm.tests.laws.fleet.conftest import Direct, fresh_world, told, writes
from ansible_collections.tencentcloud.cvm.tests.laws.options.samples import holds, sample
from ansible_collections.tencentcloud.cvm.tests.laws.options.surroundings import ZONE, Surroundings
from ansible_collections.tencentcloud.cvm.tests.laws.options.test_births import BORN

PERMITTED = {"allow_restart": True, "allow_move": True}
COURSE = {"exact_count"}


def changeable(option: str) -> bool:
    return sample(option, Surroundings(fresh_world())).changed is not None


CHANGING = [option for option in BORN if changeable(option) and option not in COURSE]
SETTLED = {
    "as_vpc_gateway",
    "charge_type",
    "cpu_topology.core_count",
    "cpu_topology.thread_per_core",
    "data_disks.type",
    "host_ids",
    "hpc_cluster",
    "image",
    "ipv6_address_count",
    "metadata",
    "partition_number",
    "private_ips",
    "public_ip.bandwidth_package",
    "public_ip.charge_type",
    "system_disk.type",
    "zones",
}
FOR_NEW_MACHINES = {
    "cpu",
    "data_disks.burst_performance",
    "data_disks.delete_with_instance",
    "data_disks.name",
    "data_disks.snapshot",
    "data_disks.throughput_performance",
    "enhanced_services.automation",
    "enhanced_services.monitor",
    "enhanced_services.security",
    "launch_template.id",
    "launch_template.version",
    "memory",
    "network_interfaces.delete_with_instance",
    "network_interfaces.private_ip_count",
    "network_interfaces.security_groups",
    "network_interfaces.subnet",
    "password",
    "prepaid.period",
    "public_ip.address_type",
    "public_ip.anti_ddos_package",
    "public_ip.assigned",
    "public_ip.isp",
    "resource_pack_ids",
    "spot.max_price",
    "system_disk.name",
}
CHANGED = [option for option in CHANGING if option not in SETTLED | FOR_NEW_MACHINES]


def born(world, *options: str) -> tuple[dict, dict]:
    """A machine born with the first values of these options; and the wish for the second ones."""
    here = Surroundings(world)
    samples = [sample(option, here) for option in options]
    wish = {"name": "web", "zones": [ZONE]}
    for each in samples:
        wish |= each.born.given
    told(world, **wish)
    world.clock.advance(60)
    for each in samples:
        wish |= each.changed.given
    return wish, {key: value for each in samples for key, value in each.changed.shown.items()}


def changed(world, wish: dict) -> dict:
    """The result of a run that was rehearsed before and is at rest afterwards."""
    before = writes(world)
    rehearsed, planned, foretold = told(world, check=True, **wish)
    assert writes(world) == before
    result, steps, notes = told(world, **wish)
    assert [step.shape() for step in planned] == [step.shape() for step in steps]
    assert (rehearsed["changed"], rehearsed["drift"]) == (result["changed"], result["drift"])
    assert foretold == notes
    again, none, _notes = told(world, **wish)
    assert (again["changed"], none, again["drift"]) == (False, [], result["drift"])
    return again


@pytest.mark.parametrize("option", CHANGED)
def test_another_value_is_carried_out(option):
    world = fresh_world()
    wish, shown = born(world, option)
    result = changed(world, {**wish, **PERMITTED})
    assert result["drift"] == []
    for instance in result["instances"]:
        assert holds(instance, shown), instance
        assert instance["state"] == shown.get("state", "RUNNING")


@pytest.mark.parametrize("option", sorted(SETTLED))
def test_what_only_a_new_machine_could_have_is_told_of(option):
    world = fresh_world()
    wish, shown = born(world, option)
    result = changed(world, {**wish, **PERMITTED})
    [drift] = result["drift"]
    assert option.startswith(drift["option"])
    assert drift["instance_ids"] == result["instance_ids"]
    assert not any(holds(instance, shown) for instance in result["instances"])


@pytest.mark.parametrize("option", sorted(FOR_NEW_MACHINES))
def test_what_counts_for_new_machines_only_is_left_without_a_word(option):
    world = fresh_world()
    wish, _shown = born(world, option)
    before = told(world, name="web")[0]
    result = changed(world, {**wish, **PERMITTED})
    assert result["drift"] == []
    assert result["instances"] == before["instances"]


@pytest.mark.parametrize("option", CHANGED)
def test_a_lost_answer_costs_no_second_change_and_no_failure(option):
    world = fresh_world()
    wish, shown = born(world, option)
    wish |= PERMITTED
    _, planned, _ = told(world, check=True, **wish)
    for action in {step.action for step in planned}:
        world.faults.add({"action": action, "when": "after", "do": {"code": "InternalError"}})
    result, _, _ = told(world, **wish)
    assert world.faults.pending() == []
    for instance in result["instances"]:
        assert holds(instance, shown), instance
    assert told(world, **wish)[1] == []


SWITCHES = ("StopInstances", "StartInstances")


@pytest.mark.parametrize("option", [*CHANGED, "password"])
def test_a_refusal_is_told_and_never_taken_for_done(option):
    world = fresh_world()
    wish, _shown = born(world, option)
    wish |= {**PERMITTED, "update_password": "always" if option == "password" else "on_create"}
    _, planned, _ = told(world, check=True, **wish)
    actions = [step.action for step in planned]
    action = next((each for each in actions if each not in SWITCHES), actions[0])
    world.faults.add({"action": action, "when": "before", "do": {"code": "InvalidParameterValue"}})
    with pytest.raises(CloudError) as caught:
        told(world, **wish)
    assert (caught.value.action, caught.value.code) == (action, "InvalidParameterValue")


def test_a_timer_that_is_there_but_another_is_no_lost_answer():
    world = fresh_world()
    told(world, name="web", zones=[ZONE])
    world.clock.advance(60)

    class Meddling(Direct):
        """Somebody else sets a timer between the look and the call."""

        def send(self, service: str, action: str, params: dict) -> dict:
            if action == "ImportInstancesActionTimer":
                other = {
                    **params,
                    "ActionTimer": {**params["ActionTimer"], "ActionTime": "2099-01-01T00:00:00Z"},
                }
                super().send(service, action, other)
            return super().send(service, action, params)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ansible_collections.tencentcloud.cvm.tests.laws.fleet.conftest.Direct", Meddling)
        with pytest.raises(CloudError, match="MutActionTimerExist"):
            told(world, name="web", zones=[ZONE], ttl="4h")


EXCLUDE_EACH_OTHER = {
    ("prepaid.renew", "ttl"),  # a prepaid machine takes no timer
    ("instance_types", "jumbo_frames"),  # the sample of the one gives the other
}
PAIRS = [pair for pair in combinations(CHANGED, 2) if pair not in EXCLUDE_EACH_OTHER]


@pytest.mark.slow
@pytest.mark.parametrize("pair", PAIRS, ids="+".join)
def test_two_values_changed_together_are_both_there(pair):
    world = fresh_world()
    wish, shown = born(world, *pair)
    result = changed(world, {**wish, **PERMITTED})
    for instance in result["instances"]:
        assert holds(instance, shown), instance


def test_every_option_of_the_lists_is_there():
    assert set(CHANGING) >= SETTLED | FOR_NEW_MACHINES
    assert set(ARGUMENTS) >= set(PERMITTED)

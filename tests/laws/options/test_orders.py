# SPDX-License-Identifier: GPL-3.0-or-later
"""Options that say something else to every order: addresses of one's own, a moment in time."""

from __future__ import annotations

import pytest
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.errors import CloudError, Refused
from ansible_collections.tencentcloud.cvm.tests.laws.fleet.conftest import Direct, fresh_world, run, told
from ansible_collections.tencentcloud.cvm.tests.laws.options.surroundings import ZONE, Surroundings

TOKENS = ("replay", "mismatch-error", "spent-by-failure", "ignored")


def addresses(count: int) -> list[str]:
    return [f"10.0.1.{10 + number}" for number in range(count)]


def held(result: dict) -> list[str]:
    return sorted(address for one in result["instances"] for address in one["private_ips"])


def test_a_fleet_takes_its_addresses_one_machine_each_and_the_next_machine_the_next_one():
    world = fresh_world()
    wish = {"name": "web", "subnets": [Surroundings(world).subnet], "private_ips": addresses(23)}
    _, planned = run(world, check=True, exact_count=22, **wish)
    result, steps = run(world, exact_count=22, **wish)
    assert [step.shape() for step in planned] == [step.shape() for step in steps]
    assert held(result) == sorted(addresses(22))
    assert [step.params["InstanceCount"] for step in steps] == [20, 2]
    world.clock.advance(120)
    gone = result["instances"][0]
    run(world, name=None, instance_ids=[gone["instance_id"]], state="absent")
    world.clock.advance(7200)
    result, steps = run(world, exact_count=22, **wish)
    assert [step.params["VirtualPrivateCloud"]["PrivateIpAddresses"] for step in steps] == [
        gone["private_ips"]
    ]
    assert held(result) == sorted(addresses(22))


def test_addresses_choose_their_subnet():
    world = fresh_world()
    here = Surroundings(world)
    subnets = [here.subnet, here.other_subnet]
    result, _ = run(world, name="web", vpc=here.vpc, private_ips=["10.0.2.7"])
    assert [(one["subnet"], one["private_ips"]) for one in result["instances"]] == [
        (subnets[1], ["10.0.2.7"])
    ]
    with pytest.raises(Refused, match=r"private_ips: .*no subnet that holds 10\.0\.1\.7, 10\.0\.2\.7"):
        run(world, name="db", exact_count=2, vpc=here.vpc, private_ips=["10.0.1.7", "10.0.2.7"])


def test_a_member_with_an_address_that_is_not_listed_is_told_of():
    world = fresh_world()
    here = Surroundings(world)
    run(world, name="web", subnets=[here.subnet], private_ips=addresses(1))
    result, steps, notes = told(world, name="web", subnets=[here.subnet], private_ips=["10.0.1.99"])
    assert (result["changed"], steps) == (False, [])
    assert [note for note in notes if note.startswith("private_ips")] == notes
    assert len(notes) == 1


class Forgetful(Direct):
    """A wire that loses the answers to the first orders: they take effect, nobody learns of it."""

    lost = 1

    def send(self, service: str, action: str, params: dict) -> dict:
        answer = super().send(service, action, params)
        if action == "RunInstances" and self.lost:
            self.lost -= 1
            raise CloudError(action, "ClientNetworkError", "the answer was lost")
        return answer


@pytest.mark.parametrize("tokens", TOKENS)
@pytest.mark.parametrize("later", [0, 400])
def test_a_machine_with_a_timer_is_bought_once_whatever_becomes_of_the_answer(monkeypatch, tokens, later):
    """A run that is taken up minutes later asks for another moment, with the same token."""
    world = fresh_world()
    world.settings.client_token = tokens
    monkeypatch.setattr("ansible_collections.tencentcloud.cvm.tests.laws.fleet.conftest.Direct", Forgetful)
    result, _ = run(world, name="web", zones=[ZONE], ttl="4h")
    monkeypatch.undo()
    world.clock.advance(later)
    again, steps = run(world, name="web", zones=[ZONE], ttl="4h")
    assert [one["instance_id"] for one in world.ledger()["instances"]] == result["instance_ids"]
    assert steps == []
    assert again["instance_ids"] == result["created_ids"]

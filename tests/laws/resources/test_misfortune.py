# SPDX-License-Identifier: GPL-3.0-or-later
"""What is lost, busy, held by others or changed by others meanwhile: nothing is made twice, and it is
told.
"""

from __future__ import annotations

import os
import re

import pytest
from ansible_collections.tencentcloud.cvm.plugins.module_utils._cloud.cloud import Cloud
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.errors import (
    CloudError,
    Refused,
    Stuck,
    TimedOut,
)
from ansible_collections.tencentcloud.cvm.tests.laws.fleet.conftest import Direct, Leaps, fresh_world, taken
from ansible_collections.tencentcloud.cvm.tests.laws.resources.subject import options_of, run
from ansible_collections.tencentcloud.cvm.tests.laws.resources.wishes import (
    BY_MODULE,
    PUBLIC,
    SSH,
    ZONE,
    a_vpc,
    two_machines,
)
from cvm_emulator.settings import Settings
from cvm_emulator.world import World

pytestmark = pytest.mark.slow

BIRTHS = {
    "disk": ("CreateDisks", {"name": "web", "zone": ZONE, "type": "CLOUD_PREMIUM", "size": 40}),
    "eip": ("AllocateAddresses", {"name": "web", "bandwidth": 5}),
    "key_pair": ("ImportKeyPair", {"name": "web", "public_key": PUBLIC}),
    "security_group": ("CreateSecurityGroup", {"name": "web", "ingress": [SSH]}),
    "subnet": (
        "CreateSubnet",
        {"name": "web", "vpc": "net", "zone": ZONE, "cidr_block": "10.0.1.0/24"},
    ),
    "vpc": ("CreateVpc", {"name": "web", "cidr_block": "10.0.0.0/16"}),
}
LISTS = {
    "disk": ("cbs", "DescribeDisks", "DiskSet", "DiskName"),
    "eip": ("vpc", "DescribeAddresses", "AddressSet", "AddressName"),
    "key_pair": ("cvm", "DescribeKeyPairs", "KeyPairSet", "KeyName"),
    "security_group": ("vpc", "DescribeSecurityGroups", "SecurityGroupSet", "SecurityGroupName"),
    "subnet": ("vpc", "DescribeSubnets", "SubnetSet", "SubnetName"),
    "vpc": ("vpc", "DescribeVpcs", "VpcSet", "VpcName"),
}


class Lossy(Direct):
    """A wire that loses the answers to an action, once it has taken effect, so many times."""

    def __init__(self, world, action: str, times: int = 1) -> None:
        super().__init__(world)
        self.action, self.left, self.sent = action, times, []

    def send(self, service: str, action: str, params: dict) -> dict:
        self.sent.append((action, params))
        answer = super().send(service, action, params)
        if action == self.action and self.left:
            self.left -= 1
            raise CloudError(action, "NoUsableAnswer", "lost")
        return answer


def course(world, wire, module: str, **wish) -> tuple[dict, Cloud]:
    cloud = Cloud(wire, Leaps(world), rehearsal=False)
    return BY_MODULE[module].course(cloud, want=taken(options_of(module), wish)), cloud


def there(world, module: str, name: str = "web") -> int:
    service, action, many, path = LISTS[module]
    rows = Direct(world).send(service, action, {})[many]
    return sum(row[path] == name for row in rows)


@pytest.mark.parametrize("module", BIRTHS)
def test_a_lost_answer_makes_it_once(module):
    action, wish = BIRTHS[module]
    world = fresh_world()
    a_vpc(Direct(world).send)
    result, _ = course(world, Lossy(world, action), module, **wish)
    assert (result["changed"], result[module]["name"]) == (True, "web")
    world.clock.advance(60)
    assert there(world, module) == 1
    assert course(world, Direct(world), module, **wish)[0]["changed"] is False


def test_every_module_has_its_birth_lost():
    assert BIRTHS.keys() == LISTS.keys() == BY_MODULE.keys()


@pytest.mark.parametrize("module", ["disk", "eip"])
def test_an_order_sent_again_carries_the_same_token(module):
    """The answer is lost before it can be seen: the second order is the first one, again, as in any run."""
    action, wish = BIRTHS[module]
    world = fresh_world()
    wire = Lossy(world, action)
    hidden = wire.send
    looks = []

    def blind(service: str, called: str, params: dict) -> dict:
        answer = hidden(service, called, params)
        if called == LISTS[module][1] and len(looks) < 6:
            looks.append(called)
            return {**answer, LISTS[module][2]: [], "TotalCount": 0}
        return answer

    wire.send = blind
    course(world, wire, module, **wish)
    elsewhere = fresh_world()
    other = Lossy(elsewhere, "none")
    course(elsewhere, other, module, **wish)
    orders = [params for sent, params in wire.sent + other.sent if sent == action]
    assert len(orders) == 3
    assert orders[0] == orders[1] == orders[2]
    assert len(orders[0]["ClientToken"]) == 40
    world.clock.advance(60)
    assert there(world, module) == 1


@pytest.mark.parametrize("module", ["disk", "eip"])
def test_what_was_deleted_a_moment_ago_is_bought_anew(module):
    """Its token still stands for what is gone."""
    _action, wish = BIRTHS[module]
    world = World(settings=Settings(rate_limits=False, check_answers=True, token_life=86400), seed=1)
    first = course(world, Direct(world), module, **wish)[0]
    course(world, Direct(world), module, name="web", state="absent")
    second = course(world, Direct(world), module, **wish)[0]
    assert first[module][f"{module}_id"] != second[module][f"{module}_id"]
    assert there(world, module) == 1


def test_two_of_the_same_name_are_listed():
    world = fresh_world()
    send = Direct(world).send
    ids = [a_vpc(send)["vpc"], a_vpc(send)["vpc"]]
    with pytest.raises(Refused) as refused:
        run(world, BY_MODULE["vpc"], {"name": "net", "state": "absent"})
    assert all(id in str(refused.value) for id in ids)
    assert str(refused.value).endswith("; give vpc_id, or rename one")
    with pytest.raises(Refused, match=r"^vpc: 2 are called 'net': vpc-\w{8} and vpc-\w{8}; give the id"):
        run(world, BY_MODULE["subnet"], {"name": "web", "vpc": "net"})


def test_a_name_is_exact_though_the_api_finds_parts_of_names():
    world = fresh_world()
    a_vpc(Direct(world).send)
    made, _ = run(world, BY_MODULE["vpc"], {"name": "ne", "cidr_block": "10.1.0.0/16"})
    assert [step["action"] for step in made["steps"]] == ["CreateVpc"]
    with pytest.raises(Refused, match=r"^vpc: there is no VPC 'et' in ap-guangzhou"):
        run(world, BY_MODULE["subnet"], {"name": "web", "vpc": "et"})


@pytest.mark.parametrize("module", BIRTHS)
def test_an_id_that_is_nobodys_is_not_made(module):
    world = fresh_world()
    prefix = {"key_pair": "skey", "security_group": "sg"}.get(module, module)
    bare = {f"{module}_id": f"{prefix}-00000000"}
    with pytest.raises(Refused, match=rf"^{module}_id: there is no .* {prefix}-00000000"):
        run(world, BY_MODULE[module], {**BIRTHS[module][1], **bare, "vpc": None})
    assert run(world, BY_MODULE[module], {**bare, "state": "absent"})[0]["changed"] is False


def test_rules_changed_by_somebody_else_are_read_and_planned_again():
    world = fresh_world()
    made = course(world, Direct(world), "security_group", name="web", ingress=[SSH])[0]["security_group"]
    wire = Direct(world)
    plain, done = wire.send, []

    def raced(service: str, action: str, params: dict) -> dict:
        if action == "ModifySecurityGroupPolicies" and not done:
            done.append(action)
            policies = {
                "Ingress": [{"Protocol": "TCP", "Port": "1", "CidrBlock": "10.0.0.0/8", "Action": "DROP"}]
            }
            other = {"SecurityGroupId": made["security_group_id"], "SecurityGroupPolicySet": policies}
            plain("vpc", "CreateSecurityGroupPolicies", other)
        return plain(service, action, params)

    wire.send = raced
    result, cloud = course(
        world, wire, "security_group", name="web", ingress=[{**SSH, "port": "443"}], purge_rules=False
    )
    assert [rule["port"] for rule in result["security_group"]["ingress"]] == ["443", "22", "1"]
    assert [step.action for step in cloud.steps] == ["ModifySecurityGroupPolicies"]


def test_a_deletion_waits_for_cards_of_machines_that_are_gone():
    world = fresh_world()
    send = Direct(world).send
    subnet = course(world, Direct(world), "subnet", **{**BIRTHS["subnet"][1], **a_vpc(send)})[0]["subnet"]
    place = {"VpcId": subnet["vpc"], "SubnetId": subnet["subnet_id"]}
    ids = list(two_machines(lambda s, a, p: send(s, a, {**p, "VirtualPrivateCloud": place})).values())
    world.clock.advance(30)
    with pytest.raises(Refused, match=rf"^state: subnet {subnet['subnet_id']} is still used by .*{ids[0]}"):
        run(world, BY_MODULE["subnet"], {"subnet_id": subnet["subnet_id"], "state": "absent"})
    send("cvm", "TerminateInstances", {"InstanceIds": ids})
    began = world.clock.now()
    result, _ = run(world, BY_MODULE["subnet"], {"subnet_id": subnet["subnet_id"], "state": "absent"})
    assert (result["changed"], result["subnet"]) == (True, None)
    assert world.clock.now() - began > 60
    gone, _ = run(world, BY_MODULE["vpc"], {"vpc_id": subnet["vpc"], "state": "absent"})
    assert gone["changed"] is True


class Hasty(Leaps):
    """Patience that is over soon."""

    timeout, left = 1, 3

    def pause(self, seconds: float, *for_what: object) -> None:
        self.left -= 1
        if self.left < 0:
            raise TimedOut(str(for_what), [])


def test_patience_that_ends_says_what_is_busy():
    world = fresh_world()
    send = Direct(world).send
    ids = list(two_machines(send).values())
    world.clock.advance(30)
    row = send("cvm", "DescribeInstances", {"InstanceIds": ids[:1]})["InstanceSet"][0]
    send("cvm", "TerminateInstances", {"InstanceIds": ids})
    subnet = row["VirtualPrivateCloud"]["SubnetId"]
    cloud = Cloud(Direct(world), Hasty(world), rehearsal=False)
    want = taken(options_of("subnet"), {"subnet_id": subnet, "state": "absent"})
    with pytest.raises(TimedOut, match=rf"^wait_timeout: 1 s are over, and .* subnet {subnet} in use"):
        BY_MODULE["subnet"].course(cloud, want=want)


def test_an_address_is_not_bought_for_a_machine_that_is_not_there():
    world = fresh_world()
    with pytest.raises(Refused, match=r"^instance: there is no machine 'nobody' in ap-guangzhou"):
        run(world, BY_MODULE["eip"], {"name": "web", "instance": "nobody"})
    assert there(world, "eip") == 0


def test_a_group_that_is_referred_to_names_who_refers():
    world = fresh_world()
    run(world, BY_MODULE["security_group"], {"name": "web"})
    made, _ = run(world, BY_MODULE["security_group"], {"name": "db", "ingress": [{"group": "web"}]})
    id = made["security_group"]["security_group_id"]
    with pytest.raises(Refused, match=rf"is still used by {id}; take that away first"):
        run(world, BY_MODULE["security_group"], {"name": "web", "state": "absent"})


@pytest.mark.parametrize("place", ["nowhere/web.pem", "web.pem"])
def test_no_pair_is_made_when_its_private_half_could_not_be_kept(tmp_path, place):
    (tmp_path / "web.pem").write_text("another key")
    world = fresh_world()
    with pytest.raises(Refused, match=r"^private_key_file: "):
        run(world, BY_MODULE["key_pair"], {"name": "web", "private_key_file": str(tmp_path / place)})
    assert there(world, "key_pair") == 0
    assert [path.name for path in tmp_path.iterdir()] == ["web.pem"]
    assert (tmp_path / "web.pem").read_text() == "another key"


def test_the_private_half_is_in_its_file_and_nowhere_else(tmp_path):
    world, file = fresh_world(), tmp_path / "web.pem"
    result, cloud = run(world, BY_MODULE["key_pair"], {"name": "web", "private_key_file": str(file)})
    assert re.match(
        "-----BEGIN RSA PRIVATE KEY-----\n.*-----END RSA PRIVATE KEY-----\n$", file.read_text(), re.S
    )
    assert file.stat().st_mode & 0o777 == 0o600
    assert "PRIVATE" not in str((result, cloud.steps, vars(cloud)))
    assert os.listdir(tmp_path) == ["web.pem"]
    file.unlink()
    again, cloud = run(world, BY_MODULE["key_pair"], {"name": "web", "private_key_file": str(file)})
    assert (again["changed"], len(cloud.notes)) == (False, 1)


def test_a_private_half_that_is_lost_on_its_way_is_told(tmp_path):
    world = fresh_world()
    file = str(tmp_path / "web.pem")
    with pytest.raises(Stuck, match=r"^key pair skey-\w{8} was made, and .* lost; delete it"):
        course(world, Lossy(world, "CreateKeyPair"), "key_pair", name="web", private_key_file=file)
    assert os.listdir(tmp_path) == []

# SPDX-License-Identifier: GPL-3.0-or-later
"""Every option that takes a name does with it what it does with the id, for one request per kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from ansible_collections.tencentcloud.cvm.plugins.module_utils._cloud.cloud import Cloud
from ansible_collections.tencentcloud.cvm.plugins.module_utils._cloud.lookup import with_ids
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.errors import Refused
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.kind import dig, nest
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.named import NAMED, TEMPLATE
from ansible_collections.tencentcloud.cvm.tests.laws.fleet.conftest import (
    MACHINE,
    REGION,
    Direct,
    Leaps,
    fresh_world,
    run,
)
from ansible_collections.tencentcloud.cvm.tests.laws.options.surroundings import ZONE, Surroundings
from cvm_emulator.world import World


def counts(world: World) -> Counter:
    """What has been asked of the world so far, by action."""
    return Counter(world.call_log()["counts"])


@pytest.fixture
def around() -> Surroundings:
    return Surroundings(fresh_world())


def looked_up(around: Surroundings, **want: object) -> tuple[dict, Counter]:
    """The wish with ids, and what was asked for it."""
    before = counts(around.world)
    found = with_ids(Cloud(Direct(around.world), Leaps(around.world), rehearsal=False), want, OPTIONS)
    return found, counts(around.world) - before


def group(around: Surroundings, name: str) -> str:
    return around.ask("CreateDisasterRecoverGroup", {"Name": name, "Type": "HOST"})["DisasterRecoverGroupId"]


def template(around: Surroundings, name: str) -> str:
    wish = {"LaunchTemplateName": name, "Placement": {"Zone": ZONE}, "ImageId": MACHINE["image"]}
    return around.ask("CreateLaunchTemplate", wish)["LaunchTemplateId"]


def key_pair(around: Surroundings, name: str) -> str:
    return around.ask("CreateKeyPair", {"KeyName": name, "ProjectId": 0})["KeyPair"]["KeyId"]


OPTIONS = (*NAMED, TEMPLATE)
FLEETS = ("plain", "called")
# Makes one of each kind, and says by which name it can be called.
ONE: dict[str, Callable[[Surroundings], tuple[str, object]]] = {
    "vpc": lambda around: ("other", around.vpc),
    "subnets": lambda around: ("other", around.subnet),
    "security_groups": lambda around: ("group 0", around.new_group("group 0")),
    "key_pairs": lambda around: ("mine", key_pair(around, "mine")),
    "image": lambda around: ("own", around.image),
    "placement_group": lambda around: ("spread", group(around, "spread")),
    "launch_template.id": lambda around: ("usual", template(around, "usual")),
    "project": lambda _: ("rehearsal", 1000001),
}


def wish(option: str, *values: object) -> dict:
    """The option holding these, as a list where it takes one."""
    return nest(
        [(option, list(values) if option in ("subnets", "security_groups", "key_pairs") else values[0])]
    )


@pytest.mark.parametrize("named", OPTIONS, ids=[named.option for named in OPTIONS])
def test_a_name_stands_for_the_id_and_costs_one_request_and_an_id_none(around, named):
    name, id = ONE[named.option](around)
    want, asked = looked_up(around, **wish(named.option, name))
    assert dig(want, named.option) == dig(wish(named.option, id), named.option)
    assert asked == {named.kind.read: 1}
    again, asked = looked_up(around, **wish(named.option, str(id)))
    assert (again, asked) == (want, {})


@pytest.mark.parametrize("named", OPTIONS, ids=[named.option for named in OPTIONS])
def test_a_name_that_nobody_has_is_refused(around, named):
    with pytest.raises(
        Refused, match=rf"{named.option}: there is no {named.kind.noun} 'nobody' in {REGION};"
    ):
        looked_up(around, **wish(named.option, "nobody"))


@pytest.mark.parametrize("named", OPTIONS, ids=[named.option for named in OPTIONS])
def test_nothing_and_nobody_is_left_as_it_is(around, named):
    empty = [[], ""] if named.option in ("subnets", "security_groups", "key_pairs") else [""]
    for value in (None, *empty[:1]):
        want = nest([(named.option, value)]) or {named.option.partition(".")[0]: None}
        assert looked_up(around, **want) == (want, {})


@pytest.mark.parametrize(
    ("option", "another"),
    [
        (
            "vpc",
            lambda around: around.ask("CreateVpc", {"VpcName": "other", "CidrBlock": "10.9.0.0/16"}, "vpc"),
        ),
        ("subnets", lambda around: around.other_subnet),
        ("security_groups", lambda around: around.new_group("group 0")),
        ("placement_group", lambda around: group(around, "spread")),
    ],
)
def test_two_of_the_same_name_are_both_listed(around, option, another):
    name, id = ONE[option](around)
    another(around)
    with pytest.raises(Refused, match=rf"{option}: 2 are called '{name}': (?=.*{id}).* and .*; give the id"):
        looked_up(around, **wish(option, name))


def test_subnets_are_sought_in_the_vpc_that_is_given(around):
    default = around.ask("DescribeVpcs", {"Filters": [{"Name": "is-default", "Values": ["TRUE"]}]}, "vpc")
    params = {"VpcId": default["VpcSet"][0]["VpcId"], "SubnetName": "other", "Zone": ZONE}
    network = default["VpcSet"][0]["CidrBlock"].split(".")
    around.ask("CreateSubnet", {**params, "CidrBlock": f"{network[0]}.{network[1]}.200.0/24"}, "vpc")
    want, asked = looked_up(around, subnets=["other", around.subnet], vpc="other")
    assert want == {"subnets": [around.subnet], "vpc": around.vpc}
    assert asked == {"DescribeVpcs": 1, "DescribeSubnets": 1}


def test_a_network_card_takes_names_in_the_same_requests(around):
    group = around.new_group("web")
    card = {"subnet": "other", "security_groups": ["web", group], "private_ip_count": 2}
    want, asked = looked_up(
        around, security_groups=["web"], network_interfaces=[card, {"subnet": around.subnet}]
    )
    assert want["security_groups"] == [group]
    assert want["network_interfaces"] == [
        {"subnet": around.subnet, "security_groups": [group], "private_ip_count": 2},
        {"subnet": around.subnet, "security_groups": None},
    ]
    assert asked == {"DescribeSubnets": 1, "DescribeSecurityGroups": 1}
    with pytest.raises(Refused, match=r"^network_interfaces\[0\]\.subnet: there is no subnet 'nobody'"):
        looked_up(around, network_interfaces=[{"subnet": "nobody"}])


def test_ten_groups_are_one_request(around):
    names = [f"group {number}" for number in range(10)]
    ids = [around.new_group(name) for name in names]
    want, asked = looked_up(around, security_groups=names)
    assert (want["security_groups"], asked) == (ids, {"DescribeSecurityGroups": 1})


def test_seven_key_pairs_are_two_requests_and_their_order_is_kept(around):
    names = [f"key_{number}" for number in range(7)]
    ids = [key_pair(around, name) for name in names]
    want, asked = looked_up(around, key_pairs=names[::-1])
    assert (want["key_pairs"], asked) == (ids[::-1], {"DescribeKeyPairs": 2})


@pytest.mark.parametrize(
    ("system", "types", "image"),
    [
        ("Ubuntu Server 24.04", ["S5.MEDIUM4"], "img-mmytdhbn"),
        ("ubuntu server", None, "img-mmytdhbn"),
        ("TencentOS Server 3.1", ["SR1.MEDIUM4", "S5.MEDIUM4"], "img-g9yh2ulb"),
        ("TencentOS Server 3.1", ["S5.MEDIUM4"], "img-eb30mz89"),
        ("TencentOS Server 3.1", None, "img-eb30mz89"),
        ("Debian 12.4 64bit", None, "img-btd6n1zr"),
    ],
)
def test_an_operating_system_is_its_newest_public_image_that_fits(around, system, types, image):
    want, asked = looked_up(around, image=system, instance_types=types)
    assert (want["image"], asked) == (image, {"DescribeImages": 1})


@pytest.fixture
def ten(around: Surroundings) -> tuple[dict, dict]:
    """The same wish by ids and by ten names."""
    groups = [around.new_group(f"group {number}") for number in range(5)]
    keys = [key_pair(around, name) for name in ("mine", "yours")]
    place = {"vpc": around.vpc, "subnets": [around.subnet]}
    ids = {**place, "security_groups": groups, "key_pairs": keys, "image": around.image}
    names = {
        "vpc": "other",
        "subnets": ["other"],
        "security_groups": [f"group {number}" for number in range(5)],
        "key_pairs": ["mine", "yours"],
        "image": "own",
    }
    return ids, names


def test_ten_names_add_four_requests_to_a_purchase(around, ten):
    plain, called = (bought(around.world, name, wish) for name, wish in zip(FLEETS, ten, strict=True))
    assert (called - plain, plain - called) == (
        {"DescribeVpcs": 1, "DescribeSecurityGroups": 1, "DescribeKeyPairs": 1, "DescribeImages": 1},
        {},
    )
    assert (called - plain).total() == 4


def test_a_run_at_rest_asks_once_for_each_kind_that_is_named(around, ten):
    _ids, names = ten
    bought(around.world, "web", names)
    asked = asked_by(around.world, name="web", zones=[ZONE], **names)
    kinds = {
        "DescribeVpcs",
        "DescribeSubnets",
        "DescribeSecurityGroups",
        "DescribeKeyPairs",
        "DescribeImages",
    }
    assert asked == Counter([*kinds, "DescribeInstances"])


@pytest.mark.parametrize("state", ["released", "absent"])
def test_what_is_given_up_needs_no_names(around, ten, state):
    _ids, names = ten
    asked = asked_by(around.world, name="nobody", state=state, **names)
    assert asked == {"DescribeInstances": 1}


def test_a_template_is_looked_up_for_a_purchase_only(around):
    template(around, "usual")
    wish = {"name": "web", "launch_template": {"id": "usual"}}
    assert asked_by(around.world, **wish)["DescribeLaunchTemplates"] == 1
    assert asked_by(around.world, **wish) == {"DescribeInstances": 1}


def asked_by(world: World, **wish: object) -> Counter:
    """What is asked in a run."""
    before = counts(world)
    run(world, **wish)
    return counts(world) - before


def bought(world: World, fleet: str, wish: dict) -> Counter:
    """What is asked to buy a machine by this wish, but for the looks at it until it runs."""
    asked = asked_by(world, name=fleet, zones=[ZONE], **wish)
    assert asked["RunInstances"] == 1
    del asked["DescribeInstances"]
    return asked

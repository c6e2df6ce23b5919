# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables of plans: what a wish and a fleet make."""

from __future__ import annotations

import pytest
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.errors import Refused
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.fleet import plan
from ansible_collections.tencentcloud.cvm.tests.unit.plugins.module_utils._core.rows import row, wish


def made(want, *rows):
    return plan(want, list(rows), "ap-guangzhou")


def brief(steps):
    return [(step.action, step.targets()) for step in steps]


@pytest.mark.parametrize(
    ("count", "members", "missing", "gone"),
    [
        (None, 0, 1, []),
        (None, 3, 0, []),
        (0, 0, 0, []),
        (0, 2, 0, [1, 2]),
        (3, 3, 0, []),
        (5, 3, 2, []),
        (1, 3, 0, [2, 3]),
    ],
)
def test_count(count, members, missing, gone):
    todo = made(wish(exact_count=count), *map(row, range(1, members + 1)))
    assert todo.missing == missing
    assert brief(todo.steps) == (
        [("TerminateInstances", [f"ins-{n:08d}" for n in reversed(gone)])] if gone else []
    )


@pytest.mark.parametrize("state", ["SHUTDOWN", "TERMINATING", "LAUNCH_FAILED"])
def test_the_dead_do_not_count_and_are_left_alone(state):
    todo = made(wish(exact_count=2), row(1), row(2, InstanceState=state))
    assert (todo.missing, todo.steps) == (1, [])


@pytest.mark.parametrize(
    ("state", "found", "expected"),
    [
        ("present", "STOPPED", []),
        ("present", "RUNNING", []),
        ("running", "RUNNING", []),
        ("running", "STARTING", []),
        ("running", "STOPPED", ["StartInstances"]),
        ("running", "STOPPING", ["StartInstances"]),
        ("stopped", "STOPPED", []),
        ("stopped", "STOPPING", []),
        ("stopped", "RUNNING", ["StopInstances"]),
        ("stopped", "PENDING", ["StopInstances"]),
        ("absent", "RUNNING", ["TerminateInstances"]),
        ("absent", "STOPPED", ["TerminateInstances"]),
        ("absent", "TERMINATING", []),
        ("absent", "LAUNCH_FAILED", []),
    ],
)
def test_power(state, found, expected):
    assert [step.action for step in made(wish(state=state), row(1, InstanceState=found)).steps] == expected


def test_one_call_per_hundred_ids_and_charge_type():
    rows = [row(n % 60, InstanceId=f"ins-{n:08d}") for n in range(1, 151)]
    rows += [row(1, InstanceId="ins-spot0000", InstanceChargeType="SPOTPAID")]
    steps = made(wish(state="absent"), *rows).steps
    assert sorted(len(step.targets()) for step in steps) == [1, 50, 100]


def test_prepaid_members_are_not_returned():
    with pytest.raises(Refused, match=r"allow_prepaid_return: prepaid: ins-00000001"):
        made(wish(state="absent"), row(1, InstanceChargeType="PREPAID"))


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"tags": None}, []),
        ({"tags": {"team": "shop"}}, []),
        ({"tags": {}}, []),
        ({"tags": {"team": "db"}}, [("TagResources", [{"TagKey": "team", "TagValue": "db"}])]),
        ({"tags": {"new": "1"}}, [("TagResources", [{"TagKey": "new", "TagValue": "1"}])]),
        ({"tags": {}, "purge_tags": True}, [("UnTagResources", ["team"])]),
        (
            {"tags": {"new": "1"}, "purge_tags": True},
            [("TagResources", [{"TagKey": "new", "TagValue": "1"}]), ("UnTagResources", ["team"])],
        ),
    ],
)
def test_tags_merge_unless_purged_and_ours_stay(options, expected):
    steps = made(wish(**options), row(1)).steps
    assert [(step.action, step.params.get("Tags", step.params.get("TagKeys"))) for step in steps] == expected


def test_tags_of_many_members_go_ten_in_a_call():
    steps = made(wish(exact_count=25, tags={"a": "b"}), *(row(n) for n in range(1, 26))).steps
    assert [len(step.targets()) for step in steps] == [10] * 5  # each machine and its disk
    assert steps[0].targets()[0] == "qcs::cvm:ap-guangzhou:uin/:instance/ins-00000001"


def test_security_groups_are_set_on_the_members_that_differ():
    want = wish(exact_count=2, security_groups=["sg-aaaaaaaa", "sg-12345678"])
    steps = made(want, row(1), row(2, SecurityGroupIds=["sg-aaaaaaaa", "sg-12345678"])).steps
    assert [(step.action, step.params) for step in steps] == [
        (
            "ModifyInstancesAttribute",
            {"InstanceIds": ["ins-00000001"], "SecurityGroups": ["sg-aaaaaaaa", "sg-12345678"]},
        )
    ]


def test_a_second_plan_is_empty():
    want = wish(exact_count=1, state="stopped", tags={"a": "b"}, security_groups=["sg-aaaaaaaa"])
    first = made(want, row(1)).steps
    assert {step.action for step in first} == {"TagResources", "ModifyInstancesAttribute", "StopInstances"}
    tags = [*row(1)["Tags"], {"Key": "a", "Value": "b"}]
    after = row(1, InstanceState="STOPPED", SecurityGroupIds=["sg-aaaaaaaa"], Tags=tags)
    assert made(want, after).steps == []


def test_named_machines_are_adopted_when_a_name_is_given():
    stranger = row(1, Tags=[])
    want = wish(instance_ids=["ins-00000001"])
    assert [step.params["Tags"] for step in made(want, stranger).steps] == [
        [{"TagKey": "ansible-cvm-fleet", "TagValue": "web"}]
    ]
    assert made({**want, "name": None}, stranger).steps == []


@pytest.mark.parametrize(
    ("scale_in", "gone"),
    [("newest", [4, 3]), ("oldest", [1, 2]), ("spot_first", [2, 4]), ("stopped_first", [1, 4])],
)
def test_who_goes_first(scale_in, gone):
    rows = [row(1, InstanceState="STOPPED"), row(2, InstanceChargeType="SPOTPAID"), row(3), row(4)]
    steps = made(wish(exact_count=2, scale_in=scale_in), *rows).steps
    assert sorted(id for step in steps for id in step.targets()) == [f"ins-{n:08d}" for n in sorted(gone)]


@pytest.mark.parametrize("options", [{"exact_count": 1}, {"state": "absent"}])
def test_no_more_than_max_delete_go(options):
    rows = [row(1), row(2), row(3)]
    with pytest.raises(
        Refused, match=r"max_delete: [23] machines would be terminated, at most 1 may: .*ins-00000003"
    ):
        made(wish(max_delete=1, **options), *rows)
    assert made(wish(max_delete=3, **options), *rows).steps

# SPDX-License-Identifier: GPL-3.0-or-later
"""What rows mean: sights, names, states shown, results, error classes."""

from __future__ import annotations

import pytest
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.errors import (
    CLASS_OF,
    CODES,
    class_of,
)
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.hints import HINTS, hint
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.identity import (
    belongs,
    first_name,
    ordinal_of,
    stem,
)
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.plan import GONE, Call, batched
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.report import report
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.shape import shape
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.shows import shows
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.sight import (
    name_filter,
    newborns,
    seconds,
    seen,
)
from ansible_collections.tencentcloud.cvm.tests.unit.plugins.module_utils._core.rows import row


def test_a_row_as_the_protocol_sees_it():
    found = seen(row(3), "web")
    assert (found.id, found.ordinal, found.tagged, found.addressed) == ("ins-00000003", 3, True, False)
    assert (found.mark.number, found.mark.size, found.mark.token) == (0, 3, "abc")
    assert not seen(row(1), "other").tagged


@pytest.mark.parametrize(
    "text", ["2022-09-06T03:07:37Z", "2022-09-06T03:07:37+00:00", "2022-09-06T11:07:37+08:00"]
)
def test_times_of_the_api(text):
    assert seconds(text) == 1662433657


@pytest.mark.parametrize(
    ("given", "display", "ours"),
    [
        (None, "web-1", True),
        (None, "web-12", True),
        (None, "web-", False),
        (None, "web-x", False),
        (None, "other-web-1", False),
        (None, "web", False),
        ("node{R:1}", "node7", True),
        ("node{R:1}", "web-1", False),
    ],
)
def test_display_names(given, display, ours):
    assert belongs("web", given, display) is ours


def test_names_to_look_for_serve_whole_and_part_matching():
    assert name_filter("web", None, 4)[0]["Values"] == ["web-", "web-4"]
    assert name_filter("web", "node{R:3,F:3}", 4)[0]["Values"] == ["node", "node3"]
    assert (stem("web", None), first_name("web", None, 2), ordinal_of("web", "web-12")) == (
        "web-",
        "web-2",
        12,
    )


def test_newborns_of_another_fleet_are_not_ours():
    other = row(2, Tags=[{"Key": "ansible-cvm-fleet", "Value": "db"}])
    assert newborns([row(1, Tags=[]), other, row(3, InstanceName="x")], "web", None) == [row(1, Tags=[])]


@pytest.mark.parametrize(
    ("call", "shown", "expected"),
    [
        (Call("cvm", "StopInstances", then="STOPPED"), row(1), False),
        (Call("cvm", "StopInstances", then="STOPPED"), row(1, InstanceState="STOPPED"), True),
        (Call("cvm", "StopInstances", then="STOPPED"), None, False),
        (Call("cvm", "TerminateInstances", then=GONE), None, True),
        (Call("cvm", "TerminateInstances", then=GONE), row(1), False),
        (Call("tag", "TagResources", {"Tags": [{"TagKey": "team", "TagValue": "shop"}]}), row(1), True),
        (Call("tag", "TagResources", {"Tags": [{"TagKey": "team", "TagValue": "db"}]}), row(1), False),
        (Call("tag", "UnTagResources", {"TagKeys": ["team"]}), row(1), False),
        (Call("tag", "UnTagResources", {"TagKeys": ["gone"]}), row(1), True),
        (
            Call("cvm", "ModifyInstancesAttribute", until=lambda shown: shown["InstanceName"] == "web-1"),
            row(1),
            True,
        ),
        (
            Call("cvm", "ModifyInstancesAttribute", until=lambda shown: shown["InstanceName"] == "x"),
            row(1),
            False,
        ),
    ],
)
def test_when_a_change_shows(call, shown, expected):
    assert shows(call, "ins-00000001", shown) is expected


def test_null_in_an_answer_is_an_empty_list_in_a_result():
    found = shape(row(1, PublicIpAddresses=None, PrivateIpAddresses=None, DataDisks=None, LoginSettings=None))
    assert (found["public_ips"], found["private_ips"], found["data_disks"], found["key_pairs"]) == (
        [],
        [],
        [],
        [],
    )
    assert shape(row(1, InstanceChargeType="CDCPAID"))["charge_type"] == "cdcpaid"


def test_a_result_has_the_same_keys_whatever_happened():
    stop = Call("cvm", "StopInstances", {"InstanceIds": ["ins-00000001"]}, ids="InstanceIds", then="STOPPED")
    end = Call("cvm", "TerminateInstances", {"InstanceIds": ["ins-00000002"]}, ids="InstanceIds", then=GONE)
    nothing = report([], [], [], [], [], [], [], [])
    something = report([row(1), row(2)], [row(1), row(2)], [stop, end], [], [], [], [], [])
    assert nothing.keys() == something.keys()
    assert (nothing["changed"], something["changed"]) == (False, True)
    assert (something["changed_ids"], something["terminated_ids"]) == (["ins-00000001"], ["ins-00000002"])
    assert something["diff"]["before"]["machines"] - something["diff"]["after"]["machines"] == 1
    assert "STOPPED" in something["diff"]["after"]["changing"][0]


def test_error_codes_stand_in_one_class_and_unknown_ones_are_never_repeated():
    codes = [code for text in CODES.values() for code in text.split()]
    assert len(codes) == len(set(codes)) == len(CLASS_OF)
    assert class_of("ResourceInsufficient.CloudDiskUnavailable") == class_of("Never.Heard") == "USER"
    assert class_of("ResourceInsufficient.CloudDiskSoldOut") == "CAPACITY"
    assert class_of("RequestLimitExceeded") == "THROTTLE"


def test_stock_that_a_start_or_a_new_type_lacks_is_not_that_of_a_purchase():
    code = "ResourceInsufficient.SpecifiedInstanceType"
    advice = {
        hint(code, action=action) for action in ("StartInstances", "ResetInstancesType", "RunInstances")
    }
    assert len(advice) == 3


def test_hints_name_an_option():
    assert hint("InvalidImageId.NotFound").startswith("image: ")
    assert hint("Never.Heard") == ""
    assert all(HINTS.values())


def test_batches():
    assert batched([1, 2, 3], 2) == [[1, 2], [3]]
    assert batched([], 2) == []

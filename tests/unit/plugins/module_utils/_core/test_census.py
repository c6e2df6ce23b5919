# SPDX-License-Identifier: GPL-3.0-or-later
"""Which machines are asked for, in the API's words and within its limits."""

from __future__ import annotations

import pytest
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.census import census, user_data_shown
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.errors import Refused

FLEET = {"Name": "tag:ansible-cvm-fleet", "Values": ["web"]}


def asked(filters=None, name=None):
    return census({"name": name, "filters": filters})


def test_names_and_values_as_the_api_takes_them():
    assert asked() == []
    assert asked({"zone": "z-1", "tag:a": ["b", 1]}, "web") == [
        FLEET,
        {"Name": "zone", "Values": ["z-1"]},
        {"Name": "tag:a", "Values": ["b", "1"]},
    ]
    assert asked({"instance-charge-type": ["spot", "PREPAID"]}) == [
        {"Name": "instance-charge-type", "Values": ["SPOTPAID", "PREPAID"]}
    ]


@pytest.mark.parametrize(
    ("filters", "name", "message"),
    [
        ({"colour": "red"}, None, "'colour' is not a filter; tag:<key>, zone"),
        ({"tag:": "red"}, None, "'tag:' is not a filter"),
        ({"zone": []}, None, "zone has 0 values; 1 to 5"),
        ({"zone": list("abcdef")}, None, "zone has 6 values; 1 to 5"),
        ({f"tag:{n}": "x" for n in range(11)}, None, "11 given, at most 10"),
        ({f"tag:{n}": "x" for n in range(10)}, "web", "10 given, at most 9"),
        ({"creation-start-time": "yesterday"}, None, "one time such as '2026-01-31 12:00:00'"),
        ({"creation-end-time": ["2026-01-31 12:00:00"] * 2}, None, "one time such as"),
    ],
)
def test_what_the_api_would_refuse_is_refused_before_it_is_asked(filters, name, message):
    with pytest.raises(Refused, match=f"filters: .*{message}"):
        asked(filters, name)


def test_a_name_that_no_fleet_has_is_refused():
    with pytest.raises(Refused, match="name: "):
        asked(name="a b")


@pytest.mark.parametrize(
    ("coded", "text"),
    [("IyEvYmluL3NoCg==", "#!/bin/sh\n"), ("", ""), ("//79", None), ("5L2g5aW9", "\u4f60\u597d")],
)
def test_user_data_is_shown_as_text(coded, text):
    assert user_data_shown(coded) == text

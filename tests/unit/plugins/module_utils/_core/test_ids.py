# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.ids import (
    IDS_OR_NAMES,
    OTHER_NAMES,
    only_ids,
)
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.named import NAMED

NOTHING = dict.fromkeys((*IDS_OR_NAMES, *OTHER_NAMES))


@pytest.mark.parametrize(
    "wish",
    [
        {},
        {"vpc": "vpc-12345678", "subnets": ["subnet-12345678", "subnet-abcdefgh"], "image": "img-12345678"},
        {"security_groups": [], "image": ""},
    ],
)
def test_nothing_is_looked_up_for_ids(wish):
    assert only_ids({**NOTHING, **wish})


@pytest.mark.parametrize(
    "wish",
    [
        {"image": "Ubuntu Server 24.04"},
        {"vpc": "subnet-12345678"},
        {"subnets": ["subnet-12345678", "office"]},
        {"key_pairs": ["skey-12345678", "skey-12345678"]},
        {"project": "0"},
        {"network_interfaces": [{"subnet": "subnet-12345678"}]},
    ],
)
def test_names_are_and_what_is_given_twice_is_told_once(wish):
    assert not only_ids({**NOTHING, **wish})


def test_every_option_that_takes_a_name_is_known():
    assert {named.option for named in NAMED} <= set(NOTHING)

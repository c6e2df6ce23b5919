# SPDX-License-Identifier: GPL-3.0-or-later
"""Where there is still room for ranges of addresses."""

from __future__ import annotations

from ipaddress import IPv4Network
from itertools import combinations

import pytest
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.cidr import free_ranges
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.errors import Refused


@pytest.mark.parametrize(
    ("within", "taken", "mask", "count", "found"),
    [
        (["10.0.0.0/16"], [], 24, 2, ["10.0.0.0/24", "10.0.1.0/24"]),
        (["10.0.0.0/16"], ["10.0.0.0/20"], 24, 1, ["10.0.16.0/24"]),
        (["10.0.0.0/16"], ["10.0.0.128/28"], 20, 2, ["10.0.16.0/20", "10.0.32.0/20"]),
        (["10.0.0.0/16"], ["10.0.0.0/24", "10.0.2.0/24"], 24, 2, ["10.0.1.0/24", "10.0.3.0/24"]),
        (["10.0.0.0/24", "10.9.0.0/24"], ["10.0.0.0/8"], 24, 0, []),
        (["10.0.0.0/24", "10.9.0.0/24"], ["10.0.0.0/16"], 24, 1, ["10.9.0.0/24"]),
        (["10.0.0.0/12"], ["10.0.0.0/16", "10.1.0.0/16", "192.168.0.0/16"], 16, 1, ["10.2.0.0/16"]),
        (["0.0.0.0/0"], ["0.0.0.0/1"], 32, 1, ["128.0.0.0/32"]),
    ],
)
def test_the_lowest_free_ranges_are_found(within, taken, mask, count, found):
    assert free_ranges(within, taken, mask, count) == found


def test_all_that_is_found_fits_beside_all_that_is_taken():
    taken = ["10.0.3.0/28", "10.0.8.0/22", "10.0.15.240/28"]
    found = free_ranges(["10.0.0.0/20"], taken, 26, 40)
    ranges = [IPv4Network(text) for text in (*taken, *found)]
    assert len(found) == 40
    assert not any(one.overlaps(other) for one, other in combinations(ranges, 2))
    assert all(one.subnet_of(IPv4Network("10.0.0.0/20")) for one in ranges)


@pytest.mark.parametrize(
    ("within", "mask", "count", "message"),
    [
        (["10.0.0.0/24"], 26, 5, r"has room for 3 ranges with mask 26 .*, 5 are needed"),
        (["10.0.0.0/24"], 16, 1, r"mask: 16 is not accepted; 24 to 32"),
        (["10.0.0.0/24"], 33, 1, r"mask: 33 is not accepted"),
        (["10.0.0.1/24"], 26, 1, r"within: '10.0.0.1/24' .*did you mean 10.0.0.0/24"),
    ],
)
def test_what_does_not_fit_is_refused(within, mask, count, message):
    with pytest.raises(Refused, match=message):
        free_ranges(within, ["10.0.0.0/26"], mask, count)

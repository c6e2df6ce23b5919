# SPDX-License-Identifier: GPL-3.0-or-later
"""How many API calls a run makes, counted by the cloud."""

from __future__ import annotations

from collections import Counter

import pytest

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(("machines", "calls"), [(1, 1), (250, 3)])
def test_a_run_that_finds_what_it_wants_reads_every_hundred_machines_once(cloud, buy, machines, calls):
    assert buy(machines)[0] == 0
    before = Counter(cloud.counts())
    code, result = buy(machines)
    assert (code, result["changed"], len(result["instance_ids"])) == (0, False, machines)
    assert Counter(cloud.counts()) - before == {"DescribeInstances": calls}


def test_one_machine_is_bought_with_ten_calls(cloud, buy):
    assert buy(1)[0] == 0
    counts = cloud.counts()
    assert counts["RunInstances"] == counts["InquiryPriceRunInstances"] == 1
    assert sum(counts.values()) <= 10


def test_a_thousand_machines_are_bought_in_ten_orders_and_at_most_thirty_two_calls(cloud, buy, fleet):
    code, result = buy(1000)
    assert (code, len(result["created_ids"])) == (0, 1000)
    assert {one["instance_id"] for one in cloud.fleet(fleet)} == set(result["created_ids"])
    counts = cloud.counts()
    assert counts["RunInstances"] == 10
    assert sum(counts.values()) <= 32


def test_a_rehearsal_of_a_thousand_reads_as_much_as_one_and_writes_nothing(cloud, buy):
    code, result = buy(1000, _ansible_check_mode=True)
    assert (code, result["changed"], len(result["steps"])) == (0, True, 10)
    assert [call for call in cloud.control("calls")["calls"] if call["write"]] == []
    assert sum(cloud.counts().values()) <= 8

# SPDX-License-Identifier: GPL-3.0-or-later
"""How many API calls a run makes, counted by the cloud."""

from __future__ import annotations

from collections import Counter

import pytest
from ansible_collections.tencentcloud.cvm.tests.tools.module_run import MACHINE

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(("machines", "calls"), [(1, 1), (250, 3)])
def test_a_run_that_finds_what_it_wants_reads_every_hundred_machines_once(cloud, buy, machines, calls):
    assert buy(machines)[0] == 0
    before = Counter(cloud.counts())
    code, result = buy(machines)
    assert (code, result["changed"], len(result["instance_ids"])) == (0, False, machines)
    assert Counter(cloud.counts()) - before == {"DescribeInstances": calls}


WHERE = {"DescribeVpcs": 1, "DescribeSubnets": 1, "DescribeZoneInstanceConfigInfos": 1}


@pytest.mark.parametrize(
    ("machines", "there", "orders", "reads"),
    [
        (1, 0, 1, {"the fleet": 1, "its names": 1, "a poll": 1}),
        (100, 0, 1, {"the fleet": 1, "its names": 1, "a poll": 1}),
        (250, 0, 3, {"the fleet": 1, "its names": 1, "a poll": 3}),
        (1000, 0, 10, {"the fleet": 1, "its names": 1, "a poll": 10}),
        (251, 250, 1, {"the fleet": 3, "its names": 3, "a poll": 1, "a count": 1}),
    ],
)
def test_a_purchase_without_faults_asks_for_nothing_in_vain(
    cloud, buy, fleet, machines, there, orders, reads
):
    """A read per hundred members, a price, an order per hundred, and polls; beyond that a look by name, the
    quota for several orders, and a count where polls of the new ones alone are cheaper than of the fleet.
    """
    assert buy(there)[0] == 0
    before = Counter(cloud.counts())
    code, result = buy(machines)
    assert (code, len(result["created_ids"])) == (0, machines - there)
    assert {one["instance_id"] for one in cloud.fleet(fleet)} == set(result["instance_ids"])
    assert Counter(cloud.counts()) - before == {
        **WHERE,
        "InquiryPriceRunInstances": 1,
        "RunInstances": orders,
        "DescribeInstances": sum(reads.values()),
        **({"DescribeAccountQuota": 1} if orders > 1 else {}),
    }


def test_a_price_is_asked_for_once_per_candidate(cloud, buy):
    """Three zones have no stock, which the price inquiry tells already."""
    zones = [f"ap-guangzhou-{number}" for number in (3, 4, 6, 7)]
    for zone in zones[:-1]:
        kind = {
            "zone": zone,
            "instance_type": MACHINE["instance_types"][0],
            "charge_type": "POSTPAID_BY_HOUR",
        }
        cloud.control("stock", {**kind, "count": 0})
    code, result = buy(2, zones=zones)
    assert (code, [one["got"] for one in result["attempts"]]) == (0, [0, 0, 0, 2])
    counts = cloud.counts()
    assert (counts["InquiryPriceRunInstances"], counts["RunInstances"]) == (len(zones), 1)


def test_a_rehearsal_of_a_thousand_reads_as_much_as_one_and_writes_nothing(cloud, buy):
    code, result = buy(1000, _ansible_check_mode=True)
    assert (code, result["changed"], len(result["steps"])) == (0, True, 10)
    assert [call for call in cloud.control("calls")["calls"] if call["write"]] == []
    assert sum(cloud.counts().values()) <= 8

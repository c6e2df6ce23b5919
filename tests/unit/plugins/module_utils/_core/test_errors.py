# SPDX-License-Identifier: GPL-3.0-or-later
"""Every documented code has its class, and an order refused with it goes the way of its class."""

from __future__ import annotations

import pytest
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.errors import CLASS_OF, class_of
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.hints import hint
from ansible_collections.tencentcloud.cvm.tests.unit.plugins.module_utils._core.documented_codes import (
    ADDRESSES,
    ANY_ACTION,
    LIFECYCLE,
    RUN_INSTANCES,
)
from ansible_collections.tencentcloud.cvm.tests.unit.plugins.module_utils._core.toy_cloud import (
    ToyCloud,
    run,
    terms,
)

DOCUMENTED = {**ANY_ACTION, **RUN_INSTANCES, **LIFECYCLE, **ADDRESSES}
NEXT_CANDIDATE, SAME_ORDER, THE_END = "the next candidate", "the same order", "the end"
WAY = {
    "CAPACITY": NEXT_CANDIDATE,
    "PRICE": NEXT_CANDIDATE,
    "SERVER": SAME_ORDER,
    "TRANSPORT": SAME_ORDER,
}


def test_run_instances_documents_a_hundred_and_seventy_codes():
    assert len(RUN_INSTANCES) == 170


def test_every_documented_code_has_its_class():
    assert {code: class_of(code) for code in DOCUMENTED} == DOCUMENTED


@pytest.mark.parametrize("code", [*LIFECYCLE, *ADDRESSES])
def test_a_refusal_of_what_is_there_says_what_to_do(code):
    assert hint(code)


def test_no_part_of_a_code_counts():
    """Neither its beginning nor a code that begins like it says anything of a code."""
    others = {f"{code}.Else" for code in CLASS_OF} | {code[:-1] for code in CLASS_OF}
    others |= {code.lower() for code in CLASS_OF} | {code.partition(".")[0] for code in CLASS_OF}
    assert {class_of(code) for code in others - set(CLASS_OF)} == {"USER"}


@pytest.mark.parametrize("code", [*DOCUMENTED, "ClientNetworkError", "ServerNetworkError", "Never.Heard"])
def test_a_refused_order_goes_the_way_of_its_class(code):
    """Throttled and busy answers are repeated below the protocol; one that gets here has been so often."""
    cloud = ToyCloud(faults=[code])
    now = run(cloud, terms(2, requests=("a", "b")))
    first, *more = cloud.sent
    if not more:
        way = THE_END
    else:
        assert len(more) == 1
        way = SAME_ORDER if more == [first] else NEXT_CANDIDATE
        assert (now.phase, len(cloud.live()), more[0].candidate) == ("done", 2, int(way == NEXT_CANDIDATE))
    assert way == WAY.get(class_of(code), THE_END)
    assert (now.phase == "stuck", now.error.code) == (way == THE_END, code)


@pytest.mark.parametrize("code", [code for code, klass in CLASS_OF.items() if klass == "SPENT"])
def test_a_spent_token_is_followed_by_the_next_in_line(code):
    cloud = ToyCloud(faults=[code])
    assert run(cloud, terms(2)).phase == "done"
    spent, good = cloud.sent
    assert spent.token != good.token
    assert spent._replace(token="") == good._replace(token="")

# SPDX-License-Identifier: GPL-3.0-or-later
"""Client tokens in the four ways the cloud may treat them."""

import pytest

from .clouds import MACHINE

STRICT = ("mismatch-error", "spent-by-failure")
MODES = ("replay", *STRICT)


def bought(cloud) -> int:
    return len(cloud.world.ledger()["instances"])


@pytest.mark.parametrize("mode", MODES)
def test_the_same_body_gives_the_same_ids(cloud, mode):
    cloud.set(client_token=mode)
    first = cloud.buy(ClientToken="t", InstanceCount=2)
    cloud.world.set_stock("ap-guangzhou-3", "S5.MEDIUM4", "POSTPAID_BY_HOUR", 0)
    assert cloud.buy(ClientToken="t", InstanceCount=2) == first
    assert bought(cloud) == 2
    assert [call["write"] for call in cloud.world.call_log()["calls"]] == [True, False]


def test_another_body_is_an_error_or_replayed_too(cloud):
    first, other = cloud.buy(ClientToken="t"), MACHINE | {"ClientToken": "t", "InstanceCount": 5}
    assert cloud.refused("RunInstances", other) == "InvalidParameterValue"
    cloud.set(other_body="replay")
    assert cloud("RunInstances", other)["InstanceIdSet"] == first


@pytest.mark.parametrize("mode", STRICT)
def test_another_body_is_a_mismatch(cloud, mode):
    cloud.set(client_token=mode)
    cloud.buy(ClientToken="t")
    params = MACHINE | {"ClientToken": "t", "InstanceCount": 5}
    assert cloud.refused("RunInstances", params) == "UnsupportedOperation.IdempotentParameterMismatch"
    assert bought(cloud) == 1


def test_ignored_tokens_buy_again(cloud):
    cloud.set(client_token="ignored")
    assert cloud.buy(ClientToken="t") != cloud.buy(ClientToken="t")
    assert bought(cloud) == 2


@pytest.mark.parametrize("cause", ["stock", "money"])
@pytest.mark.parametrize("mode", MODES)
def test_a_token_whose_order_failed(cloud, mode, cause):
    cloud.set(client_token=mode)
    order = MACHINE | {"ClientToken": "t"}
    if cause == "stock":
        cloud.world.set_stock("ap-guangzhou-3", "S5.MEDIUM4", "POSTPAID_BY_HOUR", 0)
    else:
        cloud.world.set_balance(0)
    failure = cloud.refused("RunInstances", order)
    cloud.world.set_stock("ap-guangzhou-3", "S5.MEDIUM4", "POSTPAID_BY_HOUR", 9)
    cloud.world.set_balance(10_000)
    assert failure in ("ResourceInsufficient.SpecifiedInstanceType", "InvalidAccount.InsufficientBalance")
    if mode == "spent-by-failure":
        assert cloud.refused("RunInstances", order) == "UnsupportedOperation.DeliveryFailed"
        assert bought(cloud) == 0
    else:
        cloud("RunInstances", order)
        assert bought(cloud) == 1


def test_a_refused_parameter_does_not_spend_a_token(cloud):
    cloud.set(client_token="spent-by-failure")
    order = MACHINE | {"ClientToken": "t"}
    assert cloud.refused("RunInstances", order | {"ImageId": "img-00000000"}) == "InvalidImageId.NotFound"
    cloud("RunInstances", order)


def test_a_dry_run_does_not_use_a_token(cloud):
    cloud("RunInstances", MACHINE | {"ClientToken": "t", "DryRun": True})
    assert len(cloud.buy(ClientToken="t")) == 1


def test_a_token_is_forgotten_after_its_life(cloud):
    cloud.set(token_life=600)
    first = cloud.buy(ClientToken="t")
    cloud.world.clock.advance(599)
    assert cloud.buy(ClientToken="t") == first
    cloud.world.clock.advance(2)
    assert cloud.buy(ClientToken="t") != first


def test_a_token_counts_in_its_region(cloud):
    first = cloud.buy(ClientToken="t")
    order = MACHINE | {"ClientToken": "t", "Placement": {"Zone": "ap-shanghai-2"}}
    assert cloud("RunInstances", order, region="ap-shanghai")["InstanceIdSet"] != first


def test_an_old_order_is_replayed_even_when_its_instances_are_gone(cloud):
    ids = cloud.bought(ClientToken="t")
    cloud("TerminateInstances", {"InstanceIds": ids})
    cloud.world.clock.advance(20)
    assert cloud.buy(ClientToken="t") == ids
    assert cloud.shown(InstanceIds=ids) == []

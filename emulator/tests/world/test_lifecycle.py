# SPDX-License-Identifier: GPL-3.0-or-later
"""States over time, and what is refused in which state."""

import pytest

from .clouds import MACHINE, Cloud

POWER = ("StartInstances", "StopInstances", "RebootInstances", "TerminateInstances")
WAYS = {
    "PENDING": (),
    "RUNNING": (60,),
    "STOPPING": (60, "StopInstances"),
    "STOPPED": (60, "StopInstances", 30),
    "STARTING": (60, "StopInstances", 30, "StartInstances"),
    "REBOOTING": (60, "RebootInstances"),
    "TERMINATING": (60, "TerminateInstances"),
}
REFUSED = "UnsupportedOperation.InstanceState"
ALLOWED = {
    ("StartInstances", "STOPPED"),
    ("StopInstances", "RUNNING"),
    ("RebootInstances", "RUNNING"),
    ("TerminateInstances", "RUNNING"),
    ("TerminateInstances", "STOPPED"),
    ("ModifyInstancesAttribute", "RUNNING"),
    ("ModifyInstancesAttribute", "STOPPED"),
}


def brought_to(cloud: Cloud, state: str) -> list[str]:
    ids = cloud.buy()
    for step in WAYS[state]:
        if isinstance(step, str):
            cloud(step, {"InstanceIds": ids})
        else:
            cloud.world.clock.advance(step)
    assert cloud.states() == [state]
    return ids


@pytest.mark.parametrize("state", WAYS)
@pytest.mark.parametrize("action", [*POWER, "ModifyInstancesAttribute"])
def test_which_action_is_refused_in_which_state(cloud, action, state):
    params = {"InstanceIds": brought_to(cloud, state)}
    if action == "ModifyInstancesAttribute":
        params["InstanceName"] = "other"
    if (action, state) in ALLOWED:
        cloud(action, params)
    else:
        assert cloud.refused(action, params) == REFUSED + state.capitalize()


@pytest.mark.parametrize(
    ("action", "code"),
    [
        ("TerminateInstances", REFUSED + "LaunchFailed"),
        ("StartInstances", "InvalidInstance.NotSupported"),
        ("StopInstances", "InvalidInstance.NotSupported"),
        ("RebootInstances", "InvalidInstance.NotSupported"),
    ],
)
def test_a_failed_launch_takes_no_action(cloud, action, code):
    cloud.world.fail_launches(1)
    ids = cloud.bought()
    assert cloud.states() == ["LAUNCH_FAILED"]
    assert cloud.refused(action, {"InstanceIds": ids}) == code


def test_only_the_next_launches_fail_and_vanish_by_themselves(cloud):
    cloud.world.fail_launches(2)
    cloud.bought(InstanceCount=3)
    assert cloud.states() == ["LAUNCH_FAILED", "LAUNCH_FAILED", "RUNNING"]
    cloud.world.clock.advance(300)
    assert cloud.states() == ["RUNNING"]


def test_boots_differ_a_little(cloud):
    cloud.buy(InstanceCount=40)
    cloud.world.clock.advance(14)
    assert set(cloud.states()) == {"PENDING"}
    cloud.world.clock.advance(6)
    assert set(cloud.states()) == {"PENDING", "RUNNING"}
    cloud.world.clock.advance(6)
    assert set(cloud.states()) == {"RUNNING"}


def test_boot_zero_is_at_once(open_cloud):
    cloud = open_cloud(boot=0)
    cloud.buy()
    assert cloud.states() == ["RUNNING"]


def test_a_terminated_instance_shows_for_ten_seconds(cloud):
    ids = cloud.bought()
    cloud("TerminateInstances", {"InstanceIds": ids})
    cloud.world.clock.advance(9)
    assert cloud.states() == ["TERMINATING"]
    cloud.world.clock.advance(1)
    assert cloud.states() == []
    assert cloud.refused("TerminateInstances", {"InstanceIds": ids}) == "InvalidInstanceId.NotFound"
    [entry] = cloud.world.ledger()["instances"]
    assert entry["state"] == "RELEASED"
    assert entry["released_at"] > entry["bought_at"]


def test_the_latest_operation_trails(cloud):
    [instance_id] = cloud.bought()
    assert cloud.one(instance_id)["LatestOperation"] is None
    request_id = cloud("StopInstances", {"InstanceIds": [instance_id]})["RequestId"]

    def seen(after: float) -> tuple:
        cloud.world.clock.advance(after)
        one = cloud.one(instance_id)
        return one["InstanceState"], one["LatestOperation"], one["LatestOperationState"]

    assert seen(0) == ("STOPPING", None, None)
    assert seen(2) == ("STOPPING", "StopInstances", "OPERATING")
    assert seen(9) == ("STOPPING", "StopInstances", "SUCCESS")
    assert seen(2) == ("STOPPED", "StopInstances", "SUCCESS")
    assert cloud.one(instance_id)["LatestOperationRequestId"] == request_id
    cloud("StartInstances", {"InstanceIds": [instance_id]})
    assert seen(0) == ("STARTING", "StopInstances", "SUCCESS")
    assert seen(10.5) == ("RUNNING", "StartInstances", "OPERATING")
    code = cloud.refused("StopInstances", {"InstanceIds": [instance_id]})
    assert code == "OperationDenied.InstanceOperationInProgress"
    assert seen(2) == ("RUNNING", "StartInstances", "SUCCESS")


def test_stopping_without_charging_drops_the_address(cloud):
    [instance_id] = cloud.bought(InternetAccessible={"InternetMaxBandwidthOut": 5})
    before = cloud.one(instance_id)["PublicIpAddresses"]
    cloud("StopInstances", {"InstanceIds": [instance_id], "StoppedMode": "STOP_CHARGING"})
    stopping = cloud.one(instance_id)
    assert stopping["PublicIpAddresses"] is stopping["InternetAccessible"]["InternetChargeType"] is None
    assert stopping["StopChargingMode"] == "NOT_APPLICABLE"
    cloud.world.clock.advance(15)
    assert cloud.one(instance_id)["StopChargingMode"] == "STOP_CHARGING"
    rename = {"InstanceIds": [instance_id], "InstanceName": "x"}
    assert cloud.refused("ModifyInstancesAttribute", rename) == "UnsupportedOperation.StoppedModeStopCharging"
    assert cloud.refused("StopInstances", {"InstanceIds": [instance_id]}) == (
        "UnsupportedOperation.StoppedModeStopCharging"
    )
    cloud("StartInstances", {"InstanceIds": [instance_id]})
    after = cloud.one(instance_id)["PublicIpAddresses"]
    assert after is not None
    assert after != before


def test_a_normal_stop_keeps_address_and_charge(cloud):
    [instance_id] = cloud.bought(InternetAccessible={"InternetMaxBandwidthOut": 5})
    before = cloud.one(instance_id)["PublicIpAddresses"]
    cloud("StopInstances", {"InstanceIds": [instance_id]})
    cloud.world.clock.advance(15)
    stopped = cloud.one(instance_id)
    assert (stopped["PublicIpAddresses"], stopped["StopChargingMode"]) == (before, "KEEP_CHARGING")


@pytest.mark.parametrize(
    "order",
    [
        {"InstanceChargeType": "SPOTPAID"},
        {"InstanceType": "S2.MEDIUM4", "DataDisks": [{"DiskSize": 10}]},
    ],
)
def test_who_cannot_stop_without_charging(cloud, order):
    params = {"InstanceIds": cloud.bought(**order), "StoppedMode": "STOP_CHARGING"}
    assert cloud.refused("StopInstances", params) == "UnsupportedOperation.StoppedModeStopCharging"
    assert cloud.states() == ["RUNNING"]


def test_a_refused_batch_leaves_nothing_half_done(cloud):
    fit = cloud.buy(InternetAccessible={"InternetMaxBandwidthOut": 5})
    unfit = cloud.bought(InstanceType="S2.MEDIUM4", DataDisks=[{"DiskSize": 10}])
    before = cloud.shown()
    params = {"InstanceIds": fit + unfit, "StoppedMode": "STOP_CHARGING"}
    assert cloud.refused("StopInstances", params) == "UnsupportedOperation.StoppedModeStopCharging"
    assert cloud.shown() == before


def test_hardware_given_back_may_be_gone(cloud):
    ids = cloud.bought()
    cloud("StopInstances", {"InstanceIds": ids, "StoppedMode": "STOP_CHARGING"})
    cloud.world.clock.advance(15)
    cloud.world.set_stock("ap-guangzhou-3", "S5.MEDIUM4", "POSTPAID_BY_HOUR", 0)
    assert (
        cloud.refused("StartInstances", {"InstanceIds": ids}) == "ResourceInsufficient.SpecifiedInstanceType"
    )
    assert cloud.states() == ["STOPPED"]


@pytest.mark.parametrize("action", POWER)
def test_batches_are_checked_whole(cloud, action):
    ids = cloud.bought()
    limit = [f"ins-{n:08d}" for n in range(101)]
    cases = [
        ([], "MissingParameter"),
        (["ins-1"], "InvalidInstanceId.Malformed"),
        ([*ids, "ins-00000000"], "InvalidInstanceId.NotFound"),
        (ids * 2, "InvalidParameterValue.Duplicate"),
        (limit, "InvalidParameterValue.LimitExceeded"),
    ]
    for batch, code in cases:
        assert cloud.refused(action, {"InstanceIds": batch}) == code
    assert cloud.states() == ["RUNNING"]


def test_one_bad_state_fails_the_batch(cloud):
    ids = cloud.bought(InstanceCount=2)
    cloud("StopInstances", {"InstanceIds": ids[:1]})
    assert (
        cloud.refused("StopInstances", {"InstanceIds": ids}) == "UnsupportedOperation.InstanceStateStopping"
    )
    assert cloud.states() == ["STOPPING", "RUNNING"]


def test_terminate_refuses_mixed_and_protected(cloud):
    plain, spot = cloud.buy(), cloud.buy(InstanceChargeType="SPOTPAID")
    kept = cloud.bought(DisableApiTermination=True)
    assert cloud.refused("TerminateInstances", {"InstanceIds": plain + spot}) == (
        "UnsupportedOperation.InstanceMixedPricingModel"
    )
    assert cloud.refused("TerminateInstances", {"InstanceIds": plain + kept}) == (
        "UnsupportedOperation.InstancesProtected"
    )
    cloud("ModifyInstancesAttribute", {"InstanceIds": kept, "DisableApiTermination": False})
    cloud("TerminateInstances", {"InstanceIds": plain + kept})


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"StopType": "GENTLE"}, "InvalidParameterValue"),
        ({"StopType": "HARD", "ForceStop": True}, "InvalidParameterCombination"),
        ({"StoppedMode": "FREE"}, "InvalidParameterValue"),
    ],
)
def test_stop_parameters(cloud, params, code):
    assert cloud.refused("StopInstances", {"InstanceIds": cloud.bought()} | params) == code


def test_a_reclaimed_spot_instance_vanishes_after_its_notice(cloud):
    ids = cloud.bought(InstanceChargeType="SPOTPAID")
    cloud.world.reclaim(ids)
    cloud.world.clock.advance(119)
    assert cloud.states() == ["RUNNING"]
    cloud.world.clock.advance(1)
    assert cloud.states() == []
    assert cloud.world.ledger()["instances"][0]["state"] == "RELEASED"
    assert cloud.world.ledger()["frozen"] == 0


def test_only_spot_is_reclaimed(cloud):
    with pytest.raises(ValueError, match="is not a spot instance"):
        cloud.world.reclaim(cloud.bought())


def test_modify_takes_exactly_one_attribute(cloud):
    ids = cloud.bought()

    def code(**params):
        return cloud.refused("ModifyInstancesAttribute", {"InstanceIds": ids} | params)

    assert code() == "MissingParameter"
    assert code(InstanceName="a", DisableApiTermination=True) == "InvalidParameterValue"
    assert code(InstanceName="a" * 61) == "InvalidInstanceName.TooLong"
    assert code(HostName="-a") == "InvalidParameterValue.IllegalHostName"
    assert code(SecurityGroups=["sg-00000000"]) == "InvalidSecurityGroupId.NotFound"
    assert code(SecurityGroups=[f"sg-0000000{n}" for n in range(6)]) == (
        "LimitExceeded.AssociateUSGLimitExceeded"
    )
    assert code(CamRoleName="reader") == "AuthFailure.CamRoleNameAuthenticateFailed"
    assert code(UserData="plain") == "InvalidParameterValue.InvalidUserDataFormat"
    assert code(AutoReboot=True, InstanceName="a") == "InvalidParameterValue"


def test_modify_changes_what_it_names(cloud):
    ids = cloud.bought(InstanceCount=2)
    cloud("ModifyInstancesAttribute", {"InstanceIds": ids, "InstanceName": "same"})
    assert [each["InstanceName"] for each in cloud.shown()] == ["same", "same"]
    cloud("ModifyInstancesAttribute", {"InstanceIds": ids, "HostName": "host", "AutoReboot": False})
    assert [(each["HostName"], each["InstanceState"]) for each in cloud.shown()] == [("host", "RUNNING")] * 2
    cloud("ModifyInstancesAttribute", {"InstanceIds": ids[:1], "HostName": "other"})
    assert cloud.states() == ["REBOOTING", "RUNNING"]


def test_security_groups_show_as_an_operation(cloud):
    [instance_id] = cloud.bought()
    groups = cloud.one(instance_id)["SecurityGroupIds"]
    params = {"InstanceIds": [instance_id], "SecurityGroups": groups}
    cloud("ModifyInstancesAttribute", params)
    assert cloud.refused("ModifyInstancesAttribute", params) == "OperationDenied.InstanceOperationInProgress"
    cloud.world.clock.advance(3)
    assert cloud.one(instance_id)["LatestOperation"] == "ModifyInstancesAttribute.SecurityGroups"


def test_time_passes_at_its_pace(open_cloud):
    cloud = open_cloud(pace=100_000)
    cloud("RunInstances", MACHINE)
    before = cloud.world.clock.now()
    while cloud.states() == ["PENDING"]:
        assert cloud.world.clock.now() - before < 100_000
    assert cloud.world.clock.now() - before >= 15

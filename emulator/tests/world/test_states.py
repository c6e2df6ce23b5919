# SPDX-License-Identifier: GPL-3.0-or-later
"""Every action that changes an instance, in every state: carried out, or refused with this code."""

import pytest

from .clouds import Cloud

TYPE, TIME = {"InstanceType": "S5.LARGE8"}, "2099-01-01T00:00:00Z"
MONTH = {"InstanceChargePrepaid": {"Period": 1}}
PREPAID = {"InstanceChargeType": "PREPAID"} | MONTH
DEFAULT = {"VpcId": "DEFAULT", "SubnetId": "DEFAULT", "PrivateIpAddresses": ["172.16.9.9"]}
PARAMS = {
    "ResetInstancesPassword": {"Password": "Abcdef-123"},
    "ResetInstancesType": TYPE,
    "InquiryPriceResetInstancesType": TYPE,
    "ModifyInstancesAttribute": {"InstanceName": "other"},
    "ModifyInstancesProject": {"ProjectId": 0},
    "ModifyInstancesChargeType": PREPAID,
    "InquiryPriceModifyInstancesChargeType": PREPAID,
    "ModifyInstancesRenewFlag": {"RenewFlag": "NOTIFY_AND_AUTO_RENEW"},
    "RenewInstances": MONTH,
    "InquiryPriceRenewInstances": MONTH,
    "ModifyInstancesVpcAttribute": {"VirtualPrivateCloud": DEFAULT, "ForceStop": False},
    "ResizeInstanceDisks": {"SystemDisk": {"DiskSize": 100}},
    "InquiryPriceResizeInstanceDisks": {"SystemDisk": {"DiskSize": 100}},
    "ResetInstancesInternetMaxBandwidth": {"InternetAccessible": {"InternetMaxBandwidthOut": 9}},
    "InquiryPriceResetInstancesInternetMaxBandwidth": {"InternetAccessible": {"InternetMaxBandwidthOut": 9}},
    "ImportInstancesActionTimer": {"ActionTimer": {"TimerAction": "TerminateInstances", "ActionTime": TIME}},
}
ONE = ("ResetInstance", "InquiryPriceResetInstance", "ResizeInstanceDisks", "InquiryPriceResizeInstanceDisks")
ADVANCE = (
    "RenewInstances",
    "InquiryPriceRenewInstances",
    "ModifyInstancesRenewFlag",
    "InquiryPriceTerminateInstances",
)
FORCED = (
    "ResetInstancesPassword",
    "ResetInstancesType",
    "ModifyInstancesVpcAttribute",
    "ResizeInstanceDisks",
)
IDLE = ("StartInstances", "TerminateInstances", "ModifyInstancesProject", "ImportInstancesActionTimer")
WAYS = {
    "PENDING": (),
    "RUNNING": (60,),
    "STOPPING": (60, "StopInstances"),
    "STOPPED": (60, "StopInstances", 30),
    "STARTING": (60, "StopInstances", 30, "StartInstances"),
    "REBOOTING": (60, "RebootInstances"),
    "TERMINATING": (60, "TerminateInstances"),
    "LAUNCH_FAILED": (60,),
    "SHUTDOWN": (60, "TerminateInstances", 30),
}
INTERNET = {
    "InternetAccessible": {"InternetMaxBandwidthOut": 5, "InternetChargeType": "TRAFFIC_POSTPAID_BY_HOUR"}
}
STATE = "UnsupportedOperation.InstanceState"
BUSY, NEVER = "OperationDenied.InstanceOperationInProgress", "InvalidInstance.NotSupported"
ELSEWHERE = "PENDING LAUNCH_FAILED STARTING STOPPING REBOOTING SHUTDOWN TERMINATING"
# by action: where it is carried out; where the list of its codes has none for the state
TABLE = {
    "StartInstances": ("STOPPED", "LAUNCH_FAILED"),
    "StopInstances": ("RUNNING", "LAUNCH_FAILED"),
    "RebootInstances": ("RUNNING", "LAUNCH_FAILED"),
    "TerminateInstances": ("RUNNING STOPPED SHUTDOWN", ""),
    "InquiryPriceTerminateInstances": ("RUNNING STOPPED", ELSEWHERE),
    "ResetInstance": ("RUNNING STOPPED", "LAUNCH_FAILED"),
    "InquiryPriceResetInstance": ("RUNNING STOPPED", "LAUNCH_FAILED"),
    "ResetInstancesPassword": ("STOPPED", "LAUNCH_FAILED"),
    "ResetInstancesType": ("STOPPED", "PENDING LAUNCH_FAILED"),
    "InquiryPriceResetInstancesType": ("RUNNING STOPPED", "PENDING LAUNCH_FAILED"),
    "ModifyInstancesAttribute": ("RUNNING STOPPED", "LAUNCH_FAILED"),
    "ModifyInstancesProject": ("RUNNING STOPPED", ELSEWHERE),
    "ModifyInstancesChargeType": ("RUNNING STOPPED", "PENDING LAUNCH_FAILED STARTING"),
    "InquiryPriceModifyInstancesChargeType": ("RUNNING STOPPED", "PENDING LAUNCH_FAILED STARTING"),
    "ModifyInstancesRenewFlag": ("RUNNING STOPPED", "LAUNCH_FAILED TERMINATING"),
    "RenewInstances": ("RUNNING STOPPED SHUTDOWN", "LAUNCH_FAILED"),
    "InquiryPriceRenewInstances": ("RUNNING STOPPED SHUTDOWN", "LAUNCH_FAILED"),
    "ModifyInstancesVpcAttribute": ("STOPPED", "LAUNCH_FAILED"),
    "ResizeInstanceDisks": ("STOPPED", "LAUNCH_FAILED"),
    "InquiryPriceResizeInstanceDisks": ("RUNNING STOPPED", "LAUNCH_FAILED"),
    "ResetInstancesInternetMaxBandwidth": ("RUNNING STOPPED", "LAUNCH_FAILED"),
    "InquiryPriceResetInstancesInternetMaxBandwidth": ("RUNNING STOPPED", "LAUNCH_FAILED"),
    "ImportInstancesActionTimer": (
        "PENDING RUNNING STARTING STOPPING STOPPED REBOOTING",
        "LAUNCH_FAILED SHUTDOWN TERMINATING",
    ),
}
PASSING = ("PENDING", "STARTING", "STOPPING", "REBOOTING", "TERMINATING")


def brought_to(cloud: Cloud, state: str, action: str) -> dict:
    """The parameters that name an instance in that state."""
    prepaid = action in ADVANCE or (state == "SHUTDOWN" and action not in ONE and "ChargeType" not in action)
    if state == "SHUTDOWN" and not prepaid:
        return _in_arrears(cloud, action)
    if state == "LAUNCH_FAILED":
        cloud.world.fail_launches(1)
    ids = cloud.buy(**INTERNET, **PREPAID if prepaid else {})
    for step in WAYS[state] + ((30, "TerminateInstances") if prepaid and state == "TERMINATING" else ()):
        if isinstance(step, str):
            cloud(step, {"InstanceIds": ids})
        else:
            cloud.world.clock.advance(step)
    assert cloud.states() == [state]
    return {"InstanceId": ids[0]} if action in ONE else {"InstanceIds": ids}


def _in_arrears(cloud: Cloud, action: str) -> dict:
    ids = cloud.bought(**INTERNET)
    cloud.world.set_balance(10)
    cloud.world.clock.advance(3 * 3600)
    assert cloud.states() == ["SHUTDOWN"]
    return {"InstanceId": ids[0]} if action in ONE else {"InstanceIds": ids}


def expected(action: str, state: str) -> str:
    allowed, undocumented = TABLE[action]
    if state in allowed.split():
        return ""
    if state not in undocumented.split():
        return STATE + "".join(word.capitalize() for word in state.split("_"))
    return BUSY if state in PASSING else NEVER


@pytest.mark.parametrize("state", WAYS)
@pytest.mark.parametrize("action", TABLE)
def test_in_every_state(cloud, action, state):
    params = brought_to(cloud, state, action) | PARAMS.get(action, {})
    code = expected(action, state)
    before = cloud.states()
    if code:
        assert cloud.refused(action, params) == code
        assert cloud.states() == before
    else:
        cloud(action, params)


@pytest.mark.parametrize("action", FORCED)
def test_force_restarts_what_runs(cloud, action):
    params = brought_to(cloud, "RUNNING", action) | PARAMS[action]
    request_id = cloud(action, params | {"ForceStop": True})["RequestId"]
    assert cloud.states() == ["REBOOTING"]
    cloud.world.clock.advance(2)
    [one] = cloud.shown()
    assert (one["LatestOperation"], one["LatestOperationState"]) == (action, "OPERATING")
    cloud.world.clock.advance(20)
    [one] = cloud.shown()
    assert (one["InstanceState"], one["LatestOperationState"]) == ("RUNNING", "SUCCESS")
    assert one["LatestOperationRequestId"] == request_id


@pytest.mark.parametrize("action", sorted(set(TABLE) - {*ADVANCE, *IDLE}))
def test_refused_while_stopped_without_charging(cloud, action):
    ids = cloud.bought(**INTERNET)
    cloud("StopInstances", {"InstanceIds": ids, "StoppedMode": "STOP_CHARGING"})
    cloud.world.clock.advance(20)
    which = {"InstanceId": ids[0]} if action in ONE else {"InstanceIds": ids}
    assert (
        cloud.refused(action, which | PARAMS.get(action, {}))
        == "UnsupportedOperation.StoppedModeStopCharging"
    )


def test_a_start_without_hardware_may_fail_later(open_cloud):
    cloud = open_cloud(start_sold_out="fail")
    ids = cloud.bought()
    cloud("StopInstances", {"InstanceIds": ids, "StoppedMode": "STOP_CHARGING"})
    cloud.world.clock.advance(20)
    cloud.world.set_stock("ap-guangzhou-3", "S5.MEDIUM4", "POSTPAID_BY_HOUR", 0)
    cloud("StartInstances", {"InstanceIds": ids})
    assert cloud.states() == ["STARTING"]
    cloud.world.clock.advance(11)
    [one] = cloud.shown()
    assert (one["InstanceState"], one["LatestOperationState"]) == ("STOPPED", "FAILED")
    assert "sold out" in one["LatestOperationErrorMsg"]
    cloud.world.set_stock("ap-guangzhou-3", "S5.MEDIUM4", "POSTPAID_BY_HOUR", 1)
    cloud("StartInstances", {"InstanceIds": ids})
    cloud.world.clock.advance(20)
    assert cloud.states() == ["RUNNING"]

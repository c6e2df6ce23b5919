# SPDX-License-Identifier: GPL-3.0-or-later
"""The life of an instance as data: what follows by itself, what an action begins, what is refused when."""

from __future__ import annotations

from typing import NamedTuple

RELEASED = "RELEASED"
LIVE = ("PENDING", "RUNNING", "STARTING", "STOPPING", "STOPPED", "REBOOTING")
TRANSITIONAL = ("PENDING", "STARTING", "STOPPING", "REBOOTING", "TERMINATING")


class Move(NamedTuple):
    """What falls due by itself: from these states to that one, and what is due after (a move, a setting)."""

    leaves: tuple[str, ...]
    enters: str
    then: tuple[str, str] | None = None


class Act(NamedTuple):
    """What an action begins: it enters a state, left by a move after a setting's seconds.

    `trails`: by how many seconds LatestOperationState SUCCESS comes after the new state (or before it).
    """

    enters: str
    move: str
    setting: str
    trails: float


class Rule(NamedTuple):
    """In which states an action is allowed (`forced`: only with its force parameter).

    `documented`: the states for which the API's list of the action has a code. `idle`: allowed on an instance
    that is stopped without charging. `patient`: whatever is still under way.
    """

    allowed: tuple[str, ...]
    documented: tuple[str, ...]
    forced: tuple[str, ...] = ()
    idle: bool = False
    patient: bool = False


MOVES = {
    "boot": Move(("PENDING",), "RUNNING"),
    "fail": Move(("PENDING",), "LAUNCH_FAILED", then=("forget", "launch_failed_shown")),
    "forget": Move(("LAUNCH_FAILED",), RELEASED),
    "start": Move(("STARTING",), "RUNNING"),
    "sink": Move(("STARTING",), "STOPPED"),
    "stop": Move(("STOPPING",), "STOPPED"),
    "reboot": Move(("REBOOTING",), "RUNNING"),
    "vanish": Move(("TERMINATING",), RELEASED),
    "destroy": Move(("SHUTDOWN",), "TERMINATING", then=("vanish", "terminate")),
    "end": Move((*LIVE, "SHUTDOWN"), "TERMINATING", then=("vanish", "terminate")),
    "lose": Move(LIVE, RELEASED),
}
ACTS = {
    "StartInstances": Act("STARTING", "start", "start", trails=2),
    "StopInstances": Act("STOPPING", "stop", "stop", trails=-2),
    "RebootInstances": Act("REBOOTING", "reboot", "reboot", trails=1),
    "TerminateInstances": Act("TERMINATING", "vanish", "terminate", trails=0),
    "ResetInstance": Act("REBOOTING", "reboot", "reinstall", trails=1),
    "ResetInstancesPassword": Act("REBOOTING", "reboot", "reboot", trails=1),
    "ResetInstancesType": Act("REBOOTING", "reboot", "reconfigure", trails=1),
    "ResizeInstanceDisks": Act("REBOOTING", "reboot", "reconfigure", trails=1),
    "ModifyInstancesVpcAttribute": Act("REBOOTING", "reboot", "reconfigure", trails=1),
    "AssociateInstancesKeyPairs": Act("REBOOTING", "reboot", "reboot", trails=1),
    "DisassociateInstancesKeyPairs": Act("REBOOTING", "reboot", "reboot", trails=1),
    "CreateImage": Act("REBOOTING", "reboot", "image_create", trails=1),
    "ModifyInstancesDisasterRecoverGroup": Act("REBOOTING", "reboot", "reboot", trails=1),
    "ModifyInstancesAttribute": Act("REBOOTING", "reboot", "reboot", trails=0),
}


def _rule(allowed: str, documented: str, forced: str = "", idle: bool = False, patient: bool = False) -> Rule:
    return Rule(tuple(allowed.split()), tuple(documented.split()), tuple(forced.split()), idle, patient)


_BUSY = "PENDING REBOOTING STARTING STOPPING TERMINATING"
RULES = {
    "StartInstances": _rule("STOPPED", f"{_BUSY} RUNNING SHUTDOWN", idle=True),
    "StopInstances": _rule("RUNNING", f"{_BUSY} STOPPED SHUTDOWN"),
    "RebootInstances": _rule("RUNNING", f"{_BUSY} STOPPED SHUTDOWN"),
    "TerminateInstances": _rule("RUNNING STOPPED SHUTDOWN", f"{_BUSY} LAUNCH_FAILED", idle=True),
    "InquiryPriceTerminateInstances": _rule("RUNNING STOPPED", "", idle=True, patient=True),
    "ResetInstance": _rule("RUNNING STOPPED", f"{_BUSY} SHUTDOWN"),
    "InquiryPriceResetInstance": _rule("RUNNING STOPPED", f"{_BUSY} SHUTDOWN", patient=True),
    "ResetInstancesPassword": _rule("STOPPED", f"{_BUSY} RUNNING SHUTDOWN", forced="RUNNING"),
    "ResetInstancesType": _rule(
        "STOPPED", "REBOOTING RUNNING SHUTDOWN STARTING STOPPING TERMINATING", forced="RUNNING"
    ),
    "InquiryPriceResetInstancesType": _rule(
        "RUNNING STOPPED", "REBOOTING SHUTDOWN STARTING STOPPING TERMINATING", patient=True
    ),
    "ModifyInstancesAttribute": _rule("RUNNING STOPPED", f"{_BUSY} SHUTDOWN"),
    "AssociateSecurityGroups": _rule("RUNNING STOPPED", "PENDING"),
    "DisassociateSecurityGroups": _rule("RUNNING STOPPED", ""),
    "ModifyInstancesProject": _rule("RUNNING STOPPED", "", idle=True),
    "ModifyInstancesChargeType": _rule("RUNNING STOPPED", "REBOOTING SHUTDOWN STOPPING TERMINATING"),
    "InquiryPriceModifyInstancesChargeType": _rule(
        "RUNNING STOPPED", "REBOOTING SHUTDOWN STOPPING TERMINATING", patient=True
    ),
    "ModifyInstancesRenewFlag": _rule("RUNNING STOPPED", "PENDING REBOOTING SHUTDOWN STARTING STOPPING"),
    "RenewInstances": _rule("RUNNING STOPPED SHUTDOWN", _BUSY),
    "InquiryPriceRenewInstances": _rule("RUNNING STOPPED SHUTDOWN", _BUSY, patient=True),
    "ModifyInstancesVpcAttribute": _rule("STOPPED", f"{_BUSY} RUNNING SHUTDOWN", forced="RUNNING"),
    "ResizeInstanceDisks": _rule("STOPPED", f"{_BUSY} RUNNING SHUTDOWN", forced="RUNNING"),
    "InquiryPriceResizeInstanceDisks": _rule("RUNNING STOPPED", f"{_BUSY} SHUTDOWN", patient=True),
    "ResetInstancesInternetMaxBandwidth": _rule("RUNNING STOPPED", f"{_BUSY} SHUTDOWN"),
    "InquiryPriceResetInstancesInternetMaxBandwidth": _rule(
        "RUNNING STOPPED", f"{_BUSY} SHUTDOWN", patient=True
    ),
    "AssociateInstancesKeyPairs": _rule("STOPPED", f"{_BUSY} RUNNING SHUTDOWN", forced="RUNNING"),
    "DisassociateInstancesKeyPairs": _rule("STOPPED", f"{_BUSY} RUNNING SHUTDOWN", forced="RUNNING"),
    "CreateImage": _rule("RUNNING STOPPED", "", idle=True),
    "ModifyInstancesDisasterRecoverGroup": _rule("RUNNING STOPPED", "REBOOTING SHUTDOWN STOPPING"),
    "DeleteInstancesDisasterRecoverGroups": _rule("RUNNING STOPPED", ""),
    "ImportInstancesActionTimer": _rule(" ".join(LIVE), "", idle=True, patient=True),
}
REFUSED_IN = {
    "PENDING": "UnsupportedOperation.InstanceStatePending",
    "LAUNCH_FAILED": "UnsupportedOperation.InstanceStateLaunchFailed",
    "RUNNING": "UnsupportedOperation.InstanceStateRunning",
    "STARTING": "UnsupportedOperation.InstanceStateStarting",
    "STOPPING": "UnsupportedOperation.InstanceStateStopping",
    "STOPPED": "UnsupportedOperation.InstanceStateStopped",
    "REBOOTING": "UnsupportedOperation.InstanceStateRebooting",
    "SHUTDOWN": "UnsupportedOperation.InstanceStateShutdown",
    "TERMINATING": "UnsupportedOperation.InstanceStateTerminating",
}


def refusal(action: str, state: str) -> str:
    """The code with which an action is refused in a state that does not allow it.

    Where the API's list of the action has no code for the state: busy while it passes, else not supported.
    """
    rule = RULES.get(action)
    if state in rule.documented if rule else state != "LAUNCH_FAILED":
        return REFUSED_IN[state]
    if state in TRANSITIONAL:
        return "OperationDenied.InstanceOperationInProgress"
    return "InvalidInstance.NotSupported"

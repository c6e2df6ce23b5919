# SPDX-License-Identifier: GPL-3.0-or-later
"""The official samples: each of an emulated action is sent, its ids put in terms of this world."""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter, defaultdict

import pytest
from cvm_emulator import contract
from cvm_emulator.ask import ACTIONS
from cvm_emulator.catalogue.account import SECRET_ID
from cvm_emulator.errors import NOT_EMULATED, ApiError
from cvm_emulator.settings import Settings
from cvm_emulator.world import World

from .gaps import not_covered
from .samples import Sample, folder, samples

pytestmark = pytest.mark.slow

NEVER = ("UnknownParameter", "MissingParameter", "InternalError", "InternalServerError")
OWN = re.compile(r'"((?:ins|img|vpc|subnet|sg|skey|disk|eip|lt|ps|snap)-[0-9a-z]{6,9})"')
ZONE = re.compile(r'"(?:ap|na|eu)-[a-z]+-\d"')
TYPE = re.compile(r'"[A-Z][A-Za-z0-9]{1,4}\.[0-9]*[A-Z]+[0-9]+"')
ACCOUNT = re.compile(r"uin/\d+")
ORDER = {"Placement": {"Zone": "ap-guangzhou-6"}, "ImageId": "img-487zeit5", "InstanceType": "S5.MEDIUM4"}

DISK = {
    "Placement": {"Zone": "ap-guangzhou-6"},
    "DiskType": "CLOUD_PREMIUM",
    "DiskChargeType": "POSTPAID_BY_HOUR",
    "DiskSize": 50,
}
# Samples that break the specification they belong to: a number as text, or the answer of an error.
BREAK_THE_CONTRACT = {
    ("cvm", "InquiryPriceRunInstances", 1),
    ("vpc", "DeleteSecurityGroupPolicies", 0),
    ("vpc", "DeleteSecurityGroupPolicies", 1),
}
# What the specification promises and a sample's answer lacks.
LACKING = re.compile(r"always present in the specification, missing here|\.Error: not in the specification")


@pytest.fixture(scope="module")
def official() -> list[Sample]:
    """The samples of the emulated actions."""
    try:
        services = folder()
    except (OSError, subprocess.CalledProcessError) as error:
        not_covered(f"the official samples: they could not be had ({error})")
    found = [each for service in contract.services() for each in samples(services, service)]
    return [each for each in found if (each.service, each.action) in ACTIONS]


class Place:
    """A world with something of everything, and an answer to what an id of a sample may stand for."""

    def __init__(self) -> None:
        values = {"check_answers": True, "rate_limits": False, "boot": 0, "tag_lag": 0, "operation_lag": 0}
        self.world = World(settings=Settings(**values), seed=1)
        self.caller = self.world.caller(SECRET_ID)
        self.own = defaultdict(list)
        self.own["ins"] = self.ask("cvm", "RunInstances", ORDER | {"InstanceCount": 4})["InstanceIdSet"]
        self.own["img"] = ["img-487zeit5"]
        self.own["skey"] = ["skey-rehearse", "skey-operator"]
        self.own["vpc"] = [each["VpcId"] for each in self.ask("vpc", "DescribeVpcs", {})["VpcSet"]]
        subnets = self.ask("vpc", "DescribeSubnets", {})["SubnetSet"]
        self.own["subnet"] = [each["SubnetId"] for each in subnets if each["Zone"] == "ap-guangzhou-6"]
        groups = self.ask("vpc", "DescribeSecurityGroups", {})["SecurityGroupSet"]
        self.own["sg"] = [each["SecurityGroupId"] for each in groups]
        self.own["disk"] = self.ask("cbs", "CreateDisks", DISK)["DiskIdSet"]
        self.own["eip"] = self.ask("vpc", "AllocateAddresses", {})["AddressSet"]
        template = ORDER | {"LaunchTemplateName": "web"}
        self.own["lt"] = [self.ask("cvm", "CreateLaunchTemplate", template)["LaunchTemplateId"]]
        group = self.ask("cvm", "CreateDisasterRecoverGroup", {"Name": "apart", "Type": "HOST"})
        self.own["ps"] = [group["DisasterRecoverGroupId"]]
        self.world.clock.advance(60)

    def ask(self, service: str, action: str, params: dict) -> dict:
        version = contract.version_of(service)
        return self.world.call(self.caller, service, action, version, "ap-guangzhou", params, "en-US")

    def mine(self, params: dict) -> dict:
        """The sample's parameters, with ids, zone, type and account of this world."""
        text = json.dumps(params)
        given: dict[str, str] = {}
        for each in dict.fromkeys(OWN.findall(text)):
            kind = each.partition("-")[0]
            spare = [own for own in self.own[kind] if own not in given.values()] or self.own[kind]
            given[each] = spare[0] if spare else each
        text = OWN.sub(lambda found: f'"{given[found[1]]}"', text)
        text = ACCOUNT.sub(
            f"uin/{self.caller.account}", TYPE.sub('"S5.MEDIUM4"', ZONE.sub('"ap-guangzhou-6"', text))
        )
        return json.loads(text)


def outcome(sample: Sample) -> str:
    """The code with which the sample is refused, empty when it is answered as documented."""
    place = Place()
    try:
        answer = place.ask(sample.service, sample.action, place.mine(sample.params))
    except ApiError as refused:
        return "not emulated" if refused.message.endswith(NOT_EMULATED) else refused.code
    finally:
        place.world.close()
    fields = contract.answer_fields(sample.service, sample.action)
    lacking = {name for name in sample.answer or {} if name in fields and name not in answer}
    return f"lacks {sorted(lacking)}" if lacking else ""


def test_every_action_has_a_sample(official):
    assert {(each.service, each.action) for each in official} == set(ACTIONS)
    assert all(each.params is not None and each.answer is not None for each in official)


def test_the_contract_takes_what_the_samples_send(official):
    refused = set()
    for each in official:
        try:
            contract.check_request(each.service, each.action, each.params)
        except ApiError as error:
            refused.add((*each[:3], error.code))
    assert refused == {(*each, "InvalidParameter") for each in BREAK_THE_CONTRACT}


def test_the_contract_takes_what_the_samples_answer(official):
    broken = {}
    for each in official:
        try:
            contract.check_answer(each.service, each.action, each.answer)
        except contract.ContractBroken as error:
            broken[each[:3]] = str(error)
    assert len(broken) < 0.1 * len(official)
    assert [text for text in broken.values() if not LACKING.search(text)] == []


def test_they_are_answered_or_refused_for_a_reason(official):
    """The world checks each answer against the contract; a refusal may only be about what a sample names."""
    outcomes = {each[:3]: outcome(each) for each in official if each[:3] not in BREAK_THE_CONTRACT}
    assert {each: code for each, code in outcomes.items() if code.startswith(NEVER)} == {}
    assert {each: code for each, code in outcomes.items() if code.startswith("lacks")} == {}
    answered = Counter(code == "" for code in outcomes.values())
    assert answered[True] > 0.6 * len(outcomes), outcomes

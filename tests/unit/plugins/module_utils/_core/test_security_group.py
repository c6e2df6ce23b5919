# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables of plans for a security group, and rules that are none."""

from __future__ import annotations

import pytest
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.errors import Refused
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.rules import RULE
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.security_group import (
    A_SECURITY_GROUP,
    resolved,
    shape,
)
from ansible_collections.tencentcloud.cvm.plugins.modules.security_group import ARGUMENTS
from ansible_collections.tencentcloud.cvm.tests.unit.plugins.module_utils._core.resource_plans import (
    brief,
    wished,
)

ID, OTHER = "sg-12345678", "sg-87654321"
EMPTY = {"ServiceId": "", "ServiceGroupId": ""}
NO_ADDRESS = {"AddressId": "", "AddressGroupId": ""}


def policy(number, **changes):
    """A rule as live answers show it."""
    return {
        "PolicyIndex": number,
        "Protocol": "tcp",
        "Port": "22",
        "ServiceTemplate": EMPTY,
        "CidrBlock": "10.0.0.0/8",
        "Ipv6CidrBlock": "",
        "SecurityGroupId": "",
        "AddressTemplate": NO_ADDRESS,
        "Action": "ACCEPT",
        "PolicyDescription": "",
        "ModifyTime": "2026-01-01 08:00:00",
        **changes,
    }


def row(ingress=(), egress=(), version="3"):
    policies = {"Version": version, "Ingress": list(ingress), "Egress": list(egress)}
    return {
        "SecurityGroupId": ID,
        "SecurityGroupName": "web",
        "SecurityGroupDesc": "",
        "ProjectId": "0",
        "IsDefault": False,
        "CreatedTime": "2026-01-01 08:00:00",
        "TagSet": [],
        "SecurityGroupPolicySet": policies,
    }


def rule(**changes):
    return {**dict.fromkeys(RULE), "action": "accept", "protocol": "tcp", "port": "22", **changes}


def ssh(**changes):
    return rule(**{"cidr": "10.0.0.0/8", **changes})


def sent(**changes):
    given = {
        "Protocol": "TCP",
        "Port": "22",
        "CidrBlock": "10.0.0.0/8",
        "Action": "ACCEPT",
        "PolicyDescription": "",
    }
    return {**given, **changes}


WEB = {"Port": "80,443", "CidrBlock": "0.0.0.0/0"}
THERE = row([policy(0), policy(1, **WEB)], [policy(0, Protocol="ALL", Port="ALL", CidrBlock="0.0.0.0/0")])
OUT = sent(Protocol="ALL", Port="ALL", CidrBlock="0.0.0.0/0")


def calls(have=..., **options):
    have = THERE if have is ... else have
    return brief(A_SECURITY_GROUP, wished(A_SECURITY_GROUP, ARGUMENTS, **options), have)


def policies(have=..., **options):
    """The policy set of the one call there is."""
    have = THERE if have is ... else have
    ((action, params),) = calls(have, **options)
    assert (action, params["SecurityGroupId"]) == ("ModifySecurityGroupPolicies", ID)
    return params["SecurityGroupPolicySet"]


def web(**changes):
    return rule(**{"port": "80,443", "cidr": "0.0.0.0/0", **changes})


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"ingress": [ssh(), web()]},
        {"ingress": [ssh(protocol="TCP", port=" 22"), web(port="80, 443")]},
        {"egress": [rule(protocol=None, port=None, cidr="0.0.0.0/0")]},
        {"egress": [rule(protocol="all", port="all", cidr="0.0.0.0/0")]},
        {"ingress": [web()], "purge_rules": False},
        {"ingress": [], "purge_rules": False},
        {"description": "", "project": 0},
    ],
)
def test_what_is_there_is_left_alone(options):
    assert calls(**options) == []


@pytest.mark.parametrize(
    ("options", "ingress"),
    [
        ({"ingress": [web(), ssh()]}, [sent(**WEB), sent()]),
        ({"ingress": [ssh()]}, [sent()]),
        ({"ingress": [ssh(description="x"), web()]}, [sent(PolicyDescription="x"), sent(**WEB)]),
        ({"ingress": [web(), ssh()], "purge_rules": False}, [sent(**WEB), sent()]),
        (
            {"ingress": [ssh(action="drop")], "purge_rules": False},
            [sent(Action="DROP"), sent(), sent(**WEB)],
        ),
        (
            {"ingress": [rule(cidr="2001:DB8::/32")]},
            [{**{k: v for k, v in sent().items() if k != "CidrBlock"}, "Ipv6CidrBlock": "2001:db8::/32"}],
        ),
    ],
)
def test_rules_of_one_direction_go_with_those_of_the_other_and_the_version(options, ingress):
    assert policies(**options) == {"Version": "3", "Ingress": ingress, "Egress": [OUT]}


def test_a_description_that_is_not_given_is_kept():
    have = row([policy(0, PolicyDescription="office")])
    assert calls(have, ingress=[ssh()]) == []
    kept = policies(have, ingress=[web(), ssh()])["Ingress"]
    assert [each["PolicyDescription"] for each in kept] == ["", "office"]


def test_no_rules_at_all_are_the_version_that_clears():
    assert policies(ingress=[], egress=[]) == {"Version": "0"}


def test_the_version_of_a_fresh_group_would_clear_it_and_is_not_sent():
    assert policies(row(version="0"), ingress=[ssh()]) == {"Ingress": [sent()], "Egress": []}


def test_a_new_group_names_itself_before_it_is_born():
    made = calls(None, ingress=[rule(group="web")], tags={"a": "b"})
    assert [action for action, _params in made] == ["CreateSecurityGroup", "ModifySecurityGroupPolicies"]
    assert made[0][1] == {
        "GroupName": "web",
        "GroupDescription": "",
        "Tags": [{"Key": "a", "Value": "b"}],
    }
    assert made[1][1]["SecurityGroupId"] == "new-security_group"
    assert made[1][1]["SecurityGroupPolicySet"]["Ingress"][0]["SecurityGroupId"] == "new-security_group"
    assert [action for action, _params in calls(None)] == ["CreateSecurityGroup"]


def test_groups_become_ids_and_the_own_name_stays():
    asked = []

    def look(_resource, given):
        asked.extend(given)
        return {"db": {"SecurityGroupId": OTHER}}

    want = wished(A_SECURITY_GROUP, ARGUMENTS, ingress=[rule(group="db"), rule(group="web"), ssh()])
    assert [each["group"] for each in resolved(want, look)["ingress"]] == [OTHER, "web", None]
    assert asked == [("ingress[0].group", "db")]


def test_templates_stand_for_addresses_and_services():
    template = rule(
        protocol=None, port=None, service_template="ppmg-12345678", address_template="ipm-12345678"
    )
    assert policies(ingress=[template])["Ingress"] == [
        {
            "AddressTemplate": {"AddressId": "ipm-12345678"},
            "ServiceTemplate": {"ServiceGroupId": "ppmg-12345678"},
            "Action": "ACCEPT",
            "PolicyDescription": "",
        }
    ]
    there = policy(
        0,
        Protocol="",
        Port="",
        CidrBlock="",
        AddressTemplate={"AddressId": "ipm-12345678", "AddressGroupId": ""},
        ServiceTemplate={"ServiceId": "", "ServiceGroupId": "ppmg-12345678"},
    )
    assert calls(row([there]), ingress=[template]) == []


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        ([ssh(port=f"{n}") for n in range(101)], "ingress: 101 rules given; at most 100"),
        ([ssh(protocol="sctp")], r"ingress\[0\]\.protocol: 'sctp' is not accepted; tcp, udp"),
        ([ssh(), ssh(port="http")], r"ingress\[1\]\.port: 'http' is not accepted"),
        ([ssh(port="70000")], r"ingress\[0\]\.port: '70000' is not accepted; a port up to 65535"),
        ([ssh(port="90-80")], r"ingress\[0\]\.port: '90-80'"),
        ([ssh(port="80-90,443")], r"ingress\[0\]\.port: '80-90,443'"),
        ([ssh(port=None)], r"ingress\[0\]\.port: not given; tcp needs one"),
        ([ssh(protocol="icmp")], r"ingress\[0\]\.port: icmp has no ports"),
        ([rule()], r"ingress\[0\]: exactly one of cidr, group, address_template is accepted, none is given"),
        ([ssh(group="db")], r"ingress\[0\]: exactly one .* cidr and group is given"),
        ([rule(cidr="10.0.0.1/8")], r"ingress\[0\]\.cidr: .*did you mean 10\.0\.0\.0/8\?"),
        ([rule(cidr="office")], r"ingress\[0\]\.cidr: 'office' is not a range of addresses; one like"),
        ([ssh(), ssh(description="again")], r"ingress\[1\]: says the same as ingress\[0\]"),
        ([rule(group=f"g{n}") for n in range(11)], "ingress, egress: 11 groups are named; at most 10"),
        ([ssh(description="d" * 101)], r"ingress\[0\]\.description: has 101 characters"),
        ([rule(address_template="office")], r"ingress\[0\]\.address_template: .*ipm or ipmg"),
        ([ssh(service_template="ppm-12345678")], r"ingress\[0\]: service_template stands for protocol"),
    ],
)
def test_what_cannot_be(rules, message):
    with pytest.raises(Refused, match=f"^{message}"):
        calls(ingress=rules)


def test_too_many_with_those_that_stay():
    there = row([policy(n, Port=str(n + 1000)) for n in range(100)])
    with pytest.raises(Refused, match=r"^ingress: 101 rules with those that are there.*purge_rules"):
        calls(there, ingress=[ssh()], purge_rules=False)


def test_results_show_rules_in_small_letters():
    shown = shape(THERE)["egress"]
    assert shown == [
        {**dict.fromkeys(RULE), "protocol": "all", "port": "all", "cidr": "0.0.0.0/0"}
        | {"action": "accept", "description": ""}
    ]

# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of a security group: versions, indices, one direction or both, what is refused."""

import pytest

from .networking import add, group, rule, rules, without

ANY = {"Protocol": "ALL", "CidrBlock": "0.0.0.0/0", "Action": "DROP"}


def code(cloud, action, group_id, **policies):
    given = {"SecurityGroupId": group_id, "SecurityGroupPolicySet": policies}
    return cloud.refused(action, given, "vpc")


def ports(cloud, group_id, direction="Ingress"):
    return [each["Port"] for each in rules(cloud, group_id)[direction]]


RULES = {
    "no action": (without(rule(), "Action"), "InvalidParameterValue.Empty"),
    "action": (rule(Action="REJECT"), "InvalidParameterValue"),
    "no protocol": (without(rule(), "Protocol"), "InvalidParameterValue.Empty"),
    "protocol": (rule(Protocol="SCTP"), "InvalidParameterValue"),
    "no port": (without(rule(), "Port"), "InvalidParameterValue.Empty"),
    "port of ICMP": (rule(Protocol="ICMP"), "InvalidParameterValue"),
    "port a word": (rule(Port="ssh"), "InvalidParameterValue.Malformed"),
    "port too high": (rule(Port="65536"), "InvalidParameterValue.Malformed"),
    "ports backwards": (rule(Port="90-80"), "InvalidParameterValue.Range"),
    "no source": (without(rule(), "CidrBlock"), "InvalidParameterValue.Empty"),
    "two sources": (rule(Ipv6CidrBlock="::/0"), "InvalidParameter.Coexist"),
    "two sources, one empty": (rule(SecurityGroupId=""), "InvalidParameter.Coexist"),
    "block": (rule(CidrBlock="10.0.0.0/33"), "InvalidParameterValue.Malformed"),
    "block with host bits": (rule(CidrBlock="10.0.0.1/8"), "InvalidParameterValue.Malformed"),
    "own address": (rule(CidrBlock="MY_PUBLIC_IP"), "UnsupportedOperation"),
    "IPv6 block": (without(rule(Ipv6CidrBlock="1.2.3.4"), "CidrBlock"), "InvalidParameterValue.Malformed"),
    "group malformed": (without(rule(SecurityGroupId="web"), "CidrBlock"), "InvalidParameterValue.Malformed"),
    "group unknown": (without(rule(SecurityGroupId="sg-00000000"), "CidrBlock"), "ResourceNotFound"),
    "template": (without(rule(AddressTemplate={"AddressId": "ipm-1"}), "CidrBlock"), "UnsupportedOperation"),
    "service": (without(rule(ServiceTemplate={}), "Protocol", "Port"), "UnsupportedOperation"),
    "description": (rule(PolicyDescription="x" * 101), "InvalidParameterValue.TooLong"),
    "priority": (rule(Priority=1), "UnsupportedOperation"),
    "index too high": (rule(PolicyIndex=1), "InvalidParameterValue.Range"),
    "index below zero": (rule(PolicyIndex=-1), "InvalidParameterValue.Range"),
}


@pytest.mark.parametrize(("given", "refused"), RULES.values(), ids=RULES)
def test_rules_that_are_none(cloud, given, refused):
    group_id = group(cloud)
    assert code(cloud, "CreateSecurityGroupPolicies", group_id, Ingress=[given]) == refused
    assert rules(cloud, group_id)["Version"] == "0"


def test_a_rule_shows_as_live_answers_show_it(cloud):
    group_id = group(cloud)
    assert rules(cloud, group_id)["Ingress"] == rules(cloud, group_id)["Egress"] == []
    add(cloud, group_id, rule(Action="accept", Protocol="tcp", PolicyDescription="ssh"), ANY)
    shown = rules(cloud, group_id)
    first, last = shown["Ingress"]
    assert without(first, "ModifyTime") == {
        "PolicyIndex": 0,
        "Protocol": "tcp",
        "Port": "22",
        "ServiceTemplate": {"ServiceId": "", "ServiceGroupId": ""},
        "CidrBlock": "10.0.0.0/8",
        "Ipv6CidrBlock": "",
        "SecurityGroupId": "",
        "AddressTemplate": {"AddressId": "", "AddressGroupId": ""},
        "Action": "ACCEPT",
        "PolicyDescription": "ssh",
    }
    assert (last["Protocol"], last["Port"], last["Action"], last["PolicyIndex"]) == ("ALL", "ALL", "DROP", 1)
    assert (shown["Version"], shown["PolicyStatistics"]["IngressIPv4TotalCount"]) == ("1", 2)


def test_rules_go_behind_the_others_or_to_an_index(cloud):
    group_id = group(cloud)
    add(cloud, group_id, rule(Port="1"), rule(Port="2"))
    add(cloud, group_id, rule(Port="3"))
    add(cloud, group_id, rule(Port="4", PolicyIndex=0), rule(Port="5", PolicyIndex=0))
    add(cloud, group_id, rule(Port="6", PolicyIndex=5))
    assert ports(cloud, group_id) == ["4", "5", "1", "2", "3", "6"]
    two = [rule(Port="7", PolicyIndex=0), rule(Port="8", PolicyIndex=1)]
    assert code(cloud, "CreateSecurityGroupPolicies", group_id, Ingress=two) == "InvalidParameterValue"
    assert rules(cloud, group_id)["Version"] == "4"


def test_ports_and_sources(cloud):
    group_id, other = group(cloud), group(cloud)
    bare = without(rule(), "CidrBlock")
    add(
        cloud,
        group_id,
        rule(Port="8000-8010"),
        rule(Port="80,443"),
        rule(Port="all", Protocol="udp", CidrBlock="1.2.3.4"),
        bare | {"Ipv6CidrBlock": "::/0"},
        bare | {"SecurityGroupId": other},
        direction="Egress",
    )
    shown = rules(cloud, group_id)
    assert ports(cloud, group_id, "Egress") == ["8000-8010", "80,443", "ALL", "22", "22"]
    assert shown["Egress"][4]["SecurityGroupId"] == other
    assert shown["PolicyStatistics"] == {
        "IngressIPv4TotalCount": 0,
        "IngressIPv6TotalCount": 0,
        "EgressIPv4TotalCount": 3,
        "EgressIPv6TotalCount": 1,
    }


def test_what_filters_find(cloud):
    group_id = group(cloud)
    add(cloud, group_id, rule(), rule(Port="80", CidrBlock="192.168.0.0/16", PolicyDescription="web"))
    add(cloud, group_id, ANY, direction="Egress")

    def found(**filters):
        shown = rules(cloud, group_id, **filters)
        return [each["Port"] for each in shown["Ingress"] + shown["Egress"]]

    assert found(port="80") == found(ip="192.168") == found(description="we") == ["80"]
    assert found(protocol_type="all") == found(direction="EGRESS") == found(poly="drop") == ["ALL"]
    assert found(poly="ALL") == ["22", "80", "ALL"]
    assert found(address_module="ipm-1") == []
    given = {"SecurityGroupId": group_id, "Filters": [{"Name": "colour", "Values": ["red"]}]}
    assert cloud.refused("DescribeSecurityGroupPolicies", given, "vpc") == "InvalidParameter.FilterInvalidKey"


@pytest.mark.parametrize("action", ["CreateSecurityGroupPolicies", "DeleteSecurityGroupPolicies"])
def test_one_direction_at_a_time(cloud, action):
    group_id = group(cloud)
    assert code(cloud, action, group_id, Ingress=[rule()], Egress=[rule()]) == "InvalidParameter.Coexist"
    assert code(cloud, action, group_id) == "InvalidParameterValue.Empty"
    assert code(cloud, action, group_id, Ingress=[]) == "InvalidParameterValue.Empty"
    assert code(cloud, action, "sg-00000000", Ingress=[rule()]) == "ResourceNotFound"
    assert code(cloud, action, "web", Ingress=[rule()]) == "InvalidParameterValue.Malformed"


def test_versions_guard_against_changes_of_others(cloud):
    group_id = group(cloud)
    add(cloud, group_id, rule(), Version="0")
    for action in ("CreateSecurityGroupPolicies", "DeleteSecurityGroupPolicies"):
        stale = code(cloud, action, group_id, Ingress=[rule()], Version="0")
        assert stale == "UnsupportedOperation.VersionMismatch"
        assert (
            code(cloud, action, group_id, Ingress=[rule()], Version="x") == "InvalidParameterValue.Malformed"
        )
    stale = code(cloud, "ModifySecurityGroupPolicies", group_id, Ingress=[], Egress=[], Version="7")
    assert stale == "UnsupportedOperation.VersionMismatch"
    add(cloud, group_id, rule(Port="80"), Version="1")
    assert rules(cloud, group_id)["Version"] == "2"


def test_a_rule_is_there_once(cloud):
    group_id = group(cloud)
    add(cloud, group_id, rule())
    again = code(
        cloud, "CreateSecurityGroupPolicies", group_id, Ingress=[rule(Protocol="tcp", PolicyDescription="x")]
    )
    assert again == "UnsupportedOperation.DuplicatePolicy"
    twice = [rule(Port="1"), rule(Port="1")]
    assert code(cloud, "CreateSecurityGroupPolicies", group_id, Ingress=twice) == again
    assert code(cloud, "ModifySecurityGroupPolicies", group_id, Ingress=twice, Egress=[]) == again
    add(cloud, group_id, rule(), direction="Egress")
    add(cloud, group_id, rule(Action="DROP"))


def test_rules_are_deleted_by_index_or_by_what_they_match(cloud):
    group_id = group(cloud)
    add(cloud, group_id, *[rule(Port=str(n)) for n in range(1, 6)])

    def delete(*given):
        policies = {"Ingress": list(given)}
        params = {"SecurityGroupId": group_id, "SecurityGroupPolicySet": policies}
        cloud("DeleteSecurityGroupPolicies", params, "vpc")

    def refused(*given):
        return code(cloud, "DeleteSecurityGroupPolicies", group_id, Ingress=list(given))

    delete({"PolicyIndex": 0}, {"PolicyIndex": 2})
    assert ports(cloud, group_id) == ["2", "4", "5"]
    delete(rule(Port="4", Protocol="tcp", Action="accept"))
    assert ports(cloud, group_id) == ["2", "5"]
    assert refused({"PolicyIndex": 2}) == "InvalidParameterValue.Range"
    assert refused(rule(Port="9")) == "ResourceNotFound"
    assert refused({"PolicyIndex": 0}, rule(Port="5")) == "InvalidParameter.Coexist"
    assert refused(rule(Port="2", PolicyIndex=0)) == "InvalidParameter.Coexist"
    assert ports(cloud, group_id) == ["2", "5"]


def test_modify_replaces_both_directions_and_version_zero_clears(cloud):
    group_id = group(cloud)
    add(cloud, group_id, rule(), direction="Egress")

    def modify(**policies):
        params = {"SecurityGroupId": group_id, "SecurityGroupPolicySet": policies}
        cloud("ModifySecurityGroupPolicies", params, "vpc")

    modify(Ingress=[rule(Port="1"), rule(Port="2")], Egress=[])
    assert (ports(cloud, group_id), ports(cloud, group_id, "Egress")) == (["1", "2"], [])
    half = code(cloud, "ModifySecurityGroupPolicies", group_id, Ingress=[rule()])
    assert half == "InvalidParameterValue.Empty"
    indexed = code(cloud, "ModifySecurityGroupPolicies", group_id, Ingress=[rule(PolicyIndex=0)], Egress=[])
    assert indexed == "InvalidParameterValue"
    modify(Version="0", Ingress=[rule()])
    assert ports(cloud, group_id) == []
    assert rules(cloud, group_id)["Version"] == "3"


def test_limits_of_rules(cloud):
    group_id = group(cloud)
    hundred = [rule(Port=str(n)) for n in range(100)]
    add(cloud, group_id, *hundred)
    one_more = code(cloud, "CreateSecurityGroupPolicies", group_id, Ingress=[rule(Port="200")])
    assert one_more == "LimitExceeded.SecurityGroupPolicySet"
    too_many = [*hundred, rule(Port="200")]
    modified = code(cloud, "ModifySecurityGroupPolicies", group_id, Ingress=too_many, Egress=[])
    assert modified == "LimitExceeded"
    named = [without(rule(SecurityGroupId=group(cloud)), "CidrBlock") for _ in range(11)]
    add(cloud, group_id, *named[:10], direction="Egress")
    assert code(cloud, "CreateSecurityGroupPolicies", group_id, Egress=named[10:]) == "LimitExceeded"

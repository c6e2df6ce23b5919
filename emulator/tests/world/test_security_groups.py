# SPDX-License-Identifier: GPL-3.0-or-later
"""Security groups: made, refused, in use, put on instances."""

from .clouds import MACHINE
from .networking import add, group, rule, rules, vpc, without

ANY = {"Protocol": "ALL", "CidrBlock": "0.0.0.0/0", "Action": "DROP"}


def test_groups_are_made_with_rules_and_refused(cloud):
    def made(**params):
        given = {"GroupName": "web", "GroupDescription": "for the web"} | params
        return cloud("CreateSecurityGroupWithPolicies", given, "vpc")["SecurityGroup"]["SecurityGroupId"]

    policies = {"Ingress": [rule(), rule(Port="80")], "Egress": [ANY]}
    group_id = made(SecurityGroupPolicySet=policies)
    shown = rules(cloud, group_id)
    assert (len(shown["Ingress"]), len(shown["Egress"]), shown["Version"]) == (2, 1, "1")
    assert rules(cloud, made())["Version"] == "0"

    def refused(**params):
        given = {"GroupName": "web", "GroupDescription": ""} | params
        return cloud.refused("CreateSecurityGroup", given, "vpc")

    assert refused(GroupName="x" * 61) == "InvalidParameterValue.TooLong"
    assert refused(GroupDescription="x" * 101) == "InvalidParameterValue.TooLong"
    assert refused(ProjectId="7") == "ResourceNotFound"
    assert refused(ProjectId=0) == "InvalidParameter"
    assert refused(Tags=[{"Key": "", "Value": "x"}]) == "InvalidParameterValue.TagInvalidKey"


def test_the_quota_of_groups(open_cloud):
    cloud = open_cloud(group_quota=2)
    group(cloud)
    given = {"GroupName": "g", "GroupDescription": ""}
    assert cloud.refused("CreateSecurityGroup", given, "vpc") == "LimitExceeded"
    assert cloud.refused("CreateSecurityGroupWithPolicies", given, "vpc") == "LimitExceeded"


def test_the_quota_of_instances_in_a_group(open_cloud):
    """Two at most: by purchase, by hand, and again when one has left."""
    cloud = open_cloud(group_instances_quota=2)
    narrow, other, full = group(cloud), group(cloud), "LimitExceeded.CvmsVifsPerSecGroupLimitExceeded"
    ids = cloud.bought(InstanceCount=2, SecurityGroupIds=[narrow, other])
    for dry in (True, False):
        assert cloud.refused("RunInstances", MACHINE | {"SecurityGroupIds": [narrow], "DryRun": dry}) == full
    [third] = cloud.bought()
    into = {"InstanceIds": [third], "SecurityGroupIds": [narrow]}
    assert cloud.refused("AssociateSecurityGroups", into) == full
    instead = {"InstanceIds": [third], "SecurityGroups": [narrow]}
    assert cloud.refused("ModifyInstancesAttribute", instead) == full
    cloud("ModifyInstancesAttribute", {"InstanceIds": ids[:1], "SecurityGroups": [other]})
    cloud("AssociateSecurityGroups", into)
    cloud.world.clock.advance(5)
    cloud("TerminateInstances", {"InstanceIds": ids[1:]})
    cloud.world.clock.advance(60)
    assert len(cloud.buy(SecurityGroupIds=[narrow])) == 1
    cloud.world.clock.advance(60)
    assert cloud.refused("RunInstances", MACHINE | {"SecurityGroupIds": [narrow]}) == full
    cloud("DisassociateSecurityGroups", into)
    assert len(cloud.buy(SecurityGroupIds=[narrow])) == 1


def test_the_default_group_lets_all_pass_and_stays(open_cloud):
    cloud = open_cloud(default_vpc="none")
    made = cloud("CreateDefaultSecurityGroup", {}, "vpc")["SecurityGroup"]
    assert made["IsDefault"]
    assert cloud("CreateDefaultSecurityGroup", {"ProjectId": "0"}, "vpc")["SecurityGroup"] == made
    shown = rules(cloud, made["SecurityGroupId"])
    for direction in ("Ingress", "Egress"):
        [each] = shown[direction]
        assert (each["CidrBlock"], each["Protocol"], each["Action"]) == ("0.0.0.0/0", "ALL", "ACCEPT")
    params = {"SecurityGroupId": made["SecurityGroupId"]}
    assert cloud.refused("DeleteSecurityGroup", params, "vpc") == "UnsupportedOperation"


def test_a_group_that_another_names_is_in_use(cloud):
    named, naming = group(cloud), group(cloud)
    add(cloud, named, without(rule(SecurityGroupId=named), "CidrBlock"))
    add(cloud, naming, without(rule(SecurityGroupId=named), "CidrBlock"), direction="Egress")
    assert cloud.refused("DeleteSecurityGroup", {"SecurityGroupId": named}, "vpc") == "ResourceInUse"
    cloud("DeleteSecurityGroup", {"SecurityGroupId": naming}, "vpc")
    cloud("DeleteSecurityGroup", {"SecurityGroupId": named}, "vpc")
    assert cloud("DescribeSecurityGroups", {"SecurityGroupIds": [named]}, "vpc")["TotalCount"] == 0


def test_changes_of_rules_are_updates_of_the_group(cloud):
    quiet, busy = group(cloud, GroupName="quiet"), group(cloud, GroupName="busy")
    cloud.world.clock.advance(60)
    add(cloud, quiet, rule())
    order = {"OrderField": "UpdateTime", "OrderDirection": "desc"}
    shown = cloud("DescribeSecurityGroups", order, "vpc")["SecurityGroupSet"]
    assert shown[0]["SecurityGroupId"] == quiet
    assert shown[0]["UpdateTime"] > shown[0]["CreatedTime"]
    assert busy in [each["SecurityGroupId"] for each in shown]


def test_groups_are_put_on_instances_and_taken_off(cloud):
    ids, group_id = cloud.bought(InstanceCount=2), group(cloud)

    def call(action, *groups, instances=ids):
        return action, {"SecurityGroupIds": list(groups), "InstanceIds": instances}

    [before] = cloud.one(ids[0])["SecurityGroupIds"]
    cloud(*call("AssociateSecurityGroups", group_id))
    assert [each["SecurityGroupIds"] for each in cloud.shown()] == [[before, group_id]] * 2
    assert cloud.found("security-group-id", group_id) == ids
    busy = cloud.refused(*call("AssociateSecurityGroups", group(cloud)))
    assert busy == "OperationDenied.InstanceOperationInProgress"
    cloud.world.clock.advance(5)
    cloud(*call("AssociateSecurityGroups", group_id))
    cloud(*call("DisassociateSecurityGroups", before))
    assert cloud.one(ids[0])["SecurityGroupIds"] == [group_id]
    cloud.world.clock.advance(5)
    assert cloud.refused(*call("DisassociateSecurityGroups", group_id)) == "UnsupportedOperation"
    for _ in range(4):
        cloud(*call("AssociateSecurityGroups", group(cloud)))
        cloud.world.clock.advance(5)
    sixth = cloud.refused(*call("AssociateSecurityGroups", group(cloud)))
    assert sixth == "LimitExceeded.AssociateUSGLimitExceeded"


def test_refusals_of_putting_groups_on_instances(cloud):
    ids, group_id = cloud.buy(), group(cloud)

    def refused(groups, instances=ids, action="AssociateSecurityGroups"):
        return cloud.refused(action, {"SecurityGroupIds": groups, "InstanceIds": instances})

    assert refused([group_id]) == "UnsupportedOperation.InstanceStatePending"
    pending = refused([group_id], action="DisassociateSecurityGroups")
    assert pending == "OperationDenied.InstanceOperationInProgress"
    assert refused([]) == "MissingParameter"
    assert refused([group_id, group_id]) == "InvalidParameterValue.LimitExceeded"
    assert refused(["web"]) == "InvalidSgId.Malformed"
    assert refused(["sg-00000000"]) == "InvalidSecurityGroupId.NotFound"
    assert refused([group_id], ["ins-00000000"]) == "InvalidInstanceId.NotFound"
    assert refused([group_id], ["web"]) == "InvalidInstanceId.Malformed"


def test_a_vpc_does_not_bring_groups_of_its_own(cloud):
    before = cloud("DescribeSecurityGroups", {}, "vpc")["TotalCount"]
    vpc(cloud)
    assert cloud("DescribeSecurityGroups", {}, "vpc")["TotalCount"] == before

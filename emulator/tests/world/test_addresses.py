# SPDX-License-Identifier: GPL-3.0-or-later
"""EIPs: their life, the tasks that carry it on, how they are found."""

import pytest

from .networking import addresses, bind, bound, code, eip, status, task, wait


def test_the_life_of_an_eip(cloud):
    answer = cloud("AllocateAddresses", {"AddressName": "web"}, "vpc")
    [address], task_id = answer["AddressSet"], answer["TaskId"]
    assert (status(cloud, address), task(cloud, task_id)) == ("CREATING", "RUNNING")
    wait(cloud, 6)
    assert (status(cloud, address), task(cloud, task_id)) == ("UNBIND", "SUCCESS")
    [instance] = cloud.bought()
    task_id = bind(cloud, address, instance)
    assert (status(cloud, address), task(cloud, task_id)) == ("BINDING", "RUNNING")
    assert cloud.one(instance)["PublicIpAddresses"] is None
    wait(cloud, 4)
    assert (status(cloud, address), task(cloud, task_id)) == ("BIND", "SUCCESS")
    [shown] = addresses(cloud)
    assert cloud.one(instance)["PublicIpAddresses"] == [shown["AddressIp"]]
    assert shown["InstanceId"] == instance
    assert shown["PrivateAddressIp"] == cloud.one(instance)["PrivateIpAddresses"][0]
    assert cloud.found("public-ip-address", shown["AddressIp"]) == [instance]
    task_id = cloud("DisassociateAddress", {"AddressId": address}, "vpc")["TaskId"]
    assert (status(cloud, address), task(cloud, task_id)) == ("UNBINDING", "RUNNING")
    wait(cloud, 4)
    assert (status(cloud, address), task(cloud, task_id)) == ("UNBIND", "SUCCESS")
    assert cloud.one(instance)["PublicIpAddresses"] is None
    task_id = cloud("ReleaseAddresses", {"AddressIds": [address]}, "vpc")["TaskId"]
    assert (status(cloud, address), task(cloud, task_id)) == ("OFFLINING", "RUNNING")
    wait(cloud, 4)
    assert addresses(cloud) == []
    assert task(cloud, task_id) == "SUCCESS"
    assert code(cloud, "ReleaseAddresses", AddressIds=[address]) == "InvalidAddressId.NotFound"


def test_an_unbound_eip_shows_nulls(cloud):
    eip(cloud)
    [shown] = addresses(cloud)
    for name in ("InstanceId", "InstanceType", "NetworkInterfaceId", "PrivateAddressIp"):
        assert shown[name] is None
    assert (shown["AddressName"], shown["AddressType"], shown["Bandwidth"]) == ("Unnamed", "EIP", 1)
    assert shown["CreatedTime"].endswith("Z")


def test_a_busy_eip_is_left_alone(cloud):
    [address] = cloud("AllocateAddresses", {}, "vpc")["AddressSet"]
    [instance] = cloud.bought(InstanceName="a")
    busy = "OperationDenied.MutexTaskRunning"
    [other] = cloud("AllocateAddresses", {}, "vpc")["AddressSet"]
    assert code(cloud, "AssociateAddress", AddressId=other, InstanceId=instance) == busy
    assert code(cloud, "ReleaseAddresses", AddressIds=[address, other]) == busy
    assert status(cloud, address) == "UNBIND"
    bind(cloud, address, instance)
    assert code(cloud, "DisassociateAddress", AddressId=address) == busy
    assert code(cloud, "AssociateAddress", AddressId=address, InstanceId=instance) == busy


def test_wrong_status(cloud):
    address, instance = bound(cloud)
    wrong = "UnsupportedOperation.AddressStatusNotPermit"
    assert code(cloud, "AssociateAddress", AddressId=address, InstanceId=instance) == wrong
    assert code(cloud, "ReleaseAddresses", AddressIds=[address]) == wrong
    assert code(cloud, "DisassociateAddress", AddressId=eip(cloud)) == wrong


def test_an_instance_has_one_public_address(cloud):
    [ordinary] = cloud.bought(InternetAccessible={"InternetMaxBandwidthOut": 5})
    address, spare = eip(cloud), eip(cloud)
    refused = code(cloud, "AssociateAddress", AddressId=address, InstanceId=ordinary)
    assert refused == "InvalidParameterValue.InstanceHasWanIP"
    [plain] = cloud.bought(InstanceName="plain")
    bind(cloud, address, plain)
    again = code(cloud, "AssociateAddress", AddressId=spare, InstanceId=plain)
    assert again == "InvalidInstanceId.AlreadyBindEip"


def test_refusals_of_binding(cloud):
    address = eip(cloud)

    def refused(**params):
        return code(cloud, "AssociateAddress", **{"AddressId": address} | params)

    assert refused() == "InvalidParameterValue.MissingAssociateEntity"
    assert refused(InstanceId="web") == "InvalidParameterValue.InstanceIdMalformed"
    assert refused(InstanceId="ins-00000000") == "InvalidInstanceId.NotFound"
    assert refused(AddressId="web", InstanceId="web") == "InvalidParameterValue.AddressIdMalformed"
    assert refused(AddressId="eip-00000000", InstanceId="web") == "InvalidAddressId.NotFound"
    card = {"NetworkInterfaceId": "eni-00000000", "PrivateIpAddress": "10.0.0.2"}
    assert refused(**card) == "UnsupportedOperation"
    [instance] = cloud.buy()
    assert refused(InstanceId=instance) == "UnsupportedOperation.InstanceStateNotSupported"
    wait(cloud, 60)
    cloud("StopInstances", {"InstanceIds": [instance], "StoppedMode": "STOP_CHARGING"})
    wait(cloud, 60)
    assert refused(InstanceId=instance) == "UnsupportedOperation.InstanceStateNotSupported"
    assert code(cloud, "ReleaseAddresses", AddressIds=[]) == "MissingParameter"
    assert code(cloud, "ReleaseAddresses", AddressIds=["x"]) == "InvalidParameterValue.AddressIdMalformed"
    assert code(cloud, "DescribeTaskResult") == "MissingParameter"
    assert code(cloud, "DescribeTaskResult", TaskId=1) == "InvalidParameter"
    assert code(cloud, "DescribeTaskResult", TaskId=2**64 - 1) == "InvalidParameter"
    assert code(cloud, "DescribeTaskResult", TaskId="1") == "InvalidParameter"
    assert code(cloud, "DescribeTaskResult", DealName="x") == "UnsupportedOperation"


def test_an_eip_survives_a_stop_without_charging(cloud):
    address, instance = bound(cloud)
    [shown] = addresses(cloud)
    cloud("StopInstances", {"InstanceIds": [instance], "StoppedMode": "STOP_CHARGING"})
    wait(cloud, 60)
    assert cloud.one(instance)["PublicIpAddresses"] == [shown["AddressIp"]]
    cloud("StartInstances", {"InstanceIds": [instance]})
    wait(cloud, 60)
    assert cloud.one(instance)["PublicIpAddresses"] == [shown["AddressIp"]]
    assert status(cloud, address) == "BIND"


@pytest.mark.parametrize("release", [False, True])
def test_an_ordinary_eip_survives_its_instance_even_when_asked_to_go(cloud, release):
    address, instance = bound(cloud)
    cloud("TerminateInstances", {"InstanceIds": [instance], "ReleaseAddress": release})
    assert status(cloud, address) == "BIND"
    wait(cloud, 11)
    assert cloud.shown() == []
    assert status(cloud, address) == "UNBINDING"
    wait(cloud, 4)
    [shown] = addresses(cloud)
    assert (shown["AddressStatus"], shown["InstanceId"]) == ("UNBIND", None)
    cloud("ReleaseAddresses", {"AddressIds": [address]}, "vpc")


def test_binding_fails_when_the_instance_goes_meanwhile(open_cloud):
    cloud = open_cloud(eip_task=30)
    address, [instance] = eip(cloud), cloud.bought()
    task_id = bind(cloud, address, instance)
    cloud("TerminateInstances", {"InstanceIds": [instance]})
    wait(cloud, 20)
    assert (status(cloud, address), task(cloud, task_id)) == ("BINDING", "RUNNING")
    wait(cloud, 20)
    assert (status(cloud, address), task(cloud, task_id)) == ("UNBIND", "FAILED")


def test_an_ordinary_address_instead_of_the_eip_ten_times_a_day(cloud):
    address, instance = bound(cloud)
    old = cloud.one(instance)["PublicIpAddresses"]
    swap = {"AddressId": address, "ReallocateNormalPublicIp": True}
    cloud("DisassociateAddress", swap, "vpc")
    wait(cloud, 4)
    new = cloud.one(instance)["PublicIpAddresses"]
    assert new is not None
    assert new != old
    assert cloud.one(instance)["InternetAccessible"]["InternetMaxBandwidthOut"] == 1
    refused = code(cloud, "AssociateAddress", AddressId=address, InstanceId=instance)
    assert refused == "InvalidParameterValue.InstanceHasWanIP"
    for other in cloud.bought(InstanceCount=9):
        bind(cloud, address, other)
        wait(cloud, 4)
        cloud("DisassociateAddress", swap, "vpc")
        wait(cloud, 4)
    [last] = cloud.bought()
    bind(cloud, address, last)
    wait(cloud, 4)
    daily = code(cloud, "DisassociateAddress", **swap)
    assert daily == "AddressQuotaLimitExceeded.DailyAllocate"


def test_what_filters_find(cloud):
    address, instance = bound(cloud)
    named = eip(cloud, AddressName="spare", Tags=[{"Key": "use", "Value": "test"}])
    shown = {each["AddressId"]: each for each in addresses(cloud)}

    def found(name, *values):
        return [
            each["AddressId"] for each in addresses(cloud, Filters=[{"Name": name, "Values": list(values)}])
        ]

    assert found("address-id", named) == found("address-name", "spare", "other") == [named]
    assert found("address-name", "spa") == found("address-name", "other", "spare") == []
    assert found("address-ip", shown[address]["AddressIp"]) == [address]
    assert found("address-status", "BIND") == found("instance-id", instance) == [address]
    assert found("private-ip-address", shown[address]["PrivateAddressIp"]) == [address]
    assert found("network-interface-id", shown[address]["NetworkInterfaceId"]) == [address]
    assert found("instance-type", "CVM") == [address]
    assert found("address-type", "EIP") == found("address-isp", "BGP") == [address, named]
    assert found("is-arrears", "TRUE") == found("dedicated-cluster-id", "x") == []
    assert found("tag:use", "test") == found("tag-key", "use") == found("tag-value", "test") == [named]
    assert len(addresses(cloud, Offset=1, Limit=1)) == 1
    wanip = {"Filters": [{"Name": "address-type", "Values": ["WanIP"]}]}
    assert code(cloud, "DescribeAddresses", **wanip) == "UnsupportedOperation"


def test_refusals_of_describing(cloud):
    def refused(**params):
        return code(cloud, "DescribeAddresses", **params)

    assert refused(AddressIds=["x"]) == "InvalidParameterValue.AddressIdMalformed"
    assert refused(Limit="20") == "InvalidParameter"
    assert refused(Filters=[{"Name": "colour", "Values": ["red"]}]) == "InvalidParameter.InvalidFilter"
    both = {"AddressIds": ["eip-00000000"], "Filters": [{"Name": "address-status", "Values": ["BIND"]}]}
    assert refused(**both) == "InvalidParameter"
    eleven = [{"Name": f"tag:{n}", "Values": ["x"]} for n in range(11)]
    assert refused(Filters=eleven) == "LimitExceeded.NumberOfFilters"
    assert addresses(cloud, AddressIds=["eip-00000000"]) == []


def test_eips_of_one_region_do_not_show_in_another(cloud):
    address = eip(cloud)
    assert cloud("DescribeAddresses", {}, "vpc", region="ap-shanghai")["TotalCount"] == 0
    task_id = cloud("ReleaseAddresses", {"AddressIds": [eip(cloud)]}, "vpc")["TaskId"]
    asked = {"TaskId": int(task_id)}
    assert cloud.refused("DescribeTaskResult", asked, "vpc", region="ap-shanghai") == "InvalidParameter"
    params = {"AddressIds": [address]}
    assert (
        cloud.refused("ReleaseAddresses", params, "vpc", region="ap-shanghai") == "InvalidAddressId.NotFound"
    )


def test_tasks_and_eips_survive_a_restart(open_cloud, tmp_path):
    state = str(tmp_path / "state")
    cloud = open_cloud(state)
    answer = cloud("AllocateAddresses", {}, "vpc")
    cloud.world.close()
    again = open_cloud(state)
    again.world.clock.advance(10)
    assert task(again, answer["TaskId"]) == "SUCCESS"
    assert [each["AddressId"] for each in addresses(again)] == answer["AddressSet"]

# SPDX-License-Identifier: GPL-3.0-or-later
"""life.py URL: the life of two machines, through the typed clients of the official Python SDK."""

from __future__ import annotations

import sys
import time
import uuid

from tencentcloud.common.credential import Credential
from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile
from tencentcloud.cvm.v20170312 import models
from tencentcloud.cvm.v20170312.cvm_client import CvmClient
from tencentcloud.vpc.v20170312 import models as vpc_models
from tencentcloud.vpc.v20170312.vpc_client import VpcClient

ZONE, TYPE = "ap-guangzhou-6", "S5.MEDIUM4"
KEY = Credential("AKIDEMULATOREMULATOREMULATOREMULATOR", "EmulatorSecretKeyEmulatorSecretKey")


def filled(model, **values):
    for name, value in values.items():
        setattr(model, name, value)
    return model


def until(read, wanted, what):
    end = time.monotonic() + 60
    while not wanted(found := read()):
        assert time.monotonic() < end, f"{what}: {found}"
        time.sleep(0.1)
    print(f"ok  {what}", flush=True)


def main(url: str) -> None:
    profile = ClientProfile(httpProfile=HttpProfile(protocol="http", endpoint=url.removeprefix("http://")))
    cvm = CvmClient(KEY, "ap-guangzhou", profile)
    zones = cvm.DescribeZones(models.DescribeZonesRequest()).ZoneSet
    assert ZONE in [zone.Zone for zone in zones]
    image = cvm.DescribeImages(filled(models.DescribeImagesRequest(), Limit=1)).ImageSet[0].ImageId
    vpcs = VpcClient(KEY, "ap-guangzhou", profile).DescribeVpcs(vpc_models.DescribeVpcsRequest())
    assert [each.IsDefault for each in vpcs.VpcSet] == [True]
    machine = {"Placement": filled(models.Placement(), Zone=ZONE), "ImageId": image, "InstanceType": TYPE}
    asked = filled(models.InquiryPriceRunInstancesRequest(), **machine)
    assert cvm.InquiryPriceRunInstances(asked).Price.InstancePrice.UnitPrice > 0
    print("ok  looks and asks the price", flush=True)

    tag = filled(models.Tag(), Key="life", Value="python")
    order = filled(
        models.RunInstancesRequest(),
        **machine,
        InstanceCount=2,
        InstanceName="python",
        ClientToken=uuid.uuid4().hex,
        TagSpecification=[filled(models.TagSpecification(), ResourceType="instance", Tags=[tag])],
    )
    ids = cvm.RunInstances(order).InstanceIdSet
    assert sorted(cvm.RunInstances(order).InstanceIdSet) == sorted(ids)
    assert len(set(ids)) == 2
    print("ok  buys two, once", flush=True)

    def seen():
        request = filled(models.DescribeInstancesRequest(), InstanceIds=ids)
        return cvm.DescribeInstances(request).InstanceSet

    def idle(state):
        return lambda found: all(
            each.InstanceState == state and each.LatestOperationState != "OPERATING" for each in found
        )

    until(seen, idle("RUNNING"), "sees them run")
    until(
        seen,
        lambda found: all(
            [(tag.Key, tag.Value) for tag in each.Tags] == [("life", "python")] for each in found
        ),
        "tagged",
    )
    cvm.StopInstances(filled(models.StopInstancesRequest(), InstanceIds=ids))
    until(seen, idle("STOPPED"), "stops them")
    cvm.StartInstances(filled(models.StartInstancesRequest(), InstanceIds=ids))
    until(seen, idle("RUNNING"), "starts them")
    cvm.ModifyInstancesAttribute(
        filled(models.ModifyInstancesAttributeRequest(), InstanceIds=ids, InstanceName="renamed")
    )
    until(seen, lambda found: {each.InstanceName for each in found} == {"renamed"}, "renames them")
    end = filled(models.TerminateInstancesRequest(), InstanceIds=ids)
    cvm.TerminateInstances(end)
    until(seen, lambda found: not found, "gives them back")
    try:
        cvm.TerminateInstances(end)
    except TencentCloudSDKException as refused:
        if refused.code != "InvalidInstanceId.NotFound" or not refused.requestId:
            raise
        print("ok  is refused a second time")
    else:
        raise AssertionError("terminating twice was accepted")


if __name__ == "__main__":
    main(sys.argv[1])

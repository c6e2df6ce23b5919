# SPDX-License-Identifier: GPL-3.0-or-later
"""A launch template says what the options leave open, and only that."""

from __future__ import annotations

import pytest
from ansible_collections.tencentcloud.cvm.plugins.module_utils._cloud.cloud import Cloud
from ansible_collections.tencentcloud.cvm.plugins.module_utils._cloud.quotes import quotes
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.errors import CloudError, Refused
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.wish import checked
from ansible_collections.tencentcloud.cvm.plugins.modules.price_info import ARGUMENTS
from ansible_collections.tencentcloud.cvm.tests.laws.fleet.conftest import (
    REGION,
    Direct,
    Leaps,
    fresh_world,
    run,
    taken,
    told,
)
from ansible_collections.tencentcloud.cvm.tests.laws.options.samples import holds
from ansible_collections.tencentcloud.cvm.tests.laws.options.surroundings import ZONE, Surroundings

SILENT = dict.fromkeys(("zones", "instance_types", "image", "key_pairs"))


@pytest.fixture
def here() -> Surroundings:
    return Surroundings(fresh_world())


def full(here: Surroundings, **more: object) -> str:
    return here.new_template(
        "full",
        InstanceChargeType="POSTPAID_BY_HOUR",
        VirtualPrivateCloud={"VpcId": here.vpc, "SubnetId": here.subnet},
        InternetAccessible={
            "InternetMaxBandwidthOut": 3,
            "InternetChargeType": "BANDWIDTH_POSTPAID_BY_HOUR",
        },
        SystemDisk={"DiskType": "CLOUD_SSD", "DiskSize": 60},
        SecurityGroupIds=here.groups[:1],
        LoginSettings={"KeyIds": ["skey-operator"]},
        HostName="made-by-template",
        UserData="IyEvYmluL3NoCg==",
        TagSpecification=[
            {
                "ResourceType": "instance",
                "Tags": [{"Key": "team", "Value": "base"}, {"Key": "from", "Value": "template"}],
            }
        ],
        **more,
    )


def only(result: dict) -> dict:
    [instance] = result["instances"]
    return instance


def test_a_name_and_a_template_are_enough(here):
    template = full(here)
    rehearsed, planned = run(here.world, check=True, name="web", launch_template={"id": template}, **SILENT)
    result, steps, notes = told(here.world, name="web", launch_template={"id": template}, **SILENT)
    assert [step.shape() for step in planned] == [step.shape() for step in steps]
    assert rehearsed["quote"] == result["quote"]
    machine = {
        "zone": ZONE,
        "subnet": here.subnet,
        "image": "img-btd6n1zr",
        "instance_type": "S5.LARGE8",
        "public_ip": {"bandwidth": 3, "charge_type": "bandwidth"},
        "system_disk": {"type": "CLOUD_SSD", "size": 60},
        "security_groups": here.groups[:1],
        "key_pairs": ["skey-operator"],
        "hostname": "made-by-template",
        "fleet": "web",
        "name": "web-1",
        "tags": {"team": "base", "from": "template"},
    }
    assert holds(only(result), machine), only(result)
    assert (notes, result["drift"]) == ([], [])
    here.world.clock.advance(60)
    again, steps, notes = told(here.world, name="web", launch_template={"id": template}, **SILENT)
    assert (again["changed"], steps, notes) == (False, [], [])


def test_what_the_options_say_goes_before_it_and_leaves_the_rest_of_a_group(here):
    template = full(here)
    result, steps = run(
        here.world,
        name="web",
        launch_template={"id": template},
        **{**SILENT, "instance_types": ["S5.MEDIUM4"]},
        system_disk={"size": 80},
        public_ip={"bandwidth": 7},
        password="Correct1Horse",
        tags={"team": "shop"},
    )
    machine = {
        "instance_type": "S5.MEDIUM4",
        "image": "img-btd6n1zr",
        "public_ip": {"bandwidth": 7, "charge_type": "bandwidth"},
        "system_disk": {"type": "CLOUD_SSD", "size": 80},
        "key_pairs": [],
        "tags": {"team": "shop", "from": "template"},
    }
    assert holds(only(result), machine), only(result)
    assert steps[0].params["LoginSettings"] == {"Password": "Correct1Horse"}


def test_another_zone_or_network_than_the_templates_is_not_mixed_with_its_subnet(here):
    template = full(here)
    elsewhere = here.new_subnet("10.0.9.0/24", "ap-guangzhou-3")
    wish = {**SILENT, "zones": ["ap-guangzhou-3"]}
    result, _ = run(here.world, name="web", launch_template={"id": template}, **wish)
    assert only(result)["subnet"] == elsewhere
    result, _ = run(
        here.world, name="db", launch_template={"id": template}, **SILENT, subnets=[here.other_subnet]
    )
    assert only(result)["subnet"] == here.other_subnet


def test_the_version_that_was_read_is_the_one_that_is_bought(here):
    template = full(here)
    version = here.new_version(template, HostName="later")
    _, steps = run(here.world, name="web", launch_template={"id": template}, **SILENT)
    assert steps[0].params["LaunchTemplate"] == {"LaunchTemplateId": template, "LaunchTemplateVersion": 1}
    result, _ = run(here.world, name="db", launch_template={"id": "full", "version": version}, **SILENT)
    assert only(result)["hostname"] == "later"


def test_another_version_is_another_order(here):
    template = full(here)
    version = here.new_version(template, HostName="later")
    tokens = {
        run(here.world, check=True, name="web", launch_template=named, **SILENT)[1][0].params["ClientToken"]
        for named in ({"id": template}, {"id": template, "version": 1}, {"id": template, "version": version})
    }
    assert len(tokens) == 2


def test_a_size_takes_the_place_of_the_templates_type(here):
    template = full(here)
    result, _ = run(here.world, name="web", launch_template={"id": template}, **SILENT, cpu=2, memory=2)
    assert (only(result)["cpu"], only(result)["memory"]) == (2, 2)


@pytest.mark.parametrize(
    ("terms", "charge_type"),
    [
        (
            {
                "InstanceChargeType": "SPOTPAID",
                "InstanceMarketOptions": {"MarketType": "spot", "SpotOptions": {"MaxPrice": "0.9"}},
            },
            "spot",
        ),
        (
            {
                "InstanceChargeType": "PREPAID",
                "InstanceChargePrepaid": {"Period": 3, "RenewFlag": "NOTIFY_AND_AUTO_RENEW"},
            },
            "prepaid",
        ),
    ],
)
def test_terms_of_a_template_are_kept_and_tie_the_charge_type(here, terms, charge_type):
    named = {"id": here.new_template("terms", **terms)}
    result, _ = run(here.world, name="web", launch_template=named, **SILENT)
    assert only(result)["charge_type"] == charge_type
    assert result["quote"]["parts"][0]["period"] == (3 if charge_type == "prepaid" else None)
    with pytest.raises(Refused, match=f"charge_type: .*{named['id']}.* {charge_type} .*pay_as_you_go cannot"):
        run(here.world, name="db", launch_template=named, **SILENT, charge_type="pay_as_you_go")


def test_a_template_is_read_once_and_only_when_something_is_bought(here):
    template = full(here)
    wish = {"name": "web", "launch_template": {"id": template}, **SILENT}

    def reads() -> int:
        return here.world.call_log()["counts"].get("DescribeLaunchTemplateVersions", 0)

    run(here.world, **wish)
    assert reads() == 1
    here.world.clock.advance(60)
    run(here.world, **wish)
    assert reads() == 1


def test_a_template_or_version_that_does_not_exist_is_an_error(here):
    with pytest.raises(CloudError, match="LaunchTemplateId"):
        run(here.world, name="web", launch_template={"id": "lt-00000000"}, **SILENT)
    with pytest.raises(CloudError, match="LaunchTemplateVersion"):
        run(here.world, name="web", launch_template={"id": full(here), "version": 9}, **SILENT)


def test_a_template_is_quoted_as_it_is_bought(here):
    template = full(here)
    cloud = Cloud(Direct(here.world), Leaps(here.world), rehearsal=False)
    asked = {"launch_template": {"id": template}}
    [quote] = quotes(cloud, checked(taken(ARGUMENTS, asked), REGION))["quotes"]
    result, _ = run(here.world, name="web", **asked, **SILENT)
    [part] = result["quote"]["parts"]
    assert part.keys() - quote.keys() == {"vpc", "subnet"}
    assert {name: quote[name] for name in part.keys() & quote.keys()} == {
        name: part[name] for name in part.keys() & quote.keys()
    }
    assert quote["bandwidth_price_each"] > 0

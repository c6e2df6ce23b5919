# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables of plans for an EIP: bound, moved when that is allowed, released."""

from __future__ import annotations

import pytest
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.eip import AN_EIP
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.errors import Refused
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.holding import resolved
from ansible_collections.tencentcloud.cvm.plugins.modules.eip import ARGUMENTS
from ansible_collections.tencentcloud.cvm.tests.unit.plugins.module_utils._core.resource_plans import (
    brief,
    wished,
)

ID, ONE, TWO, CARD = "eip-12345678", "ins-11111111", "ins-22222222", "eni-12345678"
FREE = {
    "AddressId": ID,
    "AddressName": "web",
    "AddressStatus": "UNBIND",
    "AddressIp": "198.18.0.2",
    "InstanceId": None,
    "NetworkInterfaceId": None,
    "PrivateAddressIp": None,
    "Bandwidth": 1,
    "InternetChargeType": "TRAFFIC_POSTPAID_BY_HOUR",
    "TagSet": [],
}
BOUND = {**FREE, "AddressStatus": "BIND", "InstanceId": ONE, "NetworkInterfaceId": CARD}
OFF = ("DisassociateAddress", {"AddressId": ID})


def calls(have=..., **options):
    have = FREE if have is ... else have
    return brief(AN_EIP, wished(AN_EIP, ARGUMENTS, **options), have)


def on(instance, id=ID):
    return ("AssociateAddress", {"AddressId": id, "InstanceId": instance})


@pytest.mark.parametrize(
    ("have", "options", "expected"),
    [
        (FREE, {}, []),
        (FREE, {"bandwidth": 1, "charge_type": "traffic", "instance": ""}, []),
        (FREE, {"instance": ONE}, [on(ONE)]),
        (
            FREE,
            {"bandwidth": 5},
            [("ModifyAddressesBandwidth", {"AddressIds": [ID], "InternetMaxBandwidthOut": 5})],
        ),
        (
            FREE,
            {"eip_id": ID, "name": "db"},
            [("ModifyAddressAttribute", {"AddressId": ID, "AddressName": "db"})],
        ),
        (
            FREE,
            {"network_interface": CARD, "private_ip": "10.0.0.5"},
            [
                (
                    "AssociateAddress",
                    {"AddressId": ID, "NetworkInterfaceId": CARD, "PrivateIpAddress": "10.0.0.5"},
                )
            ],
        ),
        (BOUND, {}, []),
        (BOUND, {"instance": ONE}, []),
        (BOUND, {"instance": ""}, [OFF]),
        (BOUND, {"instance": TWO, "force": True}, [OFF, on(TWO)]),
        (FREE, {"state": "absent"}, [("ReleaseAddresses", {"AddressIds": [ID]})]),
        (
            BOUND,
            {"state": "absent", "force": True},
            [OFF, ("ReleaseAddresses", {"AddressIds": [ID]})],
        ),
        (
            BOUND,
            {"state": "absent", "instance": ONE},
            [OFF, ("ReleaseAddresses", {"AddressIds": [ID]})],
        ),
    ],
)
def test_one_that_is_there(have, options, expected):
    assert calls(have, **options) == expected


def test_one_that_is_not_there():
    made = calls(None, bandwidth=5, charge_type="bandwidth", instance=ONE, tags={"a": "b"})
    assert made == [
        (
            "AllocateAddresses",
            {
                "AddressName": "web",
                "InternetMaxBandwidthOut": 5,
                "InternetChargeType": "BANDWIDTH_POSTPAID_BY_HOUR",
                "Tags": [{"Key": "a", "Value": "b"}],
            },
        ),
        on(ONE, "new-eip"),
    ]
    assert [action for action, _params in calls(None)] == ["AllocateAddresses"]


@pytest.mark.parametrize(
    ("have", "options", "message"),
    [
        (BOUND, {"instance": TWO}, f"instance: EIP {ID} is with {ONE}, not with {TWO}; force: true moves it"),
        (BOUND, {"state": "absent"}, f"state: EIP {ID} is still with {ONE}; force: true takes it off"),
        (BOUND, {"state": "absent", "instance": TWO}, f"state: EIP {ID} is still with {ONE}"),
        (FREE, {"charge_type": "bandwidth"}, f"charge_type: EIP {ID} has 'traffic'"),
        (FREE, {"bandwidth": 0}, "bandwidth: 0 is not accepted; 1 to"),
        (FREE, {"network_interface": CARD}, "network_interface, private_ip: .*give both or neither"),
        (
            FREE,
            {"network_interface": "web", "private_ip": "10.0.0.5"},
            "network_interface: 'web' is not an id",
        ),
    ],
)
def test_what_cannot_be(have, options, message):
    with pytest.raises(Refused, match=f"^{message}"):
        calls(have, **options)


def test_the_machine_is_looked_for_before_an_address_is_bought():
    asked = []

    def look(sought, given):
        asked.append((sought.noun, given))
        return {"web-1": {"InstanceId": ONE}}

    want = wished(AN_EIP, ARGUMENTS, instance="web-1")
    assert resolved(want, look)["instance"] == ONE
    assert asked == [("machine", [("instance", "web-1")])]
    for nothing in ({"instance": ""}, {}, {"instance": "web-1", "state": "absent"}):
        resolved(wished(AN_EIP, ARGUMENTS, **nothing), look)
    assert len(asked) == 1

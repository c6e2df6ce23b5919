# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests for hypothesis to draw: of an emulated action, more or less as the contract wants them."""

from __future__ import annotations

from functools import cache

from cvm_emulator import contract
from cvm_emulator.ask import ACTIONS
from hypothesis import strategies as st

IDS = (
    "ins-",
    "img-487zeit5",
    "vpc-",
    "subnet-",
    "sg-",
    "disk-",
    "eip-",
    "skey-rehearse",
    "lt-",
    "ps-",
    "ins-00000000",
)
TEXTS = st.sampled_from(
    (
        *IDS,
        *(
            "ap-guangzhou-6",
            "ap-guangzhou-3",
            "ap-guangzhou",
            "S5.MEDIUM4",
            "instance",
            "DEFAULT",
            "TRUE",
            "one-time",
        ),
        *(
            "POSTPAID_BY_HOUR",
            "SPOTPAID",
            "PREPAID",
            "CLOUD_PREMIUM",
            "TRAFFIC_POSTPAID_BY_HOUR",
            "zone",
            "tag:a",
        ),
        *(
            "",
            " ",
            "0",
            "1",
            "-1",
            "20",
            "0.01",
            "1e9",
            "web-{R:1}",
            "{R:9,F:9}",
            "10.0.0.0/16",
            "172.16.0.9",
            "ACCEPT",
        ),
        *(
            "2026-01-01T00:00:00Z",
            "qcs::cvm:ap-guangzhou:uin/:instance/ins-00000000",
            "名" * 9,
            "x" * 300,
            "\x00",
            "\ud7ff",
        ),
    )
) | st.text(max_size=12)
WHOLE = st.sampled_from((0, 1, 2, 3, 50, 100, 101, 65535, -1, 2**31, 2**63 - 1)) | st.integers(
    -(2**63), 2**63 - 1
)
ANY = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
SCALARS = {
    "bool": st.booleans(),
    "float": st.floats(allow_nan=False, allow_infinity=False, width=32),
    "int64": WHOLE,
    "uint64": WHOLE.map(abs),
}
# What a field of this name usually holds.
USUAL = {
    "Zone": ("ap-guangzhou-6",),
    "InstanceType": ("S5.MEDIUM4", "S5.LARGE8", "S5.MEDIUM2"),
    "InstanceChargeType": ("POSTPAID_BY_HOUR", "SPOTPAID", "PREPAID"),
    "DiskChargeType": ("POSTPAID_BY_HOUR", "PREPAID"),
    "DiskType": ("CLOUD_PREMIUM", "CLOUD_SSD", "CLOUD_BSSD"),
    "DiskSize": (50, 60, 100),
    "ImageId": ("img-487zeit5",),
    "Password": ("Rehearse-2026x",),
    "StoppedMode": ("KEEP_CHARGING", "STOP_CHARGING"),
    "CidrBlock": ("10.0.0.0/16", "10.0.1.0/24", "172.16.240.0/20"),
    "RoleArn": ("qcs::cam::uin/100000000001:roleName/rehearsal",),
    "RoleSessionName": ("ci",),
    "ResourceType": ("instance",),
    "ResourceList": ("qcs::cvm:ap-guangzhou:uin/:instance/ins-00000000",),
    "ProjectId": (0,),
    "Period": (1, 2, 12),
    "TimerAction": ("TerminateInstances",),
    "Protocol": ("TCP", "UDP", "ALL"),
    "Action": ("ACCEPT", "DROP"),
    "Port": ("22", "80,443", "ALL"),
    "InternetChargeType": ("TRAFFIC_POSTPAID_BY_HOUR", "BANDWIDTH_POSTPAID_BY_HOUR"),
    "InternetMaxBandwidthOut": (0, 1, 5),
}
# Not marked as required, but without them little succeeds.
NEEDED = ("Placement", "ImageId", "InstanceType", "InstanceIds", "DiskId", "DiskIds", "LaunchTemplateId")
KINDS = {
    "Instance": "ins-",
    "Vpc": "vpc-",
    "Subnet": "subnet-",
    "SecurityGroup": "sg-",
    "Disk": "disk-",
    "Address": "eip-",
    "Key": "skey-rehearse",
    "LaunchTemplate": "lt-",
    "DisasterRecoverGroup": "ps-",
}
USUAL |= {kind + end: (sign,) for kind, sign in KINDS.items() for end in ("Id", "Ids")}


ASKED = st.sampled_from(sorted(ACTIONS))
# A strategy that is made anew for each draw costs more than the draw.
one_of = cache(st.sampled_from)
some = cache(lambda names, most: st.lists(one_of(names), max_size=most))
up_to = cache(lambda most: st.integers(0, most))


def of_type(draw, service: str, name: str, field: contract.Field) -> object:
    """A value of the field's type, what such a field usually holds or not, or now and then of any type."""
    if draw(up_to(60)) == 0:
        return draw(ANY)
    if field.many:
        one = field._replace(many=False)
        return [of_type(draw, service, name, one) for _ in range(draw(one_of((1, 1, 1, 2, 2, 0))))]
    if name in USUAL and draw(up_to(8)):
        return draw(one_of(USUAL[name]))
    if field.type in contract.TEXTS:
        return draw(TEXTS)
    if field.type in SCALARS:
        return draw(SCALARS[field.type])
    return some_of(draw, service, contract.object_fields(service, field.type))


def some_of(draw, service: str, fields: dict[str, contract.Field]) -> dict:
    """Required fields nearly always, a few of the others, and now and then one that does not exist."""
    optional = tuple(name for name, field in fields.items() if not field.required)
    most = draw(one_of((0, 0, 1, 1, 2, 4)))
    chosen = set(draw(some(optional, most))) if optional else set()
    if draw(up_to(60)):
        chosen |= {name for name, field in fields.items() if field.required}
    found = {name: of_type(draw, service, name, fields[name]) for name in sorted(chosen)}
    if draw(up_to(60)) == 0:
        found[draw(TEXTS)] = draw(ANY)
    return found


@st.composite
def wishes(draw) -> tuple[str, str, dict]:
    """Service, action and parameters; a text such as `ins-` stands for an id of the world that is asked."""
    service, action = draw(ASKED)
    fields = contract.request_fields(service, action)
    if draw(up_to(20)):
        fields = {
            name: field._replace(required=field.required or name in NEEDED) for name, field in fields.items()
        }
    return service, action, some_of(draw, service, fields)

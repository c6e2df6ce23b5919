# SPDX-License-Identifier: GPL-3.0-or-later
"""What an EIP is, and the way from what it is bound to to what it is to be bound to."""

from __future__ import annotations

from .catalogue import ADDRESS
from .errors import Refused
from .holding import refuse_taking, resolved, same_holder
from .ids import with_good_ids
from .kind import Field
from .plan import Call
from .resource import TIED, Resource, aimed
from .tags import tags_of
from .vpc import refuse_long
from .words import TRAFFIC, traffic_of

FREE, BOUND, BOUND_TO_CARD = "UNBIND", "BIND", "BIND_ENI"
MOST_BANDWIDTH = 2000
CHARGES = {word: TRAFFIC[word] for word in ("traffic", "bandwidth")}


def checked(want: dict, _region: str) -> dict:
    refuse_long("name", want["name"])
    if want["bandwidth"] is not None and not 1 <= want["bandwidth"] <= MOST_BANDWIDTH:
        raise Refused(f"bandwidth: {want['bandwidth']} is not accepted; 1 to {MOST_BANDWIDTH} Mbit/s are")
    with_good_ids("network_interface", "eni", want["network_interface"])
    if bool(want["network_interface"]) != bool(want["private_ip"]):
        raise Refused(
            "network_interface, private_ip: an address is bound to both together; give both or neither"
        )
    return want


def holder_of(have: dict) -> str | None:
    return have.get("InstanceId") or have.get("NetworkInterfaceId") or None


def wanted_holder(want: dict) -> str | None:
    """None where nothing is said, "" where it is to be bound to nothing."""
    return want["instance"] if want["instance"] is not None else want["network_interface"]


def tie(want: dict, have: dict | None) -> list[Call]:
    wanted = wanted_holder(want)
    id = have[ADDRESS.id] if have else AN_EIP.this
    calls = []
    if have and holder_of(have):
        refuse_taking(want, f"EIP {id}", holder_of(have), wanted)
        calls.append(aimed(AN_EIP, "DisassociateAddress", id, {}, then=FREE))
    if want["instance"]:
        calls.append(aimed(AN_EIP, "AssociateAddress", id, {"InstanceId": want["instance"]}, then=BOUND))
    elif want["network_interface"]:
        card = {"NetworkInterfaceId": want["network_interface"], "PrivateIpAddress": want["private_ip"]}
        calls.append(aimed(AN_EIP, "AssociateAddress", id, card, then=BOUND_TO_CARD))
    return calls


def untie(want: dict, have: dict) -> list[Call]:
    holder = holder_of(have)
    if holder is None:
        return []
    refuse_taking(want, f"EIP {have[ADDRESS.id]}", holder, wanted_holder(want))
    return [aimed(AN_EIP, "DisassociateAddress", have[ADDRESS.id], {}, then=FREE)]


def shape(row: dict) -> dict:
    """An EIP as results show it, from a row of DescribeAddresses; bandwidth in Mbit/s."""
    return {
        "eip_id": row[ADDRESS.id],
        "name": row.get("AddressName"),
        "address": row["AddressIp"],
        "state": row["AddressStatus"],
        "instance": row.get("InstanceId") or None,
        "network_interface": row.get("NetworkInterfaceId") or None,
        "private_ip": row.get("PrivateAddressIp") or None,
        "bandwidth": row.get("Bandwidth"),
        "charge_type": traffic_of(row.get("InternetChargeType")),
        "isp": row.get("InternetServiceProvider"),
        "in_arrears": row.get("IsArrears"),
        "created_at": row.get("CreatedTime"),
        "tags": tags_of(row.get("TagSet")),
    }


def bound(option: str, seen: str) -> Field:
    return Field(option, "", by=TIED, seen=seen, same=same_holder)


AN_EIP = Resource(
    word="eip",
    kind=ADDRESS,
    filters="address-id address-name address-ip address-status instance-id private-ip-address "
    "network-interface-id is-arrears instance-type address-type address-isp dedicated-cluster-id tag-key "
    "tag-value",
    fields=(
        Field("name", "AddressName", by="ModifyAddressAttribute"),
        Field("bandwidth", "InternetMaxBandwidthOut", seen="Bandwidth", by="ModifyAddressesBandwidth"),
        Field("charge_type", "InternetChargeType", send=CHARGES.__getitem__, show=traffic_of),
        bound("instance", "InstanceId"),
        bound("network_interface", "NetworkInterfaceId"),
        bound("private_ip", "PrivateAddressIp"),
    ),
    create="AllocateAddresses",
    born="AddressSet",
    delete="ReleaseAddresses",
    one="AddressId",
    aims=(("ReleaseAddresses", "AddressIds"), ("ModifyAddressesBandwidth", "AddressIds")),
    tagged_as="vpc:eip",
    shape=shape,
    rest=(FREE, BOUND, BOUND_TO_CARD),
    tokens=True,
    checked=checked,
    resolved=resolved,
    tie=tie,
    untie=untie,
)

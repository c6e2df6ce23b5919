# SPDX-License-Identifier: GPL-3.0-or-later
"""How single attributes of a machine are changed, and when they cannot be."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from .kind import Field, dig, nest, not_shown
from .plan import Call

SPOT, PREPAID, HOURLY = "SPOTPAID", "PREPAID", "POSTPAID_BY_HOUR"
BY_TRAFFIC = "TRAFFIC_POSTPAID_BY_HOUR"


def plain(field: Field, want: dict, row: dict) -> list[Call]:
    """One call that gives the attribute the wished value."""
    value = field.send(dig(want, field.option))
    return [request(field, want, row, nest([(field.sent_as or field.path, value)]))]


def request(field: Field, want: dict, row: dict, value: dict) -> Call:
    """`field.by` for one machine. Only what its row shows proves that it was done."""
    shows = field.reading is None and field.same is not not_shown
    return Call(
        "cvm",
        field.by,
        {"InstanceIds": [row["InstanceId"]], **value, **(field.also(want, row) or {})},
        ids="InstanceIds",
        then=field.leaves,
        until=partial(field.agrees, want) if shows else None,
        tracked=field.tracked,
        per_call=field.per_call,
    )


def another_name(field: Field, want: dict, row: dict) -> list[Call]:
    """Every machine gets a name of its own: `want["names"]` has them by option and id."""
    name = want["names"][field.option][row["InstanceId"]]
    return [request(field, want, row, {field.path: name})]


def other_keys(field: Field, want: dict, row: dict) -> list[Call]:
    """Binding keys takes the place of those that are there; to have none they are taken off."""
    if want["key_pairs"]:
        return [request(field, want, row, {"KeyIds": want["key_pairs"]})]
    off = request(field, want, row, {"KeyIds": dig(row, "LoginSettings.KeyIds")})
    return [replace(off, action="DisassociateInstancesKeyPairs")]


def other_bandwidth(field: Field, want: dict, row: dict) -> list[Call]:
    """Bandwidth that is paid for takes a request of its own."""
    [call] = plain(field, want, row)
    traffic = dig(row, "InternetAccessible.InternetChargeType") == BY_TRAFFIC
    return [call if traffic else replace(call, per_call=1)]


def no_other_type(_want: dict, row: dict) -> str | None:
    return "a spot machine keeps its type" if row["InstanceChargeType"] == SPOT else None


def no_other_charge_type(want: dict, row: dict) -> str | None:
    if want["charge_type"] == "spot":
        return "only a new machine can be bought as spot"
    if row["InstanceChargeType"] not in (HOURLY, PREPAID):
        return "only pay_as_you_go becomes prepaid, and prepaid pay_as_you_go"
    if want["charge_type"] not in ("pay_as_you_go", "prepaid"):
        return "only a new machine can be paid for like that"
    return None


def no_other_bandwidth(want: dict, row: dict) -> str | None:
    if not row.get("PublicIpAddresses"):
        return "it has no public address; only a new machine gets one, or an eip is bound to it"
    if not want["public_ip"]["bandwidth"]:
        return "a public address stays as long as the machine"
    return None


def other_subnet(field: Field, want: dict, row: dict) -> list[Call]:
    """Into the wished subnet of the machine's own zone; `want["places"]` has zone and VPC by subnet."""
    zone = dig(row, "Placement.Zone")
    subnet, vpc = next((id, vpc) for id, (there, vpc) in want["places"].items() if there == zone)
    return [request(field, want, row, {"VirtualPrivateCloud": {"VpcId": vpc, "SubnetId": subnet}})]


def by_subnet(_field: Field, _want: dict, _row: dict) -> list[Call]:
    """The subnet brings its VPC."""
    return []


def no_move(want: dict, row: dict) -> str | None:
    if not want["allow_move"]:
        return "moving restarts the machine and changes its private address; allow_move: true permits it"
    if not want["subnets"]:
        return "a move into another VPC takes subnets of it"
    zone = dig(row, "Placement.Zone")
    if zone not in [there for there, _vpc in want.get("places", {}).values()]:
        return f"none of the subnets is in its zone {zone}"
    return None


def renewal(field: Field, want: dict, row: dict) -> list[Call]:
    """A machine that is to become prepaid in the same run gets it with that."""
    return plain(field, want, row) if row["InstanceChargeType"] == PREPAID else []


def no_renewal(want: dict, row: dict) -> str | None:
    becomes = want["charge_type"] == "prepaid" or row["InstanceChargeType"] == PREPAID
    return None if becomes else "only a prepaid machine is renewed"


def other_group(field: Field, want: dict, row: dict) -> list[Call]:
    """Into another placement group, or out of the one it is in."""
    part = {"PartitionNumber": want["partition_number"]} if want["partition_number"] else {}
    groups = {"DisasterRecoverGroupIds": [want["placement_group"]]}
    if want["placement_group"]:
        return [request(field, want, row, {**groups, **part})]
    old = {"DisasterRecoverGroupIds": row["DisasterRecoverGroupIds"]}
    return [replace(request(field, want, row, old), action="DeleteInstancesDisasterRecoverGroups")]


def by_group(_field: Field, _want: dict, _row: dict) -> list[Call]:
    """The placement group brings its partition."""
    return []


def no_other_partition(want: dict, row: dict) -> str | None:
    moves = want["placement_group"] and want["placement_group"] not in (row["DisasterRecoverGroupIds"] or [])
    return None if moves else "it changes only together with the placement group"

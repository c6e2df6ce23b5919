# SPDX-License-Identifier: GPL-3.0-or-later
"""The requests of a purchase: RunInstances for an order, InquiryPriceRunInstances for its price."""

from __future__ import annotations

from .candidates import Candidate
from .identity import digest, display_pattern
from .instance import INSTANCE
from .kind import dig, settled
from .orders import Order
from .plan import Call
from .tags import FLEET, ORDER, rows_of
from .template import filled_up, template_tags
from .words import CHARGE_TYPES, TRAFFIC


def machine(want: dict, candidate: Candidate) -> dict:
    """The part of a purchase that says what machine: the same for every order of a candidate."""
    return filled_up(settled(INSTANCE.fields, candidate.settle(want)), want.get("template"))


def tags_given(want: dict) -> dict[str, str]:
    """The tags of the template and of the wish."""
    return {**template_tags(want.get("template")), **(want["tags"] or {})}


def request_digest(want: dict, candidate: Candidate) -> str:
    """What an order's token knows of its request: all but the password, which a digest could give away."""
    tags = tags_given(want) or want["tags"]
    return digest(machine({**want, "password": None}, candidate), tags, want["instance_name"])


def run_instances(want: dict, candidate: Candidate, order: Order) -> Call:
    tags = {**tags_given(want), FLEET: want["name"], ORDER: order.mark().text()}
    params = {
        **machine(want, candidate),
        "InstanceCount": order.size,
        "InstanceName": display_pattern(want["name"], want["instance_name"], order.ordinal),
        "ClientToken": order.token,
        "TagSpecification": [{"ResourceType": "instance", "Tags": rows_of(tags)}],
    }
    return Call("cvm", "RunInstances", params)


def dry_run(call: Call) -> dict:
    """The same order as a question, without its token: whether a dry run uses one up is not documented."""
    return {**{name: value for name, value in call.params.items() if name != "ClientToken"}, "DryRun": True}


def inquiry(want: dict, candidate: Candidate) -> dict:
    """The price of one: whether the price of many is per machine or for all of them is nowhere documented."""
    params = settled(INSTANCE.fields, candidate.settle(want), priced_only=True)
    params = filled_up(params, want.get("template"))
    tags = [{"ResourceType": "instance", "Tags": rows_of(want["tags"])}] if want["tags"] else []
    return {**params, "InstanceCount": 1, **({"TagSpecification": tags} if tags else {})}


def inquiry_of(row: dict) -> dict:
    """The price of a machine there is, as if it were bought again; a prepaid one for a month."""
    disk_keys = ("DiskType", "DiskSize")
    internet = row.get("InternetAccessible") or {}
    metered = internet.get("InternetChargeType") != TRAFFIC["package"]
    return {
        **(
            {"InstanceChargePrepaid": {"Period": 1}}
            if row["InstanceChargeType"] == CHARGE_TYPES["prepaid"]
            else {}
        ),
        "Placement": {"Zone": row["Placement"]["Zone"]},
        "InstanceChargeType": row["InstanceChargeType"],
        "InstanceType": row["InstanceType"],
        "ImageId": row["ImageId"],
        "SystemDisk": {key: row["SystemDisk"][key] for key in disk_keys},
        "DataDisks": [{key: disk[key] for key in disk_keys} for disk in row.get("DataDisks") or []],
        "InternetAccessible": {
            key: value
            for key, value in internet.items()
            if key in ("InternetMaxBandwidthOut", "InternetChargeType") and value is not None and metered
        },
        **({"HpcClusterId": row["HpcClusterId"]} if row.get("HpcClusterId") else {}),
        "InstanceCount": 1,
    }


def by_traffic(params: dict) -> bool:
    """Whether a request's bandwidth is billed per GB: the unit in the answer is not to be relied on."""
    return dig(params, "InternetAccessible.InternetChargeType") == TRAFFIC["traffic"]


def months_of(params: dict) -> int | None:
    """For how many months a request pays in advance."""
    return dig(params, "InstanceChargePrepaid.Period")


def is_priced(params: dict) -> bool:
    """Whether the cloud quotes it: a machine on a dedicated host is paid for with the host."""
    return params["InstanceChargeType"] != CHARGE_TYPES["dedicated_host"]

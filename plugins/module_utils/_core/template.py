# SPDX-License-Identifier: GPL-3.0-or-later
"""Purchases by launch template: what a template says where the wish says nothing.

A request that names a template may say more; what it says takes the place of the template's whole field. So
what is sent of a field is filled up with what the template says in it. A template shows what it does not say
as something empty, or as the cloud's own default.
"""

from __future__ import annotations

from typing import Any

from .errors import Refused
from .kind import dig
from .tags import tags_of
from .words import charge_type_of, renewal_of, traffic_of

TERMS = {"InstanceMarketOptions": "spot", "InstanceChargePrepaid": "prepaid"}
WHOLE = {"LoginSettings", "ActionTimer"}
DEFAULT = "DEFAULT"


def version_asked(wanted: dict) -> dict:
    """How DescribeLaunchTemplateVersions is asked for the version meant; none given is the default one."""
    version = wanted.get("version")
    which = {"DefaultVersion": True} if version is None else {"LaunchTemplateVersions": [version]}
    return {"LaunchTemplateId": wanted["id"], **which}


def said(data: Any) -> Any:
    """What a template says, without what is empty in it."""
    if isinstance(data, dict):
        pruned = {name: said(value) for name, value in data.items()}
        return {
            name: value
            for name, value in pruned.items()
            if value not in (None, "", 0, [], {}) or value is False
        }
    return [said(one) for one in data] if isinstance(data, list) else data


def templated(want: dict, row: dict) -> dict:
    """The wish with what choosing, pricing and watching need from a version of a template; that version is
    named, should another one become the default meanwhile.
    """
    data = said(row["LaunchTemplateVersionData"])
    filled = {
        **want,
        "launch_template": {"id": row["LaunchTemplateId"], "version": row["LaunchTemplateVersion"]},
        "template": data,
        "image": want["image"] or data.get("ImageId"),
        "instance_types": want["instance_types"] or types(want, data),
        "charge_type": want["charge_type"] or charge_type_of(data.get("InstanceChargeType")),
        "public_ip": public_ip(want["public_ip"], data.get("InternetAccessible") or {}),
        **place(want, data),
    }
    refuse_other_terms(filled, data)
    if filled["charge_type"] == "prepaid" and filled["prepaid"] is None:
        filled["prepaid"] = {
            "period": dig(data, "InstanceChargePrepaid.Period"),
            "renew": renewal_of(dig(data, "InstanceChargePrepaid.RenewFlag")),
        }
    if filled["charge_type"] == "dedicated_host" and not filled.get("host_ids"):
        filled["host_ids"] = dig(data, "Placement.HostIds")
    return filled


def types(want: dict, data: dict) -> list[str] | None:
    """A size that is asked for takes the place of the template's type."""
    by_size = want["cpu"] is not None or want["memory"] is not None
    return [data["InstanceType"]] if data.get("InstanceType") and not by_size else None


def place(want: dict, data: dict) -> dict:
    """Zones and network; the template's subnet where the wish names neither one nor another zone."""
    zone = dig(data, "Placement.Zone")
    zones = want["zones"] or ([zone] if zone else None)
    vpc, subnet = (dig(data, f"VirtualPrivateCloud.{name}") for name in ("VpcId", "SubnetId"))
    if want.get("vpc") or want.get("subnets") or vpc in (None, DEFAULT):
        return {"zones": zones}
    return {"zones": zones, "vpc": vpc, "subnets": [subnet] if zone in zones else None}


def public_ip(wanted: dict | None, internet: dict) -> dict | None:
    bandwidth = internet.get("InternetMaxBandwidthOut")
    if wanted is None and not bandwidth:
        return None
    shown = {
        "bandwidth": bandwidth,
        "charge_type": traffic_of(internet.get("InternetChargeType")),
        "assigned": internet.get("PublicIpAssigned"),
    }
    own = {name: value for name, value in (wanted or {}).items() if value is not None}
    return {**dict.fromkeys(wanted or ()), **shown, **own}


def refuse_other_terms(want: dict, data: dict) -> None:
    """A request cannot take a field of a template away."""
    ways = {want["charge_type"], (want.get("spot") or {}).get("fallback")} - {None}
    for field, charge_type in TERMS.items():
        if data.get(field) and ways - {charge_type}:
            raise Refused(
                f"charge_type: the launch template {want['launch_template']['id']} has terms for "
                f"{charge_type} ({field}), with which {' or '.join(sorted(ways - {charge_type}))} cannot be "
                "bought; leave charge_type to the template, or name another one"
            )


def filled_up(params: dict, data: dict | None) -> dict:
    """A request with what the template says within the fields that are sent."""
    return {
        name: merged(data[name], value) if data and name in data and name not in WHOLE else value
        for name, value in params.items()
    }


def merged(base: Any, own: Any) -> Any:
    if not (isinstance(base, dict) and isinstance(own, dict)):
        return own
    return {**base, **{name: merged(base.get(name), value) for name, value in own.items()}}


def template_tags(data: dict | None) -> dict[str, str]:
    """The tags a template puts on machines."""
    rows = (data or {}).get("TagSpecification") or []
    return {
        key: value
        for row in rows
        if row.get("ResourceType") == "instance"
        for key, value in tags_of(row.get("Tags")).items()
    }

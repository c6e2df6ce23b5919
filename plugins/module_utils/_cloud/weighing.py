# SPDX-License-Identifier: GPL-3.0-or-later
"""What a plan for machines that are there costs or brings back, asked before any of it is carried out."""

from __future__ import annotations

from .._core.catalogue import ADDRESS
from .._core.errors import Refused
from .._core.kind import dig
from .._core.plan import GONE, Call, batched
from .._core.price import amount, first_of, rounded
from .._core.states import BINNED, is_live
from .cloud import Cloud
from .money import running_cost
from .read import find

KIND = ("InstanceType", "InstanceChargeType", "Placement.Zone")
PAID_ONCE = ("DiscountPrice", "OriginalPrice")
RELEASED_PER_CALL = 100


def weighed(cloud: Cloud, want: dict, steps: list[Call], before: list[dict]) -> list[Call]:
    """The plan, with the release of addresses where that is asked for. Refuses what is too dear."""
    rows = {row["InstanceId"]: row for row in before}
    try_types(cloud, steps, rows)
    if want["max_hourly_price"] is not None:
        refuse_too_dear(cloud, want["max_hourly_price"], steps, rows)
    cost = sum(conversion(cloud, step) for step in steps if is_conversion(step))
    limit = want["max_upfront_price"]
    if limit is not None and cost > limit:
        raise Refused(
            f"max_upfront_price: paying in advance would take {amount(cost)} at once, the limit is "
            f"{amount(limit)}; raise it, or choose a shorter prepaid.period"
        )
    if cost:
        cloud.notes.append(f"charge_type: paying in advance takes {amount(cost)} at once")
    for step in steps:
        if step.then == BINNED:
            cloud.refunds += refunds(cloud, step.targets())
    ended = [id for step in steps if step.then == GONE for id in step.targets()]
    return steps + (releases(cloud, ended) if want["release_addresses"] and ended else [])


def try_types(cloud: Cloud, steps: list[Call], rows: dict[str, dict]) -> None:
    """Asks the price of another type for one machine of each kind: a type that cannot be is refused then,
    before any machine is stopped for it.
    """
    kinds = {
        (step.params["InstanceType"], *(dig(rows[id], path) for path in KIND)): step.params
        for step in steps
        for id in step.targets()
        if step.action == "ResetInstancesType"
    }
    for params in kinds.values():
        cloud.read("cvm", "InquiryPriceResetInstancesType", params)


def refuse_too_dear(cloud: Cloud, limit: float, steps: list[Call], rows: dict[str, dict]) -> None:
    """What would take the machines above the limit is refused; what makes them cheaper never is."""
    from .._core.prospect import priced_options, prospect

    options = priced_options(steps)
    if not options:
        return
    live = {id: row for id, row in rows.items() if is_live(row)}
    cost = rounded(running_cost(cloud, prospect(live, steps)))
    if cost <= limit or cost <= rounded(running_cost(cloud, live.values())):
        return
    raise Refused(
        f"{', '.join(options)}: the fleet would cost {amount(cost)} an hour, max_hourly_price is "
        f"{amount(limit)}; raise it or ask for less"
    )


def is_conversion(step: Call) -> bool:
    return step.action == "ModifyInstancesChargeType" and step.params["InstanceChargeType"] == "PREPAID"


def conversion(cloud: Cloud, step: Call) -> float:
    """What paying in advance takes for all machines of a call (InquiryPriceModifyInstancesChargeType)."""
    if not dig(step.params, "InstanceChargePrepaid.Period"):
        raise Refused("prepaid: period is not given; paying in advance takes the number of months")
    price = cloud.read("cvm", "InquiryPriceModifyInstancesChargeType", step.params)["Price"]
    return rounded(sum(first_of(price.get(part), PAID_ONCE) for part in ("InstancePrice", "BandwidthPrice")))


def refunds(cloud: Cloud, ids: list[str]) -> list[dict]:
    """What the cloud gives back for prepaid machines (InquiryPriceTerminateInstances)."""
    answer = cloud.read("cvm", "InquiryPriceTerminateInstances", {"InstanceIds": ids})
    return [
        {"instance_id": row["InstanceId"], "refund": row["Refunds"]} for row in answer["InstanceRefundsSet"]
    ]


def releases(cloud: Cloud, ids: list[str]) -> list[Call]:
    """The elastic addresses of these machines go when the machines are gone."""
    found = [
        row[ADDRESS.id]
        for some in batched(ids, ADDRESS.values)
        for row in find(cloud, ADDRESS, [{"Name": "instance-id", "Values": some}])
        if dig(row, "InstanceId")
    ]
    return [
        Call("vpc", "ReleaseAddresses", {"AddressIds": some}, ids="AddressIds", after=tuple(ids))
        for some in batched(found, RELEASED_PER_CALL)
    ]

# SPDX-License-Identifier: GPL-3.0-or-later
"""ResetInstancesInternetMaxBandwidth: another bandwidth for what is there; and what that costs."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from ..ask import Ask, action
from ..errors import ApiError, bad_value
from ..order.holding import holding
from ..order.quote import EVERY_MONTH, Config, bandwidth_item, quote
from ..order.wares import check_bandwidth
from ..repricing import difference, paid_once, reprice
from ..store import doc
from .members import members, operate, refuse_unfit, update

TAKES = 2


@action("cvm", "ResetInstancesInternetMaxBandwidth", limit=10)
def reset_instances_internet_max_bandwidth(ask: Ask) -> dict[str, Any]:
    rows = members(ask)
    wanted = _other_bandwidths(ask, rows)
    for row, other in zip(rows, wanted, strict=True):
        reprice(ask, row, other)
        update(ask, row, doc=json.dumps(doc(row) | {"mbit": other.mbit}))
        operate(ask, row, ask.action, TAKES)
    return {}


@action("cvm", "InquiryPriceResetInstancesInternetMaxBandwidth", limit=10)
def inquiry_price_reset_instances_internet_max_bandwidth(ask: Ask) -> dict[str, Any]:
    rows = members(ask)
    row, wanted = rows[0], _other_bandwidths(ask, rows)[0]
    if row["charge"] == "PREPAID" and wanted.internet == EVERY_MONTH:
        return {"Price": {"BandwidthPrice": paid_once(difference(row, wanted, ask.now))}}
    return {"Price": {"BandwidthPrice": bandwidth_item(quote(wanted), 0, len(rows))}}


def _other_bandwidths(ask: Ask, rows: list[sqlite3.Row]) -> list[Config]:
    wanted = ask.params["InternetAccessible"]
    if "InternetMaxBandwidthOut" not in wanted:
        raise ApiError(
            "MissingParameter",
            "The request is missing a required parameter `InternetAccessible.InternetMaxBandwidthOut`.",
        )
    refuse_unfit(ask, rows)
    configs = [holding(row)._replace(mbit=wanted["InternetMaxBandwidthOut"]) for row in rows]
    if len(rows) > 1 and any(each.internet != "TRAFFIC_POSTPAID_BY_HOUR" for each in configs):
        raise bad_value("InstanceIds", len(rows), "one at a time when bandwidth is paid for")
    for row, each in zip(rows, configs, strict=True):
        if row["public_ip"] is None or not doc(row)["assigned"]:
            raise ApiError("FailedOperation.NotFoundEIP", f"`{row['id']}` has no public address.")
        check_bandwidth(each.mbit, each.internet)
    return configs

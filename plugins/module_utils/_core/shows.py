# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a resource already shows what a call has asked of it."""

from __future__ import annotations

from typing import NamedTuple

from .catalogue import DISK
from .errors import CloudError
from .instance import INSTANCE
from .kind import Kind
from .plan import GONE, Call
from .tags import tags_of

KINDS = {"ins": INSTANCE, "disk": DISK}
OPERATING, FAILED = "OPERATING", "FAILED"
OPERATION_LAG = 15


class Sent(NamedTuple):
    """A call that was answered: its request id, the ids it acts on, and the cloud's clock then."""

    call: Call
    request_id: str
    ids: list[str]
    at: int


def kind_of(id: str) -> Kind | None:
    return KINDS.get(id.partition("-")[0])


def finished(sent: Sent, id: str, row: dict | None, clock: int) -> bool:
    """Whether a call has come to its end on one resource; `row` None: it is no longer listed.

    LatestOperation trails: for a while it still tells of the operation before. Raises `CloudError` when it
    says that the operation failed.
    """
    ours = bool(row) and row.get("LatestOperationRequestId") == sent.request_id
    if ours and row["LatestOperationState"] == FAILED:
        text = row.get("LatestOperationErrorMsg") or "the cloud gives no reason"
        raise CloudError(sent.call.action, "LatestOperationFailed", f"{id}: {text}", sent.request_id)
    if not shows(sent.call, id, row):
        return False
    if row is None or not sent.call.tracked:
        return True
    operating = row.get("LatestOperationState") == OPERATING
    return not operating and (ours or clock - sent.at > OPERATION_LAG)


def shows(call: Call, id: str, row: dict | None) -> bool:
    if call.then == GONE or row is None:
        return call.then == GONE and row is None
    if call.then and row[kind_of(id).status] != call.then:
        return False
    tags = tags_of(row.get("Tags"))
    if call.action == "TagResources":
        return all(tags.get(tag["TagKey"]) == tag["TagValue"] for tag in call.params["Tags"])
    if call.action == "UnTagResources":
        return not tags.keys() & set(call.params["TagKeys"])
    return call.until is None or call.until(row)

# SPDX-License-Identifier: GPL-3.0-or-later
"""What a caller may do: a key that may only read, and what the setting `denied` takes from everybody."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from .errors import NO_PERMISSION, ApiError
from .settings import Settings

if TYPE_CHECKING:
    from .world import Caller

READS = ("Describe", "Get", "Inquiry", "Inquire", "List", "Query", "Check")


def refuse_forbidden(
    caller: Caller,
    settings: Settings,
    service: str,
    action: str,
    region: str,
    params: dict[str, Any],
    request_id: str,
) -> None:
    """ApiError when the caller may not do this; the message is worded as the cloud words it."""
    denied = any(fnmatchcase(f"{service}:{action}", pattern) for pattern in settings.denied)
    if not denied and (caller.may_write or action.startswith(READS)):
        return
    code = "UnauthorizedOperation.CamNoAuth" if service == "billing" else settings.permission_code
    what = f"qcs:id/0:{service}:{region}:uin/{caller.account}:{_resource(params)}"
    raise ApiError(
        code,
        f"[request id:{request_id}]you are not authorized to perform operation ({service}:{action})\n"
        f"resource ({what}) {NO_PERMISSION}",
    )


def _resource(params: dict[str, Any]) -> str:
    ids = params.get("InstanceIds")
    return f"instance/{ids[0]}" if isinstance(ids, list) and ids else "*"

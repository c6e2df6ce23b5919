# SPDX-License-Identifier: GPL-3.0-or-later
"""From the bytes of a request to its parameters, and from a result to the bytes of an answer."""

from __future__ import annotations

import json
import re
from urllib.parse import parse_qsl

from .contract import Field, is_scalar, object_fields
from .errors import ApiError

LIMITS = {"GET": 32 * 1024, "POST": 10 * 1024 * 1024}  # bytes of query or body
TRUTH = {
    "true": True,
    "True": True,
    "false": False,
    "False": False,
}  # the Python SDK writes True into queries


def check_method(method: str) -> None:
    if method not in LIMITS:
        raise ApiError("UnsupportedProtocol", "The API takes GET and POST only.")


def check_size(method: str, size: int) -> None:
    if size > LIMITS[method]:
        raise ApiError(
            "RequestSizeLimitExceeded", f"The {method} request is larger than {LIMITS[method]} bytes."
        )


def from_body(content_type: str, body: bytes) -> dict:
    """The parameters of a POST request; ApiError InvalidRequest or InvalidParameter."""
    if content_type.partition(";")[0].strip().lower() != "application/json":
        raise ApiError("InvalidRequest", "The Content-Type of a POST request must be application/json.")
    try:
        params = json.loads(body.decode("utf-8"), parse_constant=refuse_constant)
    except (ValueError, RecursionError):
        params = None
    if not isinstance(params, dict):
        raise ApiError("InvalidParameter", "The body of the request is not a JSON object.")
    return params


def refuse_constant(name: str) -> None:
    raise ValueError(name)


def from_query(query: str, service: str, fields: dict[str, Field]) -> dict:
    """The parameters of a GET request, flattened as `Filters.0.Values.0=x`, typed by the contract.

    What does not fit its type stays as it is, for the contract to refuse.
    """
    return typed(service, fields, nest(parse_qsl(query, keep_blank_values=True)))


def nest(pairs: list[tuple[str, str]]) -> dict:
    """A tree of dicts; ApiError InvalidParameter for a name given twice or both leaf and branch."""
    tree: dict = {}
    for path, value in pairs:
        *branches, leaf = path.split(".")
        node = tree
        for branch in branches:
            node = node.setdefault(branch, {})
            if not isinstance(node, dict):
                raise ApiError("InvalidParameter", f"The parameter `{path}` contradicts another one.")
        if leaf in node:
            raise ApiError("InvalidParameter", f"The parameter `{path}` is given twice.")
        node[leaf] = value
    return tree


def typed(service: str, fields: dict[str, Field], tree: dict) -> dict:
    return {name: convert(service, fields.get(name), value) for name, value in tree.items()}


def convert(service: str, field: Field | None, value: object) -> object:
    if field is None:
        return value
    if field.many:
        one = field._replace(many=False)
        indexes = [str(index) for index in range(len(value))]
        if not isinstance(value, dict) or sorted(value) != sorted(indexes):
            return value
        return [convert(service, one, value[index]) for index in indexes]
    if isinstance(value, dict):
        return value if is_scalar(field.type) else typed(service, object_fields(service, field.type), value)
    return scalar(field.type, value)


def scalar(kind: str, text: str) -> object:
    if kind == "bool":
        return TRUTH.get(text, text)
    if kind in ("int64", "uint64") and re.fullmatch(r"-?[0-9]{1,20}", text):
        return int(text)
    if kind == "float" and re.fullmatch(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?", text):
        return float(text)
    return text


def answer(response: dict) -> bytes:
    return json.dumps({"Response": response}, ensure_ascii=False, separators=(",", ":")).encode()


def refusal(code: str, message: str, request_id: str) -> bytes:
    """An error answer. Without RequestId the Python SDK would take it for a KeyError."""
    return answer({"Error": {"Code": code, "Message": message}, "RequestId": request_id})

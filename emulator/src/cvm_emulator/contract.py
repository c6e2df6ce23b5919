# SPDX-License-Identifier: GPL-3.0-or-later
"""The vendor's contract: which requests are well formed, and which answers.

The files in `contract/` are made by `tools/make_contract.py`. A field is written as its type and its marks:
`string`, `int64`, `uint64`, `float`, `bool`, `datetime_iso`, an object's name, or one of these in brackets
for a list; `!` required in requests, `+` always present in answers, `?` may be null in answers.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from .errors import ApiError

FOLDER = files(__package__).joinpath("contract")
TEXTS = frozenset({"string", "date", "datetime", "datetime_iso"})
FLOAT_MAX = sys.float_info.max
BOUNDS = {"int64": (-(2**63), 2**63 - 1), "uint64": (0, 2**64 - 1)}

# Live answers that go beyond the specification: fields it does not name, nulls it does not allow, and a
# promised field that is not there (a dry run answers nothing but RequestId).
ALSO_SEEN = {("cvm", "Tag"): {"tagKey": "string", "tagValue": "string"}}
ALSO_NULL = {
    ("cvm", "InternetAccessible", "InternetChargeType"),
    ("cvm", "Placement", "HostId"),
    ("cvm", "SystemDisk", "KmsKeyId"),
    ("cvm", "Instance", "RenewFlag"),
    ("cvm", "Instance", "PrivateIpAddresses"),
    ("cvm", "Instance", "ExpiredTime"),
    ("vpc", "Address", "InstanceId"),
    ("vpc", "Address", "NetworkInterfaceId"),
    ("vpc", "Address", "PrivateAddressIp"),
}
ALSO_ABSENT = {
    ("cvm", "RunInstancesResponse", "InstanceIdSet"),
    ("cvm", "CreateImageResponse", "ImageId"),
    ("cvm", "CreateLaunchTemplateResponse", "LaunchTemplateId"),
    ("cvm", "CreateLaunchTemplateVersionResponse", "LaunchTemplateVersionNumber"),
}


class ContractBroken(AssertionError):
    """An answer that the vendor's specification does not allow."""


class Field(NamedTuple):
    type: str
    many: bool
    required: bool
    always: bool
    nullable: bool


@cache
def services() -> tuple[str, ...]:
    return tuple(sorted(path.name.removesuffix(".json") for path in FOLDER.iterdir()))


def version_of(service: str) -> str:
    """The API version of a product; KeyError for a product without a contract."""
    return load(service)["version"]


def action_known(service: str, version: str, action: str) -> bool:
    return service in services() and version == version_of(service) and action in load(service)["actions"]


def action_exists(action: str) -> bool:
    """Whether any product has an action of this name."""
    return any(action in load(service)["actions"] for service in services())


@cache
def load(service: str) -> dict:
    if service not in services():
        raise KeyError(service)
    return json.loads(FOLDER.joinpath(f"{service}.json").read_bytes())


@cache
def request_fields(service: str, action: str) -> dict[str, Field]:
    return parse_all(load(service)["actions"][action]["request"])


@cache
def answer_fields(service: str, action: str) -> dict[str, Field]:
    return parse_all(load(service)["actions"][action]["response"])


@cache
def object_fields(service: str, name: str) -> dict[str, Field]:
    return parse_all(load(service)["objects"][name])


@cache
def request_leaves(service: str, action: str) -> tuple[str, ...]:
    """The path of every scalar that a request may hold; `*` stands for each item of a list of objects."""
    return tuple(_leaves(service, request_fields(service, action), ""))


def _leaves(service: str, known: dict[str, Field], path: str) -> Iterator[str]:
    for name, field in known.items():
        if is_scalar(field.type):
            yield path + name
        else:
            inside = f"{path}{name}.*." if field.many else f"{path}{name}."
            yield from _leaves(service, object_fields(service, field.type), inside)


def parse_all(raw: dict[str, str]) -> dict[str, Field]:
    return {name: parse(text) for name, text in raw.items()}


def parse(text: str) -> Field:
    kind = text.rstrip("!+?")
    marks = text[len(kind) :]
    return Field(kind.strip("[]"), kind.startswith("["), "!" in marks, "+" in marks, "?" in marks)


def is_scalar(kind: str) -> bool:
    return kind in TEXTS or kind in BOUNDS or kind in ("float", "bool")


def fits(kind: str, value: object) -> bool:
    """Whether a value is of a scalar type; no type is taken for another, but an integer may be a float."""
    if kind in TEXTS:
        return isinstance(value, str)
    if kind == "bool":
        return isinstance(value, bool)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    if kind == "float":
        return abs(value) <= FLOAT_MAX
    low, high = BOUNDS[kind]
    return isinstance(value, int) and low <= value <= high


def check_request(service: str, action: str, params: dict) -> None:
    """Raise ApiError when a request is not what the action takes, at any depth.

    Codes of the common list: UnknownParameter, MissingParameter, and InvalidParameter for a wrong type; null
    has no type. The message names the path, such as `SystemDisk.DiskSize` or `Filters.0.Values`.
    """
    check_params(service, request_fields(service, action), params, "")


def check_params(service: str, known: dict[str, Field], params: dict, path: str) -> None:
    for name in params:
        if name not in known:
            raise ApiError("UnknownParameter", f"The parameter `{path}{name}` is not recognized.")
    for name, field in known.items():
        if name in params:
            check_param(service, field, params[name], path + name)
        elif field.required:
            raise ApiError("MissingParameter", f"The request is missing a required parameter `{path}{name}`.")


def check_param(service: str, field: Field, value: object, path: str) -> None:
    if field.many:
        if not isinstance(value, list):
            raise wrong_type(path, f"a list of {field.type}")
        one = field._replace(many=False)
        for index, item in enumerate(value):
            check_param(service, one, item, f"{path}.{index}")
    elif is_scalar(field.type):
        if not fits(field.type, value):
            raise wrong_type(path, field.type)
    elif isinstance(value, dict):
        check_params(service, object_fields(service, field.type), value, path + ".")
    else:
        raise wrong_type(path, f"an object ({field.type})")


def known_only(service: str, known: dict[str, Field], params: dict) -> dict:
    """The request without what the specification does not know; wrong types stay to be refused."""
    return {name: known_value(service, known[name], value) for name, value in params.items() if name in known}


def known_value(service: str, field: Field, value: object) -> object:
    if is_scalar(field.type):
        return value
    if isinstance(value, list):
        return [known_value(service, field, item) for item in value]
    return (
        known_only(service, object_fields(service, field.type), value) if isinstance(value, dict) else value
    )


def wrong_type(path: str, wanted: str) -> ApiError:
    return ApiError("InvalidParameter", f"The value type of the parameter `{path}` is not {wanted}.")


def check_answer(service: str, action: str, response: dict) -> None:
    """Raise ContractBroken when the content of `Response` is not what the specification promises.

    Names, types, fields that must be there, nulls; what live answers are known to do besides is allowed.
    """
    if not isinstance(response.get("RequestId"), str):
        raise ContractBroken(f"{action}: RequestId is missing")
    check_fields(service, f"{action}Response", answer_fields(service, action), response, action)


def check_fields(service: str, owner: str, known: dict[str, Field], found: dict, path: str) -> None:
    also = ALSO_SEEN.get((service, owner), {})
    for name, value in found.items():
        if name in known:
            check_value(service, owner, name, known[name], value, f"{path}.{name}")
        elif name not in also or not fits(also[name], value):
            raise ContractBroken(f"{path}.{name}: not in the specification")
    for name, field in known.items():
        if field.always and name not in found and (service, owner, name) not in ALSO_ABSENT:
            raise ContractBroken(f"{path}.{name}: always present in the specification, missing here")


def check_value(service: str, owner: str, name: str, field: Field, value: object, path: str) -> None:
    if value is None:
        if not field.nullable and (service, owner, name) not in ALSO_NULL:
            raise ContractBroken(f"{path}: may not be null")
    elif field.many:
        if not isinstance(value, list):
            raise ContractBroken(f"{path}: {value!r} is not a list")
        one = field._replace(many=False, nullable=False)
        for index, item in enumerate(value):
            check_value(service, owner, "", one, item, f"{path}.{index}")
    elif is_scalar(field.type):
        if not fits(field.type, value):
            raise ContractBroken(f"{path}: {value!r} is not {field.type}")
    elif isinstance(value, dict):
        check_fields(service, field.type, object_fields(service, field.type), value, path)
    else:
        raise ContractBroken(f"{path}: {value!r} is not an object")

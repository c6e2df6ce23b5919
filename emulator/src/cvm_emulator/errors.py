# SPDX-License-Identifier: GPL-3.0-or-later
"""The refusals of the API: a code, a message, and the message in the language that was asked for."""

from __future__ import annotations

import re

CHINESE = {
    "AuthFailure": "身份验证失败",
    "FailedOperation": "操作失败",
    "InstancesQuotaLimitExceeded": "超出实例配额",
    "InternalError": "内部错误",
    "InvalidAccount": "账户余额不足",
    "InvalidAction": "接口不存在",
    "InvalidFilter": "过滤器不支持",
    "InvalidFilterValue": "过滤器取值超出限制",
    "InvalidParameter": "参数错误",
    "InvalidParameterCombination": "参数组合不正确",
    "InvalidParameterValue": "参数取值错误",
    "InvalidPassword": "密码不符合要求",
    "LimitExceeded": "超出配额限制",
    "MissingParameter": "缺少参数",
    "NoSuchProduct": "产品不存在",
    "NoSuchVersion": "接口版本不存在",
    "OperationDenied": "操作被拒绝",
    "ResourceInsufficient": "资源不足",
    "ResourceNotFound": "资源不存在",
    "ResourceUnavailable": "资源不可用",
    "ResourcesSoldOut": "资源已售罄",
    "UnknownParameter": "未知参数",
    "UnsupportedOperation": "操作不支持",
    "UnsupportedRegion": "地域不支持",
    "VpcAddrNotInSubNet": "地址不在子网内",
    "VpcIpIsUsed": "地址已被使用",
}
NOT_EMULATED = "exists in the cloud, but this emulator does not emulate it."
NO_PERMISSION = "has no permission\n"
QUOTED = re.compile(r"`([^`]*)`")


class ApiError(Exception):
    """An answer that refuses. `request_id` is filled in by World.call."""

    def __init__(self, code: str, message: str, request_id: str = "") -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message
        self.request_id = request_id

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"


def in_language(code: str, message: str, language: str) -> str:
    """The English message, or for zh-CN a short Chinese one that names the same values."""
    if language != "zh-CN" or message.endswith((NOT_EMULATED, NO_PERMISSION)):
        return message
    if code.startswith("RequestLimitExceeded"):
        return message
    prefix = code.split(".")[0]
    text = CHINESE.get(prefix) or ("参数取值错误" if prefix.startswith("Invalid") else "请求无法处理")
    named = "、".join(f"`{name}`" for name in QUOTED.findall(message))
    return f"{text}({named})。" if named else f"{text}。"


def bad_value(parameter: str, value: object, why: str = "", code: str = "InvalidParameterValue") -> ApiError:
    text = f"The value `{value}` specified in the parameter `{parameter}` is not valid"
    return ApiError(code, f"{text}: {why}." if why else f"{text}.")


def not_emulated(what: str) -> ApiError:
    return ApiError("UnsupportedOperation", f"`{what}` {NOT_EMULATED}")

# SPDX-License-Identifier: GPL-3.0-or-later
"""Mistakes about identity, login, tags, and how long to wait."""

from __future__ import annotations

from ansible_collections.tencentcloud.cvm.tests.laws.bad_input.case import Case
from ansible_collections.tencentcloud.cvm.tests.laws.bad_input.machines import CALLED, FORM, WINDOWS

NAME = "1 to 50 letters, digits"
STRONG = "8 to 30 characters.*at least two"
RESERVED = "may not begin with qcs:, project"
GOOD_PASSWORD = "Not-guessed-9"

IDENTITY = (
    Case("neither name nor ids", "name, instance_ids", "one of the following is required", {"name": None}),
    Case("name of nothing", "name", NAME, {"name": ""}),
    Case("name with a space", "name", NAME, {"name": "my fleet"}),
    Case("name of 51 letters", "name", NAME, {"name": "x" * 51}),
    Case("malformed id", "instance_ids", FORM.format("ins"), {"instance_ids": ["web-1"]}, whole=True),
    Case(
        "malformed id, info",
        "instance_ids",
        FORM.format("ins"),
        {"instance_ids": ["web-1"]},
        "instance_info",
        whole=True,
    ),
    Case(
        "unknown id",
        "instance_ids",
        "does not exist in ap-guangzhou",
        {"instance_ids": ["ins-00000000"]},
        whole=True,
        asked=1,
    ),
    Case(
        "ids and a count",
        "exact_count|instance_ids",
        "mutually exclusive",
        {"instance_ids": ["ins-00000000"], "exact_count": 1},
        whole=True,
    ),
    Case(
        "display name of 200 letters", "instance_name", "at most 128", {"instance_name": "x" * 200}, asked=8
    ),
    Case("host name with a hyphen in front", "hostname", "2 to 60 letters", {"hostname": "-web"}),
    Case(
        "unknown filter",
        "filters",
        "tag:<key>, zone",
        {"filters": {"colour": "red"}},
        "instance_info",
        whole=True,
    ),
    Case(
        "six values of a filter",
        "filters",
        "1 to 5",
        {"filters": {"zone": ["a"] * 6}},
        "instance_info",
        whole=True,
    ),
    Case("unknown state", "state", "present, running, stopped", {"state": "gone"}),
    Case("unknown option", "instance_count", "exact_count", {"instance_count": 3}),
    Case("no time to wait", "wait_timeout", "1 or more", {"wait_timeout": 0}),
    Case("window below 0", "settle_window", "0 or more", {"settle_window": -1}),
)
LOGIN = (
    Case(
        "password and key pairs",
        "password|key_pairs",
        "mutually exclusive",
        {"password": GOOD_PASSWORD, "key_pairs": ["skey-rehearse"]},
    ),
    Case("short password", "password", STRONG, {"password": "abc"}),
    Case("password of one kind of letters", "password", STRONG, {"password": "abcdefghijkl"}),
    Case("password with a letter it cannot have", "password", STRONG, {"password": "P\u00e4ssword-99"}),
    Case(
        "password too weak for Windows",
        "password",
        "12 to 30",
        {"image": WINDOWS, "password": "abcdef12"},
        asked=7,
    ),
    Case(
        "key pair for Windows",
        "key_pairs",
        "password only",
        {"image": WINDOWS, "key_pairs": ["skey-rehearse"]},
        asked=8,
    ),
    Case("login of a public image", "keep_image_login", "public image", {"keep_image_login": True}, asked=8),
    Case("unknown name of a key pair", "key_pairs", CALLED, {"key_pairs": ["id_rsa"]}, asked=1),
    Case("unknown key pair", "key_pairs", "of this account", {"key_pairs": ["skey-00000000"]}, asked=8),
    Case("user data of 13000 bytes", "user_data", "at most 16384", {"user_data": "x" * 13000}),
)
TAGS = (
    Case("tag of the cloud", "tags", RESERVED, {"tags": {"qcs:team": "shop"}}),
    Case("tag of the project", "tags", RESERVED, {"tags": {"project": "shop"}}),
    Case("tag of the project in capitals", "tags", RESERVED, {"tags": {"Project": "shop"}}, asked=7),
    Case("tag of the project in Chinese", "tags", RESERVED, {"tags": {"\u9879\u76ee": "shop"}}),
    Case("our own tag", "tags", "choose another key", {"tags": {"ansible-cvm-fleet": "shop"}}),
    Case("key of 128 letters", "tags", "1 to 127", {"tags": {"k" * 128: "shop"}}),
    Case("key of nothing", "tags", "1 to 127", {"tags": {"": "shop"}}),
    Case("value of nothing", "tags", "1 to 255", {"tags": {"team": ""}}),
    Case("value of 256 letters", "tags", "1 to 255", {"tags": {"team": "x" * 256}}),
    Case("value with an asterisk", "tags", "letters, digits, spaces", {"tags": {"team": "sh*p"}}, asked=7),
    Case("key with an asterisk", "tags", "letters, digits, spaces", {"tags": {"te*m": "shop"}}, asked=7),
    Case("a list as value", "tags", "must be text", {"tags": {"team": ["shop"]}}),
    Case("null as value", "tags", "must be text", {"tags": {"team": None}}),
    Case("49 tags", "tags", "50", {"tags": {f"key-{n}": "x" for n in range(49)}}),
    Case("tags that are words", "tags", "dict", {"tags": "team"}),
)

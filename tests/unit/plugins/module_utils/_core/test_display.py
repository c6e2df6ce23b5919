# SPDX-License-Identifier: GPL-3.0-or-later
"""Names from patterns: what could be one, and who gets which."""

from __future__ import annotations

import pytest
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.display import matches, renamed


@pytest.mark.parametrize(
    ("pattern", "name", "expected"),
    [
        ("web", "web", True),
        ("web", "web7", True),
        ("web", "web-7", False),
        ("web", None, False),
        ("web-{R:1}", "web-12", True),
        ("web-{R:1}", "web-", False),
        ("a{R:1}b{R:5,F:3}", "a2b006", True),
        ("web.{R:1}", "webx1", False),
        ("h-{IP}-{R:1}", "h-10.0.12.8-1", True),
    ],
)
def test_which_names_are_of_a_pattern(pattern, name, expected):
    assert matches(pattern, name) is expected


@pytest.mark.parametrize(
    ("pattern", "shown", "expected"),
    [
        ("web", [("a", "x", "")], {"a": "web"}),
        ("web", [("a", "x", ""), ("b", "y", "")], {"a": "web1", "b": "web2"}),
        ("web-{R:1}", [("a", "web-1", ""), ("b", "y", ""), ("c", "web-2", "")], {"b": "web-3"}),
        ("w{R:9,F:3}", [("a", "x", ""), ("b", "y", "")], {"a": "w009", "b": "w010"}),
        ("w-{IP}", [("a", "x", "10.0.0.1"), ("b", "y", "10.0.0.2")], {"a": "w-10.0.0.1", "b": "w-10.0.0.2"}),
        ("web", [("a", "web", ""), ("b", "web1", "")], {}),
    ],
)
def test_who_gets_which_name(pattern, shown, expected):
    assert renamed(pattern, shown) == expected

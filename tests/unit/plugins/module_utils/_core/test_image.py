# SPDX-License-Identifier: GPL-3.0-or-later
"""Which images are meant, and which is the newest."""

from __future__ import annotations

import pytest
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.image import (
    chosen,
    image_query,
    newest,
    newest_public,
    runs,
)


def image(number: int, name: str, **changes) -> dict:
    return {
        "ImageId": f"img-0000000{number}",
        "ImageName": name,
        "OsName": name,
        "ImageType": "PUBLIC_IMAGE",
        "ImageState": "NORMAL",
        "Architecture": "x86_64",
        "CreatedTime": f"2026-01-0{number}T00:00:00Z",
        **changes,
    }


OLD = image(1, "Debian 12.4 64bit")
NEW = image(2, "Debian 12.5 64bit")
ARM = image(3, "Debian 12.5 ARM64", Architecture="arm")
UNREADY = image(4, "Debian 12.6 64bit", ImageState="SYNCING")
RETIRED = image(5, "Debian 12.7 64bit", ImageDeprecated=True)
OWN = image(6, "shop", OsName="Debian 12.4 64bit", ImageType="PRIVATE_IMAGE", ImageFamily="shop")
ROWS = [OLD, NEW, ARM, UNREADY, RETIRED, OWN]


@pytest.mark.parametrize(
    ("system", "found"),
    [
        ("Debian 12", True),
        ("debian 12.4", True),
        ("Debian", True),
        ("Debian 12.4 64bit", True),
        ("Debian 1", False),
        ("Debian 12.40", False),
        ("12.4", False),
        ("Debian.12", False),
    ],
)
def test_an_operating_system_is_named_in_whole_words(system, found):
    assert runs(system, OLD) is found


@pytest.mark.parametrize(
    ("want", "found"),
    [
        ({}, [OWN, RETIRED, UNREADY, ARM, NEW, OLD]),
        ({"os": "Debian 12.4"}, [OWN, OLD]),
        ({"os": "Debian 12.4", "origin": "public"}, [OLD]),
        ({"family": "shop"}, [OWN]),
        ({"name": "Debian 12.5 64bit"}, [NEW]),
        ({"name": "Debian 12.5"}, []),
        ({"architecture": "arm"}, [ARM]),
    ],
)
def test_images_are_chosen_by_what_is_exactly_said_and_the_newest_comes_first(want, found):
    assert chosen(ROWS, want) == found


def test_the_newest_can_be_used_and_is_for_the_usual_processor():
    assert newest_public(ROWS, "Debian 12") is NEW
    assert newest(chosen(ROWS, {"architecture": "arm"})) is ARM
    assert newest(chosen(ROWS, {"name": "Debian 12.6 64bit"})) is None
    assert newest([]) is None


def test_the_cloud_is_asked_for_as_little_as_it_can_choose_by():
    assert image_query({"os": "Debian", "family": "shop", "architecture": "arm"}) == {}
    assert image_query({"name": "shop", "origin": "shared", "instance_type": "S5.MEDIUM4"}) == {
        "Filters": [
            {"Name": "image-type", "Values": ["SHARED_IMAGE"]},
            {"Name": "image-name", "Values": ["shop"]},
        ],
        "InstanceType": "S5.MEDIUM4",
    }

# SPDX-License-Identifier: GPL-3.0-or-later
"""Regions and zones. A zone's id is the region's number times 10000 plus its own, written as a string."""

from __future__ import annotations

from typing import NamedTuple


class Region(NamedTuple):
    name: str
    chinese: str
    english: str
    number: int
    zones: tuple[int, ...]
    closed: tuple[int, ...]
    price_level: float


class Zone(NamedTuple):
    name: str
    region: str
    number: int
    zone_id: str
    open: bool


REGIONS = {
    region.name: region
    for region in (
        Region("ap-guangzhou", "华南地区(广州)", "South China (Guangzhou)", 10, (1, 3, 4, 6, 7), (1,), 1.0),
        Region("ap-shanghai", "华东地区(上海)", "East China (Shanghai)", 20, (2, 3, 4, 5, 8), (), 1.0),
        Region("ap-beijing", "华北地区(北京)", "North China (Beijing)", 80, (3, 6, 7, 8), (), 1.02),
        Region("ap-singapore", "亚太东南(新加坡)", "Southeast Asia (Singapore)", 90, (1, 2, 3, 4), (), 1.15),
        Region("eu-frankfurt", "欧洲地区(法兰克福)", "Europe (Frankfurt)", 170, (1, 2), (), 1.3),
        Region("na-ashburn", "美国东部(弗吉尼亚)", "US East (Ashburn)", 220, (1, 2), (), 1.1),
    )
}
ZONES = {
    zone.name: zone
    for region in REGIONS.values()
    for zone in (
        Zone(f"{region.name}-{n}", region.name, n, str(region.number * 10000 + n), n not in region.closed)
        for n in region.zones
    )
}
CHINESE_NUMBERS = "零一二三四五六七八九"


def open_zones(region: str) -> list[Zone]:
    return [zone for zone in ZONES.values() if zone.region == region and zone.open]


def region_title(region: Region, language: str) -> str:
    return region.chinese if language == "zh-CN" else region.english


def zone_title(zone: Zone, language: str) -> str:
    region = REGIONS[zone.region]
    city = region_title(region, language).split("(")[1].rstrip(")")
    return f"{city}{CHINESE_NUMBERS[zone.number]}区" if language == "zh-CN" else f"{city} Zone {zone.number}"

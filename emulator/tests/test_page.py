# SPDX-License-Identifier: GPL-3.0-or-later
"""The page for people, in a real browser and without one."""

from __future__ import annotations

import os
from pathlib import Path

import httpx
import pytest
from cvm_emulator.catalogue.account import OTHER_UIN
from cvm_emulator.page import age, breakable, steps, yuan

from .browser import CHROMIUM, Browser
from .gaps import debian_packages_can_be_installed, not_covered

pytestmark = pytest.mark.slow

ZONE, TYPE = "ap-guangzhou-6", "S5.MEDIUM4"
FORM = {"content-type": "application/x-www-form-urlencoded"}
SOLD_OUT = f"zone={ZONE}&instance_type={TYPE}&charge_type=SPOTPAID&count=0"


@pytest.fixture
def lived_in(emulator):
    """A world with something of everything the page shows."""
    image = emulator.call("DescribeImages", {"Limit": 1})["ImageSet"][0]["ImageId"]
    order = {
        "Placement": {"Zone": ZONE},
        "InstanceType": TYPE,
        "ImageId": image,
        "InstanceName": "<i>web</i>",
    }
    emulator.call("RunInstances", {**order, "InstanceCount": 3})
    [spot] = emulator.call("RunInstances", {**order, "InstanceChargeType": "SPOTPAID"})["InstanceIdSet"]
    emulator.call("DescribeZones", {"Zone": 1})
    emulator.spot = spot
    return emulator


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    if CHROMIUM is None:
        not_covered(
            "the page in a browser: there is no chromium on this machine",
            required=debian_packages_can_be_installed(),
        )
    with Browser(tmp_path_factory.mktemp("profile")) as page:
        yield page


@pytest.mark.parametrize("width", [1280, 900, 390])
def test_readable_at_every_width_without_asking_anybody_else(lived_in, page, width, tmp_path):
    page.fit(width)
    page.go(f"{lived_in.url}/_emulator/?zone={ZONE}")
    assert page.run("document.documentElement.scrollWidth") <= width
    edges = "[...document.querySelectorAll('td,th,button')].map(e => e.getBoundingClientRect().right)"
    assert page.run(f"Math.max(...{edges})") <= width
    text = page.run("document.body.innerText")
    for shown in (TYPE, "ap-guangzhou", "RUNNING", lived_in.spot, "<i>web</i>", "UnknownParameter", "Frozen"):
        assert shown in text
    box = page.run(
        "(r => [r.width, r.height])(document.querySelector('figure svg path').getBoundingClientRect())"
    )
    assert box[0] > 0.8 * min(width, 1000)
    assert box[1] > 20
    sizes = page.run(
        "[...document.querySelectorAll('td,dd,button')].map(e => parseFloat(getComputedStyle(e).fontSize))"
    )
    assert min(sizes) >= 12
    assert {url.partition("?")[0] for url in page.requests} <= {f"{lived_in.url}/_emulator/", "data:,"}
    page.picture(tmp_path / "page.png")
    assert (tmp_path / "page.png").stat().st_size > 10_000
    if folder := os.environ.get("PICTURES"):
        (Path(folder) / f"page{width}.png").write_bytes((tmp_path / "page.png").read_bytes())


def test_its_buttons_work(lived_in, page):
    page.fit(1280)
    page.go(f"{lived_in.url}/_emulator/?zone={ZONE}")
    page.click(f"form[action^=stock]:has([value='{TYPE}']):has([value=SPOTPAID]) button")
    page.until("document.body.innerText.includes('Restock')")
    assert page.run("location.search").endswith(f"zone={ZONE}")
    page.run("window.before = true; document.querySelector('form[action^=reclaim] button').click()")
    page.until("!window.before && location.pathname == '/_emulator/'")
    lived_in.control("POST", "clock", {"advance": 121}).raise_for_status()
    page.until(f"!document.querySelector('[value={lived_in.spot}]')")
    shown = {each["InstanceId"] for each in lived_in.call("DescribeInstances")["InstanceSet"]}
    assert len(shown) == 3
    assert lived_in.spot not in shown


def test_forms_come_back_to_the_page(lived_in):
    answer = lived_in.control("POST", f"stock?zone={ZONE}", content=SOLD_OUT, headers=FORM)
    assert (answer.status_code, answer.headers["location"]) == (303, f"./?zone={ZONE}")
    sold_out = f'{TYPE} <span class="soft">{ZONE} SPOTPAID'
    assert sold_out in lived_in.control("GET", "").text
    assert sold_out not in lived_in.control("GET", f"?account={OTHER_UIN}").text


@pytest.mark.parametrize(
    ("told", "form"),
    [
        ("count", SOLD_OUT.replace("count=0", "count=few")),
        ("charge_type", SOLD_OUT.replace("charge_type", "charge")),
        ("account", SOLD_OUT + "&account=1"),
    ],
)
def test_wrong_forms_are_refused(emulator, told, form):
    answer = emulator.control("POST", "stock", content=form, headers=FORM)
    assert answer.status_code == 400
    assert told in answer.json()["error"]


@pytest.mark.parametrize("origin", ["http://example.org", "null", "http://127.0.0.1.example:80"])
def test_forms_of_other_sites_are_refused(lived_in, origin):
    answer = lived_in.control("POST", "stock", content=SOLD_OUT, headers={**FORM, "origin": origin})
    assert answer.status_code == 403
    assert f"{ZONE} SPOTPAID</span>" not in lived_in.control("GET", "").text


def test_what_it_cannot_show(emulator):
    for query, told in (("account=1", "no account 1"), ("zone=mars-1", "no zone mars-1")):
        answer = httpx.get(f"{emulator.url}/_emulator/?{query}")
        assert (answer.status_code, told in answer.json()["error"]) == (400, True)


def test_figures():
    assert [age(seconds) for seconds in (-1, 59, 60, 7200, 200_000)] == ["0 s", "59 s", "1 min", "2 h", "2 d"]
    assert yuan(123456.7) == "1,234.57"
    assert breakable("A.B<C") == "A.<wbr>B&lt;C"
    assert steps([(0, 0.0), (10, 2.0), (20, 1.0)]) == "M0 72H0.0V72.0H300.0V4.0H600.0V38.0"

# SPDX-License-Identifier: GPL-3.0-or-later
"""A mistake gets one message that names the option and what would be accepted, and nothing is written."""

from __future__ import annotations

import json
import re
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from ansible_collections.tencentcloud.cvm.tests.laws.bad_input.access import ACCESS
from ansible_collections.tencentcloud.cvm.tests.laws.bad_input.case import WEB, Case, Surroundings
from ansible_collections.tencentcloud.cvm.tests.laws.bad_input.machines import WHAT, WHERE
from ansible_collections.tencentcloud.cvm.tests.laws.bad_input.marks import IDENTITY, LOGIN, TAGS
from ansible_collections.tencentcloud.cvm.tests.laws.bad_input.money import MONEY
from ansible_collections.tencentcloud.cvm.tests.laws.bad_input.resources import RESOURCES
from ansible_collections.tencentcloud.cvm.tests.tools.module_run import run_module

pytestmark = pytest.mark.slow

CASES = (*ACCESS, *WHERE, *WHAT, *MONEY, *IDENTITY, *LOGIN, *TAGS, *RESOURCES)


def complaint(cloud, case: Case) -> str:
    """The message about a mistake, after all that must hold for any."""
    for path, body in case.world:
        cloud.control(path, body)
    surroundings = Surroundings(cloud, case.environment)
    code, result = run_module(surroundings, case.module, **case.arguments())
    assert (code, result.get("failed")) == (1, True), result
    assert result.get("changed", False) is False
    assert "Traceback" not in json.dumps(result)
    assert "\n" not in result["msg"].strip()
    assert [call for call in cloud.control("calls")["calls"] if call["write"]] == []
    assert cloud.control("ledger")["instances"] == []
    assert sum(cloud.counts().values()) <= case.asked
    return result["msg"]


@pytest.mark.parametrize("case", CASES, ids=[case.about for case in CASES])
def test_a_mistake_is_named_with_what_would_do(cloud, case):
    message = complaint(cloud, case)
    for option in re.split(r", |\|", case.option):
        assert re.search(rf"(?<!\w){option}(?!\w)", message), message
    assert re.search(case.accepted, message), message


def test_every_mistake_has_its_own_name():
    assert len({case.about for case in CASES}) == len(CASES)


def network(cloud, zone: str) -> dict:
    """VpcId and SubnetId that a purchase in the zone would use."""
    code, result = run_module(cloud, "instance", _ansible_check_mode=True, **WEB, zones=[zone])
    assert code == 0, result
    return result["steps"][0]["params"]["VirtualPrivateCloud"]


def test_a_subnet_of_another_zone(cloud):
    subnet = network(cloud, "ap-guangzhou-3")["SubnetId"]
    wish = {"zones": ["ap-guangzhou-6"], "subnets": [subnet]}
    message = complaint(cloud, Case("", "", "", wish, asked=9))
    assert re.search(rf"^subnets: {subnet} is in ap-guangzhou-3.*zones says ap-guangzhou-6", message)


def test_a_subnet_of_another_vpc(cloud):
    place = network(cloud, "ap-guangzhou-3")
    wish = {"vpc": "vpc-00000000", "subnets": [place["SubnetId"]]}
    message = complaint(cloud, Case("", "", "", wish, asked=10))
    assert re.search(rf"^subnets: .* belongs to {place['VpcId']}, not to the vpc vpc-00000000", message)


class Page(BaseHTTPRequestHandler):
    """What a web server says that is not the API."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        page = b"<html><title>Welcome</title></html>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_words: object) -> None:
        """Nobody reads it."""


@pytest.fixture
def website() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def closed() -> Iterator[str]:
    """An address where nobody listens: bound, and never listened at."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield f"127.0.0.1:{bound.getsockname()[1]}"


def test_an_endpoint_where_nobody_listens(cloud, closed):
    message = complaint(cloud, Case("", "", "", {"endpoint": f"http://{closed}"}))
    assert re.search(rf"^endpoint: nothing usable answers there; check.*at http://{closed}\)$", message)


def test_an_endpoint_that_is_a_website(cloud, website):
    message = complaint(cloud, Case("", "", "", {"endpoint": f"http://{website}"}))
    assert re.search(
        rf"^endpoint: what answers there is not the Tencent Cloud API; .*at http://{website}\)$", message
    )


def test_an_endpoint_that_speaks_plain_http(cloud, website):
    message = complaint(cloud, Case("", "", "", {"endpoint": f"https://{website}"}))
    assert re.search(
        rf"^endpoint: nothing usable answers there; .*certificates.*at https://{website}\)$", message
    )

# SPDX-License-Identifier: GPL-3.0-or-later
"""Twenty thousand requests that nobody in his right mind would send: each is answered as the API answers."""

from __future__ import annotations

import json
import logging
import os
import time
from collections import Counter
from collections.abc import Coroutine
from functools import cache
from uuid import UUID

import pytest
from cvm_emulator import key_pairs, signature
from cvm_emulator.ask import ACTIONS
from cvm_emulator.catalogue.account import MAIN_UIN, SECRET_ID, SECRET_KEY
from cvm_emulator.contract import version_of
from cvm_emulator.server import create_app
from cvm_emulator.settings import Settings
from cvm_emulator.world import World
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .audit import audit
from .wishes import ANY, TEXTS, wishes

pytestmark = pytest.mark.slow

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "1000"))
PER_EXAMPLE = 16
RAW = 4000
SLOW = 60  # seconds one request may take at most
HOST = "127.0.0.1:8780"
BASE = {"boot": 0, "tag_lag": 0, "rate_limits": False, "check_answers": True, "pace": 1000}
QUIET = {"deadline": None, "database": None, "suppress_health_check": list(HealthCheck)}
ORDER = {
    "Placement": {"Zone": "ap-guangzhou-6"},
    "ImageId": "img-487zeit5",
    "InstanceType": "S5.MEDIUM4",
    "InternetAccessible": {"InternetMaxBandwidthOut": 1},
}
DISK = {
    "Placement": {"Zone": "ap-guangzhou-6"},
    "DiskType": "CLOUD_PREMIUM",
    "DiskChargeType": "POSTPAID_BY_HOUR",
    "DiskSize": 50,
}
OWN = {
    "ins-": "SELECT id FROM instance WHERE NOT gone ORDER BY seq",
    "vpc-": "SELECT id FROM vpc WHERE region = 'ap-guangzhou'",
    "subnet-": "SELECT id FROM subnet WHERE region = 'ap-guangzhou'",
    "sg-": "SELECT id FROM security_group WHERE region = 'ap-guangzhou'",
    "disk-": "SELECT id FROM disk WHERE usage = 'DATA_DISK'",
    "eip-": "SELECT id FROM eip",
    "lt-": "SELECT id FROM launch_template",
    "ps-": "SELECT id FROM placement_group",
}


class Door:
    """The HTTP application in this process, asked request by request; it counts them."""

    def __init__(self) -> None:
        self.world = World(settings=Settings(**BASE), seed=1)
        self.app = create_app(self.world)
        self.asked = 0
        self.turn = 0
        self.ask("cvm", "RunInstances", {**ORDER, "InstanceCount": 3})
        self.ask("cbs", "CreateDisks", {**DISK, "DiskCount": 2})
        self.ask("vpc", "AllocateAddresses", {"AddressCount": 2})
        self.ask("cvm", "CreateLaunchTemplate", {**ORDER, "LaunchTemplateName": "web"})
        self.ask("cvm", "CreateDisasterRecoverGroup", {"Name": "apart", "Type": "HOST"})

    def own(self, params: object) -> object:
        """The parameters with this world's ids in the place of `ins-`, `vpc-`, ..., in turn."""
        text = json.dumps(params)
        for sign, query in OWN.items():
            while f'"{sign}"' in text:
                ids = [row[0] for row in self.world.estate(MAIN_UIN).db.execute(query)]
                self.turn += 1
                text = text.replace(
                    f'"{sign}"', f'"{ids[self.turn % len(ids)] if ids else sign + "00000000"}"', 1
                )
        return json.loads(text)

    def ask(self, service: str, action: str, params: object) -> dict:
        body = json.dumps(params).encode("utf-8", "surrogatepass")
        return self.checked(*self.send("POST", "", signed(service, action, body), body))

    def checked(self, status: int, kind: str, body: bytes) -> dict:
        """The content of `Response`, an envelope like any other."""
        assert (status, kind) == (200, "application/json")
        [(name, response)] = json.loads(body).items()
        assert name == "Response"
        assert str(UUID(response["RequestId"])) == response["RequestId"]
        if error := response.get("Error"):
            assert set(error) == {"Code", "Message"}
            assert error["Message"]
            assert not error["Code"].startswith("Internal"), error
            assert "Traceback" not in error["Message"]
        return response

    def send(self, method: str, query: str, headers: dict[str, str], body: bytes) -> tuple[int, str, bytes]:
        sent: list[dict] = []
        scope = {
            "type": "http",
            "method": method,
            "path": "/",
            "query_string": query.encode("latin-1", "replace"),
            "headers": [
                (name.encode("latin-1"), value.encode("latin-1", "replace"))
                for name, value in headers.items()
            ],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 8780),
            "extensions": {},
        }

        async def receive() -> dict:
            return {"type": "http.request", "body": body, "more_body": False}

        async def keep(message: dict) -> None:
            sent.append(message)

        began = time.monotonic()
        carried_out(self.app(scope, receive, keep))
        assert time.monotonic() - began < SLOW
        self.asked += 1
        start, *parts = sent
        kind = dict(start["headers"])[b"content-type"].decode()
        return start["status"], kind, b"".join(part.get("body", b"") for part in parts)


def carried_out(course: Coroutine) -> None:
    """To its end in one go: an application that has its request waits for nothing."""
    with pytest.raises(StopIteration):
        course.send(None)


def signed(service: str, action: str, body: bytes, method: str = "POST", query: str = "") -> dict[str, str]:
    headers = {
        "host": HOST,
        "content-type": "application/json" if method == "POST" else "application/x-www-form-urlencoded",
        "x-tc-action": action,
        "x-tc-version": version_of(service),
        "x-tc-region": "ap-guangzhou",
        "x-tc-timestamp": str(int(time.time())),
    }
    return prove(headers, service, method, query, body)


def prove(headers: dict[str, str], service: str, method: str, query: str, body: bytes) -> dict[str, str]:
    timestamp = int(headers["x-tc-timestamp"])
    request = signature.Request(method, query, headers, body)
    text = signature.canonical(request, ("content-type", "host"))
    proof = signature.sign(SECRET_KEY, service, timestamp, text)
    scope = f"{SECRET_ID}/{signature.utc_date(timestamp)}/{service}/tc3_request"
    head = f"TC3-HMAC-SHA256 Credential={scope}, SignedHeaders=content-type;host, Signature={proof}"
    return {**headers, "authorization": head}


@pytest.fixture(scope="module")
def door():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(key_pairs, "make_pair", cache(key_pairs.make_pair))
        yield Door()


@pytest.fixture
def unspoiled(door, caplog):
    """Nothing was logged, and the account still adds up."""
    with caplog.at_level(logging.WARNING):
        yield door
    assert not caplog.records
    door.world.clock.advance(100_000)
    audit(door.world.estate(MAIN_UIN))


def test_requests_of_every_action(unspoiled):
    door, answered = unspoiled, Counter()

    @settings(max_examples=EXAMPLES, **QUIET)
    @given(st.lists(wishes(), min_size=PER_EXAMPLE, max_size=PER_EXAMPLE))
    def check(batch):
        for service, action, params in batch:
            answered[action] += "Error" not in door.ask(service, action, door.own(params))

    before = door.asked
    check()
    assert door.asked - before >= EXAMPLES * PER_EXAMPLE
    assert sum(answered.values()) > 2 * EXAMPLES
    assert sum(count > 0 for count in answered.values()) > 0.5 * len(ACTIONS), answered


BODIES = (
    st.binary(max_size=60)
    | ANY.map(lambda value: json.dumps(value).encode("utf-8", "surrogatepass"))
    | st.sampled_from(
        (b"", b"{", b"[" * 50_000, b'{"a":' * 50_000, b'{"Limit": NaN}', b'{"a": "\xff"}', b"\xef\xbb\xbf{}")
    )
)
HEADERS = st.sampled_from(
    (
        "authorization",
        "content-type",
        "x-tc-action",
        "x-tc-version",
        "x-tc-region",
        "x-tc-timestamp",
        "x-tc-token",
        "host",
    )
)
ODD = TEXTS | st.sampled_from(
    (
        *(
            "TC3-HMAC-SHA256 ",
            "TC3-HMAC-SHA256 Credential=a/b/c/tc3_request",
            "Basic eDp5",
            "application/x-www-form-urlencoded",
        ),
        *(
            "multipart/form-data",
            "99999999999",
            "-1",
            "1e3",
            "2017-03-12",
            "RunInstances",
            "cvm",
            "../../etc/passwd",
        ),
    )
)


def test_raw_requests(unspoiled):
    door = unspoiled

    def count():
        return len(door.world.ledger()["instances"])

    @settings(max_examples=RAW // 4, **QUIET)
    @given(st.data())
    def check(data):
        for _ in range(4):
            method = data.draw(st.sampled_from(("POST", "POST", "GET", "PUT", "DELETE", "OPTIONS")))
            body = data.draw(BODIES) if method != "GET" else b""
            query = data.draw(st.text("aLimtFers.0123=&%+", max_size=30)) if method == "GET" else ""
            action = data.draw(st.sampled_from(("RunInstances", "DescribeInstances", "TerminateInstances")))
            headers = signed("cvm", action, body, method, query)
            for name in data.draw(st.lists(HEADERS, max_size=2)):
                headers[name] = data.draw(ODD)
            response = door.checked(*door.send(method, query, headers, body))
            assert "InstanceIdSet" not in response

    before, bought = door.asked, count()
    check()
    assert door.asked - before >= RAW
    assert count() == bought

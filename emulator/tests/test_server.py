# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes over the wire: headers, envelopes, refusals before the world is asked, and faults."""

import socket
import time
from contextlib import suppress
from email.utils import parsedate_to_datetime
from uuid import UUID

import httpx
import pytest


def raw_answer(emulator, action="DescribeZones", body=b"{}"):
    """The bytes of an answer as they come, the connection closed by the server."""
    host, port = emulator.endpoint.split(":")
    headers = {
        **emulator.headers(action, "cvm", body),
        "connection": "close",
        "content-length": str(len(body)),
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(f"POST / HTTP/1.1\r\n{lines}\r\n".encode() + body)
        return b"".join(iter(lambda: connection.recv(65536), b""))


def error(response):
    assert UUID(response["RequestId"])
    return response["Error"]["Code"]


def test_the_head_of_an_answer_is_the_clouds(emulator):
    head = raw_answer(emulator).partition(b"\r\n\r\n")[0].decode().lower().split("\r\n")
    assert head[0] == "http/1.1 200 ok"
    assert "content-type: application/json" in head
    assert sum(line.startswith("date: ") for line in head) == 1
    assert not any("uvicorn" in line for line in head)


def test_success_and_error_have_the_same_envelope(emulator):
    good, bad = emulator.post("DescribeZones"), emulator.post("DescribeZone")
    assert (good.status_code, bad.status_code) == (200, 200)
    assert good.headers["content-type"] == bad.headers["content-type"] == "application/json"
    assert [*good.json()] == [*bad.json()] == ["Response"]
    assert UUID(good.json()["Response"]["RequestId"])
    assert error(bad.json()["Response"]) == "InvalidAction"


def test_dates_are_those_of_the_world(emulator):
    def date():
        return parsedate_to_datetime(emulator.post("DescribeZones").headers["date"]).timestamp()

    before = date()
    assert abs(before - time.time()) < 5
    emulator.control("POST", "clock", {"advance": 86400})
    assert 86400 <= date() - before < 86400 + 5


def test_get_is_the_same_call(emulator):
    query = "Filters.0.Name=zone&Filters.0.Values.0=ap-guangzhou-6&Limit=1"
    headers = emulator.headers("DescribeInstances", "cvm", b"", "GET", query)
    answer = httpx.get(f"{emulator.url}/?{query}", headers=headers).json()["Response"]
    assert answer["TotalCount"] == 0
    assert answer["InstanceSet"] == []
    assert error(emulator.call("DescribeInstances", {"Limit": "1"})) == "InvalidParameter"


def test_one_address_for_all_products(emulator):
    assert "VpcSet" in emulator.call("DescribeVpcs", {}, "vpc")
    assert "Balance" in emulator.call("DescribeAccountBalance", {}, "billing")
    assert error(emulator.call("DescribeVpcs", {}, "cvm")) == "InvalidAction"
    assert error(emulator.call("DescribeZones", {}, x_tc_version="2017-03-11")) == "NoSuchVersion"


@pytest.mark.parametrize("language", ["en-US", "zh-CN"])
def test_a_real_action_that_is_not_emulated_says_so(emulator, language):
    answer = emulator.call(
        "CreateHpcCluster", {"Zone": "ap-guangzhou-6", "Name": "x"}, x_tc_language=language
    )
    assert error(answer) == "UnsupportedOperation"
    assert "CreateHpcCluster" in answer["Error"]["Message"]
    assert "not emulate" in answer["Error"]["Message"]


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("AuthFailure.SignatureExpire", {"x_tc_timestamp": str(int(time.time()) - 86400)}),
        ("AuthFailure.InvalidAuthorization", {"x_tc_timestamp": "yesterday"}),
        ("AuthFailure.TokenFailure", {"x_tc_token": "none"}),
        ("MissingParameter", {"x_tc_action": ""}),
        ("MissingParameter", {"x_tc_version": ""}),
        ("InvalidRequest", {"content_type": "text/plain"}),
    ],
)
def test_refused_before_the_world_is_asked(emulator, code, changed):
    if changed == {"x_tc_timestamp": "yesterday"}:
        headers = {**emulator.headers("DescribeZones", "cvm", b"{}"), "x-tc-timestamp": "yesterday"}
        answer = httpx.post(emulator.url, content=b"{}", headers=headers).json()["Response"]
    else:
        answer = emulator.call("DescribeZones", **changed)
    assert error(answer) == code
    assert emulator.control("GET", "calls").json()["calls"] == []


def test_no_authorization_at_all(emulator):
    assert error(httpx.get(emulator.url).json()["Response"]) == "AuthFailure.InvalidAuthorization"
    assert error(httpx.put(emulator.url).json()["Response"]) == "UnsupportedProtocol"


def test_a_body_changed_on_the_way(emulator):
    headers = emulator.headers("DescribeZones", "cvm", b"{}")
    answer = httpx.post(emulator.url, content=b"{ }", headers=headers).json()["Response"]
    assert error(answer) == "AuthFailure.SignatureFailure"


def test_a_client_that_goes_away_in_the_middle_is_nothing_to_tell(emulator):
    address = httpx.URL(emulator.url)
    with socket.create_connection((address.host, address.port)) as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{")
    assert "ZoneSet" in emulator.call("DescribeZones")


def test_sizes(emulator):
    params = {"InstanceName": "x" * (10 * 1024 * 1024)}
    assert error(emulator.call("RunInstances", params)) == "RequestSizeLimitExceeded"
    query = "Limit=" + "1" * 32 * 1024
    headers = emulator.headers("DescribeInstances", "cvm", b"", "GET", query)
    answer = httpx.get(f"{emulator.url}/?{query}", headers=headers).json()["Response"]
    assert error(answer) == "RequestSizeLimitExceeded"


def test_refusals_speak_the_language_asked_for(emulator):
    def message(**headers):
        return emulator.call("DescribeZones", {"Zone": "x"}, **headers)["Error"]["Message"]

    assert message(x_tc_language="en-US").isascii()
    assert message().isascii()
    assert not message(x_tc_language="zh-CN").isascii()


def test_a_dropped_connection_gives_not_a_byte(emulator):
    emulator.fault(action="DescribeZones", do={"drop": True})
    with suppress(ConnectionResetError):
        assert raw_answer(emulator) == b""
    assert raw_answer(emulator).startswith(b"HTTP/1.1 200 OK")


def test_a_connection_kept_alive_is_dropped_too(emulator):
    emulator.fault(action="DescribeZones", skip=1, do={"drop": True})
    with httpx.Client(base_url=emulator.url) as client:
        headers = emulator.headers("DescribeZones", "cvm", b"{}")
        assert client.post("/", content=b"{}", headers=headers).status_code == 200
        with pytest.raises(httpx.TransportError):
            client.post("/", content=b"{}", headers=headers)
        assert client.post("/", content=b"{}", headers=headers).status_code == 200


def test_a_status(emulator):
    emulator.fault(action="DescribeZones", do={"status": 503})
    answer = emulator.post("DescribeZones")
    assert (answer.status_code, answer.headers["content-type"]) == (503, "text/html; charset=utf-8")


def test_garbage(emulator):
    emulator.fault(action="DescribeZones", do={"garbage": True})
    answer = emulator.post("DescribeZones")
    assert answer.status_code == 200
    assert answer.text.startswith("<html>")


def test_a_delay_delays_and_others_go_on(emulator):
    emulator.fault(action="DescribeZones", do={"delay": 5})
    begun = time.monotonic()
    headers = emulator.headers("DescribeZones", "cvm", b"{}")
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(emulator.url, content=b"{}", headers=headers, timeout=0.3)
    assert "RegionSet" in emulator.call("DescribeRegions")
    assert time.monotonic() - begun < 5
    emulator.fault(action="DescribeZones", do={"delay": 1})
    begun = time.monotonic()
    assert "ZoneSet" in emulator.call("DescribeZones")
    assert time.monotonic() - begun >= 1


def test_a_code(emulator):
    emulator.fault(action="DescribeZones", do={"code": "InternalError"})
    assert error(emulator.call("DescribeZones")) == "InternalError"


PURCHASE = {
    "Placement": {"Zone": "ap-guangzhou-6"},
    "InstanceType": "S5.MEDIUM4",
    "LoginSettings": {"Password": "Not-to-be-logged-1"},
}


def purchase(emulator):
    image = emulator.call("DescribeImages", {"Limit": 1})["ImageSet"][0]["ImageId"]
    return {**PURCHASE, "ImageId": image}


@pytest.mark.parametrize(("when", "bought"), [("before", 0), ("after", 1)])
def test_a_lost_answer_may_have_taken_effect(emulator, when, bought):
    emulator.fault(action="RunInstances", when=when, do={"drop": True})
    with pytest.raises(httpx.TransportError):
        emulator.call("RunInstances", purchase(emulator))
    assert len(emulator.control("GET", "ledger").json()["instances"]) == bought
    assert emulator.call("DescribeInstances")["TotalCount"] == bought
    last = emulator.control("GET", "calls").json()["calls"]
    [lost] = [call for call in last if call["action"] == "RunInstances"]
    assert (lost["code"], lost["write"]) == ("fault:drop", bool(bought))


def test_no_secret_is_told(emulator):
    emulator.call("RunInstances", purchase(emulator))
    emulator.call("DescribeZones", x_tc_token="not-to-be-logged")
    told = [emulator.control("GET", path).text for path in ("", "ledger", "calls", "faults")]
    told.append(emulator.log.read_text())
    assert all(told[:3])
    for secret in ("Not-to-be-logged-1", "not-to-be-logged", "EmulatorSecretKey", "Signature=", "TC3-HMAC"):
        assert not any(secret in text for text in told)

# SPDX-License-Identifier: GPL-3.0-or-later
"""Bad requests on the wire: a documented code in the envelope, status 200, and nothing has changed."""

from __future__ import annotations

import json
import time
from http.client import HTTPConnection
from select import select
from uuid import UUID

import httpx
import pytest

ORDER = {"Placement": {"Zone": "ap-guangzhou-6"}, "InstanceType": "S5.MEDIUM4", "ImageId": "img-487zeit5"}
GOOD = json.dumps(ORDER).encode()
BIG = json.dumps({**ORDER, "UserData": "x" * 10 * 1024 * 1024}).encode()
DEEP = json.dumps(ORDER)[:-1].encode() + b', "Tags": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
FORM = "application/x-www-form-urlencoded"
FORGED = "TC3-HMAC-SHA256 Credential=AKIDEMULATOREMULATOREMULATOREMULATOR/2026-01-01/cvm/tc3_request, "


def timed(headers):
    return {
        name: str(int(time.time()) + each) if isinstance(each, int) else each
        for name, each in headers.items()
    }


def order(**change):
    return json.dumps({**ORDER, **change}).encode()


# code, body, headers to change before signing, headers to change after; a number is seconds from now
BAD = {
    "no body": ("InvalidParameter", b"", {}, {}),
    "no object": ("InvalidParameter", b"[1]", {}, {}),
    "half a body": ("InvalidParameter", GOOD[:-1], {}, {}),
    "not a number": ("InvalidParameter", b'{"InstanceCount": NaN}', {}, {}),
    "not UTF-8": ("InvalidParameter", b'{"InstanceName": "\xff\xfe"}', {}, {}),
    "UTF-16": ("InvalidParameter", GOOD.decode().encode("utf-16"), {}, {}),
    "deep nesting": ("InvalidParameter", DEEP, {}, {}),
    "too big": ("RequestSizeLimitExceeded", BIG, {}, {}),
    "a form": ("InvalidRequest", GOOD, {"content_type": FORM}, {}),
    "plain text": ("InvalidRequest", GOOD, {"content_type": "text/plain"}, {}),
    "no authorization": ("AuthFailure.InvalidAuthorization", GOOD, {}, {"authorization": ""}),
    "another scheme": ("AuthFailure.InvalidAuthorization", GOOD, {}, {"authorization": "Basic eDp5"}),
    "no signature": ("AuthFailure.InvalidAuthorization", GOOD, {}, {"authorization": FORGED.rstrip(", ")}),
    "little signed": (
        "AuthFailure.InvalidAuthorization",
        GOOD,
        {},
        {"authorization": f"{FORGED}SignedHeaders=host, Signature={'0' * 64}"},
    ),
    "a guess": (
        "AuthFailure.SignatureFailure",
        GOOD,
        {},
        {"authorization": f"{FORGED}SignedHeaders=content-type;host, Signature={'0' * 64}"},
    ),
    "a slow clock": ("AuthFailure.SignatureExpire", GOOD, {"x_tc_timestamp": -310}, {}),
    "a fast clock": ("AuthFailure.SignatureExpire", GOOD, {"x_tc_timestamp": 310}, {}),
    "another time": ("AuthFailure.SignatureFailure", GOOD, {}, {"x-tc-timestamp": -20}),
    "a token too many": ("AuthFailure.TokenFailure", GOOD, {"x_tc_token": "mine"}, {}),
    "another host": ("AuthFailure.SignatureFailure", GOOD, {}, {"host": "cvm.example"}),
    "no action": ("MissingParameter", GOOD, {"x_tc_action": ""}, {}),
    "no version": ("MissingParameter", GOOD, {"x_tc_version": ""}, {}),
    "an action of vpc": ("InvalidAction", GOOD, {"x_tc_action": "CreateVpc"}, {}),
    "an action nobody has": ("InvalidAction", GOOD, {"x_tc_action": "runInstances"}, {}),
    "a version of tag": ("NoSuchVersion", GOOD, {"x_tc_version": "2018-08-13"}, {}),
    "no region": ("UnsupportedRegion", GOOD, {"x_tc_region": ""}, {}),
    "a region nobody has": ("UnsupportedRegion", GOOD, {"x_tc_region": "mars"}, {}),
    "a number as text": ("InvalidParameter", order(InstanceCount="1"), {}, {}),
    "text as a number": ("InvalidParameter", order(InstanceName=1), {}, {}),
    "a fraction": ("InvalidParameter", order(InstanceCount=1.0), {}, {}),
    "truth as a number": ("InvalidParameter", order(DryRun=1), {}, {}),
    "a number as truth": ("InvalidParameter", order(InstanceCount=True), {}, {}),
    "nothing": ("InvalidParameter", order(InstanceName=None), {}, {}),
    "more than 64 bits": ("InvalidParameter", order(InstanceCount=2**64), {}, {}),
    "an unknown field": ("UnknownParameter", order(Instances=1), {}, {}),
    "an unknown field below": ("UnknownParameter", order(SystemDisk={"Size": 50}), {}, {}),
    "the wrong case": ("UnknownParameter", order(instanceName="web"), {}, {}),
    "a list for an object": ("InvalidParameter", order(Placement=["ap-guangzhou-6"]), {}, {}),
    "an object for a list": ("InvalidParameter", order(DataDisks={"DiskSize": 50}), {}, {}),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_requests(emulator, case):
    code, body, before, after = BAD[case]
    action = before.get("x_tc_action", "RunInstances")
    headers = {**emulator.headers(action, "cvm", body, **timed(before)), **timed(after)}
    answer = httpx.post(emulator.url, content=body, headers=headers, timeout=30)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    [(name, response)] = answer.json().items()
    assert name == "Response"
    assert set(response) == {"Error", "RequestId"}
    assert str(UUID(response["RequestId"])) == response["RequestId"]
    assert response["Error"]["Code"] == code
    assert "Traceback" not in answer.text
    ledger = emulator.control("GET", "ledger").json()
    assert (ledger["instances"], ledger["frozen"], ledger["spent"]) == ([], 0, 0)


def test_a_signature_does_not_serve_another_body(emulator):
    headers = emulator.headers("RunInstances", "cvm", GOOD)
    assert "InstanceIdSet" in httpx.post(emulator.url, content=GOOD, headers=headers).json()["Response"]
    again = httpx.post(emulator.url, content=order(InstanceCount=2), headers=headers).json()["Response"]
    assert again["Error"]["Code"] == "AuthFailure.SignatureFailure"
    assert len(emulator.control("GET", "ledger").json()["instances"]) == 1


def test_delays_hold_up_nobody_else(start):
    emulator = start("--set", "rate_limits=false")
    emulator.fault(action="DescribeZones", times=60, do={"delay": 600})
    slow = [asked(emulator, "DescribeZones") for _ in range(60)]
    while emulator.control("GET", "faults").json()["faults"]:
        time.sleep(0.05)
    assert "RegionSet" in emulator.call("DescribeRegions")
    assert select([each.sock for each in slow], [], [], 0)[0] == []
    for each in slow:
        each.close()


def asked(emulator, action):
    """A connection on which the answer is still to come."""
    line = HTTPConnection(emulator.endpoint)
    line.request("POST", "/", b"{}", emulator.headers(action, "cvm", b"{}"))
    return line

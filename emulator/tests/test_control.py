# SPDX-License-Identifier: GPL-3.0-or-later
"""The control interface: each route, each refusal, and whom it answers."""

import httpx
import pytest
from cvm_emulator.control import refuse_strangers
from starlette.requests import Request

ZONE, TYPE = "ap-guangzhou-6", "S5.MEDIUM4"
STOCK = {"zone": ZONE, "instance_type": TYPE, "charge_type": "POSTPAID_BY_HOUR", "count": 0}


def order(emulator, **more):
    image = emulator.call("DescribeImages", {"Limit": 1})["ImageSet"][0]["ImageId"]
    params = {"Placement": {"Zone": ZONE}, "InstanceType": TYPE, "ImageId": image, **more}
    return emulator.call("RunInstances", params)


def code(answer):
    return answer.get("Error", {}).get("Code", "")


def posted(emulator, path, body):
    answer = emulator.control("POST", path, body)
    assert (answer.status_code, answer.json()) == (200, {"ok": True})


def test_the_ledger_tells_what_was_bought(emulator):
    bought = order(emulator, ClientToken="once")
    [entry] = emulator.control("GET", "ledger").json()["instances"]
    assert [entry["instance_id"]] == bought["InstanceIdSet"]
    assert (entry["client_token"], entry["request_id"]) == ("once", bought["RequestId"])
    assert (entry["region"], entry["zone"], entry["instance_type"]) == ("ap-guangzhou", ZONE, TYPE)
    assert entry["charge_type"] == "POSTPAID_BY_HOUR"
    assert entry["hourly_price"] > 0
    assert {"tags", "bought_at", "state", "released_at"} <= set(entry)
    assert emulator.control("GET", "ledger").json()["frozen"] > 0


def test_the_calls_are_told_and_counted(emulator):
    emulator.call("DescribeZones")
    refused = emulator.call("DescribeZones", {"Zone": "x"})
    log = emulator.control("GET", "calls").json()
    assert log["counts"] == {"DescribeZones": 2}
    assert [call["code"] for call in log["calls"]] == ["", "UnknownParameter"]
    assert log["calls"][1]["request_id"] == refused["RequestId"]
    assert {"at", "action", "service", "region", "write"} <= set(log["calls"][0])


def test_stock(emulator):
    posted(emulator, "stock", STOCK)
    assert code(order(emulator)).startswith(("ResourceInsufficient", "ResourcesSoldOut"))
    posted(emulator, "stock", {**STOCK, "count": 1})
    assert code(order(emulator)) == ""
    assert code(order(emulator)) != ""


def test_launch_failures(emulator):
    posted(emulator, "launch-failures", {"times": 1})
    order(emulator, InstanceCount=2)
    states = [each["InstanceState"] for each in emulator.call("DescribeInstances")["InstanceSet"]]
    assert sorted(states) == ["LAUNCH_FAILED", "RUNNING"]


def test_reclaim_after_two_minutes_of_the_world(emulator):
    [spot] = order(emulator, InstanceChargeType="SPOTPAID")["InstanceIdSet"]
    posted(emulator, "reclaim", {"instance_ids": [spot]})
    assert emulator.call("DescribeInstances")["TotalCount"] == 1
    posted(emulator, "clock", {"advance": 300})
    assert emulator.call("DescribeInstances")["TotalCount"] == 0


def test_balance(emulator):
    posted(emulator, "balance", {"cents": 1})
    assert code(order(emulator)) == "InvalidAccount.InsufficientBalance"


def test_settings(emulator):
    posted(emulator, "settings", {"boot": 1000})
    order(emulator)
    [one] = emulator.call("DescribeInstances")["InstanceSet"]
    posted(emulator, "settings", {"boot": 0})
    assert one["InstanceState"] == "PENDING"


def test_reset(emulator):
    order(emulator)
    posted(emulator, "reset", None)
    assert emulator.control("GET", "ledger").json()["instances"] == []


def test_faults_are_listed_and_cleared(emulator):
    emulator.fault(action="DescribeZones", do={"status": 502})
    [fault] = emulator.control("GET", "faults").json()["faults"]
    assert (fault["action"], fault["times"]) == ("DescribeZones", 1)
    assert emulator.control("DELETE", "faults").json() == {"ok": True}
    assert code(emulator.call("DescribeZones")) == ""


@pytest.mark.parametrize(
    ("path", "body", "told"),
    [
        ("stock", {**STOCK, "count": -1}, "count"),
        ("stock", {**STOCK, "count": "0"}, "count"),
        ("stock", {**STOCK, "zone": ""}, "zone"),
        ("stock", {"zone": ZONE}, "instance_type"),
        ("stock", {**STOCK, "type": TYPE}, "type"),
        ("stock", {**STOCK, "zone": "mars-1"}, "mars-1"),
        ("launch-failures", {"times": True}, "times"),
        ("reclaim", {"instance_ids": "ins-1"}, "instance_ids"),
        ("reclaim", {"instance_ids": []}, "instance_ids"),
        ("reclaim", {"instance_ids": ["ins-00000000"]}, "ins-00000000"),
        ("balance", {"cents": 1.5}, "cents"),
        ("clock", {"advance": -1}, "advance"),
        ("settings", {"boot": "soon"}, "boot"),
        ("settings", {"bot": 1}, "bot"),
        ("faults", {"action": "RunInstance", "do": {"drop": True}}, "RunInstance"),
        ("reset", {"all": True}, "all"),
        ("clock", [1], "JSON object"),
    ],
)
def test_wrong_bodies_are_refused_with_the_reason(emulator, path, body, told):
    answer = emulator.control("POST", path, body)
    assert answer.status_code == 400
    assert told in answer.json()["error"]


def test_json_is_understood_though_curl_calls_it_a_form(emulator):
    headers = {"content-type": "application/x-www-form-urlencoded"}
    answer = httpx.post(f"{emulator.url}/_emulator/stock", content=b'{"count": 1}', headers=headers)
    assert "zone" in answer.json()["error"]
    answer = httpx.post(
        f"{emulator.url}/_emulator/faults", content=b'{"action": "*", "do": {"drop": true}}', headers=headers
    )
    assert answer.json() == {"ok": True}
    emulator.control("DELETE", "faults")


def test_a_body_that_is_not_json(emulator):
    answer = emulator.control("POST", "clock", content=b"{advance: 1}")
    assert answer.status_code == 400
    assert "JSON" in answer.json()["error"]


@pytest.mark.parametrize(
    "host", ["emulator.example", "emulator.example:8780", "10.0.0.1", "127.0.0.1.example", ""]
)
def test_other_host_names_are_refused(emulator, host):
    answer = emulator.control("GET", "ledger", headers={"host": host})
    assert answer.status_code == 403


@pytest.mark.parametrize("host", ["localhost", "localhost:8780", "127.0.0.1", "[::1]:8780"])
def test_names_of_this_machine_are_not(emulator, host):
    assert emulator.control("GET", "ledger", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(("peer", "refused"), [("10.0.0.2", True), ("127.0.0.1", False), ("::1", False)])
def test_other_machines_are_refused_whatever_they_ask_for(peer, refused):
    scope = {"type": "http", "client": (peer, 40000), "headers": [(b"host", b"127.0.0.1")]}
    if refused:
        with pytest.raises(PermissionError):
            refuse_strangers(Request(scope))
    else:
        refuse_strangers(Request(scope))


def test_pages_of_other_sites_are_refused(emulator):
    assert emulator.control("POST", "reset", headers={"origin": "http://example.org"}).status_code == 403
    assert emulator.control("POST", "reset", headers={"origin": "null"}).status_code == 403
    assert emulator.control("POST", "reset", headers={"origin": emulator.url}).status_code == 200


def test_what_does_not_exist(emulator):
    assert emulator.control("GET", "leger").status_code == 404
    assert emulator.control("POST", "ledger", {}).status_code == 405


def test_the_page_shows_the_world(emulator):
    [bought] = order(emulator, InstanceName="<b>bold</b>")["InstanceIdSet"]
    posted(emulator, "stock", STOCK)
    emulator.call("DescribeZones", {"Zone": "x"})
    page = emulator.control("GET", "")
    assert page.headers["content-type"].startswith("text/html")
    for shown in (bought, "RUNNING", TYPE, "UnknownParameter", "RunInstances", 'http-equiv="refresh"'):
        assert shown in page.text
    assert "<b>bold" not in page.text

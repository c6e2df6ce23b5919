# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line: the one line when it is ready, an orderly end, and clear refusals."""

import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from threading import Timer

import httpx
import pytest
from cvm_emulator import __version__, cli
from cvm_emulator.cli import listen

from .conftest import Emulator

COMMAND = [sys.executable, "-m", "cvm_emulator"]


def finished(*arguments):
    return subprocess.run([*COMMAND, *arguments], capture_output=True, text=True, timeout=20)


def begun(*arguments):
    command = [*COMMAND, "serve", "--port", "0", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_version():
    done = finished("version")
    assert (done.returncode, done.stdout) == (0, f"cvm-emulator {__version__}\n")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_one_line_when_ready_and_an_orderly_end(number):
    process = begun()
    line = process.stdout.readline()
    assert re.fullmatch(r"cvm-emulator listening on http://127\.0\.0\.1:[1-9][0-9]*\n", line)
    process.send_signal(number)
    rest, errors = process.communicate(timeout=10)
    assert (process.returncode, rest, errors) == (0, "", "")


def test_the_listener_names_its_protocol_so_that_small_answers_are_sent_at_once():
    with listen("127.0.0.1", 0) as listener:
        assert listener.proto == socket.IPPROTO_TCP


def test_an_open_call_does_not_hold_up_the_end(start):
    emulator = start()
    emulator.fault(action="DescribeZones", do={"delay": 3600})
    host, port = emulator.endpoint.split(":")
    body = b"{}"
    headers = {**emulator.headers("DescribeZones", "cvm", body), "content-length": "2"}
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(f"POST / HTTP/1.1\r\n{lines}\r\n".encode() + body)
        while emulator.control("GET", "faults").json()["faults"]:
            time.sleep(0.05)
        emulator.process.terminate()
        assert emulator.process.wait(timeout=10) == 0


def test_the_world_outlives_the_process(start, tmp_path):
    state = str(tmp_path / "world.db")
    first = start("--state", state, "--boot", "0", "--tag-lag", "0")
    image = first.call("DescribeImages", {"Limit": 1})["ImageSet"][0]["ImageId"]
    params = {"Placement": {"Zone": "ap-guangzhou-6"}, "InstanceType": "S5.MEDIUM4", "ImageId": image}
    bought = first.call("RunInstances", params)["InstanceIdSet"]
    first.process.kill()
    first.process.wait()
    second = start("--state", state, "--boot", "0", "--tag-lag", "0")
    assert [each["InstanceId"] for each in second.call("DescribeInstances")["InstanceSet"]] == bought


def test_killed_in_the_middle_of_purchases(start, tmp_path):
    state = str(tmp_path / "world.db")
    quick = ("--state", state, "--boot", "0", "--tag-lag", "0", "--set", "rate_limits=false")
    quick = (*quick, "--set", "postpaid_quota=100000", "--set", "group_instances_quota=100000")
    told, unsure = set(), 0
    for round_number in range(3):
        emulator = start(*quick)
        image = emulator.call("DescribeImages", {"Limit": 1})["ImageSet"][0]["ImageId"]
        order = {"Placement": {"Zone": "ap-guangzhou-6"}, "InstanceType": "S5.MEDIUM4", "ImageId": image}
        killer = Timer(0.4, emulator.process.kill)
        with suppress(httpx.TransportError):
            for number in range(10_000):
                unsure += 1
                answer = emulator.call("RunInstances", {**order, "ClientToken": f"{round_number}-{number}"})
                told |= set(answer["InstanceIdSet"])
                unsure -= 1
                if number == 0:
                    killer.start()
        killer.join()
        emulator.process.wait()
        assert emulator.process.returncode == -signal.SIGKILL
    ledger = start(*quick).control("GET", "ledger").json()
    kept = {each["instance_id"] for each in ledger["instances"]}
    assert told
    assert told <= kept
    assert len(kept - told) <= unsure


def test_wait(start):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        waited = finished("wait", "--url", url, "--timeout", "0.5")
    assert (waited.returncode, waited.stdout) == (2, "")
    assert waited.stderr == f"cvm-emulator: no emulator answered at {url} within 0.5 s\n"
    done = finished("wait", "--url", start().url, "--timeout", "5")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_wait_is_there_before_the_server():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    waiting = subprocess.Popen([*COMMAND, "wait", "--url", f"http://127.0.0.1:{port}", "--timeout", "20"])
    time.sleep(0.5)
    assert waiting.poll() is None
    server = subprocess.Popen([*COMMAND, "serve", "--port", port], stdout=subprocess.DEVNULL)
    assert waiting.wait(timeout=20) == 0
    server.kill()
    server.wait()


def test_the_metadata_service():
    process = begun("--metadata-port", "0", "--boot", "0")
    [_, metadata] = process.stderr.readline().split(" on ")
    url = process.stdout.readline().split(" on ")[1].strip()
    emulator = Emulator(process, url, Path())
    image = emulator.call("DescribeImages", {"Limit": 1})["ImageSet"][0]["ImageId"]
    order = {"Placement": {"Zone": "ap-guangzhou-6"}, "ImageId": image, "InstanceType": "S5.MEDIUM4"}
    [bought] = emulator.call("RunInstances", order)["InstanceIdSet"]
    root = metadata.strip()
    path = "/latest/meta-data/instance-id"
    asked = {
        f"{root}/{bought}{path}": {},
        f"{root}{path}": {"x-instance-id": bought},
    }
    for question, headers in asked.items():
        assert httpx.get(question, headers=headers).text == bought
    assert httpx.get(root + path).status_code == 404
    assert httpx.get(f"{root}/{bought}/latest/meta-data/spot/termination-time").status_code == 404
    emulator.control("POST", "settings", {"metadata_instance": bought}).raise_for_status()
    assert httpx.get(root + path).text == bought
    assert httpx.get(f"{root}/_emulator/ledger").status_code == 404
    process.kill()
    process.communicate()


def test_options_are_settings():
    args = cli.parser().parse_args(
        [
            "serve",
            "--boot",
            "2.5",
            "--tag-lag",
            "0",
            "--pace",
            "60",
            "--set",
            "client_token=ignored",
            "--set",
            "stop=1",
        ]
    )
    assert cli.wishes(args) == {"boot": 2.5, "tag_lag": 0, "pace": 60, "client_token": "ignored", "stop": 1}


@pytest.mark.parametrize(
    ("told", "arguments"),
    [
        ("--set takes NAME=VALUE", ["--set", "boot"]),
        ("boot takes", ["--set", "boot=soon"]),
        ("boot takes", ["--boot", "-1"]),
        ("there is no setting bot", ["--set", "bot=1"]),
        ("pace takes", ["--pace", "0"]),
        ("--port", ["--port", "http"]),
        ("cannot listen", ["--port", "70000"]),
        ("cannot listen", ["--host", "192.0.2.1"]),
    ],
)
def test_one_line_for_what_cannot_be_done(told, arguments):
    done = finished("serve", "--port", "0", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_busy_port():
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = str(busy.getsockname()[1])
        done = finished("serve", "--port", port)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"cannot listen on 127.0.0.1 port {port}" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("kind", ["no folder", "a folder", "not a database", "another database"])
def test_a_state_file_that_is_not_ours(tmp_path, kind):
    path = tmp_path / "state"
    if kind == "no folder":
        path = path / "missing" / "world.db"
    elif kind == "a folder":
        path.mkdir()
    elif kind == "not a database":
        path.write_text("notes of mine\n" * 100)
    else:
        script = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript('create table mine (x)')"
        subprocess.run([sys.executable, "-c", script, str(path)], check=True)
    before = path.read_bytes() if path.is_file() else None
    done = finished("serve", "--port", "0", "--state", str(path))
    assert (done.returncode, done.stdout) == (2, "")
    assert "state" in done.stderr
    assert done.stderr.count("\n") == 1
    assert before is None or path.read_bytes() == before

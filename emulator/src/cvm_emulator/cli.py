# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line: `cvm-emulator serve`, `cvm-emulator wait` and `cvm-emulator version`."""

from __future__ import annotations

import argparse
import json
import signal
import socket
import sqlite3
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from http.client import HTTPException
from urllib.request import ProxyHandler, build_opener

from . import __version__
from .catalogue.account import SECRET_ID, SECRET_KEY
from .server import serve
from .settings import Settings
from .store import ForeignState
from .world import World

BACKLOG = 2048
VERBATIM = argparse.RawDescriptionHelpFormatter
EPILOG = f"keys:  secret id  {SECRET_ID}   secret key  {SECRET_KEY}"


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> None:
        self.exit(2, f"cvm-emulator: {message}; see cvm-emulator --help\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """0 after an orderly end, 2 with one line on stderr for what cannot be done."""
    args = parser().parse_args(arguments)
    if args.command == "version":
        print(f"cvm-emulator {__version__}")
        return 0
    try:
        if args.command == "wait":
            wait(args.url, args.timeout)
        else:
            run(args)
    except (ForeignState, OSError, ValueError, sqlite3.Error) as error:
        print(f"cvm-emulator: {error}", file=sys.stderr)
        return 2
    return 0


def parser() -> argparse.ArgumentParser:
    whole = Parser(
        prog="cvm-emulator",
        description="A local Tencent Cloud for rehearsal and tests.",
        epilog=EPILOG,
        formatter_class=VERBATIM,
    )
    commands = whole.add_subparsers(dest="command", required=True)
    commands.add_parser("version", help="print the version")
    command = commands.add_parser(
        "serve", help="answer API calls until interrupted", epilog=EPILOG, formatter_class=VERBATIM
    )
    command.add_argument("--host", default="127.0.0.1", help="address to listen on (%(default)s)")
    command.add_argument("--port", type=int, default=8780, help="port to listen on, 0: any (%(default)s)")
    command.add_argument(
        "--metadata-port", type=int, metavar="PORT", help="serve the metadata of machines there too, 0: any"
    )
    command.add_argument("--state", default=":memory:", metavar="FILE", help="keep the world in FILE")
    command.add_argument("--boot", metavar="SECONDS", help="how long an instance takes to run")
    command.add_argument("--tag-lag", metavar="SECONDS", help="how long tags take to show")
    command.add_argument("--pace", metavar="FACTOR", help="how much faster than real time the world runs")
    command.add_argument("--seed", type=int, metavar="N", help="makes what is left to chance repeatable")
    command.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", help="any setting, may be repeated"
    )
    waiting = commands.add_parser("wait", help="wait until a server answers")
    waiting.add_argument("--url", default="http://127.0.0.1:8780", help="its address (%(default)s)")
    waiting.add_argument("--timeout", type=float, default=30, metavar="SECONDS", help="(%(default)s)")
    return whole


def run(args: argparse.Namespace) -> None:
    settings = Settings(**wishes(args))
    with ExitStack() as open_sockets:
        listener = open_sockets.enter_context(listen(args.host, args.port))
        machines = None
        if args.metadata_port is not None:
            machines = open_sockets.enter_context(listen(args.host, args.metadata_port))
        world = World(args.state, settings, args.seed)
        try:
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, lambda *_: None)  # uvicorn raises them again when it has shut down
            serve(world, listener, machines, lambda: announce(args.host, listener, machines))
        finally:
            world.close()


def wishes(args: argparse.Namespace) -> dict[str, object]:
    """The settings asked for; ValueError for a --set that has no name."""
    named = {"boot": args.boot, "tag_lag": args.tag_lag, "pace": args.pace}
    found = {name: value_of(text) for name, text in named.items() if text is not None}
    for text in args.set:
        name, equals, value = text.partition("=")
        if not name or not equals:
            raise ValueError(f"--set takes NAME=VALUE, not {text!r}")
        found[name] = value_of(value)
    return found


def value_of(text: str) -> object:
    """JSON where it is JSON, else the text itself."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; OSError says which address could not be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio switches Nagle's delay (40 ms an answer) off only for sockets that name their protocol
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except (OSError, OverflowError) as error:
        listener.close()
        raise OSError(f"cannot listen on {host} port {port}: {error}") from error
    return listener


def announce(host: str, listener: socket.socket, machines: socket.socket | None) -> None:
    if machines:
        print(f"metadata service on {address(host, machines)}", file=sys.stderr, flush=True)
    print(f"cvm-emulator listening on {address(host, listener)}", flush=True)
    if sys.stderr.isatty():
        print(EPILOG, file=sys.stderr)


def address(host: str, listener: socket.socket) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{listener.getsockname()[1]}"


def wait(url: str, timeout: float) -> None:
    """Returns when an emulator answers there; OSError when none does in time."""
    end = time.monotonic() + timeout
    while not answers(url, max(0.1, min(5, end - time.monotonic()))):
        if time.monotonic() >= end:
            raise OSError(f"no emulator answered at {url} within {timeout:g} s")
        time.sleep(0.1)


def answers(url: str, timeout: float) -> bool:
    try:
        with build_opener(ProxyHandler({})).open(url, timeout=timeout) as answer:
            return "Response" in json.load(answer)
    except (OSError, HTTPException, ValueError):
        return False

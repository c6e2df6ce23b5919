# SPDX-License-Identifier: GPL-3.0-or-later
"""The control interface under /_emulator: look at the world, and break it on purpose.

It has no password, so it answers only to this machine, asked for by a name of this machine (a web page that
points its own host name at 127.0.0.1 is refused), and not to pages of other sites.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from .faults import is_count, is_number
from .page import render
from .world import World


def is_text(value: object) -> bool:
    return isinstance(value, str) and value != ""


TEXT = ("a text that is not empty", is_text)
COUNT = ("an integer of at least 0", lambda value: is_count(value, 0))
CENTS = ("an integer", lambda value: isinstance(value, int) and not isinstance(value, bool))
SECONDS = ("a number of seconds of at least 0", lambda value: is_number(value) and value >= 0)
IDS = ("a list of instance ids", lambda value: isinstance(value, list) and value and all(map(is_text, value)))

POSTS: dict[str, tuple[dict | None, Callable[[World, dict], object]]] = {
    "faults": (None, lambda world, body: world.faults.add(body)),
    "settings": (None, lambda world, body: world.settings.change(body)),
    "stock": (
        {"zone": TEXT, "instance_type": TEXT, "charge_type": TEXT, "count": COUNT},
        lambda world, body: world.set_stock(**body),
    ),
    "launch-failures": ({"times": COUNT}, lambda world, body: world.fail_launches(body["times"])),
    "reclaim": ({"instance_ids": IDS}, lambda world, body: world.reclaim(body["instance_ids"])),
    "balance": ({"cents": CENTS}, lambda world, body: world.set_balance(body["cents"])),
    "clock": ({"advance": SECONDS}, lambda world, body: world.clock.advance(body["advance"])),
    "reset": ({}, lambda world, body: world.reset()),
}
GETS: dict[str, Callable[[World], dict]] = {
    "ledger": lambda world: world.ledger(),
    "calls": lambda world: world.call_log(),
    "faults": lambda world: {"faults": world.faults.pending()},
}


def routes(world: World) -> list[Route]:
    """The routes below /_emulator. A wrong body is answered 400, a foreign caller 403: {"error": text}."""

    def route(path: str, method: str, act: Callable[[Request, bytes], Response]) -> Route:
        async def endpoint(request: Request) -> Response:
            try:
                refuse_strangers(request)
                return await run_in_threadpool(act, request, await request.body())
            except PermissionError as error:
                return JSONResponse({"error": str(error)}, 403)
            except ValueError as error:
                return JSONResponse({"error": str(error)}, 400)

        return Route(path, endpoint, methods=[method])

    def reader(read: Callable[[World], dict]) -> Callable[[Request, bytes], Response]:
        return lambda request, body: JSONResponse(read(world))

    def writer(
        takes: dict | None, write: Callable[[World, dict], object]
    ) -> Callable[[Request, bytes], Response]:
        def act(request: Request, body: bytes) -> Response:
            write(world, parse(body, takes))
            return JSONResponse({"ok": True})

        return act

    def clear_faults(request: Request, body: bytes) -> Response:
        world.faults.clear()
        return JSONResponse({"ok": True})

    return [
        route("/", "GET", lambda request, body: HTMLResponse(render(world.overview()))),
        route("/faults", "DELETE", clear_faults),
        *(route(f"/{name}", "GET", reader(read)) for name, read in GETS.items()),
        *(route(f"/{name}", "POST", writer(takes, write)) for name, (takes, write) in POSTS.items()),
    ]


def refuse_strangers(request: Request) -> None:
    """PermissionError unless peer, Host and Origin are all this machine's loopback."""
    if request.client is None or not is_loopback(request.client.host):
        raise PermissionError("the control interface answers only to the machine it runs on")
    if not is_loopback(urlsplit(f"//{request.headers.get('host', '')}").hostname):
        raise PermissionError(
            "the control interface answers only to the host names localhost, 127.0.0.1 and ::1"
        )
    origin = request.headers.get("origin")
    if origin is not None and not is_loopback(urlsplit(origin).hostname):
        raise PermissionError("the control interface does not answer to pages of other sites")


def is_loopback(host: str | None) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host or "").is_loopback
    except ValueError:
        return False


def parse(body: bytes, takes: dict | None) -> dict:
    """The JSON object of a body; with `takes`, it has exactly those fields. ValueError says what is wrong."""
    try:
        content = json.loads(body or b"{}")
    except ValueError:
        content = None
    if not isinstance(content, dict):
        raise ValueError("the body is not a JSON object")
    if takes is None:
        return content
    for name in content:
        if name not in takes:
            raise ValueError(f"{name}: unknown; this takes {', '.join(takes) or 'nothing'}")
    for name, (what, valid) in takes.items():
        if name not in content:
            raise ValueError(f"{name}: missing; it is {what}")
        if not valid(content[name]):
            raise ValueError(f"{name}: {content[name]!r} is not {what}")
    return content

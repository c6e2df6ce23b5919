# SPDX-License-Identifier: GPL-3.0-or-later
"""The control interface under /_emulator: look at the world, and break it on purpose.

It has no password, so it answers only to this machine, asked for by a name of this machine (a web page that
points its own host name at 127.0.0.1 is refused), and not to pages of other sites.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from ipaddress import ip_address
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from .catalogue.account import ACCOUNTS, MAIN_UIN
from .faults import is_count, is_number
from .page import page
from .world import World


def is_text(value: object) -> bool:
    return isinstance(value, str) and value != ""


TEXT = ("a text that is not empty", is_text)
COUNT = ("an integer of at least 0", lambda value: is_count(value, 0))
CENTS = ("an integer", lambda value: isinstance(value, int) and not isinstance(value, bool))
SECONDS = ("a number of seconds of at least 0", lambda value: is_number(value) and value >= 0)
IDS = ("a list of instance ids", lambda value: isinstance(value, list) and value and all(map(is_text, value)))

ACCOUNT = ("the number of an account", lambda value: isinstance(value, str) and value in ACCOUNTS)
ANY_ACCOUNT = {"account": ACCOUNT}
NUMBERS = ("count", "times", "cents", "advance")
FORM = "application/x-www-form-urlencoded"

POSTS: dict[str, tuple[dict | None, Callable[[World, dict], object]]] = {
    "faults": (None, lambda world, body: world.faults.add(body)),
    "settings": (None, lambda world, body: world.settings.change(body)),
    "stock": (
        {"zone": TEXT, "instance_type": TEXT, "charge_type": TEXT, "count": COUNT, **ANY_ACCOUNT},
        lambda world, body: world.set_stock(**body),
    ),
    "launch-failures": ({"times": COUNT, **ANY_ACCOUNT}, lambda world, body: world.fail_launches(**body)),
    "reclaim": ({"instance_ids": IDS, **ANY_ACCOUNT}, lambda world, body: world.reclaim(**body)),
    "balance": ({"cents": CENTS, **ANY_ACCOUNT}, lambda world, body: world.set_balance(**body)),
    "clock": ({"advance": SECONDS}, lambda world, body: world.clock.advance(body["advance"])),
    "reset": ({}, lambda world, body: world.reset()),
}
GETS: dict[str, Callable[[World, str], dict]] = {
    "ledger": lambda world, account: world.ledger(account),
    "calls": lambda world, account: world.call_log(),
    "faults": lambda world, account: {"faults": world.faults.pending()},
}


def routes(world: World) -> list[Route]:
    """The routes below /_emulator. A wrong body is answered 400, a foreign caller 403: {"error": text}."""

    def route(path: str, method: str, act: Callable[[Request, bytes], Response]) -> Route:
        async def endpoint(request: Request) -> Response:
            try:
                refuse_strangers(request)
                return act(request, await request.body())
            except PermissionError as error:
                return JSONResponse({"error": str(error)}, 403)
            except ValueError as error:
                return JSONResponse({"error": str(error)}, 400)

        return Route(path, endpoint, methods=[method])

    def reader(read: Callable[[World, str], dict]) -> Callable[[Request, bytes], Response]:
        return lambda request, body: JSONResponse(read(world, account_of(request)))

    def writer(
        takes: dict | None, write: Callable[[World, dict], object]
    ) -> Callable[[Request, bytes], Response]:
        def act(request: Request, body: bytes) -> Response:
            if is_form(request, body):
                write(world, checked(from_form(body), takes))
                return RedirectResponse(f"./?{request.url.query}", 303)
            write(world, parse(body, takes))
            return JSONResponse({"ok": True})

        return act

    def clear_faults(request: Request, body: bytes) -> Response:
        world.faults.clear()
        return JSONResponse({"ok": True})

    def show(request: Request, body: bytes) -> Response:
        return HTMLResponse(page(world, account_of(request), request.query_params.get("zone", "")))

    return [
        route("/", "GET", show),
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


def account_of(request: Request) -> str:
    """The account that `?account=` names, else the main one; ValueError for one that there is not."""
    account = request.query_params.get("account", MAIN_UIN)
    if account not in ACCOUNTS:
        raise ValueError(f"there is no account {account}; there are: {', '.join(ACCOUNTS)}")
    return account


def is_loopback(host: str | None) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host or "").is_loopback
    except ValueError:
        return False


def parse(body: bytes, takes: dict | None) -> dict:
    """The JSON object of a body; with `takes`, it has exactly those fields, `account` perhaps not."""
    try:
        content = json.loads(body or b"{}")
    except ValueError:
        content = None
    if not isinstance(content, dict):
        raise ValueError("the body is not a JSON object")
    return checked(content, takes)


def is_form(request: Request, body: bytes) -> bool:
    """Whether the page sent it; curl calls a JSON object a form too."""
    return request.headers.get("content-type") == FORM and not body.lstrip().startswith(b"{")


def from_form(body: bytes) -> dict:
    """The fields of a form of the page: whole numbers are numbers, and ids, if any, are a list."""
    fields = parse_qsl(body.decode("latin-1"), keep_blank_values=True)
    content = {name: int(value) if value.isdecimal() and name in NUMBERS else value for name, value in fields}
    if ids := [value for name, value in fields if name == "instance_ids"]:
        content["instance_ids"] = ids
    return content


def checked(content: dict, takes: dict | None) -> dict:
    if takes is None:
        return content
    for name in content:
        if name not in takes:
            raise ValueError(f"{name}: unknown; this takes {', '.join(takes) or 'nothing'}")
    for name, (what, valid) in takes.items():
        if name not in content:
            if name in ANY_ACCOUNT:
                continue
            raise ValueError(f"{name}: missing; it is {what}")
        if not valid(content[name]):
            raise ValueError(f"{name}: {content[name]!r} is not {what}")
    return content

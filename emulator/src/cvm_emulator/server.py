# SPDX-License-Identifier: GPL-3.0-or-later
"""The HTTP door: one address for all products, as the cloud speaks it."""

from __future__ import annotations

import asyncio
import logging
import re
import socket
import time
from collections.abc import Callable, Generator
from email.utils import formatdate
from types import FrameType
from uuid import uuid4

import uvicorn
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from . import contract, control, signature, wire
from .errors import ApiError, in_language
from .faults import Broken
from .metadata_door import create_metadata_app
from .world import World

LANGUAGES = ("zh-CN", "en-US")
LANGUAGE = "en-US"  # what the cloud answers in when no language is given
KEEP_ALIVE = 75  # seconds an idle connection stays open
PATIENCE = 3  # seconds for calls under way when the server is told to stop
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
ABORT = "cvm_emulator.abort"
PAGE = (
    b"<html>\r\n<head><title>Bad Gateway</title></head>\r\n<body><h1>Bad Gateway</h1></body>\r\n</html>\r\n"
)
Course = Generator[float, None, bytes]

log = logging.getLogger(__name__)


class Door(HttpToolsProtocol):
    """Lets a handler cut its connection: ASGI itself has no way to give no answer at all."""

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.scope["extensions"] = {ABORT: self.transport.abort}


class Server(uvicorn.Server):
    """Calls `ready` when it answers and `ending` when it is told to stop."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None], ending: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready, self._ending = ready, ending

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        super().handle_exit(sig, frame)
        self._ending()


def serve(
    world: World, listener: socket.socket, machines: socket.socket | None, ready: Callable[[], None]
) -> None:
    """Answer until SIGINT or SIGTERM: the API on one listening socket, the metadata service on the other."""
    app = create_app(world)
    config = uvicorn.Config(
        app if machines is None else by_port(app, machines.getsockname()[1], create_metadata_app(world)),
        http=Door,
        ws="none",
        lifespan="off",
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=False,
        timeout_keep_alive=KEEP_ALIVE,
        timeout_graceful_shutdown=PATIENCE,
    )
    asyncio.run(
        Server(config, ready, world.faults.end).serve([each for each in (listener, machines) if each])
    )


def by_port(app: ASGIApp, port: int, other: ASGIApp) -> ASGIApp:
    """The other application on that port, the first one on any other."""

    async def choose(scope: Scope, receive: Receive, send: Send) -> None:
        await (other if scope["server"][1] == port else app)(scope, receive, send)

    return choose


def create_app(world: World) -> Starlette:
    async def api(request: Request) -> Response:
        try:
            course = carry_out(world, request, await read_body(request))
        except ClientDisconnect:
            return Response()
        try:
            # A step takes less than handing it to a thread and back, and the world lets in one at a time;
            # a delay holds up nobody else.
            while isinstance(content := advance(course), float):
                await pause(world, content)
        except Broken as fault:
            return spoil(request, fault.do)
        date = formatdate(world.clock.now(), usegmt=True)
        return Response(content, media_type="application/json", headers={"Date": date})

    return Starlette(
        routes=[Mount("/_emulator", routes=control.routes(world)), Route("/", api, methods=METHODS)]
    )


async def read_body(request: Request) -> bytes:
    """The body, or one byte more than is allowed; what is beyond is read and forgotten."""
    most = wire.LIMITS["POST"] + 1
    body = bytearray()
    async for chunk in request.stream():
        body += chunk[: most - len(body)]
    return bytes(body)


def advance(course: Course) -> float | bytes:
    """The seconds to wait before the next step of a call, or at its end the answer."""
    try:
        return float(next(course))
    except StopIteration as end:
        return end.value


async def pause(world: World, seconds: float) -> None:
    """Returns early when the server is about to stop."""
    end = time.monotonic() + seconds
    while not world.faults.ended and (left := end - time.monotonic()) > 0:
        await asyncio.sleep(min(left, 0.2))


def carry_out(world: World, request: Request, body: bytes) -> Course:
    """The bytes of the answer; raises Broken where a fault spoils it."""
    try:
        return wire.answer((yield from dispatch(world, request, body)))
    except ApiError as error:
        if error.request_id:
            return wire.refusal(error.code, error.message, error.request_id)
        message = in_language(error.code, error.message, language_of(request))
        return wire.refusal(error.code, message, str(uuid4()))
    except Broken:
        raise
    except Exception:
        request_id = str(uuid4())
        log.exception("the emulator failed, request id %s", request_id)
        return wire.refusal("InternalError", "The emulator itself failed; its log says how.", request_id)


def dispatch(world: World, request: Request, body: bytes) -> Generator[float, None, dict]:
    method, headers = request.method, dict(reversed(request.headers.items()))  # the first of a name counts
    query = request.scope["query_string"].decode("latin-1")
    wire.check_method(method)
    wire.check_size(method, len(query) if method == "GET" else len(body))
    signed = signature.Request(method, query, headers, body)
    caller, service = signature.verify(signed, world.caller, time.time() + world.settings.clock_skew)
    action, version = required(headers, "X-TC-Action"), required(headers, "X-TC-Version")
    service = product(service, headers.get("host", ""), action, version)
    if method == "POST":
        params = wire.from_body(headers.get("content-type", ""), body)
    else:
        known = contract.action_known(service, version, action)
        fields = contract.request_fields(service, action) if known else {}
        params = wire.from_query(query, service, fields)
    region = headers.get("x-tc-region", "")
    return (yield from world.course(caller, service, action, version, region, params, language_of(request)))


def product(service: str, host: str, action: str, version: str) -> str:
    """The Node.js SDK signs for the first label of the host, here such as `127`.

    Then the product that has the action is meant, if there is only one.
    """
    if service in contract.services() or service != re.split("[.:]", host)[0]:
        return service
    having = [each for each in contract.services() if contract.action_known(each, version, action)]
    return having[0] if len(having) == 1 else service


def language_of(request: Request) -> str:
    language = request.headers.get("x-tc-language")
    return language if language in LANGUAGES else LANGUAGE


def required(headers: dict, name: str) -> str:
    if not headers.get(name.lower()):
        raise ApiError("MissingParameter", f"The request is missing the required header {name}.")
    return headers[name.lower()]


def spoil(request: Request, do: dict) -> Response:
    """Carry out a transport fault; when the connection is cut, the response goes nowhere."""
    if "drop" in do:
        request.scope["extensions"][ABORT]()
    if "status" in do:
        return Response(PAGE, do["status"], media_type="text/html")
    return Response(PAGE, media_type="text/html")

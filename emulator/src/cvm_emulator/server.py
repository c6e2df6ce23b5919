# SPDX-License-Identifier: GPL-3.0-or-later
"""The HTTP door: one address for all products, as the cloud speaks it."""

from __future__ import annotations

import asyncio
import logging
import socket
import time
from collections.abc import Callable
from email.utils import formatdate
from types import FrameType
from uuid import uuid4

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from . import contract, control, signature, wire
from .errors import ApiError, in_language
from .faults import Broken
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


def serve(world: World, listener: socket.socket, ready: Callable[[], None]) -> None:
    """Answer on a listening socket until SIGINT or SIGTERM."""
    config = uvicorn.Config(
        create_app(world),
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
    asyncio.run(Server(config, ready, world.faults.end).serve([listener]))


def create_app(world: World) -> Starlette:
    async def api(request: Request) -> Response:
        try:
            body = await read_body(request)
        except ClientDisconnect:
            return Response()
        try:
            content = await run_in_threadpool(carry_out, world, request, body)
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


def carry_out(world: World, request: Request, body: bytes) -> bytes:
    """The bytes of the answer; raises Broken where a fault spoils it."""
    try:
        return wire.answer(dispatch(world, request, body))
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


def dispatch(world: World, request: Request, body: bytes) -> dict:
    method, headers = request.method, request.headers
    query = request.scope["query_string"].decode("latin-1")
    wire.check_method(method)
    wire.check_size(method, len(query) if method == "GET" else len(body))
    signed = signature.Request(method, query, headers, body)
    caller, service = signature.verify(signed, world.caller, time.time() + world.settings.clock_skew)
    action, version = required(headers, "X-TC-Action"), required(headers, "X-TC-Version")
    if method == "POST":
        params = wire.from_body(headers.get("content-type", ""), body)
    else:
        known = contract.action_known(service, version, action)
        fields = contract.request_fields(service, action) if known else {}
        params = wire.from_query(query, service, fields)
    region = headers.get("x-tc-region", "")
    return world.call(caller, service, action, version, region, params, language_of(request))


def language_of(request: Request) -> str:
    language = request.headers.get("x-tc-language")
    return language if language in LANGUAGES else LANGUAGE


def required(headers: dict, name: str) -> str:
    if not headers.get(name):
        raise ApiError("MissingParameter", f"The request is missing the required header {name}.")
    return headers[name]


def spoil(request: Request, do: dict) -> Response:
    """Carry out a transport fault; when the connection is cut, the response goes nowhere."""
    if "drop" in do:
        request.scope["extensions"][ABORT]()
    if "status" in do:
        return Response(PAGE, do["status"], media_type="text/html")
    return Response(PAGE, media_type="text/html")

# SPDX-License-Identifier: GPL-3.0-or-later
"""The metadata service over HTTP: `cvm-emulator serve --metadata-port`."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from .metadata import split
from .world import World

HEADER = "X-Instance-Id"


def create_metadata_app(world: World) -> Starlette:
    def tell(request: Request) -> PlainTextResponse:
        named, path = split(request.url.path)
        instance_id = named or request.headers.get(HEADER) or world.settings.metadata_instance
        text = world.metadata(instance_id, path)
        return PlainTextResponse("404 Not Found\n", 404) if text is None else PlainTextResponse(text)

    return Starlette(routes=[Route("/{path:path}", tell)])

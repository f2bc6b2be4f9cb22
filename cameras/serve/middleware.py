"""What no question to the camera process may bring: a body. Knows no path."""

from __future__ import annotations

from aiohttp import web
from aiohttp.typedefs import Handler


@web.middleware
async def without_body(request: web.Request, handler: Handler) -> web.StreamResponse:
    if request.can_read_body:
        raise web.HTTPRequestEntityTooLarge(0, request.content_length or 0, headers={"Connection": "close"})
    return await handler(request)

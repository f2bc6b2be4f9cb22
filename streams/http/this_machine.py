"""What is for programs of this machine alone: health and metrics. Knows no path."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from aiohttp import web

from streams.access.loopback import is_local

FORWARDED = ("Forwarded", "Via", "X-Real-IP", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto")


def refuse_others(request: web.Request) -> None:
    """Loopback peers, none that a proxy speaks for, and no page of a name that was made to lead here. Raises
    HTTPForbidden."""
    peer = request.transport.get_extra_info("peername") if request.transport is not None else None
    near = peer is not None and ipaddress.ip_address(peer[0]).is_loopback
    host = urlsplit(f"//{request.host}").hostname or ""
    if not near or not is_local(host) or any(name in request.headers for name in FORWARDED):
        raise web.HTTPForbidden(text="Only for this machine.")

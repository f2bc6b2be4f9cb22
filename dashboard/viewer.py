"""Who asks, and whether they may: every request and every socket has a Viewer. Knows no page and no city.

Until people can sign in there is one viewer, the demo identity, and it is given only to this machine itself.
"""

from __future__ import annotations

import ipaddress
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

VIEWER_KEY = "gridwall.viewer"
Application = Callable[[dict[str, Any], Any], Iterable[bytes]]
FORWARDED = re.compile(r"HTTP_(.*FORWARDED.*|VIA|.*_REAL_IP|.*CLIENT_IP|.*CONNECTING_IP)")
HOST = re.compile(r"(?:\[([0-9a-fA-F:.]+)\]|([A-Za-z0-9.-]+))(?::\d{1,5})?")


class NotAllowed(Exception):
    """One sentence that may be shown to whoever asked."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """`scope` is the code of the area whose people and cases they may see, with everything below it."""

    id: str
    role: str
    scope: str


class DemoIdentity:
    """Hands the one viewer to requests that come from this machine, and to no other."""

    def __init__(self, scope: str) -> None:
        self.viewer = Viewer("demo", "operator", scope)

    def of(self, environ: Mapping[str, Any], *, socket: bool = False) -> Viewer:
        """The viewer of a WSGI request, or NotAllowed; a socket must say where its page came from."""
        _refuse_forwarded(environ)
        _refuse_far(str(environ.get("REMOTE_ADDR") or ""))
        host = str(environ.get("HTTP_HOST") or "")
        name = HOST.fullmatch(host)
        if not name or not is_local((name[1] or name[2]).lower()):
            raise NotAllowed("The demo answers only to the name localhost.")
        origin = environ.get("HTTP_ORIGIN")
        if origin is None and not socket:
            return self.viewer
        if origin != f"{environ.get('wsgi.url_scheme', 'http')}://{host}":
            raise NotAllowed("The request must come from a page of this server (Origin).")
        return self.viewer


def is_local(host: str) -> bool:
    """Whether a name or address means this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _refuse_forwarded(environ: Mapping[str, Any]) -> None:
    for name in environ:
        if FORWARDED.fullmatch(name):
            raise NotAllowed("The demo does not answer through a proxy: people cannot sign in yet.")


def _refuse_far(address: str) -> None:
    if not is_local(address):
        raise NotAllowed("The demo answers only to this machine: people cannot sign in yet.")


class Guard:
    """The outermost WSGI layer: no request and no socket goes in without a viewer."""

    def __init__(self, application: Application, identity: DemoIdentity) -> None:
        self.application, self.identity = application, identity

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        socket = str(environ.get("HTTP_UPGRADE", "")).lower() == "websocket"
        try:
            environ[VIEWER_KEY] = self.identity.of(environ, socket=socket)
        except NotAllowed as reason:
            body = json.dumps({"error": str(reason), "code": "not_allowed"}).encode()
            head = [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
            start_response("403 Forbidden", head)
            return [body]
        return self.application(environ, start_response)

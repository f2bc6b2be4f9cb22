"""The outermost layer that knows who asks: no request and no socket goes in without a viewer, and nobody is
one without the start token. Knows no page but the one that says how to come in."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from werkzeug.http import parse_cookie
from werkzeug.wrappers import Request

from dashboard.access import start_token
from dashboard.access.public_routes import NOBODY, is_open
from dashboard.access.viewer import VIEWER_KEY, Application, DemoIdentity, NotAllowedError, TryAgainError
from dashboard.transport.language import language_of
from layouts.address import at
from layouts.closed import closed_page, way_in

Answer = tuple[str, list[tuple[str, str]], bytes]
NO_START = (
    "Open the start address: the demo prints it, and `gridwall address` on the machine of the wall tells it."
)


class Guard:
    """`token()` is what opens the wall; None: nobody comes in. `now()`: epoch ms."""

    def __init__(
        self,
        application: Application,
        identity: DemoIdentity,
        token: Callable[[], str | None],
        now: Callable[[], int],
    ) -> None:
        self.application, self.identity, self._token, self.now = application, identity, token, now

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        socket = str(environ.get("HTTP_UPGRADE", "")).lower() == "websocket"
        try:
            self.identity.check(environ, socket=socket)
            if (way := self._came(environ)) is not None:
                return _say(environ, start_response, way)
            sealed = self._sealed(environ)
            if sealed is not None:
                environ[VIEWER_KEY] = self.identity.of(environ, socket=socket)
            elif is_open(environ):
                environ[VIEWER_KEY] = NOBODY
            else:
                return _say(environ, start_response, _not_in(environ, socket))
        except NotAllowedError as reason:
            return _say(environ, start_response, _told("403 Forbidden", "not_allowed", str(reason)))
        except TryAgainError as reason:
            return _say(environ, start_response, _told("503 Service Unavailable", "away", str(reason)))
        return self.application(environ, self._refreshing(environ, sealed, start_response))

    def _sealed(self, environ: dict[str, Any]) -> int | None:
        """When this browser's cookie was made; None: it has none that opens."""
        token = self._token()
        cookies = parse_cookie(str(environ.get("HTTP_COOKIE") or ""))
        return start_token.opened(token, cookies.get(start_token.cookie_name(token or "")), self.now())

    def _came(self, environ: dict[str, Any]) -> Answer | None:
        """By the start address: on to the same address without its token, which then stands nowhere."""
        query = parse_qsl(str(environ.get("QUERY_STRING") or ""), keep_blank_values=True)
        told = next((value for name, value in query if name == start_token.PARAMETER), None)
        if told is None or environ.get("REQUEST_METHOD") not in ("GET", "HEAD"):
            return None
        token, cookie = self._token(), []
        if start_token.fits(token, told):
            cookie = [("Set-Cookie", start_token.set_cookie(str(token), self.now()))]
        elif self._sealed(environ) is None:
            return _not_in(environ, False)
        rest = urlencode([pair for pair in query if pair[0] != start_token.PARAMETER])
        place = _place(environ, rest)
        headers = [("Cache-Control", "no-store"), ("Referrer-Policy", "no-referrer"), *cookie]
        if environ.get("HTTP_SEC_FETCH_SITE") == "cross-site":  # such a visit brings no cookie along
            return "200 OK", [_HTML, *headers], way_in(place).encode()
        return "303 See Other", [("Location", at(place)), *headers], b""

    def _refreshing(self, environ: dict[str, Any], sealed: int | None, start_response: Any) -> Any:
        """A wall that runs for a year keeps its cookie."""
        token, now = self._token(), self.now()
        kept = str(environ.get("PATH_INFO")).startswith("/assets/")
        if sealed is None or token is None or kept or abs(now - sealed) < start_token.REFRESHED_MS:
            return start_response

        def refreshed(status: str, headers: list[tuple[str, str]], info: Any = None) -> Any:
            return start_response(
                status, [*headers, ("Set-Cookie", start_token.set_cookie(token, now))], info
            )

        return refreshed


_HTML = ("Content-Type", "text/html; charset=utf-8")


def _not_in(environ: dict[str, Any], socket: bool) -> Answer:
    """A browser is told on a page how to come in."""
    if socket or "text/html" not in str(environ.get("HTTP_ACCEPT") or ""):
        return _told("403 Forbidden", "no_start", NO_START)
    request = Request(environ)
    if request.headers.get("Sec-Fetch-Site") == "cross-site" and request.method == "GET":
        # a link on another site brings no cookie of ours: asked again from here, it does
        place = _place(environ, str(environ.get("QUERY_STRING") or ""))
        return "200 OK", [_HTML, ("Cache-Control", "no-store")], way_in(place).encode()
    page = closed_page(language_of(request))
    return "403 Forbidden", [_HTML, ("Cache-Control", "no-store")], page.encode()


def _place(environ: dict[str, Any], query: str) -> str:
    """An address of this server, whatever slashes it begins with."""
    path = quote(str(environ.get("PATH_INFO") or "").lstrip("/").encode("latin-1"))
    return f"/{path}?{query}" if query else f"/{path}"


def _told(status: str, code: str, reason: str) -> Answer:
    body = json.dumps({"error": reason, "code": code}).encode()
    return status, [("Content-Type", "application/json"), ("Cache-Control", "no-store")], body


def _say(environ: dict[str, Any], start_response: Any, answer: Answer) -> Iterable[bytes]:
    status, headers, body = answer
    start_response(status, [*headers, ("Content-Length", str(len(body)))])
    return [] if environ.get("REQUEST_METHOD") == "HEAD" else [body]

"""Who asks, and whether they may: every request and every socket has a Viewer. Knows no page and no city.

Until people can sign in there is the demo identity, and it is given only to this machine itself: one viewer
for all walls, and a seat for each browser that has opened a duty console. guard.py asks for the start token.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from flask import request
from werkzeug.http import parse_cookie

from city.access.roles import may
from dashboard.access.seat import COOKIE, Seat, unseal
from streams.access.loopback import is_local

VIEWER_KEY = "gridwall.viewer"
Application = Callable[[dict[str, Any], Any], Iterable[bytes]]
FORWARDED = re.compile(r"HTTP_(.*FORWARDED.*|VIA|.*_REAL_IP|.*CLIENT_IP|.*CONNECTING_IP)")
HOST = re.compile(r"(?:\[([0-9a-fA-F:.]+)\]|([A-Za-z0-9.-]+))(?::\d{1,5})?")


class NotAllowedError(Exception):
    """One sentence that may be shown to whoever asked."""


class TryAgainError(Exception):
    """Who asks cannot be known just now; one sentence."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """`scope` is the code of the area whose people and cases they may see, with everything below it."""

    id: str
    role: str
    scope: str
    session: str = ""  # of somebody who signed in

    @property
    def names(self) -> bool:
        """Whether people are told to them by id and name. Where nobody signs in there are no roles: whoever
        opens the wall of this machine sees what it holds."""
        return not self.session or may(self.role, "ids")


def viewer() -> Viewer:
    """Who asks in the request being answered."""
    asks: Viewer = request.environ[VIEWER_KEY]
    return asks


class DemoIdentity:
    """Hands a viewer to requests that come from this machine, and to no other.

    `seat_key` tells what seats are signed with; None while nobody has settled on it.
    """

    def __init__(self, scope: str, seat_key: Callable[[], bytes | None] = lambda: None) -> None:
        self.viewer = Viewer("demo", "operator", scope)
        self._seat_key = seat_key

    def of(self, environ: Mapping[str, Any], *, socket: bool = False) -> Viewer:
        """The viewer of a WSGI request, or TryAgain for a console whose seat cannot be told."""
        cookie = seat_cookie(environ)
        if cookie is None:
            return self.viewer
        key = self._seat_key()
        if key is None and socket and _of_console(environ):
            raise TryAgainError("It is not settled yet which seats are ours: Redis is away.")
        seat = unseal(key, cookie) if key else None
        return self.seated(seat) if seat else self.viewer

    def seated(self, seat: Seat) -> Viewer:
        return Viewer(seat.id, seat.role, self.viewer.scope)

    def check(self, environ: Mapping[str, Any], *, socket: bool = False) -> None:
        """NotAllowed for what does not come from this machine. A socket must say where its page came from."""
        _refuse_forwarded(environ)
        _refuse_far(str(environ.get("REMOTE_ADDR") or ""))
        host = str(environ.get("HTTP_HOST") or "")
        name = HOST.fullmatch(host)
        if not name or not is_local((name[1] or name[2]).lower()):
            raise NotAllowedError("The demo answers only to the name localhost.")
        origin = environ.get("HTTP_ORIGIN")
        if origin is None and not socket:
            return
        if origin != f"{environ.get('wsgi.url_scheme', 'http')}://{host}":
            raise NotAllowedError("The request must come from a page of this server (Origin).")


def seat_cookie(environ: Mapping[str, Any]) -> str | None:
    return parse_cookie(str(environ.get("HTTP_COOKIE") or "")).get(COOKIE)


def _of_console(environ: Mapping[str, Any]) -> bool:
    return parse_qs(str(environ.get("QUERY_STRING") or "")).get("kind") == ["console"]


def _refuse_forwarded(environ: Mapping[str, Any]) -> None:
    for name in environ:
        if FORWARDED.fullmatch(name):
            raise NotAllowedError("The demo does not answer through a proxy: people cannot sign in yet.")


def _refuse_far(address: str) -> None:
    if not is_local(address):
        raise NotAllowedError("The demo answers only to this machine: people cannot sign in yet.")

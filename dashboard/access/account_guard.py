"""The outermost layer where people sign in: no request and no socket goes in without a session, but to what
names nobody. Knows no page; an unknown visitor is led to the one where people sign in."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote

from werkzeug.http import parse_cookie

from dashboard.access.network import Network
from dashboard.access.public_routes import NOBODY, is_open
from dashboard.access.session_cookie import cookie_name, unseal
from dashboard.access.sessions_door import SessionsDoor, Standing
from dashboard.access.viewer import VIEWER_KEY, Application, NotAllowedError, Viewer
from layouts.address import at
from streams.access.links import TOKEN
from streams.access.sessions import Session

STANDING_KEY = "gridwall.standing"
PEER_KEY = "gridwall.peer"
SIGNED_OUT_KEY = "gridwall.signed_out"
SIGN_IN = "/sign-in"
IN_AND_OUT = (SIGN_IN, "/sign-out")
FIRST, DEMO = "/first", "/demo"
PAIRING = "/screen"  # where a browser becomes a screen, and a screen that was revoked shows a code again
OF_SIGNING_IN = (
    SIGN_IN,
    FIRST,
    "/assets/styles/dialog.css",
    "/assets/styles/sign_in.css",
    "/assets/styles/tokens.css",
    "/assets/styles/base.css",
)
ACCOUNT = "/account"
OF_CHANGING = (*OF_SIGNING_IN, ACCOUNT, f"{ACCOUNT}/password", "/sign-out")
FORMS = {f"{ACCOUNT}/{act}": ACCOUNT for act in ("act", "end", "password")} | {"/sign-out": "/"}
NOT_IN = "Sign in first."
ONE_CREDENTIAL = "Bring one: a session, a link or a key."
OF_A_LINK = re.compile(rf"/(?:field/.+|department/{TOKEN.pattern}(?:/.*)?)")
OF_MACHINES = ("/healthz", "/readyz", "/metrics")  # asked by what looks after this machine, by its own name
OF_NOBODY_AFAR = ("/readyz", "/metrics")
STILL_READING = "This process has just begun and is still reading who is signed in."
MUST_CHANGE = "Change the password first: somebody else chose it."


class AccountGuard:
    """`keys()`: what session cookies are signed with, the newest last; `seen(session)` writes it down;
    `entrance` is where strangers are led."""

    def __init__(
        self,
        application: Application,
        network: Network,
        door: SessionsDoor,
        keys: Callable[[], list[bytes]],
        seen: Callable[[Session], object],
        entrance: str = SIGN_IN,
    ) -> None:
        self._application, self._network, self._door = application, network, door
        self._keys, self._seen, self._entrance = keys, seen, entrance

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        socket = str(environ.get("HTTP_UPGRADE", "")).lower() == "websocket"
        for name in (VIEWER_KEY, STANDING_KEY, PEER_KEY, SIGNED_OUT_KEY):
            environ.pop(name, None)
        path = str(environ.get("PATH_INFO"))
        if path in OF_MACHINES and (self._network.from_here(environ) or self._network.has_token(environ)):
            environ[VIEWER_KEY] = NOBODY
            return self._application(environ, start_response)
        try:
            self._network.check(environ, socket=socket)
            environ[PEER_KEY] = self._network.peer(environ)
        except NotAllowedError as reason:
            return _refuse(environ, start_response, "403 Forbidden", "not_allowed", str(reason))
        if self._credentials(environ) > 1:
            return _refuse(environ, start_response, "400 Bad Request", "one_credential", ONE_CREDENTIAL)
        by_link = OF_A_LINK.fullmatch(path)
        session = None if by_link else self._session(environ)
        standing = self._door.standing(session)
        if standing is not None and standing.account.must_change and not _changing(environ):
            return _keep_to_changing(environ, start_response, socket)
        if standing is not None:
            environ[STANDING_KEY], environ[VIEWER_KEY] = standing, viewer_of(standing)
            if self._door.noteworthy(standing.session):
                self._seen(standing.session)
        elif path in (*OF_SIGNING_IN, self._entrance) or (path not in OF_NOBODY_AFAR and is_open(environ)):
            environ[VIEWER_KEY] = NOBODY
            if path in (SIGN_IN, self._entrance) and self._cookie(environ) and self._door.caught_up:
                environ[SIGNED_OUT_KEY] = self._door.signed_out(session)
        elif session is not None and not self._door.caught_up:
            return _refuse(environ, start_response, "503 Service Unavailable", "away", STILL_READING)
        elif socket or not _wants_a_page(environ):
            return _refuse(environ, start_response, "401 Unauthorized", "not_signed_in", NOT_IN)
        else:
            screens = path.startswith(f"{PAIRING}/") or self._door.was_screen(session)
            return _lead(environ, start_response, PAIRING if screens else self._entrance)
        return self._application(environ, start_response)

    def _credentials(self, environ: dict[str, Any]) -> int:
        """How many ways of saying who one is came with the request; a cookie that came twice is two."""
        name = cookie_name(self._network.secure, self._network.base)
        cookies = str(environ.get("HTTP_COOKIE") or "").split(";")
        sessions = sum(each.partition("=")[0].strip() == name for each in cookies)
        return sessions + ("HTTP_AUTHORIZATION" in environ)

    def _session(self, environ: dict[str, Any]) -> str | None:
        """The id that a cookie of ours names, whether there is such a session or not."""
        return unseal(self._keys(), self._cookie(environ))

    def _cookie(self, environ: dict[str, Any]) -> str | None:
        cookies = parse_cookie(str(environ.get("HTTP_COOKIE") or ""))
        return cookies.get(cookie_name(self._network.secure, self._network.base))


def viewer_of(standing: Standing) -> Viewer:
    return Viewer(standing.account.id, standing.grant.role, standing.grant.area, standing.session.id)


def local_place(told: str | None) -> str:
    """An address of this server to go on to, whatever came: never another host's."""
    text = told or ""
    ours = text.startswith("/") and not text.startswith("//") and "\\" not in text and text.isprintable()
    return text if ours and not text.startswith(IN_AND_OUT) else "/"


def _changing(environ: dict[str, Any]) -> bool:
    return is_open(environ) or str(environ.get("PATH_INFO")) in OF_CHANGING


def _keep_to_changing(environ: dict[str, Any], start_response: Any, socket: bool) -> Iterable[bytes]:
    if socket or not _wants_a_page(environ):
        return _refuse(environ, start_response, "403 Forbidden", "must_change", MUST_CHANGE)
    start_response("303 See Other", [("Location", at(ACCOUNT)), ("Cache-Control", "no-store")])
    return [b""]


def _wants_a_page(environ: dict[str, Any]) -> bool:
    if "text/html" not in str(environ.get("HTTP_ACCEPT") or ""):
        return False
    return environ.get("REQUEST_METHOD") in ("GET", "HEAD") or _of_a_form(environ)


def _of_a_form(environ: dict[str, Any]) -> bool:
    """Sent by a page of ours, which has no script."""
    return environ.get("REQUEST_METHOD") == "POST" and str(environ.get("PATH_INFO")) in FORMS


def _lead(environ: dict[str, Any], start_response: Any, entrance: str) -> Iterable[bytes]:
    """To the page where one signs in, and from there to what was asked for."""
    path = quote(str(environ.get("PATH_INFO") or "").encode("latin-1"))
    query = str(environ.get("QUERY_STRING") or "")
    if entrance == PAIRING:  # nobody signs in there
        query = "".join(f"?{each}" for each in query.split("&") if each.startswith("lang="))
        start_response("303 See Other", [("Location", at(PAIRING + query)), ("Cache-Control", "no-store")])
        return [b""]
    place = FORMS[path] if _of_a_form(environ) else local_place(f"{path}?{query}" if query else path)
    target = f"{entrance}?to={quote(place, safe='')}" if place != "/" else entrance
    start_response("303 See Other", [("Location", at(target)), ("Cache-Control", "no-store")])
    return [b""]


def _refuse(
    environ: dict[str, Any], start_response: Any, status: str, code: str, reason: str
) -> Iterable[bytes]:
    body = json.dumps({"error": reason, "code": code}).encode()
    headers = [("Content-Type", "application/json"), ("Cache-Control", "no-store")]
    start_response(status, [*headers, ("Content-Length", str(len(body)))])
    return [] if environ.get("REQUEST_METHOD") == "HEAD" else [body]

"""The addresses of signing in and out. A form of plain HTML, answered by going on or by the form again."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, Response, make_response, redirect, request

from dashboard.access.account_guard import PEER_KEY, SIGN_IN, STANDING_KEY, local_place
from dashboard.access.session_cookie import clear_cookie, set_cookie
from dashboard.access.sign_in import SignIn, SignInRefusedError, Visitor
from dashboard.transport.language import language
from layouts.sign_in import LONGEST, sign_in_page
from streams.access.sessions import Session
from streams.record.startup import AWAY

SHEETS = ("/assets/styles/tokens.css", "/assets/styles/base.css", "/assets/styles/sign_in.css")
STATUS = {"wait": 429, "wrong": 401, "no_grant": 403, "away": 503}
POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


class SignInPages:
    """`keys()`: what cookies are signed with; `known(session)` has the process know it before it is used."""

    def __init__(
        self,
        sign_in: SignIn,
        keys: Callable[[], list[bytes]],
        secure: bool,
        known: Callable[[Session], object],
    ) -> None:
        self._sign_in, self._keys, self._secure, self._known = sign_in, keys, secure, known

    def show(self) -> Response:
        """The form; who is in already goes on."""
        to = local_place(request.args.get("to"))
        if request.environ.get(STANDING_KEY) is not None:
            return _see(to)
        return self._form(to)

    def enter(self) -> Response:
        to = local_place(request.form.get("to"))
        account, password = (request.form.get(name, "")[:LONGEST] for name in ("account", "password"))
        try:
            session = self._sign_in.sign_in(account, password, visitor())
        except SignInRefusedError as refused:
            return self._form(to, account, refused.code, refused.seconds)
        except AWAY:
            return self._form(to, account, "away")
        self._known(session)
        response = _see(to)
        seconds = (session.until - session.opened) // 1000
        response.headers["Set-Cookie"] = set_cookie(self._keys(), session.id, seconds, secure=self._secure)
        return response

    def leave(self) -> Response:
        standing = request.environ.get(STANDING_KEY)
        if standing is not None:
            self._sign_in.sign_out(standing.session, visitor())
        response = _see(SIGN_IN)
        response.headers["Set-Cookie"] = clear_cookie(secure=self._secure)
        return response

    def _form(self, to: str, account: str = "", refusal: str = "", seconds: int = 0) -> Response:
        page = sign_in_page(language(), SHEETS, to, account=account, refusal=refusal, seconds=seconds)
        response = make_response(page, STATUS.get(refusal, 200))
        response.headers["Cache-Control"] = "no-store"
        response.headers["Content-Security-Policy"] = POLICY
        if seconds:
            response.headers["Retry-After"] = str(seconds)
        return response


def register(server: Flask, pages: SignInPages) -> None:
    server.add_url_rule(SIGN_IN, "sign_in", pages.show, methods=["GET"])
    server.add_url_rule(SIGN_IN, "enter", pages.enter, methods=["POST"])
    server.add_url_rule("/sign-out", "sign_out", pages.leave, methods=["POST"])


def visitor() -> Visitor:
    """Who sends the request being answered."""
    return Visitor(str(request.environ.get(PEER_KEY) or ""), request.headers.get("User-Agent", "")[:200])


def _see(place: str) -> Response:
    response = make_response(redirect(place, 303))
    response.headers["Cache-Control"] = "no-store"
    return response

"""The addresses of signing in and out. A form of plain HTML, answered by going on or by the form again."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, Response, request

from dashboard.access.account_guard import PAIRING, SIGN_IN, STANDING_KEY, local_place
from dashboard.access.session_cookie import clear_cookie, set_cookie
from dashboard.accounts.page_answers import SHEETS, page_answer, see, signed_out, visitor
from dashboard.accounts.sign_in import SignIn, SignInRefusedError
from dashboard.transport.language import language
from layouts.accounts.sign_in import LONGEST, sign_in_page
from layouts.words import words
from streams.access.sessions import Session
from streams.record.startup import AWAY

STATUS = {"wait": 429, "wrong": 401, "no_grant": 403, "away": 503, "unwritten": 503}


class SignInPages:
    """`keys()`: what cookies are signed with; `known(session)` has the process know it before it is used;
    `landing(session)`: where one comes who asked for no place; `instead`: another entrance, where nobody has
    a password; `base` as in Origin.path."""

    def __init__(
        self,
        sign_in: SignIn,
        keys: Callable[[], list[bytes]],
        secure: bool,
        known: Callable[[Session], object],
        landing: Callable[[Session], str] = lambda _: "/",
        instead: str = "",
        base: str = "",
    ) -> None:
        self._sign_in, self._keys, self._instead = sign_in, keys, instead
        self._secure, self._base = secure, base
        self._known, self._landing = known, landing

    def show(self) -> Response:
        """The form; who is in already goes on."""
        to = local_place(request.args.get("to"))
        if request.environ.get(STANDING_KEY) is not None:
            return see(to)
        if self._instead:
            return see(self._instead)
        return self._form(to, refusal="unwritten" if request.args.get("out") == "unwritten" else "")

    def enter(self) -> Response:
        """A new session; one that this browser had before ends."""
        before = request.environ.get(STANDING_KEY)
        to = local_place(request.form.get("to"))
        account, password = (request.form.get(name, "")[:LONGEST] for name in ("account", "password"))
        try:
            session = self._sign_in.sign_in(account, password, visitor())
            if before is not None:
                self._sign_in.sign_out(before.session, visitor())
        except SignInRefusedError as refused:
            return self._form(to, account, refused.code, refused.seconds)
        except AWAY:
            return self._form(to, account, "away")
        self._known(session)
        path, mark, query = to.partition("?")
        response = see(f"{self._landing(session)}{mark}{query}" if path == "/" else to)
        seconds = (session.until - session.opened) // 1000
        response.headers["Set-Cookie"] = set_cookie(
            self._keys(), session.id, seconds, secure=self._secure, base=self._base
        )
        return response

    def leave(self) -> Response:
        """Out of this browser in any case; what could not be written down is said."""
        standing, place = request.environ.get(STANDING_KEY), SIGN_IN
        if request.form.get("then") == "pair":
            place = PAIRING
        try:
            if standing is not None:
                self._sign_in.sign_out(standing.session, visitor())
        except AWAY:
            place = f"{SIGN_IN}?out=unwritten"
        response = see(place)
        response.headers["Set-Cookie"] = clear_cookie(secure=self._secure, base=self._base)
        return response

    def _form(self, to: str, account: str = "", refusal: str = "", seconds: int = 0) -> Response:
        lang = language()
        made = request.args.get("first") == "made" and words(lang)["sign_in_first"]
        notice = "" if refusal else made or signed_out(lang)
        page = sign_in_page(
            lang, SHEETS, to, account=account, refusal=refusal, seconds=seconds, notice=notice
        )
        response = page_answer(page, STATUS.get(refusal, 200))
        if seconds:
            response.headers["Retry-After"] = str(seconds)
        return response


def register(server: Flask, pages: SignInPages) -> None:
    server.add_url_rule(SIGN_IN, "sign_in", pages.show, methods=["GET"])
    server.add_url_rule(SIGN_IN, "enter", pages.enter, methods=["POST"])
    server.add_url_rule("/sign-out", "sign_out", pages.leave, methods=["POST"])

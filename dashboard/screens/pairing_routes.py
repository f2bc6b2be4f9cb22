"""The addresses of pairing: the page that shows a code, what it asks for, and what an operator asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec
from flask import Flask, Response, request
from msgspec import Struct

from city.access.roles import SCREEN
from dashboard.access.account_guard import PAIRING, STANDING_KEY
from dashboard.access.session_cookie import set_cookie
from dashboard.access.sessions_door import Standing
from dashboard.access.viewer import viewer
from dashboard.accounts.page_answers import SHEETS, page_answer, see, standing_here, visitor
from dashboard.screens.pair_command import Pair, PairCommand, PairRefusedError
from dashboard.screens.pairing_cookie import pairing_cookie_name, set_pairing_cookie
from dashboard.screens.waiting_browsers import WaitingBrowsers
from dashboard.transport.answers import answer, refuse
from dashboard.transport.language import language
from dashboard.transport.page_files import PageFiles
from dashboard.transport.route_docs import documented
from layouts.address import at
from layouts.screens.pairing_page import pairing_page, taken_page
from layouts.sentences import both
from streams.access.pairing import PairingError
from streams.access.security_headers import plain_page_policy
from streams.access.sessions import Session
from streams.messages.values import UNREADABLE
from streams.record.startup import AWAY

POLICY = plain_page_policy().replace("form-action 'none'", "form-action 'self'")
PAIR = "/api/screens/pair"
REFUSALS = (
    *((400, "bad_command"), (403, "outside"), (403, "no_longer"), (403, "bad_name"), (403, "taken")),
    *((404, "unknown_code"), (409, "out_of_range"), (429, "wait"), (503, "busy"), (503, "away")),
)


class Shown(Struct, frozen=True, omit_defaults=True):
    """`state` is waiting, expired, paired, person, or unhung: a screen that hangs nowhere; `code` is good for
    so many `seconds`; `place` is where a screen goes on to."""

    state: str
    code: str = ""
    seconds: int = 0
    place: str = ""


class Paired(Struct, frozen=True):
    ok: bool
    screen: str


@dataclass(frozen=True, slots=True)
class Cookies:
    """`keys()`: what sessions' are signed with; `secure` and `base` as of Network."""

    keys: Callable[[], list[bytes]]
    secure: bool
    base: str


class PairingPages:
    """`known(session)` has the process know it before it is used; `ready()`: whether it has read who is in,
    before which a screen that comes back would be taken for a stranger; `hangs(screen)`: whether it has a
    page to show."""

    def __init__(
        self,
        browsers: WaitingBrowsers,
        pair: PairCommand,
        files: PageFiles,
        cookies: Cookies,
        known: Callable[[Session], object],
        ready: Callable[[], bool],
        hangs: Callable[[str], bool],
    ) -> None:
        self._browsers, self._pair, self._files, self._cookies = browsers, pair, files, cookies
        self._known, self._ready, self._hangs = known, ready, hangs

    def show(self) -> Response:
        """The page with the code; a screen goes on to its own."""
        standing, lang = _standing(), language()
        screen = standing is not None and standing.grant.role == SCREEN
        if standing is not None and screen and self._hangs(standing.account.id):
            return see(_place(standing.account.id))
        if standing is None or screen:
            sheets, module = self._files.sheets("pairing"), self._files.module("pairing")
            return page_answer(pairing_page(lang, sheets, module), policy=POLICY)
        return page_answer(taken_page(lang, SHEETS, standing.account.name), policy=POLICY)

    def make(self) -> Response:
        """Another code for this browser."""
        if (told := self._who_is_in()) is not None:
            return told
        try:
            offer, seconds = self._browsers.offer(visitor(), self._secret())
        except PairingError as refused:
            return _wait(refused.code, both(f"pairing_{refused.code}"), 429, refused.seconds)
        except AWAY:
            return refuse(503, "away", both("pairing_away"))
        response = answer(Shown("waiting", offer.code, seconds))
        response.headers.add("Set-Cookie", self._kept(offer.secret, seconds))
        return response

    def look(self) -> Response:
        """What came of the code; the session's cookie is set as soon as it was typed."""
        if (told := self._who_is_in()) is not None:
            return told
        secret = self._secret()
        try:
            if (state := self._browsers.state(secret)) != "paired":
                return answer(Shown(state))
            session = self._browsers.collect(secret, visitor())
        except PairingError as refused:
            return _wait(refused.code, both("pairing_busy"), 503, refused.seconds)
        except AWAY:
            return refuse(503, "away", both("pairing_away"))
        return answer(Shown("expired")) if session is None else self._becomes(session)

    @documented(Paired, *REFUSALS, body=Pair)
    def pair(self) -> Response:
        """The browser that shows this code becomes a screen. Any other word with 409: it cannot hang so."""
        asked = _asked()
        if isinstance(asked, str):
            return refuse(400, "bad_command", both("bad_wall_command", {"got": asked}))
        try:
            id = self._pair.carry_out(standing_here(), viewer(), asked, visitor().address)
        except PairRefusedError as refused:
            return _wait(refused.code, refused.reason, refused.status, refused.seconds)
        except AWAY:
            return refuse(503, "away", both("pairing_away"))
        return answer(Paired(True, id))

    def _who_is_in(self) -> Response | None:
        """What is told to whoever needs no code."""
        if not self._ready():
            return refuse(503, "away", both("pairing_away"))
        standing = _standing()
        if standing is None:
            return None
        if standing.grant.role != SCREEN:
            return answer(Shown("person"))
        if not self._hangs(standing.account.id):
            return answer(Shown("unhung"))
        return answer(Shown("paired", place=_address(standing.account.id)))

    def _becomes(self, session: Session) -> Response:
        self._known(session)
        response, to = answer(Shown("paired", place=_address(session.account))), self._cookies
        seconds = (session.until - session.opened) // 1000
        own = set_cookie(to.keys(), session.id, seconds, secure=to.secure, base=to.base)
        response.headers.add("Set-Cookie", own)
        response.headers.add("Set-Cookie", self._kept("", 0))
        return response

    def _secret(self) -> str:
        told = request.cookies.get(pairing_cookie_name(self._cookies.secure, self._cookies.base), "")
        return told[:64]

    def _kept(self, secret: str, seconds: int) -> str:
        return set_pairing_cookie(secret, seconds, secure=self._cookies.secure, base=self._cookies.base)


def _standing() -> Standing | None:
    standing: Standing | None = request.environ.get(STANDING_KEY)
    return standing


def _place(screen: str) -> str:
    return f"{PAIRING}/{screen}"


def _address(screen: str) -> str:
    """As a browser asks for it."""
    return at(_place(screen))


def _asked() -> Pair | str:
    """What was sent; or what is wrong with it."""
    if not request.is_json:
        return "JSON"
    try:
        return msgspec.json.decode(request.get_data(cache=False), type=Pair)
    except UNREADABLE as error:
        return str(error)


def _wait(code: str, reason: Any, status: int, seconds: int) -> Response:
    response = refuse(status, code, reason)
    if seconds:
        response.headers["Retry-After"] = str(seconds)
    return response


def register(server: Flask, pages: PairingPages) -> None:
    server.add_url_rule(PAIRING, "screen_code", pages.show, methods=["GET"])
    server.add_url_rule(f"{PAIRING}/pairing", "screen_code_made", pages.make, methods=["POST"])
    server.add_url_rule(f"{PAIRING}/pairing", "screen_code_looked_at", pages.look, methods=["GET"])
    server.add_url_rule(PAIR, "screen_paired", pages.pair, methods=["POST"])

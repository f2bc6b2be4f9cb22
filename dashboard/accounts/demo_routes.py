"""A demo's way in: who opened the printed address takes any of its accounts, and is then as much somebody as
whoever signs in. There only where the settings say so, on this machine, in a demo world."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, Response, request

from city.areas.areas import Areas
from city.cases.actors import DEMO_DESK
from dashboard.access import start_token
from dashboard.access.account_guard import DEMO, STANDING_KEY
from dashboard.access.session_cookie import set_cookie
from dashboard.accounts.grant_rows import area_name
from dashboard.accounts.landing import home
from dashboard.accounts.page_answers import SHEETS, page_answer, see, signed_out, visitor
from dashboard.accounts.sign_in import SignIn, SignInRefusedError
from dashboard.transport.language import language
from layouts.accounts.demo import DemoAccount, demo_page
from layouts.closed import closed_page
from streams.access.accounts import Account, Accounts
from streams.access.sessions import Session
from streams.record.startup import AWAY

PREFIX = "demo-"  # of its accounts' ids


class DemoPages:
    """`token()` is what the printed address carries; `world()` what Redis says which world this is;
    `known(session)` has the process know it before it is used."""

    def __init__(
        self,
        sign_in: SignIn,
        accounts: Accounts,
        areas: Areas,
        clock: Callable[[], int],
        token: Callable[[], str | None],
        keys: Callable[[], list[bytes]],
        world: Callable[[], str | None],
        known: Callable[[Session], object],
    ) -> None:
        self._sign_in, self._accounts, self._areas, self._clock = sign_in, accounts, areas, clock
        self._token, self._keys, self._world, self._known = token, keys, world, known

    def show(self) -> Response:
        token, told = self._token(), request.args.get(start_token.PARAMETER)
        if token and told is not None and start_token.fits(token, told):
            response = see(DEMO)
            response.headers["Set-Cookie"] = start_token.set_cookie(token, self._clock())
            return response
        return self._refusal() or self._page()

    def take(self) -> Response:
        """A new session; the one before ends."""
        if (refusal := self._refusal()) is not None:
            return refusal
        before = request.environ.get(STANDING_KEY)
        try:
            account = self._accounts.get(request.form.get("account", ""))
            if account is None or not account.id.startswith(PREFIX) or not account.current():
                return self._page("demo_unknown", 404)
            session = self._sign_in.open(account, visitor(), "demo")
            if before is not None:
                self._sign_in.sign_out(before.session, visitor())
        except SignInRefusedError:
            return self._page("demo_unknown", 403)
        except AWAY:
            return self._page("refused_away", 503)
        self._known(session)
        response = see(home(account.grants[0]))
        seconds = (session.until - session.opened) // 1000
        response.headers["Set-Cookie"] = set_cookie(self._keys(), session.id, seconds, secure=False)
        return response

    def _refusal(self) -> Response | None:
        """None for who opened the start address of a demo world."""
        token, world = self._token(), self._world()
        cookie = request.cookies.get(start_token.cookie_name(token or ""))
        if start_token.opened(token, cookie, self._clock()) is None or world not in (None, "demo"):
            return page_answer(closed_page(language()), 403)
        if world is None:  # Redis has not told yet
            return page_answer(demo_page(language(), SHEETS, [], "refused_away"), 503)
        return None

    def _page(self, said: str = "", status: int = 200) -> Response:
        lang, standing = language(), request.environ.get(STANDING_KEY)
        try:
            held = [each for each in self._accounts.all() if _offered(each)]
        except AWAY:
            held, said, status = [], "refused_away", 503
        present = standing.account.id if standing else ""
        rows = [self._row(each, lang, present) for each in sorted(held, key=self._order)]
        return page_answer(demo_page(lang, SHEETS, rows, said, "" if said else signed_out(lang)), status)

    def _row(self, account: Account, lang: str, present: str) -> DemoAccount:
        grant = account.grants[0]
        area = area_name(self._areas, grant.area, lang)
        return DemoAccount(account.id, grant.role, grant.area, area, account.id == present)

    def _order(self, account: Account) -> tuple[int, str]:
        """From the city down."""
        area = account.grants[0].area
        return self._areas.position.get(area, 0), account.id


def _offered(account: Account) -> bool:
    ours = account.id.startswith(PREFIX) and account.id != DEMO_DESK
    return ours and account.current() and bool(account.grants)


def register(server: Flask, pages: DemoPages) -> None:
    server.add_url_rule(DEMO, "demo", pages.show, methods=["GET"])
    server.add_url_rule(DEMO, "demo_taken", pages.take, methods=["POST"])

"""Making the first administrator: a page that is there only while a code waits for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from flask import Flask, Response, request

from city.access.passwords import SHORTEST
from dashboard.access.account_guard import FIRST, SIGN_IN
from dashboard.accounts.landing import ADMINISTRATION
from dashboard.accounts.page_answers import SHEETS, page_answer, see, visitor
from dashboard.transport.error_pages import error_answer
from dashboard.transport.language import language
from layouts.accounts.account import LONGEST
from layouts.accounts.first import FIELDS, first_page
from streams.access.administration import (
    HOST,
    Administration,
    AdministrationError,
    Hand,
    Installation,
)
from streams.access.first_code import FirstCode
from streams.access.sign_in_delays import SignInDelays
from streams.record.connections import Connections
from streams.record.startup import AWAY

TRIES = " first"  # under which failures are counted: no account is called so


class FirstPages:
    """`clock` in epoch ms, `day` the city's local day."""

    def __init__(
        self,
        connections: Connections,
        held: Installation,
        clock: Callable[[], int],
        day: Callable[[], date],
    ) -> None:
        redis, keys = connections.clerk_redis, connections.keys
        self._to, self._held, self._clock, self._day = connections, held, clock, day
        self._code, self._delays = FirstCode(redis, keys), SignInDelays(redis, keys)

    def show(self) -> Response:
        try:
            return self._page() if self._code.waits(self._clock()) else error_answer(404)
        except AWAY:
            return self._page("refused_away", 503)

    def make(self) -> Response:
        told = {name: request.form.get(name, "").strip()[: LONGEST + 1] for name, *_ in FIELDS}
        try:
            return self._made(told)
        except AWAY:
            return self._page("refused_away", 503)

    def _made(self, told: dict[str, str]) -> Response:
        now, address = self._clock(), visitor().address
        if self._delays.wait(TRIES, address, now):
            return self._page("refused_wait", 429)
        if not self._code.fits(told["code"], now):
            self._delays.failed(TRIES, address, now)
            return self._page("refused_code", 403)
        if told["new"] != told["again"]:
            return self._page("refused_twice", 403)
        redis, keys, hand = self._to.clerk_redis, self._to.keys, Hand(HOST, self._root, address=address)
        administration = Administration(redis, keys, self._held, hand, now, self._day())
        try:
            administration.first(
                told["account"], told["name"], told["new"], lambda: self._code.spend(told["code"], now)
            )
        except AdministrationError as refused:
            key = refused.code if refused.code.startswith("password_") else f"refused_{refused.code}"
            return self._page(key, 403)
        return see(f"{SIGN_IN}?to={ADMINISTRATION}&first=made")

    @property
    def _root(self) -> str:
        return self._held.areas.root.code

    def _page(self, refusal: str = "", status: int = 200) -> Response:
        told = {name: request.form.get(name, "")[:LONGEST] for name, *_ in FIELDS}
        return page_answer(first_page(language(), SHEETS, SHORTEST, told, refusal), status)


def register(server: Flask, pages: FirstPages) -> None:
    server.add_url_rule(FIRST, "first", pages.show, methods=["GET"])
    server.add_url_rule(FIRST, "first_made", pages.make, methods=["POST"])

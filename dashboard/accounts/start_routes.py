"""The first page of whoever is in, where `/` leads, and what the heads of other pages say of them."""

from __future__ import annotations

from flask import Flask, Response, request

from city.areas.areas import Areas
from dashboard.access.account_guard import DEMO, STANDING_KEY
from dashboard.accounts.grant_rows import grant_row, grant_rows
from dashboard.accounts.landing import ACCOUNT, START, home, places
from dashboard.accounts.page_answers import SHEETS, page_answer, see, standing_here
from dashboard.transport.language import language
from layouts.accounts.account import account_words, acts_as
from layouts.accounts.start import Start, start_page
from layouts.address import at


class StartPages:
    """`demo`: one changes to any other account of it as well."""

    def __init__(self, areas: Areas, *, demo: bool = False) -> None:
        self._areas, self._demo = areas, demo

    def show(self) -> Response:
        standing, lang = standing_here(), language()
        rows = grant_rows(standing, self._areas, lang)
        start = Start(standing.account.name, standing.account.id, rows, places(standing.grant))
        return page_answer(start_page(lang, SHEETS, start))

    def fact(self, lang: str) -> dict[str, object] | None:
        """Of the request being answered."""
        if (standing := request.environ.get(STANDING_KEY)) is None:
            return None
        text, grant = account_words(lang), standing.grant
        offered = [("start", START), *places(grant), ("account", ACCOUNT)]
        offered += [("demo", DEMO)] if self._demo else []
        role = acts_as(text, grant_row(grant, self._areas, lang))
        return {
            "name": role if self._demo else standing.account.name,
            "acts_as": role,
            "places": [[at(spoken(address, lang)), text[f"place_{right}"]] for right, address in offered],
        }


def spoken(address: str, lang: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}lang={lang}"


def register(server: Flask, pages: StartPages) -> None:
    """Before the pages, which lead `/` to a wall."""
    server.add_url_rule(START, "start", pages.show, methods=["GET"])

    @server.before_request
    def at_the_root() -> Response | None:
        standing = request.environ.get(STANDING_KEY)
        return see(home(standing.grant)) if standing and request.path == "/" else None

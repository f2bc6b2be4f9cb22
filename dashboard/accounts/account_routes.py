"""The page of one's own account and what its forms ask for. Each form is answered by the page again."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from flask import Flask, Response, request

from city.access.grants import chosen
from city.access.passwords import SHORTEST, PasswordError
from city.areas.areas import Areas
from city.time.days import LocalDays
from dashboard.access.session_handle import handle
from dashboard.access.sessions_door import Standing
from dashboard.accounts.grant_rows import grant_rows
from dashboard.accounts.landing import home
from dashboard.accounts.own_account import OwnAccounts, OwnRefusedError
from dashboard.accounts.page_answers import SHEETS, page_answer, see, standing_here, visitor
from dashboard.transport.language import language
from layouts.accounts.account import LONGEST, OwnAccount, SessionRow, account_page
from layouts.accounts.agent import agent_words
from streams.record.startup import AWAY

DONE = ("act", "end", "password")
Become = Callable[[str, Callable[[Standing], bool]], object]


class AccountPages:
    """`become(session, wanted)` waits until this process knows that its standing is as wanted."""

    def __init__(self, own: OwnAccounts, areas: Areas, zone: ZoneInfo, become: Become) -> None:
        self._own, self._areas, self._days, self._become = own, areas, LocalDays(zone), become

    def show(self, said: str = "", status: int = 200) -> Response:
        standing, lang = standing_here(), language()
        done = request.args.get("done") if not said else None
        told = said or (f"done_{done}" if done in DONE else "")
        page = account_page(lang, SHEETS, self._told(standing, lang), told, bad=bool(said))
        return page_answer(page, status)

    def act(self) -> Response:
        standing, wanted = standing_here(), request.form.get("grant", "")
        grant = chosen(standing.grants, wanted)
        place = home(grant) if grant and request.form.get("then") == "home" else "/account?done=act"

        def act_under() -> None:
            self._own.act_under(standing, wanted, visitor())
            self._become(standing.session.id, lambda now: now.grant.id == wanted)

        return self._answered(place, act_under)

    def end(self) -> Response:
        standing, told = standing_here(), request.form.get("session", "")
        held = self._own.sessions(standing)
        if told == "others":
            ended = [session for session in held if session.id != standing.session.id]
        else:
            ended = [session for session in held if handle(session) == told]
        return self._answered("/account?done=end", lambda: self._own.end(standing, ended, visitor()))

    def password(self) -> Response:
        now, new, again = (request.form.get(name, "")[: LONGEST + 1] for name in ("now", "new", "again"))
        standing = standing_here()

        def change() -> None:
            self._own.change_password(standing, now, new, again, visitor())
            self._become(standing.session.id, lambda now: not now.account.must_change)

        return self._answered("/account?done=password", change)

    def _answered(self, place: str, act: Callable[[], None]) -> Response:
        try:
            act()
        except OwnRefusedError as refused:
            return self.show(f"refused_{refused}", 403)
        except PasswordError as refused:
            return self.show(refused.reason, 400)
        except AWAY:
            return self.show("refused_away", 503)
        return see(place)

    def _told(self, standing: Standing, lang: str) -> OwnAccount:
        account, stamp = standing.account, self._days.stamp
        grants = grant_rows(standing, self._areas, lang)
        sessions = [
            SessionRow(
                handle(session),
                agent_words(lang, session.agent),
                stamp(session.opened, "%Y-%m-%d %H:%M"),
                stamp(session.seen, "%Y-%m-%d %H:%M"),
                session.id == standing.session.id,
            )
            for session in self._own.sessions(standing)
        ]
        return OwnAccount(account.name, account.id, grants, sessions, account.must_change, SHORTEST)


def register(server: Flask, pages: AccountPages) -> None:
    server.add_url_rule("/account", "account", pages.show, methods=["GET"])
    server.add_url_rule("/account/act", "account_act", pages.act, methods=["POST"])
    server.add_url_rule("/account/end", "account_end", pages.end, methods=["POST"])
    server.add_url_rule("/account/password", "account_password", pages.password, methods=["POST"])

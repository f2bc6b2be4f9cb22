"""The page of one's own account and what its forms ask for. Each form is answered by the page again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from zoneinfo import ZoneInfo

from flask import Flask, Response, make_response, redirect, request

from city.access.passwords import SHORTEST, PasswordError
from city.areas.areas import Areas
from city.time.days import LocalDays
from dashboard.access.account_guard import STANDING_KEY
from dashboard.access.own_account import OwnAccounts, OwnRefusedError
from dashboard.access.sessions_door import Standing
from dashboard.access.sign_in_routes import POLICY, visitor
from dashboard.transport.language import language
from layouts.account import LONGEST, GrantRow, OwnAccount, SessionRow, account_page
from streams.access.sessions import Session
from streams.record.startup import AWAY

SHEETS = tuple(f"/assets/styles/{name}.css" for name in ("tokens", "base", "sign_in"))
DONE = ("act", "end", "password")


class AccountPages:
    def __init__(self, own: OwnAccounts, areas: Areas, zone: ZoneInfo) -> None:
        self._own, self._areas, self._days = own, areas, LocalDays(zone)

    def show(self, said: str = "", status: int = 200) -> Response:
        standing, lang = _standing(), language()
        done = request.args.get("done") if not said else None
        told = said or (f"done_{done}" if done in DONE else "")
        page = account_page(lang, SHEETS, self._told(standing, lang), told, bad=bool(said))
        response = make_response(page, status)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Content-Security-Policy"] = POLICY
        return response

    def act(self) -> Response:
        grant = request.form.get("grant", "")
        return self._answered("act", lambda: self._own.act_under(_standing(), grant, visitor()))

    def end(self) -> Response:
        standing, told = _standing(), request.form.get("session", "")
        held = self._own.sessions(standing)
        if told == "others":
            chosen = [session for session in held if session.id != standing.session.id]
        else:
            chosen = [session for session in held if handle(session) == told]
        return self._answered("end", lambda: self._own.end(standing, chosen, visitor()))

    def password(self) -> Response:
        now, new, again = (request.form.get(name, "")[: LONGEST + 1] for name in ("now", "new", "again"))
        return self._answered(
            "password", lambda: self._own.change_password(_standing(), now, new, again, visitor())
        )

    def _answered(self, done: str, act: Callable[[], None]) -> Response:
        try:
            act()
        except OwnRefusedError as refused:
            return self.show(f"refused_{refused}", 403)
        except PasswordError as refused:
            return self.show(refused.reason, 400)
        except AWAY:
            return self.show("refused_away", 503)
        return make_response(redirect(f"/account?done={done}", 303))

    def _told(self, standing: Standing, lang: str) -> OwnAccount:
        account, stamp = standing.account, self._days.stamp
        grants = []
        for grant in standing.grants:
            area = self._areas[grant.area]
            name = (area.name_en if lang == "en" else None) or area.name
            last = str(grant.last) if grant.last else ""
            grants.append(GrantRow(grant.id, grant.role, name, last, grant == standing.grant))
        sessions = [
            SessionRow(
                handle(session),
                session.agent[:80],
                stamp(session.opened, "%Y-%m-%d %H:%M"),
                stamp(session.seen, "%Y-%m-%d %H:%M"),
                session.id == standing.session.id,
            )
            for session in self._own.sessions(standing)
        ]
        here = standing.grant.area
        return OwnAccount(account.name, account.id, here, grants, sessions, account.must_change, SHORTEST)


def register(server: Flask, pages: AccountPages) -> None:
    server.add_url_rule("/account", "account", pages.show, methods=["GET"])
    server.add_url_rule("/account/act", "account_act", pages.act, methods=["POST"])
    server.add_url_rule("/account/end", "account_end", pages.end, methods=["POST"])
    server.add_url_rule("/account/password", "account_password", pages.password, methods=["POST"])


def handle(session: Session) -> str:
    return hashlib.sha256(session.id.encode()).hexdigest()[:16]


def _standing() -> Standing:
    """Of whoever asks: the guard lets nobody else as far as here."""
    standing: Standing = request.environ[STANDING_KEY]
    return standing

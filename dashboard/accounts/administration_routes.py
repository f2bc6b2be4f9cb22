"""The page of accounts and what its buttons ask for, as JSON. How far one reaches is decided elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import msgspec
from flask import Flask, Response, request

from city.access.grants import Grant
from dashboard.accounts.administration_view import AdministrationView, area_called
from dashboard.accounts.landing import ADMINISTRATION
from dashboard.accounts.page_answers import LIST_SHEETS, page_answer, standing_here, visitor
from dashboard.transport.answers import answer, refuse
from dashboard.transport.language import language
from layouts.accounts.administration import administration_page, administration_words
from streams.access.accounts import grant_days
from streams.access.administration import (
    Administration,
    AdministrationError,
    Hand,
    Installation,
    one_time_password,
)
from streams.access.security_headers import plain_page_policy
from streams.messages.values import UNREADABLE, RefusedError
from streams.record.connections import Connections
from streams.record.startup import AWAY

LARGEST = 4000  # bytes of what is asked
POLICY = plain_page_policy().replace("form-action 'none'", "form-action 'self'")
DONE = ("add", "grant", "withdraw", "disable", "enable", "end")
Body = Mapping[str, str]


class AdministrationPages:
    """`clock` in epoch ms, `day` the city's local day."""

    def __init__(
        self,
        connections: Connections,
        held: Installation,
        view: AdministrationView,
        clock: Callable[[], int],
        day: Callable[[], date],
    ) -> None:
        self._to, self._held, self._view = connections, held, view
        self._clock, self._day = clock, day

    def show(self) -> Response:
        lang, done = language(), request.args.get("done", "")
        query, account = (request.args.get(name, "")[:64] for name in ("q", "account"))
        area = standing_here().grant.area
        try:
            told = self._view.told(self._administration().all(), area, query.strip(), account, lang)
        except AWAY:
            told = self._view.told([], area, query.strip(), "", lang)
            page = administration_page(lang, LIST_SHEETS, told, refusal="away")
            return page_answer(page, 503, policy=POLICY)
        page = administration_page(lang, LIST_SHEETS, told, done if done in DONE else "")
        return page_answer(page, policy=POLICY)

    def act(self, act: str) -> Response:
        lang = language()
        text = administration_words(lang)
        body = _body()
        if body is None or act not in ACTS:
            return refuse(400, "bad_request", text["refused_bad_request"])
        try:
            secret = ACTS[act](self, self._administration(), body)
        except AdministrationError as refused:
            key = refused.code if refused.code in text else f"refused_{refused.code}"
            return refuse(403, refused.code, text.get(key, text["refused_bad_request"]))
        except RefusedError:
            return refuse(400, "bad_grant", text["refused_bad_grant"])
        except AWAY:
            return refuse(503, "away", text["refused_away"])
        told = text["password_told"].format(account=body.get("account", "")) if secret else ""
        return answer({"said": told, "secret": secret})

    def add(self, administration: Administration, body: Body) -> None:
        administration.add(body.get("account", ""), body.get("name", ""), self._grant(body))

    def grant(self, administration: Administration, body: Body) -> None:
        administration.grant(body.get("account", ""), self._grant(body))

    def withdraw(self, administration: Administration, body: Body) -> None:
        account = body.get("account", "")
        administration.withdraw(account, body.get("grant", ""), self._view.sessions(account))

    def disable(self, administration: Administration, body: Body) -> None:
        account = body.get("account", "")
        administration.disable(account, True, self._view.sessions(account))

    def enable(self, administration: Administration, body: Body) -> None:
        administration.disable(body.get("account", ""), False)

    def password(self, administration: Administration, body: Body) -> str:
        account, secret = body.get("account", ""), one_time_password()
        administration.set_password(account, secret, self._view.sessions(account))
        return secret

    def end(self, administration: Administration, body: Body) -> None:
        account = body.get("account", "")
        administration.end(account, self._view.sessions(account, body.get("session", "")))

    def _administration(self) -> Administration:
        standing = standing_here()
        hand = Hand(standing.account.id, standing.grant.area, standing.session.id, visitor().address)
        redis, keys = self._to.clerk_redis, self._to.keys
        return Administration(redis, keys, self._held, hand, self._clock(), self._day())

    def _grant(self, body: Body) -> Grant:
        """Raises AdministrationError, RefusedError."""
        area = area_called(self._held.areas, standing_here().grant.area, body.get("area", ""))
        days = grant_days(body.get("from") or None, body.get("until") or None)
        return Grant(body.get("role", ""), area, body.get("department") or None, *days)


ACTS: dict[str, Callable[[AdministrationPages, Administration, Body], str | None]] = {
    "add": AdministrationPages.add,
    "grant": AdministrationPages.grant,
    "withdraw": AdministrationPages.withdraw,
    "disable": AdministrationPages.disable,
    "enable": AdministrationPages.enable,
    "password": AdministrationPages.password,
    "end": AdministrationPages.end,
}


def register(server: Flask, pages: AdministrationPages) -> None:
    server.add_url_rule(ADMINISTRATION, "administration", pages.show, methods=["GET"])
    server.add_url_rule(f"{ADMINISTRATION}/<act>", "administration_act", pages.act, methods=["POST"])


def _body() -> Body | None:
    """What was sent, texts by name; None for what no page of ours sends."""
    if not request.is_json or not 0 < (request.content_length or 0) < LARGEST:
        return None
    try:
        told: Any = msgspec.json.decode(request.get_data(cache=False), type=dict[str, str])
    except UNREADABLE:
        return None
    return {name: value.strip() for name, value in told.items()}

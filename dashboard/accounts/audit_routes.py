"""The page of the audit. An auditor of a town is told what concerns the town, and nothing of elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from flask import Flask, Response, request

from city.areas.areas import Areas
from city.sight import Sight
from city.time.days import LocalDays
from dashboard.accounts.grant_rows import Departments, area_name, named_grant
from dashboard.accounts.landing import AUDIT
from dashboard.accounts.page_answers import LIST_SHEETS, page_answer, standing_here
from dashboard.transport.language import language
from layouts.accounts.audit import Audit, AuditRow, audit_page, audit_words, did_words
from streams.access.audit import ACTS, Audited, AuditLog
from streams.record.startup import AWAY

ROWS = 50
LOOKED = 20_000  # entries that one page looks at before it offers to go on
ENTRY = re.compile(r"\d{1,19}-\d{1,19}")
OF_ACCOUNTS = (
    *("session_revoked", "account_added", "password_set", "granted", "withdrawn", "disabled", "enabled"),
    *("screen_paired", "screen_renamed", "screen_moved", "screen_revoked"),
)
FILTERS = ("account", "act", "day", "before")


class AuditPages:
    """`sight(scope)`: which accounts may be named to whoever has this scope."""

    def __init__(
        self,
        log: AuditLog,
        areas: Areas,
        departments: Departments,
        zone: ZoneInfo,
        sight: Callable[[str], Sight],
    ) -> None:
        self._log, self._areas, self._zone, self._days = log, areas, zone, LocalDays(zone)
        self._departments, self._sight = departments, sight

    def show(self) -> Response:
        lang, scope = language(), standing_here().grant.area
        asked = {name: request.args.get(name, "").strip()[:64] for name in FILTERS}
        try:
            rows, older = self._found(scope, asked, lang)
        except AWAY:
            return self._answer(lang, scope, asked, [], "", "away")
        return self._answer(lang, scope, asked, rows, older)

    def _answer(
        self, lang: str, scope: str, asked: dict[str, str], rows: list[AuditRow], older: str, said: str = ""
    ) -> Response:
        told = Audit(area_name(self._areas, scope, lang), asked, ACTS, rows, older)
        return page_answer(audit_page(lang, LIST_SHEETS, told, said), 503 if said else 200)

    def _found(self, scope: str, asked: dict[str, str], lang: str) -> tuple[list[AuditRow], str]:
        """Rows, and the entry that the next page goes back from."""
        first, last = self._bounds(asked["day"])
        before = asked["before"] if ENTRY.fullmatch(asked["before"]) else ""
        names = self._names(scope)
        asked = asked | {"account": asked["account"].casefold()}
        called = {id for id, name in names.items() if name.casefold() == asked["account"]}
        rows: list[AuditRow] = []
        for looked, (entry, told) in enumerate(self._log.back(before, first, last), 1):
            if self._fits(told, scope, asked, called):
                rows.append(self._row(told, scope, lang, names))
            if len(rows) == ROWS or looked == LOOKED:
                return rows, entry
        return rows, ""

    def _bounds(self, day: str) -> tuple[int | None, int | None]:
        """The first and last ms of a local day."""
        try:
            told = date.fromisoformat(day)
            begin, end = (
                int(datetime(each.year, each.month, each.day, tzinfo=self._zone).timestamp() * 1000)
                for each in (told, told + timedelta(days=1))
            )
        except (ValueError, OverflowError):
            return None, None
        return max(begin, 0), max(end - 1, 0)

    def _names(self, scope: str) -> dict[str, str]:
        """Of accounts, by id."""
        sight = self._sight(scope)
        return {id: held.name for id, held in sight.colleagues.items() if sight.seat(id) == id}

    def _fits(self, told: Audited, scope: str, asked: dict[str, str], called: set[str]) -> bool:
        """`called`: the accounts whose name was asked for."""
        if asked["act"] and told.act != asked["act"]:
            return False
        concerned = {told.account, told.what}
        if asked["account"] and asked["account"] not in concerned and not called & concerned:
            return False
        return scope == self._areas.root.code or bool(self._here(told.area, scope))

    def _here(self, codes: str, scope: str) -> list[str]:
        return [code for code in codes.split() if code in self._areas and self._areas.within(code, scope)]

    def _row(self, told: Audited, scope: str, lang: str, names: dict[str, str]) -> AuditRow:
        whole = scope == self._areas.root.code
        codes = told.area.split() if whole else self._here(told.area, scope)
        kept = [each for each in told.detail.split() if whole or self._is_here(each, scope)]
        return AuditRow(
            self._days.stamp(told.time, "%Y-%m-%d %H:%M:%S"),
            told.account,
            told.act,
            told.what,
            " ".join(area_name(self._areas, code, lang) for code in codes),
            self._detail(kept, lang),
            told.address,
            names.get(told.account, ""),
            names.get(told.what, "") if told.act in OF_ACCOUNTS else "",
        )

    def _detail(self, kept: list[str], lang: str) -> str:
        """Grants and commands in words, one after the other; anything else as it was written down."""
        told = [did_words(lang, named_grant(each, self._areas, self._departments, lang)) for each in kept]
        return (audit_words(lang)["apart"] if told != kept else " ").join(told)

    def _is_here(self, word: str, scope: str) -> bool:
        """A grant of elsewhere, as `role:area`, is not told."""
        _, grant, area = word.partition(":")
        return not grant or bool(self._here(area.partition(":")[0], scope))


def register(server: Flask, pages: AuditPages) -> None:
    server.add_url_rule(AUDIT, "audit", pages.show, methods=["GET"])

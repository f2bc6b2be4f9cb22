"""What the page of accounts shows: found, counted and put into words. Changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from city.access.grants import Grant
from city.areas.areas import Areas
from city.matters import Matters
from city.time.days import LocalDays
from dashboard.access.session_handle import handle
from dashboard.accounts.grant_rows import area_name, grant_words
from layouts.accounts.administration import AccountRow, Accounts, Chosen, OpenSession, administration_words
from layouts.accounts.agent import agent_words
from streams.access.accounts import Account
from streams.access.administration import AdministrationError
from streams.access.session_reader import SessionReader
from streams.access.sessions import Session

MOST = 200  # rows; whom one looks for is found by searching
OFFERED = 600  # areas that a field offers; the others are typed


class AdministrationView:
    """`clock` in epoch ms."""

    def __init__(
        self, reader: SessionReader, areas: Areas, matters: Matters, zone: ZoneInfo, clock: Callable[[], int]
    ) -> None:
        self._reader, self._areas, self._matters = reader, areas, matters
        self._days, self._clock = LocalDays(zone), clock

    def told(self, held: Sequence[Account], scope: str, query: str, chosen: str, lang: str) -> Accounts:
        """`held`: those within reach."""
        rows = [self.row(account, lang) for account in held]
        found = [row for row in rows if _fits(row, query.casefold())]
        one = next((row for row in rows if row.id == chosen), None)
        return Accounts(
            area_name(self._areas, scope, lang),
            query,
            found[:MOST],
            len(rows),
            Chosen(one, self._sessions(one, lang)) if one else None,
            self._offered(scope, lang),
            self._departments(lang),
        )

    def row(self, account: Account, lang: str) -> AccountRow:
        grants = [(grant.id, self._words(grant, lang)) for grant in account.grants]
        return AccountRow(account.id, account.name, _state(account, self._clock()), grants)

    def sessions(self, account: str, which: str = "all") -> list[Session]:
        """The newest first; those that `which`, a handle, stands for."""
        held = [each for each in self._reader.sessions.of(account) if which in ("all", handle(each))]
        return sorted(held, key=lambda session: (-session.opened, session.id))

    def _sessions(self, row: AccountRow, lang: str) -> list[OpenSession]:
        words = dict(row.grants)

        def stamp(at: int) -> str:
            return self._days.stamp(at, "%Y-%m-%d %H:%M")

        return [
            OpenSession(
                handle(each),
                agent_words(lang, each.agent),
                stamp(each.opened),
                stamp(each.seen),
                words.get(each.grant, each.grant),
            )
            for each in self.sessions(row.id)
        ]

    def _words(self, grant: Grant, lang: str) -> str:
        called = grant_words(grant, self._areas, self._matters.departments, lang)
        if grant.first or grant.last:
            days = administration_words(lang)["days"]
            called += days.format(first=grant.first or "…", last=grant.last or "…")
        return called

    def _offered(self, scope: str, lang: str) -> Sequence[tuple[str, str]]:
        areas = [self._areas[scope], *self._areas.children(scope)]
        for area in self._areas.children(scope):
            below = self._areas.children(area.code)
            if len(areas) + len(below) > OFFERED:
                break
            areas += below
        return [(area.code, area_name(self._areas, area.code, lang)) for area in areas]

    def _departments(self, lang: str) -> Sequence[tuple[str, str]]:
        each = self._matters.departments.values()
        return [(one.code, (one.name_en if lang == "en" else None) or one.name) for one in each]


def area_called(areas: Areas, scope: str, told: str) -> str:
    """The code of the area of this code or, where only one is called so, of this name, within `scope`.
    Raises AdministrationError."""
    if told in areas and areas.within(told, scope):
        return told
    wanted = told.casefold()
    named = [
        area.code
        for area in areas.order
        if wanted in (area.name.casefold(), (area.name_en or area.name).casefold())
        and areas.within(area.code, scope)
    ]
    if len(named) != 1:
        raise AdministrationError("no_area", "area must be the code or the name of one within reach")
    return named[0]


def _fits(row: AccountRow, query: str) -> bool:
    return query in " ".join((row.id, row.name, *(words for _, words in row.grants))).casefold()


def _state(account: Account, now: int) -> str:
    if not account.current():
        return "disabled"
    if account.password is None:
        return "no_password"
    if account.opens_with(now) is None:
        return "ended"
    return "waiting" if account.must_change else "good"

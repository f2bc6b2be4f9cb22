"""Letting people in by their accounts: what a web process holds of it, put together. Decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

import gevent
from flask import Flask

from city.live import LiveCity
from city.time.days import LocalDays
from dashboard.access.account_guard import DEMO, SIGN_IN, AccountGuard, viewer_of
from dashboard.access.disclosures import Disclosures
from dashboard.access.key_file import KeyFile
from dashboard.access.network import Network
from dashboard.access.sessions_door import SessionsDoor
from dashboard.access.status_token import status_token
from dashboard.access.viewer import Application, Viewer
from dashboard.accounts import account_pages
from dashboard.accounts.account_pages import Access
from dashboard.accounts.start_routes import StartPages
from dashboard.settings.origin import read_origin, read_proxies
from dashboard.settings.settings import Settings
from streams.access.session_reader import SessionReader
from streams.access.sessions import Session, SessionLog
from streams.record.connections import Connections
from streams.record.startup import AWAY
from streams.server.backoff import Backoff

WAIT_MS = 1000  # for news of sessions; so often everybody who is in is looked at again


class AccountAccess:
    """`clock` in epoch ms. One greenlet calls `follow` again and again."""

    def __init__(
        self,
        settings: Settings,
        connections: Connections,
        city: LiveCity,
        clock: Callable[[], int],
        key_file: KeyFile,
        world: Callable[[], str | None] = lambda: None,
    ) -> None:
        days, redis, keys = LocalDays(settings.rules.zone), connections.record_redis, connections.keys

        def day() -> date:
            return date.fromisoformat(days.stamp(clock(), "%Y-%m-%d"))

        self.network = Network(
            read_origin(settings.web.origin), read_proxies(settings.web.proxies), status_token(settings)
        )
        self.reader = SessionReader(redis, keys, clock)
        self.door = SessionsDoor(self.reader, city.areas, clock, day)
        self._log, self._clock, self._key_file = SessionLog(connections.clerk_redis, keys), clock, key_file
        self._backoff, self.audit = Backoff(), Disclosures(connections, clock)
        self.on_news: list[Callable[[], object]] = []
        self.to = Access(
            settings,
            connections,
            city,
            clock,
            day,
            self.reader,
            self.door,
            key_file,
            self.network.secure,
            self.network.base,
            world,
            self.on_news,
        )
        self._start: StartPages | None = None

    def register(self, server: Flask) -> None:
        self._start = account_pages.register(server, self.to)

    def fact(self, lang: str) -> dict[str, object] | None:
        """What a page's head says of who asks."""
        return self._start.fact(lang) if self._start else None

    def guard(self, application: Application) -> AccountGuard:
        entrance = DEMO if self.to.settings.web.demo_accounts else SIGN_IN
        return AccountGuard(
            application, self.network, self.door, self._key_file.session_keys, self._seen_soon, entrance
        )

    def follow(self) -> None:
        """One turn: wait for news, then have everybody who is in looked at again."""
        try:
            self.reader.poll(WAIT_MS)
        except AWAY:
            gevent.sleep(self._backoff.grow())
            return
        self._backoff.reset()
        for tell in self.on_news:
            tell()

    def still(self, viewer: Viewer) -> bool:
        """Whether somebody who is in would be let in again as the same."""
        standing = self.door.standing(viewer.session)
        if standing is None or standing.account.must_change:
            return False
        return viewer_of(standing) == viewer

    def used(self, sessions: Iterable[str]) -> None:
        """Somebody sits there, though no request comes."""
        for id in sessions:
            session = self.reader.sessions.open.get(id)
            if session is not None and self.door.noteworthy(session):
                self._seen_soon(session)

    def _seen_soon(self, session: Session) -> None:
        """Written beside the request: what is not written down makes a session idle, and nothing worse."""
        gevent.spawn(self._seen, session.id, self._clock())

    def _seen(self, session: str, now: int) -> None:
        try:
            self._log.seen(session, now)
        except AWAY:
            return


def knows_sessions(server: Flask) -> bool:
    """Whether who signed in is known here; where nobody signs in, that is always so."""
    accounts: AccountAccess | None = server.extensions.get("gridwall.accounts")
    return accounts is None or accounts.door.caught_up

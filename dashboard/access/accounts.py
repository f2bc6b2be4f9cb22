"""Letting people in by their accounts: what a web process holds of it, put together. Decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

import gevent
from flask import Flask

from city.areas.areas import Areas
from city.time.days import LocalDays
from dashboard.access import account_routes, sign_in_routes, start_routes
from dashboard.access.account_guard import AccountGuard, viewer_of
from dashboard.access.account_routes import AccountPages
from dashboard.access.key_file import KeyFile
from dashboard.access.landing import after_sign_in
from dashboard.access.network import Network
from dashboard.access.own_account import OwnAccounts
from dashboard.access.sessions_door import SessionsDoor, Standing
from dashboard.access.sign_in import SignIn
from dashboard.access.sign_in_routes import SignInPages
from dashboard.access.start_routes import StartPages
from dashboard.access.viewer import Application, Viewer
from dashboard.settings.origin import read_origin, read_proxies
from dashboard.settings.settings import Settings
from streams.access.session_reader import SessionReader
from streams.access.sessions import Session, SessionLog
from streams.record.connections import Connections
from streams.record.startup import AWAY
from streams.server.backoff import Backoff

WAIT_MS = 1000  # for news of sessions; so often everybody who is in is looked at again
KNOWN_S = 2.0  # for which signing in waits until this process has heard of its own session


class AccountAccess:
    """`clock` in epoch ms. One greenlet calls `follow` again and again."""

    def __init__(
        self,
        settings: Settings,
        connections: Connections,
        areas: Areas,
        clock: Callable[[], int],
        key_file: KeyFile,
    ) -> None:
        days, redis, keys = LocalDays(settings.rules.zone), connections.record_redis, connections.keys

        def day() -> date:
            return date.fromisoformat(days.stamp(clock(), "%Y-%m-%d"))

        self.network = Network(read_origin(settings.web.origin), read_proxies(settings.web.proxies))
        self.reader = SessionReader(redis, keys, clock)
        self.door = SessionsDoor(self.reader, areas, clock, day)
        self._log, self._clock, self._key_file = SessionLog(connections.clerk_redis, keys), clock, key_file
        self._backoff = Backoff()
        sign_in = SignIn(connections, areas, clock, day)
        own = OwnAccounts(connections, self.reader, clock, lambda _: False)
        self._account_pages = AccountPages(own, areas, settings.rules.zone, self._become)
        self._start_pages = StartPages(areas)
        self._pages = SignInPages(
            sign_in, key_file.session_keys, self.network.secure, self._wait_for, self._landing
        )
        self.on_news: list[Callable[[], object]] = []

    def register(self, server: Flask) -> None:
        sign_in_routes.register(server, self._pages)
        account_routes.register(server, self._account_pages)
        start_routes.register(server, self._start_pages)

    def fact(self, lang: str) -> dict[str, object] | None:
        """What a page's head says of who asks."""
        return self._start_pages.fact(lang)

    def guard(self, application: Application) -> AccountGuard:
        return AccountGuard(
            application, self.network, self.door, self._key_file.session_keys, self._seen_soon
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
        return standing is not None and viewer_of(standing) == viewer

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

    def _wait_for(self, session: Session) -> None:
        """The page that is asked for next must be answered to somebody who is known."""
        self._become(session.id, lambda _: True)

    def _become(self, session: str, wanted: Callable[[Standing], bool]) -> None:
        """Wait until this process knows of what was just written."""
        with gevent.Timeout(KNOWN_S, False):
            while (standing := self.door.standing(session)) is None or not wanted(standing):
                gevent.sleep(0.01)

    def _landing(self, session: Session) -> str:
        standing = self.door.standing(session.id)
        return after_sign_in(standing) if standing else "/"

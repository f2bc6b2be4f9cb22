"""The pages around accounts, put together: signing in, one's own, the first, everybody's. Decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import gevent
from flask import Flask
from gevent.threadpool import ThreadPool

from city.live import LiveCity
from city.sight import Sight
from dashboard.access.account_guard import DEMO
from dashboard.access.key_file import KeyFile
from dashboard.access.sessions_door import SessionsDoor, Standing
from dashboard.accounts import (
    account_routes,
    administration_routes,
    audit_routes,
    demo_routes,
    first_routes,
    sign_in_routes,
    start_routes,
)
from dashboard.accounts.account_routes import AccountPages
from dashboard.accounts.administration_routes import AdministrationPages
from dashboard.accounts.administration_view import AdministrationView
from dashboard.accounts.audit_routes import AuditPages
from dashboard.accounts.breached import breached_in
from dashboard.accounts.demo_routes import DemoPages
from dashboard.accounts.first_routes import FirstPages
from dashboard.accounts.landing import after_sign_in
from dashboard.accounts.own_account import OwnAccounts
from dashboard.accounts.sign_in import SignIn
from dashboard.accounts.sign_in_routes import SignInPages
from dashboard.accounts.start_routes import StartPages
from dashboard.settings.settings import Settings
from streams.access.accounts import Accounts
from streams.access.administration import Installation
from streams.access.audit import AuditLog
from streams.access.password_hash import hash_password
from streams.access.session_reader import SessionReader
from streams.access.sessions import Session
from streams.record.connections import Connections

KNOWN_S = 2.0  # for which an answer waits until this process has heard of what was just written


@dataclass(frozen=True, slots=True)
class Access:
    """What the pages stand on. `clock` in epoch ms, `day` the city's local day."""

    settings: Settings
    connections: Connections
    city: LiveCity
    clock: Callable[[], int]
    day: Callable[[], date]
    reader: SessionReader
    door: SessionsDoor
    key_file: KeyFile
    secure: bool
    base: str
    world: Callable[[], str | None]
    on_news: list[Callable[[], object]]  # what is called whenever the record was read on

    def become(self, session: str, wanted: Callable[[Standing], bool]) -> None:
        with gevent.Timeout(KNOWN_S, False):
            while (standing := self.door.standing(session)) is None or not wanted(standing):
                gevent.sleep(0.01)

    def sight(self, scope: str) -> Sight:
        return Sight(self.city.areas, self.city.roster, scope, self.reader.colleagues)

    def known(self, session: Session) -> None:
        self.become(session.id, lambda _: True)

    def landing(self, session: Session) -> str:
        standing = self.door.standing(session.id)
        return after_sign_in(standing) if standing else "/"


def register(server: Flask, to: Access) -> StartPages:
    """The page of the start, which knows what heads say."""
    areas, zone, breached = to.city.areas, to.settings.rules.zone, breached_in(to.settings)
    start = StartPages(areas, demo=to.settings.web.demo_accounts)
    own = OwnAccounts(to.connections, to.reader, to.clock, breached)
    sign_in = SignIn(to.connections, areas, to.clock, to.day)
    to.on_news.append(sign_in.settle)
    sign_in_routes.register(
        server,
        SignInPages(
            sign_in,
            to.key_file.session_keys,
            to.secure,
            to.known,
            to.landing,
            DEMO if to.settings.web.demo_accounts else "",
            to.base,
        ),
    )
    if to.settings.web.demo_accounts:
        _register_demo(server, to, sign_in)
    account_routes.register(server, AccountPages(own, areas, zone, to.become))
    start_routes.register(server, start)
    held = _installation(to, breached)
    administration_routes.register(server, _administration(to, held))
    first_routes.register(server, FirstPages(to.connections, held, to.clock, to.day))
    audit = AuditLog(to.connections.clerk_redis, to.connections.keys)
    audit_routes.register(server, AuditPages(audit, areas, to.city.matters.departments, zone, to.sight))
    return start


def _register_demo(server: Flask, to: Access, sign_in: SignIn) -> None:
    accounts, key_file = Accounts(to.connections.clerk_redis, to.connections.keys), to.key_file
    pages = DemoPages(
        sign_in,
        accounts,
        to.city.areas,
        to.clock,
        lambda: key_file.now.start,
        key_file.session_keys,
        to.world,
        to.known,
    )
    demo_routes.register(server, pages)


def _installation(to: Access, breached: Callable[[str], bool]) -> Installation:
    city, pool = to.city, ThreadPool(1)
    return Installation(
        city.areas,
        city.matters.departments,
        city.roster,
        breached,
        lambda password: str(pool.apply(hash_password, (password,))),
    )


def _administration(to: Access, held: Installation) -> AdministrationPages:
    city = to.city
    view = AdministrationView(to.reader, city.areas, city.matters, to.settings.rules.zone, to.clock)
    return AdministrationPages(to.connections, held, view, to.clock, to.day)

"""Signing in and out: a password is looked at in a thread, and what happened is written before it is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import gevent
from gevent.threadpool import ThreadPool

from city.access.grants import in_force
from city.areas.areas import Areas
from dashboard.accounts.turns import Turns
from streams.access.accounts import Account, Accounts
from streams.access.audit import Audited, AuditLog
from streams.access.password_hash import fits, hash_password, outdated
from streams.access.sessions import LIMITS, Session, SessionLog, new_session_id
from streams.access.sign_in_delays import SignInDelays, place_of
from streams.record.connections import Connections
from streams.record.startup import AWAY

HASHING = 2  # at once: each takes 32 MiB and a fifteenth of a second of a core


class SignInRefusedError(Exception):
    """`code`: wait, wrong or no_grant; a stranger learns from it nothing of who has an account."""

    def __init__(self, code: str, seconds: int = 0) -> None:
        super().__init__(code)
        self.code, self.seconds = code, seconds


@dataclass(frozen=True, slots=True)
class Visitor:
    """Where a try comes from: the peer's address, and what its browser calls itself."""

    address: str
    agent: str = ""


class SignIn:
    """Raises what Redis says. `clock` in epoch ms, `day` the city's local day."""

    def __init__(
        self, connections: Connections, areas: Areas, clock: Callable[[], int], day: Callable[[], date]
    ) -> None:
        redis, keys = connections.clerk_redis, connections.keys
        self._accounts, self._delays = Accounts(redis, keys), SignInDelays(redis, keys)
        self._log, self._audit = SessionLog(redis, keys), AuditLog(redis, keys)
        self._areas, self._clock, self._day = areas, clock, day
        self._pool, self._turns = ThreadPool(HASHING), Turns(HASHING)
        self._leaving: dict[str, tuple[Session, Visitor]] = {}  # while the record was away

    def sign_in(self, name: str, password: str, visitor: Visitor) -> Session:
        """A new session, never one that was there before. Raises SignInRefusedError."""
        called = name.strip().casefold()
        coming = self._delays.coming(called, visitor.address)
        gevent.sleep(coming.slow)
        # of a thousand tries at once each finds those before it counted
        with self._turns.turn(place_of(visitor.address), known=coming.known):
            return self.open(self._known(called, password, visitor), visitor)

    def sign_out(self, session: Session, visitor: Visitor) -> None:
        """What cannot be written down now is when `settle` can."""
        try:
            self._end(session, visitor)
        except AWAY:
            self._leaving[session.id] = session, visitor
            raise

    def settle(self) -> None:
        """The record answers again: whoever left meanwhile is out."""
        while self._leaving:
            session, visitor = next(iter(self._leaving.values()))
            try:
                self._end(session, visitor)
            except AWAY:
                return
            self._leaving.pop(session.id, None)

    def _end(self, session: Session, visitor: Visitor) -> None:
        self._log.revoke([session.id], session.account, self._clock(), "signed_out")
        area = session.grant.split(":")[1] if ":" in session.grant else ""
        self._tell("signed_out", session.account, visitor, area, session.id)

    def _known(self, called: str, password: str, visitor: Visitor) -> Account:
        now = self._clock()
        if wait := self._delays.wait(called, visitor.address, now):
            raise SignInRefusedError("wait", wait)
        account = self._accounts.get(called)
        kept = account.opens_with(now) if account else None
        if not self._pool.apply(fits, (kept, password)) or account is None:
            self._delays.failed(called, visitor.address, now)
            areas = " ".join(sorted({grant.area for grant in account.grants})) if account else ""
            self._tell("sign_in_refused", account.id if account else "", visitor, areas)
            raise SignInRefusedError("wrong")
        if kept and outdated(kept):
            fresh = self._pool.apply(hash_password, (password,))
            self._accounts.rehash(account.id, fresh, self._clock())
        return account

    def open(self, account: Account, visitor: Visitor, detail: str = "") -> Session:
        """For somebody who is known to be this account. Raises SignInRefusedError."""
        grants = in_force(account.grants, self._areas, self._day())
        if not grants:
            self._tell("sign_in_refused", account.id, visitor, detail="no_grant")
            raise SignInRefusedError("no_grant")
        now = self._clock()
        until = now + LIMITS[grants[0].role].absolute
        session = Session(new_session_id(), account.id, grants[0].id, now, until, now, visitor.agent)
        self._tell("signed_in", account.id, visitor, grants[0].area, session.id, detail)
        self._log.open(session)
        self._delays.succeeded(account.id, visitor.address)
        return session

    def _tell(
        self, act: str, account: str, visitor: Visitor, area: str = "", session: str = "", detail: str = ""
    ) -> None:
        at, address = self._clock(), visitor.address
        self._audit.append(Audited(act, account, at, "", area, session, address, detail))

"""What somebody may do with their own account: act under another grant, end sessions, change their password.
Knows no page; each is written down before it is answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gevent.lock import BoundedSemaphore
from gevent.threadpool import ThreadPool

from city.access.grants import chosen
from city.access.passwords import check_password
from dashboard.access.sessions_door import Standing
from dashboard.accounts.sign_in import HASHING, Visitor
from streams.access.accounts import Account, Accounts
from streams.access.audit import Audited, AuditLog
from streams.access.password_hash import fits, hash_password
from streams.access.session_reader import SessionReader
from streams.access.sessions import Session, SessionLog
from streams.access.sign_in_delays import SignInDelays
from streams.record.connections import Connections


class OwnRefusedError(Exception):
    """`code`: wrong, wait, twice or grant."""


class OwnAccounts:
    """Raises what Redis says. `breached(password)`: whether it is on the list of stolen ones."""

    def __init__(
        self,
        connections: Connections,
        reader: SessionReader,
        clock: Callable[[], int],
        breached: Callable[[str], bool],
    ) -> None:
        redis, keys = connections.clerk_redis, connections.keys
        self._accounts, self._log, self._audit = (
            Accounts(redis, keys),
            SessionLog(redis, keys),
            AuditLog(redis, keys),
        )
        self._delays, self._pool = SignInDelays(redis, keys), ThreadPool(HASHING)
        self._turns = BoundedSemaphore(HASHING)  # each try finds those before it counted
        self._reader, self._clock, self._breached = reader, clock, breached

    def sessions(self, standing: Standing) -> list[Session]:
        """The newest first."""
        held = self._reader.sessions.of(standing.account.id)
        return sorted(held, key=lambda session: (-session.opened, session.id))

    def act_under(self, standing: Standing, grant: str, visitor: Visitor) -> None:
        """Raises OwnRefusedError."""
        if chosen(standing.grants, grant) is None:
            raise OwnRefusedError("grant")
        self._tell(standing, "acting_under", visitor, grant)
        self._log.act_under(standing.session.id, grant, self._clock())

    def end(
        self, standing: Standing, sessions: Sequence[Session], visitor: Visitor, why: str = "ended"
    ) -> None:
        """Those of these that are their own."""
        own = [session.id for session in sessions if session.account == standing.account.id]
        if own:
            self._tell(standing, "session_revoked", visitor, str(len(own)))
            self._log.revoke(own, standing.account.id, self._clock(), why)

    def change_password(self, standing: Standing, now: str, new: str, again: str, visitor: Visitor) -> None:
        """Raises OwnRefusedError, PasswordError. All other sessions end."""
        account, time = standing.account, self._clock()
        with self._turns:
            self._check_own(account, now, visitor, time)
        if new != again:
            raise OwnRefusedError("twice")
        check_password(new, (account.id, account.name), self._breached)
        hashed = self._pool.apply(hash_password, (new,))
        self._tell(standing, "password_set", visitor)
        self._accounts.set_password(account.id, hashed, time, account.id)
        others = [s for s in self.sessions(standing) if s.id != standing.session.id]
        self.end(standing, others, visitor, "password")

    def _check_own(self, account: Account, password: str, visitor: Visitor, time: int) -> None:
        if self._delays.wait(account.id, visitor.address, time):
            raise OwnRefusedError("wait")
        if not self._pool.apply(fits, (account.password, password)):
            self._delays.failed(account.id, visitor.address, time)
            raise OwnRefusedError("wrong")

    def _tell(self, standing: Standing, act: str, visitor: Visitor, detail: str = "") -> None:
        who, session = standing.account.id, standing.session.id
        entry = Audited(act, who, self._clock(), who, standing.grant.area, session, visitor.address, detail)
        self._audit.append(entry)

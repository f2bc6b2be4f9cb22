"""Browsers that wait to become screens: their codes, and the session of the one whose code was typed."""

from __future__ import annotations

from collections.abc import Callable

from city.access.roles import SCREEN
from dashboard.accounts.sign_in import Visitor
from streams.access.accounts import Accounts
from streams.access.audit import Audited, AuditLog
from streams.access.pairing import Offer, Pairing
from streams.access.sessions import LIMITS, Session, new_session_id
from streams.record.connections import Connections


class WaitingBrowsers:
    """Raises PairingError, and what Redis says. `clock` in epoch ms."""

    def __init__(self, to: Connections, clock: Callable[[], int]) -> None:
        redis, keys = to.clerk_redis, to.keys
        self._pairing, self._accounts = Pairing(redis, keys), Accounts(redis, keys)
        self._audit, self._clock = AuditLog(redis, keys), clock

    def offer(self, visitor: Visitor, before: str) -> tuple[Offer, int]:
        """A code and for how many seconds it is good; `before` is the browser's secret until now."""
        now = self._clock()
        offer = self._pairing.offer(visitor.address, now, before)
        return offer, (offer.until - now) // 1000

    def state(self, secret: str) -> str:
        return self._pairing.state(secret, self._clock()) if secret else "expired"

    def collect(self, secret: str, visitor: Visitor) -> Session | None:
        """The new session of the screen that this browser is from now on."""
        now = self._clock()

        def opened(id: str) -> Session | None:
            account = self._accounts.get(id)
            grant = next((each for each in account.grants if each.role == SCREEN), None) if account else None
            if account is None or grant is None or not account.current():
                return None  # revoked before it was one
            until = now + LIMITS[SCREEN].absolute
            session = Session(new_session_id(), id, grant.id, now, until, now, visitor.agent)
            told = ("", grant.area, session.id, visitor.address, "paired")
            self._audit.append(Audited("signed_in", id, now, *told))
            return session

        return self._pairing.collect(secret, now, opened)

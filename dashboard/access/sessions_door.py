"""From a session to a viewer: who they are, under which of their grants, on this day. Knows no request.

Asked for each request and each socket, so it decides on what is in memory alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from city.access.grants import Grant, chosen, in_force
from city.access.roles import SCREEN
from city.areas.areas import Areas
from streams.access.accounts import Account
from streams.access.session_reader import SessionReader
from streams.access.sessions import LIMITS, Ended, Session

NOTED_MS = 60_000  # a session's last request is written down at most this often


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody who is in: the grant they act under, and the others they may change to."""

    account: Account
    session: Session
    grant: Grant
    grants: tuple[Grant, ...]


@dataclass(frozen=True, slots=True)
class SignedOut:
    """Why somebody is in no more, for whoever holds the signed cookie of it; `ms` the limit that ended it."""

    reason: str
    ms: int = 0


class SessionsDoor:
    """`day()`: the city's local day."""

    def __init__(
        self, reader: SessionReader, areas: Areas, clock: Callable[[], int], day: Callable[[], date]
    ) -> None:
        self._reader, self._areas, self._clock, self._day = reader, areas, clock, day

    @property
    def caught_up(self) -> bool:
        """Whether all sessions there are have been read: before, a session that is not known may be one."""
        return self._reader.caught_up

    def standing(self, session_id: str | None) -> Standing | None:
        """None when they are not in, for whatever reason."""
        session = self._reader.sessions.open.get(session_id or "")
        account = self._reader.account(session.account) if session else None
        if session is None or account is None or not account.current():
            return None
        grants = in_force(account.grants, self._areas, self._day())
        grant = chosen(grants, session.grant)
        if grant is None or grant.role not in LIMITS:
            return None
        if self._reader.sessions.get(session.id, self._clock(), LIMITS[grant.role].idle) is None:
            return None
        return Standing(account, session, grant, tuple(grants))

    def signed_out(self, session_id: str | None) -> SignedOut:
        """Of a session without standing; one that nothing is known of has one answer, whoever asks."""
        ended = self._reader.sessions.ended.get(session_id or "")
        if ended is not None:
            return SignedOut(_reason(ended), ended.session.until - ended.session.opened)
        session = self._reader.sessions.open.get(session_id or "")
        account = self._reader.account(session.account) if session else None
        if session is None or account is None:
            return SignedOut("unknown")
        if not account.current():
            return SignedOut("disabled")
        grant = chosen(in_force(account.grants, self._areas, self._day()), session.grant)
        if grant is None or grant.role not in LIMITS:
            return SignedOut("grant")
        if self._clock() >= session.until:
            return SignedOut("absolute", session.until - session.opened)
        return SignedOut("idle", LIMITS[grant.role].idle)

    def was_screen(self, session_id: str | None) -> bool:
        """Whether a session that is over, or opens nothing, was a screen's."""
        sessions, id = self._reader.sessions, session_id or ""
        session = sessions.ended[id].session if id in sessions.ended else sessions.open.get(id)
        return session is not None and session.grant.startswith(f"{SCREEN}:")

    def noteworthy(self, session: Session) -> bool:
        """Whether this request is to be written down, so that the session does not become idle."""
        return self._clock() - session.seen >= NOTED_MS


def _reason(ended: Ended) -> str:
    own = ended.by == ended.session.account
    match ended.why:
        case "password":
            return "own_password" if own else "password"
        case "withdrawn":
            return "grant"
        case "ended":
            return "elsewhere" if own else "administrator"
        case _:
            return ended.why

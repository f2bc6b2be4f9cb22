"""Sessions: opened, changed, revoked, each an entry of a stream that every web and camera process folds.

A session that the fold does not hold is none: whoever cannot read the stream goes on with what it knows, and
lets nobody new in. Times are epoch ms.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from redis import Redis

from streams.messages.entries import Entry
from streams.messages.rejects import Reject, raw_fields, reject
from streams.messages.values import RefusedError, identifier, moment, text
from streams.record.keys import Keys

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
REMEMBERED = 5000  # sessions that are over, of which a process still knows why
WHYS = ("ended", "signed_out", "password", "disabled", "withdrawn")  # of one that was revoked


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a session lives without a request, and at most."""

    idle: int
    absolute: int


# A console is watched by somebody; a wall hangs for weeks; who may change accounts is asked again soonest.
LIMITS = {
    "administrator": Limits(15 * MINUTE, 8 * HOUR),
    "auditor": Limits(30 * MINUTE, 12 * HOUR),
    "leader": Limits(12 * HOUR, 7 * DAY),
    "operator": Limits(12 * HOUR, 30 * DAY),
    "officer": Limits(4 * HOUR, 24 * HOUR),
    "head": Limits(4 * HOUR, 24 * HOUR),
    "department": Limits(12 * HOUR, 7 * DAY),
    "screen": Limits(400 * DAY, 400 * DAY),
}


@dataclass(frozen=True, slots=True)
class Session:
    """`grant` is the id of the grant it acts under; `seen` the last request that was written down."""

    id: str
    account: str
    grant: str
    opened: int
    until: int
    seen: int
    agent: str = ""


@dataclass(frozen=True, slots=True)
class Ended:
    """One that is over: `why` of WHYS by account `by`, or `absolute`, its last limit."""

    session: Session
    why: str
    by: str = ""


def new_session_id() -> str:
    return secrets.token_urlsafe(24)


@dataclass(slots=True)
class Sessions:
    """The fold. `changed` are sessions and accounts that something happened to since it was last taken."""

    open: dict[str, Session] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)
    ended: dict[str, Ended] = field(default_factory=dict)  # the newest last

    def fold(self, entries: Iterable[Entry], label: str = "sessions") -> list[Reject]:
        """Bad entries reject themselves alone."""
        refused: list[Reject] = []
        for entry, fields in entries:
            try:
                self._take(fields)
            except RefusedError as error:
                refused.append(reject(label, entry.decode(), None, str(error), raw_fields(fields)))
        return refused

    def of(self, account: str) -> Iterator[Session]:
        return (session for session in self.open.values() if session.account == account)

    def get(self, id: str, now: int, idle: int) -> Session | None:
        """One that is open, neither too old nor idle for longer than `idle` ms."""
        session = self.open.get(id)
        if session is None or now >= session.until or now - session.seen >= idle:
            return None
        return session

    def expire(self, now: int) -> None:
        """Forget those that are past their end; nobody is asked any more."""
        for session in [each for each in self.open.values() if now >= each.until]:
            self._end(session.id, "absolute")

    def _take(self, fields: Mapping[bytes, bytes]) -> None:
        kind = text(fields.get(b"type"))
        if kind == "account":  # grants, password or whether it may: looked up anew by whoever uses it
            self.changed.add(identifier("account", fields.get(b"account")))
            return
        id = identifier("session", fields.get(b"session"))
        match kind:
            case "opened":
                told = {name: moment(name, fields.get(name.encode())) for name in ("time", "until")}
                who = identifier("account", fields.get(b"account"))
                grant = identifier("grant", fields.get(b"grant"))
                agent = (text(fields.get(b"agent")) or "")[:200]
                self.open[id] = Session(id, who, grant, told["time"], told["until"], told["time"], agent)
            case "changed":
                if id in self.open:
                    grant = identifier("grant", fields.get(b"grant"))
                    self.open[id] = replace(self.open[id], grant=grant)
            case "seen":
                if id in self.open:
                    at = moment("time", fields.get(b"time"))
                    self.open[id] = replace(self.open[id], seen=max(at, self.open[id].seen))
                return
            case "revoked":
                why, by = (text(fields.get(name)) or "" for name in (b"why", b"by"))
                self._end(id, why if why in WHYS else WHYS[0], by)
            case _:
                raise RefusedError(f"type must be opened, changed, seen, revoked or account, got {kind!r}")
        self.changed.add(id)

    def _end(self, id: str, why: str, by: str = "") -> None:
        if (session := self.open.pop(id, None)) is None:
            return
        self.changed.add(id)
        self.ended[id] = Ended(session, why, by)
        if len(self.ended) > REMEMBERED:
            del self.ended[next(iter(self.ended))]


def opened_fields(session: Session) -> dict[str, str | int]:
    """Written before its cookie is sent."""
    told: dict[str, str | int] = {"type": "opened", "session": session.id, "account": session.account}
    return told | {
        "grant": session.grant,
        "time": session.opened,
        "until": session.until,
        "agent": session.agent[:200],
    }


class SessionLog:
    """Writes them. Raises what Redis says."""

    def __init__(self, redis: Redis, keys: Keys) -> None:
        self._redis, self._name = redis, keys.sessions

    def open(self, session: Session) -> None:
        self._redis.xadd(self._name, opened_fields(session))  # type: ignore[arg-type]

    def act_under(self, session: str, grant: str, now: int) -> None:
        self._redis.xadd(self._name, {"type": "changed", "session": session, "grant": grant, "time": now})

    def seen(self, session: str, now: int) -> None:
        self._redis.xadd(self._name, {"type": "seen", "session": session, "time": now})

    def revoke(self, sessions: Iterable[str], by: str, now: int, why: str = WHYS[0]) -> None:
        """All or none."""
        told: dict[str, str | int] = {"type": "revoked", "by": by, "time": now, "why": why}
        with self._redis.pipeline(transaction=True) as pipe:
            for session in sessions:
                pipe.xadd(self._name, told | {"session": session})  # type: ignore[arg-type]
            pipe.execute()
